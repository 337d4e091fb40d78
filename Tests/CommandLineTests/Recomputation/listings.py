"""Other listings of a company, by the section 'Listings' of Documentation/model.md."""

import math

from conditions import Asking, normal, parse
from sums import INFINITE, Reversion


class Listing:
    def __init__(self, company, name):
        k, at = company.k, f"listings.{name}"
        self.k, self.world, self.name = k, company.world, name
        self.is_late = "opening" in company.without
        self.weight = k.number(f"{at}.weight", "share")
        self.first = math.log1p(k.one(f"{at}.premium.initial", "change"))
        self.reversion = Reversion(k.one(f"{at}.premium.halfLife", "duration"), company.dt)
        long_run = k.number(f"{at}.premium.longRun", "change")
        self.long_run = long_run and long_run.map(math.log1p)
        self.volatility = k.number(f"{at}.premium.volatility", "volatility", 0.0)
        opens = k.node(f"{at}.opens")
        self.opens = opens and normal(parse(opens), company.world.regimes)
        self.opened, self.x = (INFINITE if opens else 0.0), self.first

    def is_open(self, k):
        """Whether it is; before the step moves it."""
        if self.opened == INFINITE:
            asking = Asking(self.world, k, k - 1)
            if asking.holds(self.opens):
                self.opened = min(max(asking.time(self.opens), k - 1.0), float(k))
        return self.opened <= k

    def advance(self, k):
        """The premium on date k, as if the company went on."""
        if k == 0:
            return math.expm1(self.x) if self.opened == 0 else 0.0
        was_open = self.opened <= k - 1 and self.opened < INFINITE
        if not self.is_open(k):
            return 0.0
        part = 1.0 if was_open or self.is_late else k - self.opened
        r = self.reversion
        e = r.e ** part
        u = r.u * math.sqrt((1 - e * e) / (1 - r.e * r.e) if r.e < 1 else part)
        end = self.long_run.in_step(k) if self.long_run else self.first
        noise = self.volatility.in_step(k, of_noise=True) * self.k.shock(self.name, k)
        self.x = end * (1 - e) + self.x * e + u * noise
        return math.expm1(self.x)
