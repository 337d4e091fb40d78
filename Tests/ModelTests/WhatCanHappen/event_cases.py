"""Clocks: deadlines, rates, intervals, definitions."""

import math

import numpy as np
from scipy import stats

from case import Case
from closed_forms import (
    PHI, Renewal, both, by, moments_of, normal_mean, place, quantile, ranged, years)


# ---- Hazards --------------------------------------------------------------------------------------

def deadline(step):
    """Equal to case deadline_1, with dates between those of the grid."""
    until = "2026-06-22"
    case = Case(
        "deadline", "P(by t) = 1 - (1 - p)^(t / deadline), both places on the grid", step=step,
        happens=f"events:\n  agent: {{until: {until}, probability: 35%}}\n"
        "  range: {until: 2026-11-04, probability: 20% to 60%}\n"
        "  late: {from: 2026-04-08, until: 2026-11-04, probability: 40%}")
    case.is_("P(agent)", 0.35)
    end = place(until, step)
    for date in ("2026-02-18", "2026-03-30", "2026-06-15"):
        case.asks(f"agent until {date}", by(0.35, end, place(date, step)))
    case.asks("agent before 2026-06-22", 0.35)
    m, s = ranged(0.2, 0.6, "share")
    p = lambda z: 1 / (1 + math.exp(-m - s * z))
    case.is_("P(range)", normal_mean(p))
    late, whole = place("2026-11-04", step), place("2026-11-04", step) - place("2026-04-08", step)
    case.asks(
        "range until 2026-03-11",
        normal_mean(lambda z: by(p(z), late, place("2026-03-11", step))))
    case.asks("late until 2026-04-08", 0)
    case.asks("late until 2026-05-06", by(
        0.4, whole, place("2026-05-06", step) - place("2026-04-08", step)))
    case.wrong("times spread evenly", **{
        "answer 0": 0.35 * place("2026-02-18", step) / end})
    case.wrong("from the start", **{"answer 6": by(0.4, late, place("2026-05-06", step))})
    return case


def news(step):
    """Equal to case rate_event_1."""
    T, rate, sigma = 1.0, 6.0, 0.5
    m, s = ranged(-0.3, 0.1, "change")
    case = Case(
        "frequency", "ln S given n is N(n m, sigma^2 T + n s^2), n Poisson of mean lambda T", step=step,
        happens="events:\n  news: {frequency: 6/year, then: {change: {x.multiple: -30% to 10%}}}",
        company="multiple: {initial: 100, volatility: 50%}")
    n = np.arange(60)
    weights = stats.poisson.pmf(n, rate * T)
    below = lambda y: float(weights @ PHI((y - n * m) / np.sqrt(sigma ** 2 * T + n * s ** 2)))
    for p in (1, 5, 50, 95):
        case.is_(f"x.sharePrice.p{p}", 100 * math.exp(quantile(below, p / 100, -9, 9)))
    case.is_("x.sharePrice.mean", 100 * math.exp(
        sigma ** 2 * T / 2 + rate * T * math.expm1(m + s * s / 2)))
    case.is_("P(news)", -math.expm1(-rate * T))
    case.moments("news.count", [6, 42, 330, 2850])
    case.wrong("one size for a path", **{"x.sharePrice.p1": 100 * math.exp(quantile(
        lambda y: float(weights @ PHI((y - n * m) / np.sqrt(sigma ** 2 * T + (n * s) ** 2))),
        0.01, -9, 9))})
    case.wrong("one a step at most", **{
        "news.count.mean": {"week": 52, "month": 12}[step] * -math.expm1(
            -6 / {"week": 52, "month": 12}[step])})
    return case


def scheduled(step):
    """A rate by date acts in the steps that begin on the first grid date from its date on."""
    dates = [("2026-01-05", 0.5), ("2026-05-04", 4.0), ("2026-09-07", 1.0)]
    per_year = {"week": 52, "month": 12}[step]
    acts = [math.ceil(place(date, step) - 1e-9) for date, _ in dates] + [per_year]

    def hazard(t):
        return sum(
            rate * max(min(t, end) - begin, 0) / per_year
            for (_, rate), begin, end in zip(dates, acts, acts[1:]))

    case = Case(
        "frequency by date", "P = 1 - exp(-sum of rates times years)", step=step,
        happens="events:\n  storm:\n    frequency: {schedule: {%s}}\n"
        "  delayed: {from: 2026-04-08, frequency: 2/year}" % ", ".join(
            f"{date}: {rate}/year" for date, rate in dates))
    whole = hazard(per_year)
    case.is_("P(storm)", -math.expm1(-whole))
    case.moments("storm.count", poisson(whole))
    for date in ("2026-05-02", "2026-06-11", "2026-10-01"):
        case.asks(f"storm until {date}", -math.expm1(-hazard(place(date, step))))
    after = (per_year - place("2026-04-08", step)) / per_year
    case.is_("P(delayed)", -math.expm1(-2 * after))
    case.is_("delayed.count.mean", 2 * after)
    case.wrong("the first rate in all steps", **{"P(storm)": -math.expm1(-0.5)})
    case.wrong("the mean rate of the year", **{
        "answer 1": -math.expm1(-whole * place("2026-06-11", step) / per_year)})
    return case


def poisson(mean):
    return [
        mean, mean + mean ** 2, mean + 3 * mean ** 2 + mean ** 3,
        mean + 7 * mean ** 2 + 6 * mean ** 3 + mean ** 4]


