"""Regimes whose rates depend on another's state, and hazards and gates of several, at steps of a year."""

import itertools
import math

import numpy as np
from scipy import linalg

from case import Case
from closed_forms import Chain, years

STATES = list(itertools.product("uv", "ab", ["stay", "left", "gone"]))
SPREAD = {("u", "a"): 0.1, ("v", "a"): 1.5, ("u", "b"): 0.6, ("v", "b"): 0.05}


def rates(r, q, p):
    """Of all ways out of a place, by where they lead."""
    ways = {("v" if r == "u" else "u", q, p): 0.7 if r == "u" else 0.4,
            (r, "b" if q == "a" else "a", p): SPREAD[r, q]}
    if p == "stay":
        ways[r, q, "left"] = 0.2 if q == "a" else 2
        ways[r, q, "gone"] = 0.5 if r == "u" else 0.1
    if p == "left":
        ways[r, q, "stay"] = 0.5
    return ways


def joint(start=("u", "a", "stay")):
    return Chain(
        [state == start for state in STATES],
        {(i, STATES.index(to)): rate for i, state in enumerate(STATES) for to, rate in rates(*state).items()})


def where(holds):
    return np.array([float(holds(*state)) for state in STATES])


def several(step):
    T, chain = 2.0, joint()
    at = chain.at(T)
    both, either = where(lambda r, q, p: r == "v" and q == "b"), where(lambda r, q, p: r == "v" or q == "b")
    case = Case(
        "several regimes", "one chain of all places that the three can be in together: rows of exp(Gt); "
        "E count = integral of p(t) rate; P = 1 - p0' exp((G - diag rate)T) 1", step=step,
        horizon="2 years", happens="""regimes:
  r: {start: u, transitions: {u: {v: 0.7/year}, v: {u: 0.4/year}}}
  q: {start: a, transitions: {a: {b: {regime: r, u: 0.1/year, v: 1.5/year}}, b: {a: {regime: r, u: 0.6/year, v: 0.05/year}}}}
  p:
    start: stay
    transitions:
      stay: {left: {regime: q, a: 0.2/year, b: 2/year}, gone: {regime: r, u: 0.5/year, v: 0.1/year}}
      left: {stay: 0.5/year}
events:
  both: {frequency: 3/year, when: r = v and q = b}
  either: {frequency: 3/year, when: r = v or q = b}
  one: {frequency: {regime: r, u: 1/year, v: 4/year}, when: r = v}
  after: {frequency: 2/year, when: one and not both}
  late: {until: 2027-07-05, probability: 60%, when: r = v and q = a}""")
    case.asks("r = v", at @ where(lambda r, q, p: r == "v"))
    case.asks("q = b", at @ where(lambda r, q, p: q == "b"))
    case.asks("r = v and q = b", at @ both)
    case.asks("p = left", at @ where(lambda r, q, p: p == "left"))
    case.asks("p = gone", at @ where(lambda r, q, p: p == "gone"))
    case.is_("q.b.share.mean", chain.moments(T, where(lambda r, q, p: q == "b"), 1)[0] / T)
    for name, rate in (("both", 3 * both), ("either", 3 * either), ("one", 4 * where(lambda r, q, p: r == "v"))):
        case.is_(f"P({name})", 1 - chain.expectation(T, -rate))
        case.is_(f"{name}.count.mean", chain.moments(T, rate, 1)[0])
    case.is_("after.count.mean", count_after(chain, both, T))
    t = years("2027-07-05", step)
    case.is_("P(late)", 1 - chain.expectation(
        t, math.log(0.4) / t * where(lambda r, q, p: r == "v" and q == "a")))
    held = frozen(T)
    case.wrong("the other's state at the start of a step holds for all of it", **{
        "answer 1": held["b"].sum(), "answer 2": held["b"][1]})
    share = [chain.moments(T, where(f), 1)[0] / T for f in (
        lambda r, q, p: r == "v", lambda r, q, p: q == "b")]
    case.wrong("regimes are independent", **{
        "both.count.mean": 3 * T * share[0] * share[1],
        "either.count.mean": 3 * T * (1 - (1 - share[0]) * (1 - share[1]))})
    return case


def count_after(chain, both, T):
    """E integral of 2 while one has happened and both has not: the places times what has happened."""
    n, v = len(STATES), where(lambda r, q, p: r == "v")
    flags = [(0, 0), (1, 0), (0, 1), (1, 1)]
    G = np.zeros((4 * n + 1, 4 * n + 1))
    for f, (one, two) in enumerate(flags):
        block = slice(f * n, (f + 1) * n)
        G[block, block] += chain.G
        for to, rate in (((1, two), 4 * v * (not one)), ((one, 1), 3 * both * (not two))):
            g = flags.index(to)
            if g != f:
                G[block, g * n:(g + 1) * n] += np.diag(rate)
                G[block, block] -= np.diag(rate)
        G[block, 4 * n] = 2.0 * (one and not two)
    start = np.zeros(4 * n + 1)
    start[:n] = chain.start
    return (start @ linalg.expm(G * T))[4 * n]


def frozen(T):
    """The wrong scheme: P(r, q) where q goes by the r of the start of each year."""
    R = linalg.expm(np.array([[-0.7, 0.7], [0.4, -0.4]]))
    now = {"a": np.array([1.0, 0]), "b": np.array([0.0, 0])}
    for _ in range(int(T)):
        after = {"a": np.zeros(2), "b": np.zeros(2)}
        for i, r in enumerate("uv"):
            up, down = SPREAD[r, "a"], SPREAD[r, "b"]
            Q = linalg.expm(np.array([[-up, up], [down, -down]]))
            for j, q in enumerate("ab"):
                for k, to in enumerate("ab"):
                    after[to] += now[q][i] * Q[j, k] * R[i]
        now = after
    return now
