"""Conditions, and what events do."""

import math

import numpy as np
from scipy import stats

from case import Case
from closed_forms import INVERSE, PHI, both, by, place, quantile, ranged, survival


# ---- Conditions -----------------------------------------------------------------------------------

def threshold():
    """Equal to case threshold_1, and with an effect."""
    sd = 0.6 / math.sqrt(52)
    alive = survival(math.log(0.6), sd, 52)
    case = Case(
        "threshold", "a driftless walk seen weekly: survival by quadrature of the transition density. An event with "
        "effects sees the date before, a definition its own",
        happens="events:\n  fallen: {when: x.sharePrice < 60 USD}\n"
        "  acted: {when: x.sharePrice < 60 USD, then: {change: {x.usage: 0%}}}",
        company="multiple: {initial: 100, volatility: 60%}")
    case.is_("P(fallen)", 1 - alive[51])
    case.is_("P(acted)", 1 - alive[50])
    case.asks("x.sharePrice < 60 USD until 2026-12-28", 1 - alive[50])
    case.asks("x.sharePrice < 60 USD", PHI(math.log(0.6) / 0.6))
    case.asks("fallen until 2026-06-24", 1 - alive[23])
    case.asks("acted until 2026-06-24", 1 - alive[22])
    case.wrong("seen at all times", **{"P(fallen)": 2 * PHI(math.log(0.6) / 0.6)})
    case.wrong("both on their own date", **{"answer 3": 1 - alive[23]})
    return case