def together():
    """Equal to case either_1, and clocks of rates and of regimes in one copula."""
    case = Case(
        "clocks that go together",
        "Gaussian copula on the uniforms of first occurrences, rho = 2 sin(pi r/6): P(both) = Phi2", paths=200_000,
        horizon="52 weeks",
        happens="regimes:\n  order: {start: shut, transitions: {shut: {open: 0.8/year}}}\n"
        "events:\n  first: {until: 2026-12-21, probability: 15%}\n"
        "  second: {until: 2026-12-21, probability: 10%}\n"
        "  either: {when: first or second}\n  both: {when: first and second}\n"
        "  strike: {frequency: 1/year}",
        top="correlations:\n  - {between: [first, second], rank: 0.5}\n"
        "  - {between: [strike, order], rank: -0.6}\n")
    joint = both(0.15, 0.1, 0.5)
    case.is_("P(first)", 0.15)
    case.is_("P(second)", 0.1)
    case.is_("P(both)", joint)
    case.is_("P(either)", 0.25 - joint)
    end = place("2026-12-21", "week")
    half = place("2026-07-09", "week")
    p, q = by(0.15, end, half), by(0.1, end, half)
    case.asks("both until 2026-07-09", both(p, q, 0.5))
    case.asks("either until 2026-07-09", p + q - both(p, q, 0.5))
    case.asks("first and not second until 2026-07-09", 0.15 - both(0.15, q, 0.5))
    strike, opened = -math.expm1(-1), -math.expm1(-0.8)
    case.is_("P(strike)", strike)
    case.asks("order = open", opened)
    case.asks("order = open and strike", both(strike, opened, -0.6))
    case.asks("not (order = open or strike)", 1 - strike - opened + both(strike, opened, -0.6))
    case.wrong("independent", **{"P(both)": 0.015, "answer 4": strike * opened})
    return case


def definitions(step):
    per_year = {"week": 52, "month": 12}[step]
    case = Case(
        "definitions", "independent times: P(first or second by D) = 1 - (1 - F)(1 - G), and: F G", step=step,
        happens="events:\n  first: {until: 2026-12-04, probability: 60%}\n  second: {frequency: 1.2/year}\n"
        "  third: {until: 2026-08-12, probability: 50%}\n"
        "  any: {when: first or second and third}\n  all: {when: first and second and third}\n"
        "  two: {when: (first or second) and third}")
    F = lambda date: by(0.6, place("2026-12-04", step), place(date, step))
    G = lambda date: -math.expm1(-1.2 * years(date, step))
    H = lambda date: by(0.5, place("2026-08-12", step), place(date, step))
    for date in ("2026-04-26", "2026-08-12", "2026-11-11"):
        f, g, h = F(date), G(date), H(date)
        case.asks(f"any until {date}", 1 - (1 - f) * (1 - g * h))
        case.asks(f"all until {date}", f * g * h)
        case.asks(f"two until {date}", (1 - (1 - f) * (1 - g)) * h)
        case.asks(f"not first until {date} and second until {date}", (1 - f) * g)
    end = "2027-01-04" if step == "week" else "2027-01-05"
    f, g, h = F(end), G(end), H(end)
    case.is_("P(any)", 1 - (1 - f) * (1 - g * h))
    case.is_("P(two)", (1 - (1 - f) * (1 - g)) * h)
    f, g, h = F("2026-04-26"), G("2026-04-26"), H("2026-04-26")
    case.wrong("or before and", **{"answer 0": (1 - (1 - f) * (1 - g)) * h})
    k = int(place("2026-04-26", step))
    f, g, h = by(0.6, place("2026-12-04", step), k), -math.expm1(-1.2 * k / per_year), by(
        0.5, place("2026-08-12", step), k)
    case.wrong("the date of the grid on which they show", **{
        "answer 0": 1 - (1 - f) * (1 - g * h), "answer 1": f * g * h})
    return case


# ---- Intervals ------------------------------------------------------------------------------------

def renewals(step):
    m, s = ranged(2 / 12, 5 / 12, "log")
    fresh = Renewal(m, s, 1.0)
    # Before the start a date lies days/365.25 years back.
    age = 91 / 365.25
    old = Renewal(m, s, 1.0, age=age)
    case = Case(
        "intervals", "P(N >= n) by convolution of the lognormal of the intervals; with `from` before the start the first "
        "is conditional on reaching beyond it", step=step,
        happens="events:\n  release: {every: 2 months to 5 months}\n"
        "  running: {every: 2 months to 5 months, from: 2025-10-06}\n"
        "  regular: {every: 0.19 years}")
    for name, law in (("release", fresh), ("running", old)):
        reached = law.reached()
        case.moments(f"{name}.count", [
            sum((n ** k - (n - 1) ** k) * p for n, p in enumerate(reached, 1)) for k in (1, 2, 3, 4)])
    for date in ("2026-03-18", "2026-04-15"):
        t = years(date, step)
        F = lambda x: PHI((math.log(x) - m) / s)
        case.asks(f"release until {date}", F(t))
        case.asks(f"running until {date}", (F(t + age) - F(age)) / (1 - F(age)))
    case.is_("regular.count.mean", 5, 1e-9)
    F = lambda x: PHI((math.log(x) - m) / s)
    t = years("2026-03-18", step)
    case.wrong("not conditional", **{"answer 1": F(t + age)})
    case.wrong("one interval for a path", **{"release.count.mean": one_interval(m, s)[0],
                                              "release.count.sd": one_interval(m, s)[1]})
    return case


def one_interval(m, s):
    raw = [sum(
        (n ** k - (n - 1) ** k) * PHI((math.log(1 / n) - m) / s) for n in range(1, 200)) for k in (1, 2, 3, 4)]
    return moments_of(raw)[:2]
