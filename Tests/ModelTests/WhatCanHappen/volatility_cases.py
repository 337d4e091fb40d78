"""Volatilities that are themselves uncertain: Heston's law, by its characteristic function, and moments by their equations."""

import cmath
import math

import numpy as np
from scipy import integrate, linalg, special, stats

from case import Case
from closed_forms import quantile

STEPS = {"day": 261, "week": 52, "month": 12}


class Uncertain:
    """dv = kappa (theta - v) dt + xi sqrt(v) dW, and dx = -pull x dt + sqrt(v) dB, corr(B, W) = rho."""

    def __init__(self, initial, long_run, half_life, spread, rho=0.0, pull=0.0):
        self.v0, self.theta, self.kappa = initial ** 2, long_run ** 2, math.log(2) / half_life
        self.xi, self.rho, self.pull = spread * math.sqrt(2 * self.kappa * self.theta), rho, pull

    def variance(self, p, T):
        """Quantile of v at T: noncentral chi-square (Cox, Ingersoll & Ross 1985)."""
        scale = self.xi ** 2 * -math.expm1(-self.kappa * T) / (4 * self.kappa)
        freedom = 4 * self.kappa * self.theta / self.xi ** 2
        return scale * stats.ncx2.ppf(p, freedom, self.v0 * math.exp(-self.kappa * T) / scale)

    def mean_root(self, T):
        """E sqrt(v) at T."""
        scale = self.xi ** 2 * -math.expm1(-self.kappa * T) / (4 * self.kappa)
        half, far = 2 * self.kappa * self.theta / self.xi ** 2, self.v0 * math.exp(-self.kappa * T) / scale
        return math.sqrt(2 * scale) * math.exp(
            special.gammaln(half + 0.5) - special.gammaln(half)) * special.hyp1f1(-0.5, half, -far / 2)

    def characteristic(self, u, T, keeps_mean=False):
        """E e^(iux) without a pull, of Heston (1993); with half the variance taken off where the mean is kept."""
        b = self.kappa - 1j * u * self.rho * self.xi
        d = cmath.sqrt(b * b + self.xi ** 2 * (u * u + (1j * u if keeps_mean else 0)))
        g, fading = (b - d) / (b + d), cmath.exp(-d * T)
        D = (b - d) / self.xi ** 2 * (1 - fading) / (1 - g * fading)
        C = self.kappa * self.theta / self.xi ** 2 * (
            (b - d) * T - 2 * cmath.log((1 - g * fading) / (1 - g)))
        return cmath.exp(C + D * self.v0)

    def below(self, x, T, keeps_mean=False):
        """P(x < level), by Gil-Pelaez (1951)."""
        part = integrate.quad(
            lambda u: (cmath.exp(-1j * u * x) * self.characteristic(u, T, keeps_mean)).imag / u, 1e-10, 200,
            limit=800, epsabs=1e-10)[0]
        return 0.5 - part / math.pi

    def quantile(self, p, T, keeps_mean=False):
        return quantile(lambda x: self.below(x, T, keeps_mean), p, -6, 6)

    def moments(self, T):
        """E x^i at T, i up to 4: E x^i v^j, i + 2j up to 4, by their linear equations."""
        powers = [(i, j) for i in range(5) for j in range(3) if i + 2 * j <= 4]
        place = {power: n for n, power in enumerate(powers)}
        G = np.zeros((len(powers), len(powers)))

        def add(power, factor, other):
            if factor:
                G[place[power], place[other]] += factor

        for i, j in powers:
            add((i, j), -self.pull * i - self.kappa * j, (i, j))
            add((i, j), i * (i - 1) / 2, (i - 2, j + 1))
            add((i, j), self.kappa * self.theta * j + self.xi ** 2 * j * (j - 1) / 2, (i, j - 1))
            add((i, j), self.rho * self.xi * i * j, (i - 1, j))
        start = np.array([float(i == 0) * self.v0 ** j for i, j in powers])
        end = linalg.expm(G * T) @ start
        return [end[place[i, 0]] for i in range(1, 5)]