def again(step):
    n = {"week": 52, "month": 12}[step]
    wait, weeks = {"week": (6, "6 weeks"), "month": (2, "2 months")}[step]
    until = place("2026-09-09", step)
    seen = lambda k: by(0.7, until, k) - by(0.7, until, k - 1)
    case = Case(
        "again", "the event of a deadline is seen on the next grid date k, and the condition holds from there: "
        "1 + floor((n - k)/wait) times", step=step,
        happens="events:\n  order: {until: 2026-09-09, probability: 70%}\n"
        f"  reminder: {{when: order, again: {weeks}, then: {{change: {{x.listPrice: -5%}}}}}}",
        record="[arr]", company="growth: {of: usage}\nmultiple: {initial: 1}")
    counts = {k: 1 + (n - k) // wait for k in range(1, n + 1)}
    case.moments("reminder.count", [
        sum(seen(k) * counts[k] ** j for k in counts) for j in (1, 2, 3, 4)])
    case.is_("P(reminder)", 0.7)
    case.moments("x.arr", [
        0.3 * 1e6 ** j + sum(seen(k) * (1e6 * 0.95 ** counts[k]) ** j for k in counts)
        for j in (1, 2, 3, 4)])
    case.wrong("every date", **{"reminder.count.mean": sum(seen(k) * (n - k + 1) for k in counts)})
    case.wrong("once", **{"reminder.count.mean": 0.7})
    return case


# ---- Effects --------------------------------------------------------------------------------------

def otherwise():
    """Equal to case otherwise_1, and with dates."""
    p, sigma = 0.35, 0.6
    case = Case(
        "otherwise", "p a lognormal times 1.25, else times 1 + U(-0.4, -0.3)",
        happens="events:\n  agent:\n    until: 2026-06-22\n    probability: 35%\n"
        "    then: {change: {x.sharePrice: 25%}}\n"
        "    otherwise: {change: {x.sharePrice: {uniform: {low: -40%, high: -30%}}}}",
        top="groups: {agent: agent, none: not agent}\n",
        company="multiple: {initial: 100, volatility: 60%}")
    u, w = np.polynomial.legendre.leggauss(40)
    factors, w = 0.65 + u * 0.05, w / 2

    def below(y):
        other = float(w @ PHI((y - np.log(factors)) / sigma))
        return p * PHI((y - math.log(1.25)) / sigma) + (1 - p) * other

    for level in (5, 50, 95):
        case.is_(f"x.sharePrice.p{level}", 100 * math.exp(quantile(below, level / 100, -6, 6)))
    mean = 100 * math.exp(sigma ** 2 / 2)
    case.is_("x.sharePrice.mean", mean * (p * 1.25 + (1 - p) * 0.65))
    case.is_("group agent x.sharePrice.mean", mean * 1.25)
    case.is_("group none x.sharePrice.mean", mean * 0.65)
    case.is_("given agent x.sharePrice.mean", mean * 1.25)
    case.is_("not given agent x.sharePrice.mean", mean * 0.65)
    case.wrong("no otherwise", **{"x.sharePrice.mean": mean * (p * 1.25 + 1 - p)})
    case.wrong("probability times impact", **{"x.sharePrice.p5": 100 * (
        p * 1.25 + (1 - p) * 0.65) * math.exp(sigma * INVERSE(0.05))})
    return case


def on_dates(step):
    case = Case(
        "dates", "each date on its own: E S = 100 (0.3 x 1.2 + 0.7 x 0.9)^2, count binomial", step=step,
        happens="events:\n  results:\n    at: [2026-04-15, 2026-10-14]\n    probability: 30%\n"
        "    then: {change: {x.sharePrice: 20%}}\n    otherwise: {change: {x.sharePrice: -10%}}\n"
        "  sure: {at: 2026-05-20}")
    raw = [sum(stats.binom.pmf(n, 2, 0.3) * (100 * 1.2 ** n * 0.9 ** (2 - n)) ** j for n in range(3))
           for j in (1, 2, 3, 4)]
    case.moments("x.sharePrice", raw)
    case.moments("results.count", [
        sum(stats.binom.pmf(n, 2, 0.3) * n ** j for n in range(3)) for j in (1, 2, 3, 4)])
    case.is_("P(results)", 1 - 0.7 ** 2)
    case.asks("results until 2026-04-15", 0.3)
    case.asks("results before 2026-04-15", 0)
    case.asks("results until 2026-10-13", 0.3)
    case.asks("sure until 2026-05-20", 1)
    case.asks("sure before 2026-05-20", 0)
    case.wrong("one draw for both dates", **{"P(results)": 0.3, "x.sharePrice.sd": math.sqrt(
        0.3 * 0.7) * 100 * (1.44 - 0.81)})
    return case


def cases():
    m, s = ranged(0.1, 0.6, "change")
    weights, sigma = [0.25, 0.55, 0.2], 0.4
    case = Case(
        "cases", "0.6 of a mixture of three: weights 25 %, 55 % and what they leave", paths=100_000,
        happens="events:\n  release:\n    until: 2026-09-14\n    probability: 60%\n    then:\n      cases:\n"
        "        breakthrough: {weight: 25%, change: {x.sharePrice: 10% to 60%}}\n"
        "        advance: {weight: 55%, then: {change: {x.sharePrice: -5%}}}\n"
        "        flop: {change: {x.sharePrice: -40%}}",
        company="multiple: {initial: 100, volatility: 40%}")
    p = 0.6

    def below(y):
        parts = [
            PHI((y - m) / math.sqrt(sigma ** 2 + s ** 2)), PHI((y - math.log(0.95)) / sigma),
            PHI((y - math.log(0.6)) / sigma)]
        return (1 - p) * PHI(y / sigma) + p * sum(w * x for w, x in zip(weights, parts))

    for level in (5, 25, 50, 95):
        case.is_(f"x.sharePrice.p{level}", 100 * math.exp(quantile(below, level / 100, -6, 6)))
    factors = [math.exp(m + s * s / 2), 0.95, 0.6]
    mean = lambda weights: 100 * math.exp(sigma ** 2 / 2) * (
        1 - p + p * sum(w * x for w, x in zip(weights, factors)))
    case.is_("x.sharePrice.mean", mean(weights))
    case.is_("P(release)", p)
    for name, weight in zip(["breakthrough", "advance", "flop"], weights):
        case.is_(f"P(release.{name})", p * weight)
    case.asks("release.flop until 2026-05-13", 0.2 * by(
        p, place("2026-09-14", "week"), place("2026-05-13", "week")))
    case.asks("release and not release.advance", p * 0.45)
    case.wrong("equal weights", **{"x.sharePrice.mean": mean([1 / 3] * 3), "P(release.flop)": p / 3})
    case.wrong("all cases at once", **{"x.sharePrice.mean": 100 * math.exp(sigma ** 2 / 2) * (
        1 - p + p * math.prod(factors))})
    return case


def after_another(step):
    """A hazard that waits for another event, from its exact time on."""
    per_year = {"week": 52, "month": 12}[step]
    end, T, rate = place("2026-12-09", step) / per_year, 1.0, 2.5
    h = -math.log(0.3) / end
    # Integrals of h e^(-h t) and of that times e^(-rate (T - t)) over 0 to the deadline.
    happened = 0.7
    waited = h * math.exp(-rate * T) * math.expm1((rate - h) * end) / (rate - h)
    left = happened * T - (1 / h - math.exp(-h * end) * (end + 1 / h))
    case = Case(
        "a hazard behind an event",
        "P = integral of the density of the first times 1 - exp(-rate (T - t)); E count of rate (T - t)", step=step,
        happens="events:\n  order: {until: 2026-12-09, probability: 70%}\n"
        "  delivery: {frequency: 2.5/year, when: order}")
    case.is_("P(delivery)", happened - waited)
    case.is_("delivery.count.mean", rate * left)
    case.wrong("no gate", **{"P(delivery)": -math.expm1(-2.5)})
    if step == "month":
        shown = [by(0.7, end, k / 12) - by(0.7, end, (k - 1) / 12) for k in range(1, 13)]
        case.wrong("a gate that opens on the next date", **{"P(delivery)": sum(
            f * -math.expm1(-rate * (12 - k) / 12) for k, f in enumerate(shown, 1))})
    return case
