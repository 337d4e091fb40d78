"""Scenarios of what can happen beside the numbers that closed forms give: python3 cases.py

Writes cases.json. SciPy 1.17, NumPy 2.4. See README.md for what a case has in it.
"""

import json
import math
import pathlib
import sys

sys.dont_write_bytecode = True
import numpy as np  # noqa: E402
from scipy import stats  # noqa: E402

from closed_forms import (  # noqa: E402
    INVERSE, PHI, Chain, Occupation, Renewal, both, by, grid_date, moments_of, normal_mean, place,
    quantile, ranged, survival, years)

STEPS = ["week", "month"]


class Case:
    def __init__(self, name, formula, *, happens, company="multiple: {initial: 100}", step="week",
                 horizon="52 weeks", record="[sharePrice]", top="", paths=100_000):
        self.name, self.formula, self.paths = f"{name}, {step}" if step != "week" else name, formula, paths
        self.head = (
            f"ballpark: 1\ntitle: {name}\nstart: 2026-01-05\nhorizon: {horizon}\nstep: {step}\n"
            f"currency: USD\nrecord: {record}\npercentiles: [1, 5, 25, 50, 75, 95]\n")
        self.rest = (
            f"{happens.strip()}\n{top}companies:\n  x:\n    shares: 1M\n    arr: 1M\n"
            + "".join(f"    {line}\n" for line in company.strip().split("\n")))
        self.asked, self.numbers, self.controls = [], [], []

    def is_(self, name, expected, error=None):
        """A number that the run tells; its error times the root of paths where the run tells none."""
        number = {"name": name, "expected": float(expected)}
        if error is not None:
            number["error"] = float(error)
        self.numbers.append(number)

    def asks(self, question, p):
        """A question and its probability."""
        self.is_(f"answer {len(self.asked)}", p)
        self.asked.append(question)

    def moments(self, name, raw):
        mean, sd, error = moments_of(raw)
        self.is_(f"{name}.mean", mean)
        self.is_(f"{name}.sd", sd, error)

    def wrong(self, what, **numbers):
        """A control: what another scheme would give for some of the numbers."""
        self.controls.append({"what": what, "numbers": [
            {"name": n, "expected": float(v)} for n, v in numbers.items()]})

    @property
    def record(self):
        questions = "".join(f"  - {question}\n" for question in self.asked)
        return {
            "id": self.name, "formula": self.formula, "paths": self.paths,
            "scenario": self.head + (f"questions:\n{questions}" if questions else "") + self.rest,
            "numbers": self.numbers, "controls": self.controls}


# ---- Regimes -------------------------------------------------------------------------------------

def price_war(step):
    """Two states: occupation, drift by state. Equal to case ctmc_drift_1."""
    T, n = 2.0, {"week": 104, "month": 24}[step]
    chain, occupation = Chain([1, 0], {(0, 1): 2, (1, 0): 1}), Occupation(2, 1, T)
    m0, m1 = math.log(1.1), math.log(0.5)
    case = Case(
        "drift by state",
        "E P = e0' exp((G + diag m)T) 1, m = ln(1 + drift); P = exp(m0 (T - O) + m1 O), O by its density",
        step=step, horizon="104 weeks", record="[arr]",
        happens="regimes:\n  prices: {start: truce, transitions: {truce: {war: 2/year}, war: {truce: 1/year}}}",
        company="growth: {of: usage}\nmultiple: {initial: 1}\n"
        "listPrice: {drift: {regime: prices, truce: 10%, war: -50%}}")
    case.asks("prices = war", chain.at(T)[1])
    raw = [m / T ** k for k, m in enumerate(chain.moments(T, [0, 1]), 1)]
    case.moments("prices.war.share", raw)
    case.moments("x.arr", [
        1e6 ** k * chain.expectation(T, [k * m0, k * m1]) for k in (1, 2, 3, 4)])
    for level in (25, 50):
        # The price falls with O, so its percentile is that of the other end of O.
        o = quantile(lambda o: o_below(occupation, o), 1 - level / 100, 1e-9, T - 1e-9)
        case.is_(f"x.arr.p{level}", 1e6 * math.exp(m0 * (T - o) + m1 * o))
    assert abs(occupation.mean(lambda o: o) - chain.time_in(T, 1)) < 1e-9
    if step == "month":
        for at_end in (False, True):
            case.wrong(
                f"the state of the {'end' if at_end else 'start'} of a step holds for all of it",
                **{"prices.war.share.mean": chain.stepped_time(T, n, 1, at_end) / T,
                   "x.arr.mean": 1e6 * chain.stepped(T, n, [m0, m1], at_end)})
    case.wrong("rates the other way round", **{
        "answer 0": Chain([1, 0], {(0, 1): 1, (1, 0): 2}).at(T)[1]})
    return case


