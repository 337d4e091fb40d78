"""Regimes: drift, volatility, rates and hazards by state, stages, states that are set."""

import math

import numpy as np

from case import Case
from closed_forms import INVERSE, PHI, Chain, Occupation, by, place, quantile, years


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
        "stages", "rows of exp(Gt), at the exact times of dates", step=step, horizon="156 weeks",
        happens="regimes:\n  aShare: {start: filed, transitions: {filed: {accepted: 4/year, withdrawn: 0.4/year}, "
        "accepted: {registered: 3/year, withdrawn: 0.6/year}, registered: {listed: 8/year}}}")
    for date in ("2026-02-26", "2027-01-05"):
        case.asks(f"aShare = accepted at {date}", chain.at(years(date, step))[1])
        case.asks(f"aShare = listed until {date}", chain.at(years(date, step))[3])
    case.asks("aShare = withdrawn", chain.at(3)[4])
    case.is_("P(aShare.listed)", chain.at(3)[3])
    case.is_("P(aShare.accepted)", Chain([1, 0, 0], {(0, 1): 4, (0, 2): 0.4}).at(3)[1])
    for i, state in enumerate(STAGES):
        case.is_(f"aShare.{state}.share.mean", chain.time_in(3, i) / 3)
    before = int(place("2026-02-26", step)) / {"week": 52, "month": 12}[step]
    case.wrong("a state at a date is that of the date of the grid before", **{
        "answer 0": chain.at(before)[1]})
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
