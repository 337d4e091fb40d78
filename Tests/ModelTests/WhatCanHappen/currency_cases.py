"""Exchange rates that move, and the share price of a company whose books are in that currency."""

import math

import numpy as np

from case import Case
from closed_forms import INVERSE, PHI, by, place, quantile

BOOKS = "currency: CNY\nmultiple: {initial: 100, volatility: 60%}"


def lognormal(case, name, mu, sigma, levels=(5, 50, 95)):
    """Mean, deviation and percentiles of e^N(mu, sigma^2)."""
    case.moments(name, [math.exp(j * mu + (j * sigma) ** 2 / 2) for j in (1, 2, 3, 4)])
    for level in levels:
        case.is_(f"{name}.p{level}", math.exp(mu + sigma * INVERSE(level / 100)))


def walk(step):
    sigma = 0.25
    case = Case(
        "an exchange rate", "E X = X0 (1 + drift), so ln X has mean ln X0 + ln(1 + drift) - sigma^2/2; the price has the "
        "variances of the multiple and of X. A volatility that fades leaves the mean as well", step=step,
        happens="fx:\n  CNY: {value: 1.25, drift: 8%, volatility: 25%}\n"
        "  EUR: {value: 2, volatility: {initial: 60%, longRun: 20%, halfLife: 3 months}}",
        record="[sharePrice, fx.CNY, fx.EUR]", company=BOOKS)
    mu = math.log(1.25 * 1.08) - sigma ** 2 / 2
    lognormal(case, "fx.CNY", mu, sigma)
    lognormal(case, "x.sharePrice", mu + math.log(100), math.hypot(sigma, 0.6))
    k = math.log(2) / 0.25
    fading = 0.04 - 2 * 0.2 * 0.4 * math.expm1(-k) / k - 0.16 * math.expm1(-2 * k) / (2 * k)
    lognormal(case, "fx.EUR", math.log(2) - fading / 2, math.sqrt(fading))
    case.wrong("the drift is a median", **{"fx.CNY.mean": 1.25 * 1.08 * math.exp(sigma ** 2 / 2)})
    case.wrong("a constant rate", **{"x.sharePrice.p5": 125 * math.exp(0.6 * INVERSE(0.05))})
    case.wrong("half of the variance of the start", **{"fx.EUR.p50": 2 * math.exp(-0.36 / 2)})
    return case


def shocks_together(step):
    sigma, rho = 0.25, 0.5
    case = Case(
        "an exchange rate and a multiple", "correlated shocks add 2 rho sigma_X sigma_M to the variance of ln S, and "
        "e^(rho sigma_X sigma_M) to its mean", step=step,
        happens="fx: {CNY: {value: 1.25, volatility: 25%}}",
        top="shockCorrelations: [{between: [fx.CNY, x.multiple], value: 0.5}]\n",
        record="[sharePrice, fx.CNY]", company=BOOKS)
    variance = sigma ** 2 + 0.36 + 2 * rho * sigma * 0.6
    lognormal(case, "x.sharePrice", math.log(125) - sigma ** 2 / 2, math.sqrt(variance))
    lognormal(case, "fx.CNY", math.log(1.25) - sigma ** 2 / 2, sigma)
    case.wrong("on their own", **{
        "x.sharePrice.mean": 125 * math.exp(0.18),
        "x.sharePrice.p5": 125 * math.exp(-sigma ** 2 / 2 + math.hypot(sigma, 0.6) * INVERSE(0.05))})
    return case


def reverting(step):
    sigma, kappa = 0.3, math.log(2) / 0.5
    case = Case(
        "an exchange rate that reverts", "ln X is normal about ln longRun + e^-kappa ln(X0/longRun), with variance sigma^2 (1 - e^"
        "(-2 kappa))/(2 kappa): the long run is a median", step=step,
        happens="fx: {CNY: {value: 1.25, longRun: 1, halfLife: 6 months, volatility: 30%}}",
        record="[sharePrice, fx.CNY]", company=BOOKS)
    mu = math.log(1.25) * math.exp(-kappa)
    s = sigma * math.sqrt(-math.expm1(-2 * kappa) / (2 * kappa))
    lognormal(case, "fx.CNY", mu, s)
    lognormal(case, "x.sharePrice", mu + math.log(100), math.hypot(s, 0.6))
    case.wrong("a mean in the long run", **{"fx.CNY.mean": math.exp(mu)})
    case.wrong("a random walk", **{"fx.CNY.mean": 1.25})
    return case


def devalued(step):
    """A rate that is one number otherwise; what moves the price is the rate of the date."""
    p, until, sigma = 0.4, place("2026-08-17", step), 0.6
    case = Case(
        "an exchange rate that events move", "p a lognormal times 0.8: the price falls with the rate on the date", step=step,
        happens="fx: {CNY: 1.25}\nevents:\n  devaluation: {until: 2026-08-17, probability: 40%,"
        " then: {change: {fx.CNY: -20%}}}",
        record="[sharePrice, fx.CNY]", company=BOOKS)
    case.moments("fx.CNY", [1.25 ** j * (1 - p + p * 0.8 ** j) for j in (1, 2, 3, 4)])

    def below(y):
        return p * PHI((y - math.log(0.8)) / sigma) + (1 - p) * PHI(y / sigma)

    for level in (5, 50, 95):
        case.is_(f"x.sharePrice.p{level}", 125 * math.exp(quantile(below, level / 100, -6, 6)))
    case.is_("given devaluation x.sharePrice.mean", 100 * math.exp(sigma ** 2 / 2))
    case.is_("not given devaluation x.sharePrice.mean", 125 * math.exp(sigma ** 2 / 2))
    case.asks("fx.CNY < 1.1", p)
    # A series is asked on dates of the grid.
    n = math.floor(place("2026-05-04", step))
    case.asks("fx.CNY < 1.1 until 2026-05-04", by(p, until, n))
    case.wrong("the rate of the start", **{"given devaluation x.sharePrice.mean": 125 * math.exp(sigma ** 2 / 2)})
    return case


def in_states(step):
    """Volatility by the state of a regime: the mean of the rate is untouched, to the last step."""
    case = Case(
        "an exchange rate by regime", "given the time in a state ln X is normal, and its mean value stays X0; drifts by state: "
        "E e^(ln(1.3) T) over the time T in the second state, by its density", step=step,
        happens="fx:\n  CNY: {value: 1.25, volatility: {regime: managed, peg: 5%, float: 60%}}\n"
        "  EUR: {value: 2, drift: {regime: managed, peg: 0%, float: 30%}, volatility: 20%}\n"
        "regimes:\n  managed: {start: peg, transitions: {peg: {float: 1.5/year}}}",
        record="[fx.CNY, fx.EUR]", company=BOOKS)
    case.is_("fx.CNY.mean", 1.25)
    t, w = np.polynomial.legendre.leggauss(60)
    t, w = (t + 1) / 2, w / 2
    density = 1.5 * np.exp(-1.5 * t)

    def mean(of):
        """Over the time from the switch to the horizon."""
        return math.exp(-1.5) + float(w @ (density * of(1 - t)))

    case.is_("fx.EUR.mean", 2 * mean(lambda left: 1.3 ** left))
    case.wrong("noise adds to the mean", **{
        "fx.CNY.mean": 1.25 * (math.exp(-1.5) * math.exp(0.0025 / 2) + float(
            w @ (density * np.exp(0.0025 / 2 * t + 0.36 / 2 * (1 - t)))))})
    case.wrong("no drift", **{"fx.EUR.mean": 2})
    return case