def o_below(occupation, x):
    from scipy import integrate
    return occupation.atom + integrate.quad(occupation.density, 0, x, epsrel=1e-11, limit=400)[0]


def moods(step):
    """Volatility by state. Equal to case regime_volatility_1."""
    T = 1.0
    chain, O = Chain([1, 0], {(0, 1): 2, (1, 0): 4}), Occupation(2, 4, 1.0)
    variance = lambda o: 0.3 ** 2 * (T - o) + 1.2 ** 2 * o
    case = Case(
        "volatility by state",
        "ln S given O is N(0, s0^2 (T - O) + s1^2 O); E S = 100 e0' exp((G + diag s^2/2)T) 1", step=step,
        paths={"week": 100_000, "month": 200_000}[step],
        happens="regimes:\n  mood: {start: calm, transitions: {calm: {panic: 2/year}, panic: {calm: 4/year}}}",
        company="multiple: {initial: 100, volatility: {regime: mood, calm: 30%, panic: 120%}}")
    below = lambda y: O.mean(lambda o: PHI(y / math.sqrt(variance(o))))
    levels = {p: 100 * math.exp(quantile(below, p / 100, -6, 6)) for p in (1, 5, 25, 75, 95)}
    for p, value in levels.items():
        case.is_(f"x.sharePrice.p{p}", value)
    case.is_("x.sharePrice.p50", 100)
    case.is_("x.sharePrice.mean", 100 * chain.expectation(T, [0.3 ** 2 / 2, 1.2 ** 2 / 2]))
    same = math.sqrt(O.mean(variance))
    case.wrong("one volatility, that of the mean variance", **{
        f"x.sharePrice.p{p}": 100 * math.exp(same * INVERSE(p / 100)) for p in (1, 25)})
    if step == "month":
        case.wrong("the state of the start of a step holds for all of it", **{
            f"x.sharePrice.p{p}": stepped_percentile(12, chain, T, p / 100) for p in (5, 25, 75)})
    return case


def stepped_percentile(n, chain, T, p):
    """Of the wrong scheme: the number of steps that start in panic, by its distribution."""
    from scipy import linalg
    P = linalg.expm(chain.G * T / n)
    # By state and by the number of steps so far in panic.
    now = np.zeros((2, n + 1))
    now[0, 0] = 1
    for _ in range(n):
        counted = np.stack([now[0], np.roll(now[1], 1)])
        now = P.T @ counted
    weights = now.sum(axis=0)
    spread = np.sqrt((0.3 ** 2 * (n - np.arange(n + 1)) + 1.2 ** 2 * np.arange(n + 1)) * T / n)
    return 100 * math.exp(quantile(lambda y: float(weights @ PHI(y / spread)), p, -6, 6))


STAGES = [
    "filed", "accepted", "registered", "listed", "withdrawn"]


