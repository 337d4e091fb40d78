"""Other listings of a company: premiums that revert from the time of the opening."""

import math

from scipy import integrate, stats

from case import Case
from closed_forms import place

STEPS = {"week": 52, "month": 12}


class Premium:
    """ln(1 + p) reverts from ln(1 + initial) to ln(1 + longRun), a time after the opening."""

    def __init__(self, initial, long_run, half_life, volatility):
        self.start, self.end = math.log1p(initial), math.log1p(long_run)
        self.kappa, self.volatility = math.log(2) / half_life, volatility

    def law(self, t):
        left = math.exp(-self.kappa * t)
        return (self.end + (self.start - self.end) * left,
                self.volatility ** 2 * -math.expm1(-2 * self.kappa * t) / (2 * self.kappa))

    def raw(self, t):
        """E p^k, k = 1 to 4."""
        m, v = self.law(t)
        powers = [math.exp(k * m + k * k * v / 2) for k in range(5)]
        return [sum(math.comb(k, j) * (-1) ** (k - j) * powers[j] for j in range(k + 1)) for k in range(1, 5)]

    def quantile(self, p, t):
        m, v = self.law(t)
        return math.exp(m + stats.norm.ppf(p) * math.sqrt(v)) - 1


def on_a_date(step):
    """Equal to case listing_1, also where the opening lies between two dates."""
    premium, T = Premium(1.5, 0.3, 0.75, 0.5), 1 - place("2026-05-25", step) / STEPS[step]
    case = Case(
        "listing on a date", "ln(1 + p) is normal, a time after the opening; E cap = E home (1 + w E p)", step=step,
        record="[sharePrice, marketCap, shanghai.premium]", happens="events:\n  listed: {at: 2026-05-25}",
        company="multiple: {initial: 100, volatility: 50%}\nlistings:\n  shanghai: {opens: listed, weight: 8%, "
        "premium: {initial: 150%, longRun: 30%, halfLife: 0.75 years, volatility: 50%}}")
    raw = premium.raw(T)
    case.moments("x.shanghai.premium", raw)
    for level in (5, 50, 95):
        case.is_(f"x.shanghai.premium.p{level}", premium.quantile(level / 100, T))
    case.is_("x.marketCap.mean", 1e8 * math.exp(0.125) * (1 + 0.08 * raw[0]))
    case.is_("x.sharePrice.mean", 100 * math.exp(0.125))
    case.wrong("open from the start", **{"x.shanghai.premium.mean": premium.raw(1)[0]})
    case.wrong("the share price has the premium", **{"x.sharePrice.mean": 100 * math.exp(0.125) * (1 + 0.08 * raw[0])})
    return case


def by_a_clock(step):
    """It opens at a time of constant hazard, or never: no premium then, which moves the rest of its step."""
    premium, n, p = Premium(2.0, 0.1, 0.1, 0.4), STEPS[step], 0.8
    deadline = place("2026-12-07", step) / n
    hazard = -math.log1p(-p) / deadline
    case = Case(
        "listing by a deadline", "moments over the density of the opening", step=step,
        record="[sharePrice, marketCap, shanghai.premium]",
        happens="regimes:\n  stage: {start: filed, transitions: {filed: {listed: 1.5/year}}}\n"
        "events:\n  approved: {until: 2026-12-07, probability: 80%}",
        company="multiple: {initial: 100, volatility: 50%}\nlistings:\n"
        "  shanghai: {opens: approved, weight: 20%, "
        "premium: {initial: 200%, longRun: 10%, halfLife: 0.1 years, volatility: 40%}}\n"
        "  paris: {opens: stage = listed and not approved, weight: 10%, premium: 50%}")

    def over(moment):
        return integrate.quad(lambda t: hazard * math.exp(-hazard * t) * moment(1 - t), 0, deadline, epsabs=1e-12)[0]

    raw = [over(lambda t, k=k: premium.raw(t)[k]) for k in range(4)]
    case.moments("x.shanghai.premium", raw)
    late = sum(
        (math.exp(-hazard * min((k - 1) / n, deadline)) - math.exp(-hazard * min(k / n, deadline)))
        * premium.raw(1 - k / n)[0] for k in range(1, n + 1))
    case.is_("x.marketCap.mean", 1e8 * math.exp(0.125) * (1 + 0.2 * raw[0] + 0.1 * 0.5 * second(step, hazard, deadline)))
    if step == "month":
        case.wrong("it opens on the date that shows it", **{"x.shanghai.premium.mean": late})
    case.wrong("as if there always were one", **{"x.shanghai.premium.mean": raw[0] / p})
    return case


def second(step, hazard, deadline):
    """P(paris opens): on a date on which the stage is reached and the approval is not there yet."""
    n, total = STEPS[step], 0.0
    for k in range(1, n + 1):
        before, t = (k - 1) / n, k / n
        alive = math.exp(-hazard * min(t, deadline))
        total += (math.exp(-1.5 * before) - math.exp(-1.5 * t)) * alive
    return total


def shocks_in_common(step):
    """A random walk that moves with the multiple, from the start, beside one that stands still."""
    case = Case(
        "premium that moves with the price", "E home (1 + p) = home0 (1 + p0) e^((s1^2 + s2^2 + 2 rho s1 s2)/2)",
        step=step, record="[sharePrice, marketCap, shanghai.premium, paris.premium]",
        happens="shockCorrelations: [{between: [x.multiple, x.shanghai], value: 0.6}]",
        company="multiple: {initial: 100, volatility: 50%}\nlistings:\n"
        "  shanghai: {weight: 40%, premium: {initial: 60%, volatility: 35%}}\n  paris: {weight: 10%, premium: -20%}")
    home = 1e8 * math.exp(0.125)
    both = 1e8 * 1.6 * math.exp((0.25 + 0.35 ** 2 + 2 * 0.6 * 0.5 * 0.35) / 2)
    case.is_("x.marketCap.mean", 0.6 * home + 0.4 * both - 0.1 * 0.2 * home)
    case.is_("x.shanghai.premium.mean", 1.6 * math.exp(0.35 ** 2 / 2) - 1)
    case.is_("x.shanghai.premium.p50", 0.6)
    case.is_("x.paris.premium.mean", -0.2)
    case.wrong("independent shocks", **{
        "x.marketCap.mean": home * (1 + 0.4 * (1.6 * math.exp(0.35 ** 2 / 2) - 1) - 0.02)})
    return case
