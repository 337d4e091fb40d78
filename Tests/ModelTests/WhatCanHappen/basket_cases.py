"""Baskets: moments of sums and products of lognormals, held and rebalanced, with names that fail or are bought."""

import itertools
import math

import numpy as np

from case import Case
from closed_forms import PHI, moments_of

STEPS = {"week": 52, "month": 12}
SIGMA = {"x": 0.7, "y": 0.5, "z": 0.3}
RHO = {("x", "y"): 0.6, ("x", "z"): -0.2, ("y", "z"): 0.1}
NAMES = ["x", "y", "z"]
COVARIANCE = np.array([
    [SIGMA[a] * SIGMA[b] * (1 if a == b else RHO.get((a, b), RHO.get((b, a)))) for b in NAMES] for a in NAMES])
RAW = (1, 2, 3, 4)


def rebalancing(step, every):
    """The steps on which a basket is rebalanced: the first at or after each interval, a part of a year."""
    n = STEPS[step]
    return sorted({math.ceil(j * every * n - 1e-9) for j in range(1, n + 1)} & set(range(1, n + 1)))


def intervals(step, every, end=None):
    """Their lengths in years, up to a step."""
    end = STEPS[step] if end is None else end
    ends = [k for k in rebalancing(step, every) if k < end] + [end]
    return [(b - a) / STEPS[step] for a, b in zip([0] + ends, ends)]


def moment(j, cash, weights, tau, growth=(0, 0, 0)):
    """E (cash + sum of w_i R_i)^j over an interval: each R is lognormal with median e^(g tau)."""
    total = 0.0
    for counts in itertools.product(range(j + 1), repeat=len(weights)):
        rest = j - sum(counts)
        if rest < 0:
            continue
        k = np.array(counts, float)
        size = len(weights)
        ways = math.factorial(j) / math.factorial(rest) / math.prod(map(math.factorial, counts))
        total += ways * cash ** rest * math.prod(w ** c for w, c in zip(weights, counts)) * math.exp(
            k @ COVARIANCE[:size, :size] @ k * tau / 2 + k @ np.array(growth[:size]) * tau)
    return total


def rebalanced(lengths, cash, weights, growth=(0, 0, 0)):
    return [math.prod(moment(j, cash, weights, tau, growth) for tau in lengths) for j in RAW]


def scenario(step, record="[value, drawdown]", companies=NAMES, still=(), **texts):
    """A case whose companies are these, each with its volatility unless it is stated otherwise; some stand still."""
    def made(name, formula, baskets, happens=""):
        case = Case(name, formula, happens=happens, step=step, record=record,
                    horizon="52 weeks" if step == "week" else "12 months")
        own = "".join(
            f"  {c}: {{shares: 1M, arr: 1M, "
            + texts.get(c, f"multiple: {{initial: 100, volatility: {100 * SIGMA[c]:g}%}}") + "}\n"
            for c in companies)
        pairs = "".join(
            f"  - {{between: [{a}.multiple, {b}.multiple], value: {rho}}}\n"
            for (a, b), rho in RHO.items() if not {a, b} & set(still) and {a, b} <= set(companies))
        case.rest = (
            (f"{happens}\n" if happens else "") + f"companies:\n{own}"
            + (f"shockCorrelations:\n{pairs}" if pairs else "") + f"baskets:\n{baskets}")
        return case
    return made


def three_names(step):
    """Three names and a tenth in cash: held, put back each month and each step, and as shares."""
    weights, cash = (0.3, 0.4, 0.2), 0.1
    growth = (math.log(1.2), 0.0, 0.0)
    case = scenario(step, x="growth: {initial: 20%}, multiple: {initial: 100, volatility: 70%}")(
        "baskets", "held: E (c + sum of w S)^j; rebalanced: the product of that over its intervals",
        "  held: {holds: {x: 30%, y: 40%, z: 20%}, value: 10M}\n"
        "  monthly: {holds: {x: 30%, y: 40%, z: 20%}, rebalance: 1 month}\n"
        "  quarterly: {holds: {x: 30%, y: 40%, z: 20%}, rebalance: 3 months}\n"
        "  shares: {holds: {y: 40k shares, z: 10k shares}}\n")
    plain = [moment(j, cash, weights, 1.0, growth) for j in RAW]
    case.moments("held.value", [m * 1e7 ** j for j, m in zip(RAW, plain)])
    for name, every in [("monthly", 1 / 12), ("quarterly", 1 / 4)]:
        case.moments(f"{name}.value", rebalanced(intervals(step, every), cash, weights, growth))
    case.is_("shares.value.mean", 100 * (40e3 * math.exp(SIGMA["y"] ** 2 / 2) + 10e3 * math.exp(SIGMA["z"] ** 2 / 2)))
    # Of returns the logarithms: normal.
    sd = math.sqrt(SIGMA["x"] ** 2 + SIGMA["y"] ** 2 - 2 * RHO["x", "y"] * SIGMA["x"] * SIGMA["y"])
    case.asks("x.return > y.return", PHI(growth[0] / sd))
    case.asks("y.sharePrice < x.sharePrice", PHI(growth[0] / sd))
    case.asks("x.maxDrawdown > x.maxDrawdown", 0.0)
    held, often = moments_of(plain), moments_of(rebalanced(intervals(step, 1 / 12), cash, weights, growth))
    case.wrong("monthly as held", **{"monthly.value.sd": held[1]})
    case.wrong("held as monthly", **{"held.value.sd": often[1] * 1e7})
    case.wrong("all invested", **{"held.value.mean": moment(1, 0, np.array(weights) / 0.9, 1.0, growth) * 1e7})
    case.wrong("a coin", **{"answer 0": 0.5})
    return case


