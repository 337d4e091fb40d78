"""What multiplies the shocks of a factor or a multiple, by 'Factors' and 'Uncertain volatilities' of
Documentation/model.md."""

import math
from statistics import NormalDist

NORMAL = NormalDist()


class Volatility:
    """One number, which may go by date, by regime or along a series; one that fades; or one that is uncertain."""

    def __init__(self, keys, section, kind, owner, process, half_life, world):
        self.keys, self.dt, self.world = keys, world.grid.dt, world
        self.own, self.process = f"{owner}.volatility", process
        self.stated = keys.number(f"{section}.initial", kind, 0.0)
        self.long_run = keys.one(f"{section}.longRun", kind, 0.0)
        fading, spread = keys.one(f"{section}.halfLife", "duration"), keys.one(f"{section}.spread", "volatility", 0.0)
        self.speed = 0.0 if half_life is None else math.log(2) / half_life
        self.u = math.sqrt(
            -math.expm1(-2 * self.speed * self.dt) / (2 * self.speed) if self.speed else self.dt)
        self.fading = None if fading is None else math.log(2) / fading
        self.spread = spread if fading is not None else 0.0
        self.v = self.stated.at(0) ** 2 if self.spread else None

    @property
    def root(self):
        return math.sqrt(self.v)

    def noise(self, k, z):
        """What multiplies z in a step, and what comes beside it."""
        if self.fading is None:
            return self.u * self.stated.in_step(k, of_noise=True), 0.0
        return self.uncertain(k, z) if self.spread else (self.faded(k), 0.0)

    def faded(self, k):
        v = self.long_run
        d = (self.stated.at(0) - v) * math.exp(-self.fading * (k - 1) * self.dt)
        forgotten = math.exp(-2 * self.speed * self.dt)

        def part(speed):
            y = speed - 2 * self.speed
            return forgotten * (-math.expm1(-y * self.dt) / y if y else self.dt)

        return math.sqrt(
            v ** 2 * self.u ** 2 + 2 * v * d * part(self.fading) + d ** 2 * part(2 * self.fading))

    def uncertain(self, k, z):
        own = 0.0 if "spread" in self.world.without else self.keys.draw(self.own, k)
        kappa, theta, before = self.fading, self.long_run ** 2, self.v
        e = math.exp(-kappa * self.dt)
        pulled = theta * (1 - e)
        m = pulled + e * before
        variance = self.spread ** 2 * pulled * (2 * e * before + pulled)
        ratio = variance / m ** 2
        if ratio <= 1.5:
            b = 2 / ratio - 1 + math.sqrt(2 / ratio) * math.sqrt(2 / ratio - 1)
            self.v = m / (1 + b) * (math.sqrt(b) + own) ** 2
        else:
            rest, above = 2 / (ratio + 1), NORMAL.cdf(-own)
            self.v = math.log(rest / above) * m / rest if above < rest else 0.0
        mean = (before + self.v) / 2
        size, beside, rho = self.u * math.sqrt(mean), 0.0, self.correlation()
        if rho and "leverage" not in self.world.without:
            xi = self.spread * math.sqrt(2 * kappa * theta)
            integral = (self.v - before - kappa * self.dt * (theta - mean)) / xi
            beside = rho * (self.u / math.sqrt(self.dt) * integral - size * own)
        return size, beside

    def correlation(self):
        for item in self.world.document.get("shockCorrelations", []):
            if set(item["between"]) == {self.own, self.process}:
                return float(item["value"])
        return 0.0
