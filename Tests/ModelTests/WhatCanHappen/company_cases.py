"""What events do to whole companies: new shares that they sell, and takeovers."""

import math

import numpy as np

from case import Case
from closed_forms import PHI, by, place, quantile

STEPS = {"week": 52, "month": 12}
# Of a standard normal, for means over the price on the date of a deal.
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(80)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


def sold(step):
    """A raise at a discount by a deadline: shares for it are counted at the price of its date."""
    n, sigma, p, A, fee, cash = STEPS[step], 0.5, 0.6, 40e6, 0.05, 1e6
    until, T = "2026-09-28", 1.0
    case = Case(
        "raise", "over the dates k of the raise and the price on them: S_T = (EV_T + cash + A (1 - fee)) "
        "/ (N (1 + A / (cap_k (1 - d))))", step=step, record="[sharePrice, shares]",
        happens=f"events:\n  deal: {{until: {until}, probability: 60%, "
        "then: {raise: {x: {amount: 40M, discount: 20%}}}}",
        # Earns what it costs, so that cash moves by the raise alone.
        company="cash: 1M\ncosts: {grossMargin: 60%, fixed: 0.6M}\nfinancing: {fee: 5%}\n"
        "multiple: {initial: 100, volatility: 50%}")
    end = place(until, step)
    dates = np.arange(1, n + 1)
    chances = np.array([by(p, end, k) - by(p, end, k - 1) for k in dates])
    t = dates * T / n

    def deals(discount, late=0):
        """For each date and node: chance, EV there, shares after, and the sd of what is left of ln EV."""
        when = np.minimum(t + late * T / n, T)
        ev = 100e6 * np.exp(sigma * np.sqrt(when)[:, None] * NODES[None, :])
        shares = 1e6 * (1 + A / ((ev + cash) * (1 - discount)))
        left = sigma * np.sqrt(np.maximum(T - when, 1e-300))[:, None]
        return chances[:, None] * WEIGHTS[None, :], ev, shares, left

    def mean_shares(**how):
        chance, _, shares, _ = deals(**how)
        return float((chance * shares).sum() + (1 - p) * 1e6)

    def mean_price(**how):
        chance, ev, shares, left = deals(**how)
        price = (ev * np.exp(left ** 2 / 2) + cash + A * (1 - fee)) / shares
        return float((chance * price).sum()
                     + (1 - p) * (100e6 * math.exp(sigma ** 2 * T / 2) + cash) / 1e6)

    def below(price):
        chance, ev, shares, left = deals(0.2)
        needed = price * shares - cash - A * (1 - fee)
        sold = PHI(np.log(np.maximum(needed, 1e-300) / ev) / left)
        kept = PHI(math.log(max(price * 1e6 - cash, 1e-300) / 100e6) / sigma / math.sqrt(T))
        return float((chance * sold).sum() + (1 - p) * kept)

    case.is_("P(deal)", p)
    case.is_("x.shares.mean", mean_shares(discount=0.2))
    case.is_("x.sharePrice.mean", mean_price(discount=0.2))
    for level in (5, 25, 50, 75, 95):
        case.is_(f"x.sharePrice.p{level}", quantile(below, level / 100, 1.5, 2000))
    case.wrong("no discount", **{"x.shares.mean": mean_shares(discount=0.0)})
    case.wrong("two months later", **{
        "x.shares.mean": mean_shares(discount=0.2, late=n / 6)})
    return case


def bought(step):
    """Equal to case buyout_1: a mixture over the grid date k of the offer of lognormals at t_k times 1 + premium,
    constant from then on."""
    n, sigma, p, premium = {"week": 104, "month": 24}[step], 0.8, 0.25, 0.4
    until = "2026-12-21"
    case = Case(
        "buy-out", "over the grid date k of the offer: lognormal at t_k times 1 + premium, constant from then on",
        step=step, horizon="104 weeks" if step == "week" else "24 months", record="[sharePrice]",
        happens=f"events:\n  offer: {{until: {until}, probability: 25%, then: {{buyOut: {{x: 40%}}}}}}",
        company="multiple: {initial: 100, volatility: 80%}")
    end = place(until, step)
    dates = np.arange(1, n + 1)
    T = 2.0
    t = dates * T / n
    chances = np.array([by(p, end, k) - by(p, end, k - 1) for k in dates])

    def raw(premium, late=0):
        when = np.minimum(t + late * T / n, T)
        return [float((chances * (100 * (1 + premium)) ** j * np.exp(j * j * sigma ** 2 * when / 2)).sum()
                      + (1 - p) * 100 ** j * math.exp(j * j * sigma ** 2 * T / 2)) for j in (1, 2, 3, 4)]

    def below(y):
        return float((chances * PHI((y - math.log(1 + premium)) / sigma / np.sqrt(t))).sum()
                     + (1 - p) * PHI(y / sigma / math.sqrt(T)))

    case.is_("P(offer)", p)
    case.asks("x.takeover", p)
    # A takeover has a date of the grid.
    case.asks("x.takeover by 2026-07-08", by(p, end, math.floor(place("2026-07-08", step))))
    case.is_("x.sharePrice.mean", raw(premium)[0])
    for level in (5, 25, 50, 75, 95):
        case.is_(f"x.sharePrice.p{level}", 100 * math.exp(quantile(below, level / 100, -9, 9)))
    case.wrong("no premium", **{"x.sharePrice.p95": 100 * math.exp(1.6448536 * sigma * math.sqrt(T))})
    case.wrong("goes on", **{"x.sharePrice.p5": 100 * math.exp(-1.6448536 * sigma * math.sqrt(T))})
    return case


