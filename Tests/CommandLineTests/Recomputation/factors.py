"""Factors and exchange rates on one path, by the sections 'Factors' and 'Exchange rates' of
Documentation/model.md."""

import math

from scenario import Shared, plain, quantity
from sums import Reversion
from volatilities import Volatility


class FactorKeys(Shared):
    """The numbers of one factor, by key."""

    def __init__(self, document, name, grid, audit, world):
        super().__init__(document, grid, audit, world)
        self.tree, self.name = stated(document, name), name


def stated(document, name):
    """What stands at the name of a factor or an exchange rate."""
    code = name.removeprefix("fx.")
    return document["factors"][name] if code == name else document["fx"][code]


class Factor:
    def __init__(self, document, name, grid, audit, world):
        self.k = FactorKeys(document, name, grid, audit, world)
        self.name, self.world, self.dt = name, world, grid.dt
        self.is_rate = name.startswith("fx.")
        self.is_log = self.is_rate or self.k.word("of", "log") == "log"
        one, number = self.k.one, self.k.number
        value, rate, size = (
            ("factor", "rate", "volatility") if self.is_log else ("coefficient",) * 3)
        if self.is_rate:
            self.initial = audit.drivers.get(name) or quantity(plain(self.k.tree), "factor")
        else:
            self.initial = one("initial", value, 1.0 if self.is_log else 0.0)
        half_life = one("halfLife", "duration")
        self.reversion = Reversion(half_life, self.dt)
        long_run = number("longRun", value) if half_life is not None else None
        self.long_run = long_run and long_run.map(self.distance)
        self.drift = number("drift", rate, 0.0).map(math.log1p if self.is_log else lambda d: d)
        self.volatility = Volatility(self.k, "volatility", size, name, name, half_life, world)
        self.keeps_mean = self.is_rate and half_life is None and "mean" not in world.without
        self.x = self.before = self.change = self.by = 0.0
        self.history = [self.value]

    def distance(self, value):
        return math.log(value / self.initial) if self.is_log else value - self.initial

    @property
    def value(self):
        return self.initial * math.exp(self.x) if self.is_log else self.initial + self.x

    def advance(self, k):
        """By itself."""
        self.before, r = self.x, self.reversion
        target = self.long_run.in_step(k) if self.long_run else 0.0
        z = self.k.draw(self.name, k)
        size, beside = self.volatility.noise(k, z)
        noise = size * z + beside - (size ** 2 / 2 if self.keeps_mean else 0.0)
        self.x = target * (1 - r.e) + self.x * r.e + self.drift.in_step(k) * r.B + noise
        self.change, self.by = self.x - self.before, 0.0

    def be_moved(self):
        # What events do to it comes later: what follows it needs it both without and with that.
        if self.name in self.world.moves:
            f, a = self.world.moves[self.name]
            after = self.distance(f * self.value + a)
            self.by, self.x = after - self.x, after
        self.history.append(self.value)


class Followed:
    """The loadings of one part of a company."""

    def __init__(self, keys, key, factors):
        self.loadings = [
            (factors[name], keys.one(f"{key}.{name}", "coefficient"))
            for name in sorted(keys.node(key) or {})]

    def change(self):
        return sum(b * factor.change for factor, b in self.loadings)

    def by_events(self):
        return [b * factor.by for factor, b in self.loadings if factor.by]

    def beside_reversion(self, e):
        return sum(b * (factor.x - e * factor.before) for factor, b in self.loadings)