def failed(step):
    """A name without volatility whose cash runs out: worth nothing from then on, and not bought again."""
    n, w, v, cash = STEPS[step], 0.5, 0.3, 0.2
    burn, capital = 0.6e6 - 20.6e6, 9e6
    out = next(k for k in range(1, n + 1) if capital + burn * k / n <= 0)
    case = scenario(
        step, companies=["x", "y"], record="[value, sharePrice]", still=["y"],
        y="cash: 9M, costs: {grossMargin: 60%, fixed: 20.6M}, multiple: {initial: 100}")(
        "failed name", "products of E (c + w R + v r)^j, r the known change of the name that fails; from its "
        "insolvency on of E (c + w R)^j / (c + w)^j",
        "  held: {holds: {x: 50%, y: 30%}}\n  often: {holds: {x: 50%, y: 30%}, rebalance: 1 month}\n")

    def price(k):
        return 100e6 + capital + burn * k / n if k < out else 0.0

    def raw(j, again=False):
        product, before = 1.0, 0
        for k in sorted({*rebalancing(step, 1 / 12), n}):
            tau = (k - before) / n
            if price(before) > 0:
                rest = cash + v * price(k) / price(before)
                product *= moment(j, rest, (w,), tau)
            elif again:
                product *= moment(j, cash, (w,), tau)
            else:
                product *= moment(j, cash / (cash + w), (w / (cash + w),), tau)
            before = k
        return product

    case.moments("held.value", [moment(j, cash, (w,), 1.0) for j in RAW])
    case.moments("often.value", [raw(j) for j in RAW])
    case.wrong("bought again and lost", **{"often.value.mean": raw(1, again=True)})
    case.wrong("kept its worth", **{"held.value.mean": moment(1, cash + v, (w,), 1.0)})
    return case


def bought_name(step):
    """A name that is bought on a date at a premium: what the holder got stays, and is not put to weights."""
    n, premium = STEPS[step], 0.4
    w, v, cash = 0.5, 0.3, 0.2
    date, k = {"week": ("2026-04-20", 15), "month": ("2026-05-05", 4)}[step]
    case = scenario(step, companies=["x", "y"], record="[value, sharePrice]")(
        "bought name", "F what the holder got, P the rest: E (F + P)^j by the binomial, F and P together up to the "
        "next rebalancing, P alone from then on",
        "  held: {holds: {x: 50%, y: 30%}}\n  often: {holds: {x: 50%, y: 30%}, rebalance: 1 month}\n",
        happens=f"events:\n  offer: {{at: {date}, then: {{buyOut: {{y: 40%}}}}}}")
    sx, sy, c = SIGMA["x"], SIGMA["y"], RHO["x", "y"] * SIGMA["x"] * SIGMA["y"]

    def joint(a, b, tx, ty):
        """E R_x^a R_y^b over times that begin together."""
        return math.exp((a * a * sx * sx * tx + b * b * sy * sy * ty) / 2 + a * b * c * min(tx, ty))

    def both(j, i, tx, ty, gain):
        """E F^i P^(j-i), F = v gain R_y, P = w R_x + c."""
        return (v * gain) ** i * sum(
            math.comb(j - i, a) * w ** a * cash ** (j - i - a) * joint(a, i, tx, ty) for a in range(j - i + 1))

    def raw(j, gain=1 + premium, stays=True):
        ends = sorted({*rebalancing(step, 1 / 12), n})
        last = max([0] + [e for e in ends if e < k])
        after = next(e for e in ends if e >= k)
        before = math.prod(moment(j, cash, (w, v), (b - a) / n) for a, b in zip(
            [0] + [e for e in ends if e < last], [e for e in ends if e <= last]))
        lengths = [(b - a) / n for a, b in zip([e for e in ends if e >= after], [e for e in ends if e > after])]
        total = 0.0
        for i in range(j + 1):
            later = math.prod(
                moment(j - i, cash / (cash + w), (w / (cash + w),), tau) for tau in lengths)
            if not stays:
                later = math.prod(moment(j, cash / (cash + w), (w / (cash + w),), tau) for tau in lengths)
            total += math.comb(j, i) * both(j, i, (after - last) / n, (k - last) / n, gain) * later
        return before * total

    held = [sum(math.comb(j, i) * both(j, i, 1.0, k / n, 1 + premium) for i in range(j + 1)) for j in RAW]
    case.moments("held.value", held)
    case.moments("often.value", [raw(j) for j in RAW])
    case.wrong("no premium", **{"often.value.mean": raw(1, gain=1)})
    case.wrong("what was got is invested in the others", **{
        "often.value.sd": moments_of([raw(j, stays=False) for j in RAW])[1]})
    return case