def bounded(step):
    """Usage that cannot be more than capacity, which an event cuts on a date."""
    n, sigma, cut = STEPS[step], 0.8, 0.4
    growth = 0.5
    case = Case(
        "capacity", "E min(Q, K) = E[Q; Q < K] + K P(Q > K), Q lognormal with mean 1; K = 1.4 (1 + 50 %) (1 - 40 %)", step=step,
        happens="events:\n  denied: {at: 2026-03-30, then: {change: {x.usage.capacity: -40%}}}",
        record="[arr, demand, unserved, usage]",
        company="multiple: {initial: 1}\ngrowth: {of: usage}\n"
        "usage: {volatility: 80%, capacity: {value: 1.4 times, growth: 50%}}")

    def served(limit):
        d = (math.log(limit) + sigma ** 2 / 2) / sigma
        return PHI(d - sigma) + limit * (1 - PHI(d))

    def beyond(limit):
        return float(1 - PHI((math.log(limit) + sigma ** 2 / 2) / sigma))

    limit = 1.4 * (1 + growth) * (1 - cut)
    case.is_("x.arr.mean", 1e6 * served(limit))
    case.is_("x.usage.mean", served(limit))
    case.is_("x.demand.mean", 1.0)
    case.asks("x.unserved > 30%", beyond(limit / 0.7))
    case.asks("x.usage < x.demand", beyond(limit))
    case.wrong("no cut", **{"x.arr.mean": 1e6 * served(limit / (1 - cut))})
    case.wrong("no growth", **{"x.arr.mean": 1e6 * served(limit / (1 + growth))})
    case.wrong("all is served", **{"x.usage.mean": 1.0})
    return case


SHUT = ("cash: 1M\ncosts: {{grossMargin: 60%, fixed: 0.6M}}\nmultiple: {{initial: 100}}\n"
        "financing: {{raises: {{a: {{date: 2026-10-05, amount: 1M}}}}, window: {{closes: {}, reopens: 1/year}}}}")


def since(date, step):
    """Years from the date of the grid on which something dated acts to that of the raise."""
    return (math.ceil(place("2026-10-05", step)) - (math.ceil(place(date, step)) if date else 0)) / STEPS[step]


def open_after(rate, t):
    """Of a chain that starts open, leaves at a rate and comes back once a year."""
    return 1 / (rate + 1) + rate / (rate + 1) * math.exp(-(rate + 1) * t)


def shut_from_a_date(step):
    case = Case(
        "a window by date", "P(open) = b/(a+b) + a/(a+b) e^-(a+b)t from the date on", step=step, happens="",
        company=SHUT.format("{schedule: {2026-01-05: 0/year, 2026-07-06: 6/year}}"))
    case.asks("x.raises > 0", open_after(6, since("2026-07-06", step)))
    case.wrong("from the start on", **{"answer 0": open_after(6, since(None, step))})
    return case


def shut_in_panic(step):
    case = Case(
        "a window by regime", "P(open) = b/(a+b) + a/(a+b) e^-(a+b)t from the panic on", step=step,
        happens="regimes:\n  mood: {start: calm, transitions: {calm: {panic: 0/year}, panic: {calm: 0/year}}}\n"
        "events:\n  fear: {at: 2026-07-06, probability: 50%, then: {set: {mood: panic}}}",
        company=SHUT.format("{regime: mood, calm: 0/year, panic: 8/year}"))
    case.asks("x.raises > 0", 0.5 + 0.5 * open_after(8, since("2026-07-06", step)))
    case.wrong("never in panic", **{"answer 0": 1.0})
    return case