def stages(step):
    """Competing ends. Equal to case stages_1, with questions between dates of the grid."""
    rates = {(0, 1): 4, (0, 4): 0.4, (1, 2): 3, (1, 4): 0.6, (2, 3): 8}
    chain = Chain([1, 0, 0, 0, 0], rates)
    case = Case(
        "stages", "rows of exp(Gt); a state at a date is that of the last grid date up to it, one that has "
        "been entered by a date is so at the exact time", step=step, horizon="156 weeks",
        happens="regimes:\n  aShare: {start: filed, transitions: {filed: {accepted: 4/year, withdrawn: 0.4/year}, "
        "accepted: {registered: 3/year, withdrawn: 0.6/year}, registered: {listed: 8/year}}}")
    for date in ("2026-07-09", "2027-01-05"):
        at = int(place(date, step)) / {"week": 52, "month": 12}[step]
        case.asks(f"aShare = listed at {date}", chain.at(at)[3])
        case.asks(f"aShare = listed until {date}", chain.at(years(date, step))[3])
    case.asks("aShare = withdrawn", chain.at(3)[4])
    case.is_("P(aShare.listed)", chain.at(3)[3])
    case.is_("P(aShare.accepted)", Chain([1, 0, 0], {(0, 1): 4, (0, 2): 0.4}).at(3)[1])
    for i, state in enumerate(STAGES):
        case.is_(f"aShare.{state}.share.mean", chain.time_in(3, i) / 3)
    case.wrong("targets drawn with equal weights", **{
        "answer 4": Chain([1, 0, 0, 0, 0], {
            (0, 1): 2.2, (0, 4): 2.2, (1, 2): 1.8, (1, 4): 1.8, (2, 3): 8}).at(3)[4]})
    return case


SKY = {(0, 1): 3, (0, 2): 0.5, (1, 0): 4, (1, 2): 2, (2, 0): 1, (2, 1): 5}
SKY_TEXT = (
    "  sky: {start: {calm: 60%, rain: 40%}, transitions: {calm: {rain: 3/year, storm: 0.5/year}, "
    "rain: {calm: 4/year, storm: 2/year}, storm: {calm: 1/year, rain: 5/year}}THEN}\n")
SKY_START = [0.6, 0.4, 0]


def sky():
    return Chain(SKY_START, SKY)


def three_states(step):
    T, chain = 1.5, sky()
    case = Case(
        "three states, drawn start",
        "p0' exp(Gt); E O_j by blocks of one exponential; E entries = sum of q_ij E O_i; each entry of storm "
        "takes 20 % of the price: E P = p0' exp((G with 0.8 q_i,storm)T) 1", step=step, horizon="18 months",
        record="[listPrice, arr]", happens="regimes:\n" + SKY_TEXT.replace(
            "THEN", ", then: {storm: {change: {x.listPrice: -20%}}}"),
        company="growth: {of: usage}\nmultiple: {initial: 1}")
    for i, state in enumerate(["calm", "rain", "storm"]):
        case.asks(f"sky = {state}", chain.at(T)[i])
        case.is_(f"sky.{state}.share.mean", chain.time_in(T, i) / T)
        case.is_(f"sky.{state}.entered.count.mean", chain.entries(T, i))
    case.moments("sky.storm.share", [
        m / T ** k for k, m in enumerate(chain.moments(T, [0, 0, 1]), 1)])
    into = lambda factor: chain.expectation(
        T, [0, 0, 0], np.array([[1, 1, factor]] * 3))
    case.moments("x.arr", [1e6 ** k * into(0.8 ** k) for k in (1, 2, 3, 4)])
    never = Chain(SKY_START, SKY)
    case.is_("P(sky.storm)", 1 - never.expectation(T, [0, 0, 0], np.array([[1, 1, 0]] * 3)))
    known = Chain([1, 0, 0], SKY)
    case.wrong("it starts in the first state", **{
        "sky.storm.entered.count.mean": known.entries(T, 2), "sky.calm.share.mean": known.time_in(T, 0) / T})
    return case


# ---- Hazards -------------------------------------------------------------------------------------

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