def heston(step):
    """Equal to case heston_1."""
    law = Uncertain(1.5, 0.9, 0.5, 0.8, rho=-0.3)
    alone = Uncertain(1.5, 0.9, 0.5, 0.8)
    case = Case(
        "an uncertain volatility",
        "v noncentral chi-square; ln S by Gil-Pelaez of Heston's characteristic function without the -v/2, since the "
        "multiple is a median", step=step, horizon="52 weeks" if step == "week" else "1 year",
        record="[sharePrice, volatility]", paths=50_000, happens="",
        top="shockCorrelations: [{between: [x.multiple, x.volatility], value: -0.3}]\n",
        company="multiple: {initial: 100, volatility: {initial: 150%, longRun: 90%, halfLife: 0.5 years, spread: 80%}}")
    for p in (5, 25, 50, 75, 95):
        case.is_(f"x.volatility.p{p}", math.sqrt(law.variance(p / 100, 1)))
    case.is_("x.volatility.mean", law.mean_root(1))
    for p in (1, 5, 25, 50, 75, 95):
        case.is_(f"x.sharePrice.p{p}", 100 * math.exp(law.quantile(p / 100, 1)))
    case.wrong("independent shocks", **{
        "x.sharePrice.p1": 100 * math.exp(alone.quantile(0.01, 1)),
        "x.sharePrice.p50": 100 * math.exp(alone.quantile(0.5, 1))})
    kappa = law.kappa
    total = law.theta + (law.v0 - law.theta) * -math.expm1(-kappa) / kappa
    case.wrong("the mean of the variance, for sure", **{
        "x.sharePrice.p1": 100 * math.exp(-2.3263478740408408 * math.sqrt(total))})
    case.wrong("what fades for sure", **{"x.volatility.p5": 0.9 + 0.6 * math.exp(-kappa)})
    return case


def uncertain_factor(step):
    """A level that reverts, with leverage: its first four moments are known."""
    law = Uncertain(2.0, 3.0, 0.25, 1.2, rho=-0.6, pull=math.log(2) / 0.5)
    case = Case(
        "a factor of uncertain volatility", "E x^i v^j by their linear equations", step=step,
        horizon="52 weeks" if step == "week" else "1 year", record="[sharePrice, gap]",
        happens="factors:\n  gap: {of: level, initial: 5, longRun: 5, halfLife: 6 months, "
        "volatility: {initial: 2, longRun: 3, halfLife: 3 months, spread: 120%}}",
        top="shockCorrelations: [{between: [gap, gap.volatility], value: -0.6}]\n",
        company="multiple: {initial: 100, follows: {gap: 0.1}}")
    raw = law.moments(1)
    shifted = [sum(math.comb(n, k) * 5 ** (n - k) * ([1] + raw)[k] for k in range(n + 1)) for n in (1, 2, 3, 4)]
    case.moments("gap", shifted)
    case.wrong("the volatility of the long run from the start", **{
        "gap.sd": 3 * math.sqrt(-math.expm1(-2 * law.pull) / (2 * law.pull))})
    return case


def uncertain_rate(step):
    """An exchange rate whose mean stays what it is, whatever the volatility does."""
    law = Uncertain(0.6, 0.4, 0.5, 0.9)
    case = Case(
        "an exchange rate of uncertain volatility", "E X = X0 (1 + drift); ln X by Gil-Pelaez of Heston's "
        "characteristic function", step=step, horizon="52 weeks" if step == "week" else "1 year",
        happens="fx: {CNY: {value: 1.25, drift: 8%, volatility: {initial: 60%, longRun: 40%, halfLife: 6 months, spread: 90%}}}",
        record="[sharePrice, fx.CNY]", company="currency: CNY\nmultiple: {initial: 100}")
    case.is_("fx.CNY.mean", 1.25 * 1.08)
    for p in (5, 25, 50, 75, 95):
        case.is_(f"fx.CNY.p{p}", 1.25 * 1.08 * math.exp(law.quantile(p / 100, 1, keeps_mean=True)))
    case.wrong("the drift is a median", **{"fx.CNY.p50": 1.25 * 1.08})
    return case
