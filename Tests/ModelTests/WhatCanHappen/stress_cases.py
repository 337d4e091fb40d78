"""Stresses: what is taken for given on every path."""

import math

from scipy.stats import norm

from case import Case

RETURNS = [0.2868, 0.2065, 0.0474, 0.4272, -0.2276]


def replay():
    """The share price of five days is the product of their returns, on every path."""
    stated = ", ".join(f"{100 * r:.2f}%" for r in RETURNS)
    case = Case(
        "replay", "product of 1 + r", step="day", horizon="0.019 years", paths=2_000,
        happens=f"stress:\n  february: {{replay: {{from: 2026-01-06, returns: {{x: [{stated}]}}}}}}",
        company="multiple: {initial: 100, volatility: 120%}", stress="february")
    end = 100 * math.prod(1 + r for r in RETURNS)
    for level in ("p5", "p95"):
        case.is_(f"x.sharePrice.{level}", end)
        case.is_(f"x.maxDrawdown.{level}", -min(RETURNS))
    case.wrong("returns of logarithms", **{"x.sharePrice.p5": 100 * math.exp(sum(RETURNS))})
    return case


def supposed(step):
    """A growth between P5 and P20 of its range, and a shock of minus three in a step: a lognormal that is cut."""
    n = {"week": 52, "month": 12}[step]
    date = "2026-06-08" if step == "week" else "2026-06-05"
    sigma, volatility = 0.4, 0.6
    case = Case(
        "supposed", "a lognormal between two of its percentiles, times a walk with one step given", step=step,
        horizon="52 weeks" if step == "week" else "12 months",
        happens=(
            "stress:\n  low:\n    drivers: {x.multiple.initial: p5 to p20}\n"
            f"    shocks: {{{date}: {{x.multiple: -3}}}}"),
        company=f"multiple: {{initial: {{lognormal: {{median: 100, sigma: {sigma}}}}}, volatility: {100 * volatility:g}%}}",
        stress="low")
    a, b = norm.ppf(0.05), norm.ppf(0.2)
    left = 1 - 1 / n

    def cut(k):
        return 100 ** k * math.exp(k * k * sigma * sigma / 2) * (norm.cdf(b - k * sigma) - norm.cdf(a - k * sigma)) / 0.15

    def raw(k, shock=-3.0):
        walk = math.exp(k * k * volatility ** 2 * left / 2 + k * shock * volatility * n ** -0.5)
        return cut(k) * walk

    case.moments("x.multiple", [raw(k) for k in (1, 2, 3, 4)])
    case.wrong("no shock", **{"x.multiple.mean": raw(1, 0.0)})
    case.wrong(
        "the whole range", **{"x.multiple.mean": raw(1) / cut(1) * 100 * math.exp(sigma ** 2 / 2)})
    return case