def by_regime(step):
    T, chain = 1.0, sky()
    L = np.array([0.2, 1.0, 6.0])
    case = Case(
        "frequency by state, gates, rates by another regime",
        "P = 1 - E exp(-integral of the rate) = 1 - p0' exp((G - diag rate)T) 1; E count = sum of rate_j E O_j; a "
        "gate is a rate that is 0 elsewhere", step=step,
        happens="regimes:\n" + SKY_TEXT.replace("THEN", "") +
        "  wind: {start: low, transitions: {low: {high: {regime: sky, calm: 0.3/year, rain: 1.5/year, storm: 5/year}}}}\n"
        "events:\n"
        "  leak: {frequency: {regime: sky, calm: 0.2/year, rain: 1/year, storm: 6/year}}\n"
        "  flood: {frequency: 3/year, when: sky = storm}\n"
        "  dry: {until: 2026-11-02, probability: 50%, when: sky = calm or sky = rain}")
    case.is_("P(leak)", 1 - chain.expectation(T, -L))
    # A mixed Poisson: its moments from those of its integral.
    a, b, c, d = chain.moments(T, L)
    case.moments("leak.count", [a, b + a, c + 3 * b + a, d + 6 * c + 7 * b + a])
    case.is_("P(flood)", 1 - chain.expectation(T, [0, 0, -3.0]))
    case.is_("flood.count.mean", 3 * chain.time_in(T, 2))
    t = years("2026-11-02", step)
    hazard = -math.log(0.5) / t
    case.is_("P(dry)", 1 - chain.expectation(t, [-hazard, -hazard, 0]))
    R = np.array([0.3, 1.5, 5.0])
    case.asks("wind = high", 1 - chain.expectation(T, -R))
    case.wrong("the hazard of the mean time", **{
        "P(leak)": -math.expm1(-a), "P(flood)": -math.expm1(-3 * chain.time_in(T, 2))})
    case.wrong("no gate", **{"P(flood)": -math.expm1(-3), "P(dry)": 0.5})
    case.wrong("the rate of the start state", **{"answer 0": -math.expm1(-(0.6 * 0.3 + 0.4 * 1.5))})
    return case


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


# ---- Intervals -----------------------------------------------------------------------------------

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


# ---- Conditions ----------------------------------------------------------------------------------

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


def set_by_event(step):
    per_year = {"week": 52, "month": 12}[step]
    chain = Chain([0, 1], {(1, 0): 2})
    until = place("2026-11-04", step)
    seen = [by(0.8, until, k) - by(0.8, until, k - 1) for k in range(1, per_year + 1)]
    case = Case(
        "a state that is set", "set on the first grid date k after the event; P(war at T) = sum of "
        "P(seen at k) exp(-2 (T - t_k))", step=step,
        happens="regimes:\n  prices: {start: truce, transitions: {war: {truce: 2/year}}}\n"
        "events:\n  cut: {until: 2026-11-04, probability: 80%, then: {set: {prices: war}}}")
    left = [(per_year - k) / per_year for k in range(1, per_year + 1)]
    case.asks("prices = war", sum(p * chain.at(t)[1] for p, t in zip(seen, left)))
    raw = [sum(p * chain.moments(t, [0, 1])[j - 1] if t else 0 for p, t in zip(seen, left))
           for j in (1, 2, 3, 4)]
    case.moments("prices.war.share", raw)
    case.is_("P(prices.war)", 0.8)
    case.is_("P(prices.truce)", sum(p * (1 - math.exp(-2 * t)) for p, t in zip(seen, left)))
    case.wrong("it stays", **{"answer 0": 0.8})
    return case


# ---- Effects -------------------------------------------------------------------------------------

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


def all_cases():
    for step in STEPS:
        yield price_war(step)
        yield moods(step)
        yield stages(step)
        yield three_states(step)
        yield deadline(step)
        yield news(step)
        yield scheduled(step)
        yield by_regime(step)
        yield definitions(step)
        yield renewals(step)
        yield again(step)
        yield set_by_event(step)
        yield on_dates(step)
        yield after_another(step)
    yield together()
    yield threshold()
    yield otherwise()
    yield cases()


if __name__ == "__main__":
    file = pathlib.Path(__file__).with_name("cases.json")
    records = [case.record for case in all_cases()]
    file.write_text(json.dumps(records, indent=1) + "\n")
    print(len(records), "cases,", sum(len(r["numbers"]) for r in records), "numbers")
