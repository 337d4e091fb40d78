"""Numbers that follow a series, and conditions on the change of one."""

import datetime
import math

import numpy as np

from case import Case
from closed_forms import PHI, grid_date

STEPS = {"week": 52, "month": 12}


def along(x, points):
    """Linear between points, flat outside."""
    places, values = zip(*points)
    return float(np.interp(x, places, values))


def usage(n, step, growth):
    """Of a company that grows by so much a year, on every date."""
    return [(1 + growth) ** (k / STEPS[step]) for k in range(n + 1)]


def rate(step):
    """Equal to case along_1: a step has the hazard of the date before."""
    n, dt = 2 * STEPS[step], 1 / STEPS[step]
    points = [(1, 0.0), (3, 0.8)]
    x = usage(n, step, 2.0)
    case = Case(
        "rate along a series", "P = 1 - exp(-sum of the rates of the dates before)", step=step,
        horizon="2 years" if step == "month" else "104 weeks", record="[usage]",
        happens="events:\n  noticed: {frequency: {along: x.usage, points: {1 times: 0/year, 3 times: 0.8/year}}}\n"
        "regimes:\n  stage: {start: early, transitions: {early: {late: {along: x.usage, points: {1 times: 1/year, 3 times: 0.2/year}}}}}",
        company="growth: {of: usage, initial: 200%}\nmultiple: {initial: 1}")
    whole = dt * sum(along(v, points) for v in x[:-1])
    late = 1 if step == "month" else 4
    after = dt * sum(along(v, points) for v in usage(n + late, step, 2.0)[late:late + n])
    case.is_("P(noticed)", -math.expm1(-whole))
    case.moments("noticed.count", poisson(whole))
    half = n // 2
    case.asks(
        f"stage = late at {grid_date(step, half)}",
        -math.expm1(-dt * sum(along(v, [(1, 1.0), (3, 0.2)]) for v in x[:half])))
    case.wrong("the rate of a month later", **{
        "P(noticed)": -math.expm1(-after), "noticed.count.mean": after})
    case.wrong("a rate of the start", **{"answer 0": -math.expm1(-dt * half)})
    return case


def poisson(m):
    return [m, m + m ** 2, m + 3 * m ** 2 + m ** 3, m + 7 * m ** 2 + 6 * m ** 3 + m ** 4]


def long_runs(step):
    """Growth reverts to a number along usage, and so does the multiple: the first without noise, by hand."""
    n, dt = STEPS[step], 1 / STEPS[step]
    speed, sigma, m_speed = math.log(2) / 0.5, 0.5, math.log(2) / 0.25
    growth_points, multiple_points = [(1, 2.0), (2, 0.1)], [(1, 50.0), (1.5, 200.0)]
    def run(shift):
        """With what was so many dates before."""
        mu, log_usage, log_multiple, seen = math.log1p(0.2), 0.0, math.log(100), [1.0]
        for k in range(n):
            x = math.exp(log_usage) if shift == 0 else seen[max(0, k - shift)]
            bar, target = math.log1p(along(x, growth_points)), math.log(along(x, multiple_points))
            log_usage += bar * dt + (mu - bar) * -math.expm1(-speed * dt) / speed
            mu = bar + (mu - bar) * math.exp(-speed * dt)
            log_multiple = target + (log_multiple - target) * math.exp(-m_speed * dt)
            seen.append(math.exp(log_usage))
        return math.exp(log_usage), log_multiple
    end, mean = run(0)
    sd = sigma * math.sqrt(-math.expm1(-2 * m_speed) / (2 * m_speed))
    case = Case(
        "long runs along a series", "usage by hand; ln M ~ N(sum of what is left of each step's target, OU variance)",
        step=step, horizon="1 year" if step == "month" else "52 weeks", record="[usage, multiple]",
        happens="", company="growth: {of: usage, initial: 20%, halfLife: 6 months, longRun: {along: x.usage, "
        "points: {1 times: 200%, 2 times: 10%}}}\nmultiple: {initial: 100, volatility: 50%, halfLife: 3 months, "
        "longRun: {along: x.usage, points: {1 times: 50x, 1.5 times: 200x}}}")
    case.is_("x.usage.mean", end)
    case.is_("x.multiple.p50", math.exp(mean))
    case.is_("x.multiple.mean", math.exp(mean + sd ** 2 / 2))
    case.is_("x.multiple.p5", math.exp(mean - 1.6448536269514722 * sd))
    late, late_mean = run(2)
    case.wrong("what was two dates before", **{"x.usage.mean": late})
    case.wrong("the target of the start", **{"x.multiple.p50": math.exp(
        math.log(50) + (math.log(100) - math.log(50)) * math.exp(-m_speed))})
    return case


def changes(step):
    """The change of a random walk over a time, behind the start and across it."""
    n, sigma = STEPS[step], 0.6
    lag = {"week": 4, "month": 1}[step]
    case = Case(
        "changes over a time", "ln(X_t / X_(t - D)) ~ N(0, sigma^2 D), before the start what the file says",
        step=step, record="[sharePrice]", horizon="1 year" if step == "month" else "52 weeks",
        happens="events:\n  met: {at: %s, when: change of x.sharePrice over 6 months > 20%%}" % grid_date(step, 9 * n // 12),
        company="sharePrice: {value: 100, history: {2025-07-05: 50, 2025-12-08: 80}}\nmultiple: {volatility: 60%}")
    def below(level, dates, past=1.0):
        """P(S_t < (1 + level) past) for a price of 1 at the start of so many dates."""
        return float(PHI(math.log((1 + level) * past) / (sigma * math.sqrt(dates / n))))
    for k in (lag, n // 2, n):
        case.asks(f"change of x.sharePrice over 1 month < -20% at {grid_date(step, k)}", below(-0.2, lag))
    case.asks(f"change of x.sharePrice over 1 month > 5 USD at {grid_date(step, lag)}", 1 - below(0.05, lag))
    # Met on a date, by what was seen on the date before.
    case.is_("P(met)", 1 - below(0.2, n // 2))
    before = history(step, n // 4 - n // 2)
    case.asks(
        f"change of x.sharePrice over 6 months > 20% at {grid_date(step, n // 4)}",
        1 - below(0.2, n // 4, before))
    case.wrong("without a history", **{"answer 4": 1 - below(0.2, n // 4)})
    case.wrong("over half of the time", **{"answer 1": below(-0.2, lag / 2)})
    case.wrong("a log for a simple change", **{"answer 0": float(PHI(-0.2 / (sigma * math.sqrt(lag / n))))})
    return case


def history(step, k):
    """What the file above says of step k < 0, as a part of the price at the start."""
    places = [before_start(date, step) for date in ("2025-07-05", "2025-12-08")] + [0]
    return math.exp(float(np.interp(k, places, np.log([0.5, 0.8, 1.0]))))


def before_start(text, step):
    """The place of a date before the start, in steps below 0."""
    date, k = datetime.date.fromisoformat(text), -1
    while grid_date(step, k) > date:
        k -= 1
    here, there = grid_date(step, k), grid_date(step, k + 1)
    return k + (date - here).days / (there - here).days
