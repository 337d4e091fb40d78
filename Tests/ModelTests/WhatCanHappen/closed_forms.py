"""Closed forms of regimes and events for cases.py. SciPy; shares no code with Ballpark."""

import datetime
import math

import numpy as np
from scipy import integrate, linalg, optimize, stats

PHI = stats.norm.cdf
INVERSE = stats.norm.ppf
Q95 = INVERSE(0.95)
START = datetime.date(2026, 1, 5)
PER_YEAR = {"week": 52, "month": 12, "year": 1}


# ---- Time ----------------------------------------------------------------------------------------

def grid_date(step, k):
    if step == "week":
        return START + datetime.timedelta(7 * k)
    years, month = divmod(START.month - 1 + k * 12 // PER_YEAR[step], 12)
    return datetime.date(START.year + years, month + 1, START.day)


def place(text, step):
    """A date's place on the grid in steps, linear between two grid dates."""
    date, k = datetime.date.fromisoformat(text), 0
    while grid_date(step, k + 1) <= date:
        k += 1
    here, there = grid_date(step, k), grid_date(step, k + 1)
    return k + (date - here).days / (there - here).days


def years(text, step):
    return place(text, step) / PER_YEAR[step]


# ---- Chains --------------------------------------------------------------------------------------

class Chain:
    """A Markov chain in continuous time (Norris 1997): G has the rates, rows add up to 0."""

    def __init__(self, start, rates):
        n = len(start)
        self.start, self.rates = np.array(start, float), np.zeros((n, n))
        for (i, j), rate in rates.items():
            self.rates[i, j] = rate
        self.G = self.rates - np.diag(self.rates.sum(axis=1))
        self.one = np.ones(n)

    def at(self, t):
        """Probability of each state."""
        return self.start @ linalg.expm(self.G * t)

    def expectation(self, t, rewards, weights=None):
        """E exp(integral of the rewards), each transition weighted by a factor."""
        G = self.rates * (1 if weights is None else weights) - np.diag(self.rates.sum(axis=1))
        return self.start @ linalg.expm((G + np.diag(rewards)) * t) @ self.one

    def moments(self, t, f, count=4):
        """E[(integral of f)^k], k = 1 to count: blocks of one exponential (Van Loan 1978)."""
        n = len(self.start)
        big = np.zeros((n * (count + 1), n * (count + 1)))
        for k in range(count + 1):
            big[n * k:n * (k + 1), n * k:n * (k + 1)] = self.G
            if k < count:
                big[n * k:n * (k + 1), n * (k + 1):n * (k + 2)] = np.diag(f)
        whole = linalg.expm(big * t)
        return [
            math.factorial(k) * (self.start @ whole[:n, n * k:n * (k + 1)] @ self.one)
            for k in range(1, count + 1)]

    def time_in(self, t, state):
        return self.moments(t, np.eye(len(self.start))[state], 1)[0]

    def entries(self, t, state):
        """Expected number of entries: rates into it times the time in the others."""
        return sum(
            self.rates[i, state] * self.time_in(t, i) for i in range(len(self.start)) if i != state)

    def stepped(self, t, steps, rewards, at_end):
        """The wrong scheme: states of the ends of steps hold for a whole step."""
        D, P = np.diag(np.exp(np.array(rewards) * t / steps)), linalg.expm(self.G * t / steps)
        one = P @ D if at_end else D @ P
        return self.start @ np.linalg.matrix_power(one, steps) @ self.one

    def stepped_time(self, t, steps, state, at_end):
        P, now, time = linalg.expm(self.G * t / steps), self.start, 0.0
        for _ in range(steps):
            after = now @ P
            time += (after if at_end else now)[state] * t / steps
            now = after
        return time


class Occupation:
    """Time O in state 1 of two by T, started in 0: rates a out of 0, b out of 1. An atom at 0, and a
    density by the Bessel functions of a compound of two Poisson processes (Pedler 1971)."""

    def __init__(self, a, b, T):
        self.a, self.b, self.T = a, b, T
        self.atom = math.exp(-a * T)

    def density(self, x):
        from scipy.special import i0, i1
        a, b, T = self.a, self.b, self.T
        z = 2 * np.sqrt(a * b * x * (T - x))
        ratio = np.sqrt(a * b * (T - x) / x)
        return np.exp(-a * (T - x) - b * x) * (ratio * i1(z) + a * i0(z))

    def mean(self, f):
        """E f(O)."""
        return self.atom * f(0.0) + integrate.quad(
            lambda x: f(x) * self.density(x), 0, self.T, epsabs=1e-12, epsrel=1e-11, limit=400)[0]


# ---- Laws ----------------------------------------------------------------------------------------

def moments_of(raw):
    """Mean, sd and the standard error of the sd times the root of n, from four raw moments."""
    a, b, c, d = raw
    variance = b - a * a
    fourth = d - 4 * a * c + 6 * a * a * b - 3 * a ** 4
    return a, math.sqrt(variance), math.sqrt((fourth - variance ** 2) / (4 * variance))


def quantile(cdf, p, low, high):
    return optimize.brentq(lambda x: cdf(x) - p, low, high, xtol=1e-12, rtol=1e-13)


def ranged(low, high, kind):
    """Location and scale of what 'low to high' means, in logs or log odds."""
    into = {
        "log": math.log, "change": math.log1p, "share": lambda x: math.log(x / (1 - x))}[kind]
    return (into(low) + into(high)) / 2, (into(high) - into(low)) / (2 * Q95)


def normal_mean(f):
    """E f(Z)."""
    return integrate.quad(lambda z: f(z) * stats.norm.pdf(z), -12, 12, epsrel=1e-12, limit=400)[0]


def both(p, q, rank):
    """P(two clocks of a Gaussian copula have rung)."""
    rho = 2 * math.sin(math.pi * rank / 6)
    x, y = INVERSE(p), INVERSE(q)
    # Over the first score; the second given it is normal.
    return integrate.quad(
        lambda u: stats.norm.pdf(u) * PHI((y - rho * u) / math.sqrt(1 - rho ** 2)), -12, x,
        epsabs=1e-14, epsrel=1e-12, limit=400)[0]


def by(p, until, time):
    """P(an event of that deadline and probability has happened by a time)."""
    return 1 - (1 - p) ** min(time / until, 1)


# ---- Renewals ------------------------------------------------------------------------------------

class Renewal:
    """Times of an event with independent lognormal intervals, the first from the start less `age` and
    conditional on reaching beyond the start: distribution functions by convolution on a fine grid."""

    def __init__(self, m, s, T, age=0.0, cells=6000):
        self.h = T / cells
        edges = np.arange(cells + 1) * self.h
        # Mass of each cell at its middle: an error of the order of its square.
        self.later = np.diff(stats.lognorm.cdf(edges, s, scale=math.exp(m)))
        gone = stats.lognorm.cdf(age, s, scale=math.exp(m)) if age else 0.0
        self.first = np.diff(
            (stats.lognorm.cdf(edges + age, s, scale=math.exp(m)) - gone) / (1 - gone))
        self.T = T

    def reached(self, most=40):
        """P(N >= n by T), n = 1, 2, ...: masses at middles of cells, so n of them lie n halves on."""
        found, mass = [], self.first
        for n in range(1, most):
            found.append(self.up_to(mass, n))
            if found[-1] < 1e-13:
                break
            mass = np.convolve(mass, self.later)[:len(self.later)]
        return found

    def up_to(self, mass, n):
        # The sum of n middles of cells i lies at (i + n/2) h; half a cell of the one at T counts.
        cells = len(self.later) - n / 2 + 0.5
        whole = int(cells)
        return mass[:whole].sum() + (cells - whole) * (mass[whole] if whole < len(mass) else 0)


# ---- First passage -------------------------------------------------------------------------------

def survival(level, sd, steps, cells=2400):
    """P(a driftless normal walk from 0 with steps of that sd stays at or above a level at dates 1 to n),
    for each n: Gauss-Legendre of its transition density."""
    span = 9 * sd * math.sqrt(steps)
    x, w = np.polynomial.legendre.leggauss(cells)
    x, w = level + (x + 1) * span / 2, w * span / 2
    kernel = stats.norm.pdf(x[:, None] - x[None, :], scale=sd) * w[None, :]
    alive, found = PHI((x - level) / sd), []
    start = stats.norm.pdf(x, scale=sd) * w
    found.append(PHI(-level / sd))
    for _ in range(1, steps):
        found.append(float(start @ alive))
        alive = kernel @ alive
    return found
