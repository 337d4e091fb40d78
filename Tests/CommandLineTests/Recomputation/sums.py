"""Small sums of Documentation/model.md: mean reversion, fading volatilities, what counts as equal."""

import datetime
import math

# Of 'What counts as equal'.
TOLERANCE = 1e-9
INFINITE = math.inf


class Reversion:
    """'Mean reversion': e, B, u, B2 and G of a half-life over a step."""

    def __init__(self, half_life, dt):
        if half_life is None:
            self.e, self.B, self.u, self.B2, self.G = 1, dt, math.sqrt(dt), dt ** 2 / 2, dt ** 3 / 3
            return
        kappa = math.log(2) / half_life
        x = kappa * dt
        self.e = math.exp(-x)
        self.B = -math.expm1(-x) / kappa
        self.u = math.sqrt(-math.expm1(-2 * x) / (2 * kappa))
        # By their series, where differences of equal numbers would lose digits.
        self.B2 = dt ** 2 * series(lambda j: 1 / math.factorial(j + 2), x) if x < 0.5 else (
            (dt - self.B) / kappa)
        self.G = dt ** 3 * series(
            lambda j: (2 ** (j + 2) - 2) / math.factorial(j + 3), x) if x < 0.5 else (
                (dt - 2 * self.B + self.u ** 2) / kappa ** 2)

    def to(self, x, long_run, noise):
        return long_run * (1 - self.e) + x * self.e + self.u * noise


def series(term, x):
    return sum((-x) ** j * term(j) for j in range(16))


def grown(amount, rate, time):
    return amount * (1 + rate) ** time


def odds(m):
    return math.log(m / (1 - m))


def day(text):
    return datetime.date.fromisoformat(text)


def settled(value, *parts):
    """A sum of parts, 0 where it is no more than the rounding of them."""
    return 0.0 if abs(value) <= TOLERANCE * sum(map(abs, parts)) else value


def is_used_up(cash, flow):
    return cash < 0 or cash == 0 and flow < 0


class Fading:
    """'Volatilities': of growth or of usage, in the step that ends at date k."""

    def __init__(self, keys, key, dt, is_exact):
        self.initial = keys.one(f"{key}.initial", "volatility", 0.0)
        self.long_run = keys.one(f"{key}.longRun", "volatility", 0.0)
        half_life = keys.one(f"{key}.halfLife", "duration")
        self.speed = None if half_life is None else math.log(2) / half_life
        self.dt, self.is_exact = dt, is_exact

    def in_step(self, k):
        if self.speed is None:
            return self.initial
        x, v = self.speed * self.dt, self.long_run
        d = (self.initial - v) * math.exp(-x * (k - 1))
        if not self.is_exact:
            return v + d
        return math.sqrt(
            v ** 2 - 2 * v * d * math.expm1(-x) / x - d ** 2 * math.expm1(-2 * x) / (2 * x))
