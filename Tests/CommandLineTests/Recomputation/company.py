"""One company on one path, from its draws, by the sections 'The start' and 'A step' of
Documentation/model.md. Letters are those of the page."""

import math
from statistics import NormalDist

from business import Business
from factors import Followed
from listings import Listing
from moved import Both
from scenario import Keys, Number, currency, plain, quantity
from sums import INFINITE, TOLERANCE, Fading, Reversion, day, is_used_up, odds, settled
from volatilities import Volatility


class Company(Business):
    def __init__(self, document, name, grid, audit, without, world):
        self.k, self.grid, self.dt = Keys(document, name, grid, audit, world), grid, grid.dt
        self.world = world
        # Levels that something moves.
        self.moved = world.levels(name)
        self.name, self.without = name, without
        self.adjusted = document.get("measure") == "riskAdjusted"
        self.risk_free = audit.drivers.get("riskFreeRate")
        if self.risk_free is None and "riskFreeRate" in document:
            self.risk_free = quantity(plain(document["riskFreeRate"]), "rate")
        pair = {f"{name}.growth", f"{name}.usage"}
        self.rho = next((
            float(item["value"]) for item in document.get("shockCorrelations", [])
            if set(item["between"]) == pair), 0.0) if f"{name}.growth" in audit.draws else 0.0
        self.has_business = self.k.has("costs")
        self.read_market()
        self.read_business()
        self.read_financing()

    # ---- What the file states

    def read_market(self):
        k = self.k
        number, one = k.number, k.one

        def log_rate(key):
            return number(key, "rate", 0.0).map(math.log1p)

        def premium(key):
            return one(key, "coefficient", 0.0) if self.adjusted else 0.0

        self.issued = one("shares.issued", "count")
        self.options = sorted((
            (one(f"shares.options.{i}.strike", "money", target=k.reporting),
             one(f"shares.options.{i}.count", "count"))
            for i in k.items("shares.options")))
        self.staff = number("shares.stockCompensation", "share", 0.0)
        self.moves_shares = k.has("financing") or k.has("shares.stockCompensation")
        self.moves_shares = self.moves_shares or self.is_done("raise")

        self.mu0 = math.log1p(one("growth.initial", "rate", 0.0))
        half_life = one("growth.halfLife", "duration")
        fades = half_life is not None and k.has("growth.longRun")
        self.mu_bar = log_rate("growth.longRun") if fades else Number([(0, self.mu0)])
        self.growth = Reversion(half_life, self.dt)
        self.is_exact = k.word("growth.integration", "exact") == "exact"
        self.eta = Fading(k, "growth.volatility", self.dt, self.is_exact)
        self.sigma = Fading(k, "usage.volatility", self.dt, self.is_exact)
        self.premia = premium("riskPremium.usage"), premium("riskPremium.growth")

        self.capacity_growth = log_rate("usage.capacity.growth")

        self.drift = log_rate("listPrice.drift")
        self.price_volatility = number("listPrice.volatility", "volatility", 0.0)
        self.elasticity = number("listPrice.elasticity", "elasticity", 0.0)
        self.drift_and_answer = Both(lambda e, d: (1 + e) * d, self.elasticity, self.drift)
        self.headroom = number("listPrice.headroom", "factor")
        self.headroom = self.headroom and self.headroom.map(math.log)
        self.is_of_arr = k.word("growth.of", "arr") == "arr"

        half_life = one("multiple.halfLife", "duration")
        self.reverts = half_life is not None
        self.multiple = Reversion(half_life, self.dt)
        self.multiple_volatility = Volatility(
            k, "multiple.volatility", "volatility", self.name, f"{self.name}.multiple", half_life, self.world)
        self.long_run = number("multiple.longRun", "multiple")
        self.long_run = self.long_run and self.long_run.map(math.log)
        self.loading = number("multiple.growthLoading", "coefficient", 0.0)
        self.frequency = number("multiple.jumps.frequency", "frequency", 0.0)
        self.compensate = k.word("multiple.jumps.compensate", "none")

    def dated(self, key, keys):
        """The items of a list with a date, by the place of the date on which each acts."""
        kinds = {"amount": "money", "discount": "share"}
        return [(
            min(self.grid.place(day(self.k.node(f"{key}.{i}.date"))), self.grid.steps), i,
            *(self.k.one(f"{key}.{i}.{word}", kinds[word], 0.0) for word in keys))
            for i in self.k.items(key)]

    def read_financing(self):
        one, k = self.k.one, self.k
        self.raises = [
            (place, i, k.one(f"financing.raises.{i}.amount", "money", target=code), code, discount)
            for place, i, discount in self.dated("financing.raises", ["discount"])
            for code in [currency(plain(k.node(f"financing.raises.{i}.amount"))) or k.currency]]
        self.fee = one("financing.fee", "share", 0.0)
        self.runway = one("financing.emergency.runway", "duration")
        self.covers = one("financing.emergency.covers", "duration")
        self.discount = k.number("financing.emergency.discount", "share", 0.0)
        self.limit = k.number("financing.emergency.limit", "factor", INFINITE)
        self.closes = k.number("financing.window.closes", "frequency")
        self.reopens = k.number("financing.window.reopens", "frequency")

    def read_followed(self):
        """What each part follows; its numbers and no more."""
        self.followed = {
            part: Followed(self.k, f"{part}.follows", {} if not self.world.factors else (
                self.world.factors)) for part in ["usage", "listPrice", "multiple", "costs.unitCost"]}

    # ---- The start

    def start(self):
        self.D = self.P = self.C = 1.0
        self.K = max(self.k.one("usage.capacity.value", "factor", INFINITE), 1.0)
        self.mu = self.mu0
        self.arr0 = self.rolled_forward()
        self.lnM = self.lnJ = 0.0
        self.N, self.cash, self.debt = self.issued, self.cash0, self.debt0
        self.M0 = self.k.one("multiple.initial", "multiple")
        if self.M0 is None:
            price = self.k.one("sharePrice", "money", target=self.k.reporting)
            cap = price * self.N + sum(n * max(price - strike, 0) for strike, n in self.options)
            self.M0 = (cap / self.exchange - self.cash + self.debt) / self.arr0
        self.solvent, self.raised, self.count, self.insolvency = True, 0.0, 0, INFINITE
        self.takeover, self.paid = INFINITE, None
        self.is_open = self.k.word("financing.window.initial", "open") == "open"
        self.flow = self.burn = 0.0
        self.line_amounts = [amount for amount, _, _ in self.lines]
        if self.has_business:
            self.fixed_amounts = [amount for amount, _ in self.fixed]
            self.losses = self.free_losses = self.losses0
            self.unaided = [self.cash, self.losses]
            self.logit = odds(self.margin0) if self.has_margin_path else None
            self.usage_so_far = self.experience
            self.first_unaided = self.first_profit = INFINITE
        self.exchange_before = self.exchange
        self.discounted = (self.cash - self.debt) * self.exchange
        self.history = []
        self.listings = [Listing(self, name) for name in self.k.items("listings")]
        self.tell(0)

    def rolled_forward(self):
        arr, stated = self.k.one("arr.value", "money"), self.k.tree["arr"]
        as_of = stated.get("asOf") if isinstance(stated, dict) else None
        self.stated_before = None
        if as_of is None or stated.get("rollForward") == "none":
            return arr
        self.stated_before = as_of, arr
        years = (self.grid.dates[0] - day(as_of)).days / 365
        sigma, z = self.sigma.initial, self.k.audit.drivers.get(f"{self.name}.arr.rollForward", 0)
        return arr * math.exp((self.mu0 - sigma ** 2 / 2) * years + sigma * math.sqrt(years) * z)

    # ---- A step

    def advance(self, k):
        # As the events of the date before have left them.
        usage_before = self.Q
        before = self.pace("date", k - 1)[0] if self.has_business else None
        self.move_price(k)
        self.move_usage(k)
        self.K *= math.exp(self.capacity_growth.in_step(k) * self.dt)
        self.grow_amounts()
        if self.has_business:
            self.move_margin(k, usage_before)
        if "moves" in self.without:
            self.move_by_events(k)
        if self.has_business:
            self.earn(k, before)
        if "moves" not in self.without:
            self.move_by_events(k)
        if self.solvent and self.takeover == INFINITE:
            self.N *= math.exp(self.dt * self.staff.map(math.log1p).in_step(k))
        self.move_multiple(k)
        self.proceeds = 0.0
        if self.has_business:
            self.move_window(k)
            self.finance(k)
            self.discount_flows(k)
        self.tell(k)
        self.move_growth(k)

    def move_price(self, k):
        after = math.log(self.P) + self.drift.in_step(k) * self.dt + self.k.draw(
            f"{self.name}.listPrice.changes", k)
        after += self.price_volatility.in_step(k, of_noise=True) * math.sqrt(
            self.dt) * self.k.shock("listPrice", k)
        after += self.followed_by("listPrice")
        self.change = self.set_price(after, k)

    @property
    def Q(self):
        """What is served."""
        return self.D if "capacity" in self.without else min(self.D, self.K)

    def followed_by(self, part):
        return 0.0 if "factors" in self.without else self.followed[part].change()

    def set_price(self, after, k):
        """The change of ln P that the ceiling leaves."""
        if self.headroom:
            after = min(after, self.headroom.in_step(k))
        change = after - math.log(self.P)
        self.P = math.exp(after)
        return change

    def move_usage(self, k):
        dt, rho, r = self.dt, self.rho, self.growth
        eta, sigma = self.eta.in_step(k), self.sigma.in_step(k)
        z_mu, z_q = self.k.shock("growth", k), self.k.shock("usage", k)
        elasticity = self.elasticity.in_step(k)
        b = self.drift_and_answer.in_step(k) if self.is_of_arr else 0.0
        b = 0.0 if "drift" in self.without else b
        premium = 0.0 if "premium" in self.without else self.premia[0]
        moved = self.followed_by("usage")
        moved += elasticity * self.change - b * dt - premium * sigma * dt
        moved += self.k.draw(f"{self.name}.listPrice.changes.demandShift", k)
        if "ito" not in self.without:
            moved -= sigma ** 2 * dt / 2
        if self.is_exact:
            f = eta * r.B ** 2 / (2 * r.u) + sigma * rho * r.B / r.u
            g = eta ** 2 * (r.G - (r.B ** 2 / (2 * r.u)) ** 2)
            g += 2 * rho * eta * sigma * (r.B2 - r.B ** 3 / (2 * r.u ** 2))
            g += sigma ** 2 * (dt - (rho * r.B / r.u) ** 2)
            moved += self.mu * r.B + self.mu_bar.in_step(k) * (dt - r.B)
            moved += f * z_mu + math.sqrt(max(g, 0)) * z_q - self.premia[1] * eta * r.B2
        else:
            moved += self.mu * dt + sigma * math.sqrt(dt) * (
                rho * z_mu + math.sqrt(1 - rho ** 2) * z_q)
        self.D *= math.exp(moved)

    def move_by_events(self, k):
        """'What events do to the business', behind what the step has earned."""
        for by in self.followed["listPrice"].by_events():
            change = self.set_price(math.log(self.P) + by, k)
            self.D *= math.exp(self.elasticity.in_step(k) * change)
        self.D *= math.exp(sum(self.followed["usage"].by_events()))
        self.C *= math.exp(sum(self.followed["costs.unitCost"].by_events()))
        if f"{self.name}.listPrice" in self.world.moves:
            change = self.set_price(math.log(self.touched("listPrice", self.P)), k)
            self.D *= math.exp(self.elasticity.in_step(k) * change)
        self.D = self.touched("usage", self.D)
        if self.K < INFINITE:
            self.K = self.touched("usage.capacity", self.K)
        if self.has_business:
            self.C = self.touched("costs.unitCost", self.C)
            self.touch_margin()
        self.touch_amounts()

    def touched(self, level, value):
        """A level behind what events have done to it in the step."""
        f, a = self.world.moves.get(f"{self.name}.{level}", (1.0, 0.0))
        return f * value + a

    def touched_amount(self, level, value):
        return settled(self.touched(level, value), value)

    def move_multiple(self, k):
        r, dt = self.multiple, self.dt
        target, compensation = 0.0, 0.0
        frequency = self.frequency.in_step(k)
        if self.reverts:
            target = self.long_run.in_step(k) - math.log(self.M0)
            target += self.loading.in_step(k) * (self.mu - self.mu_bar.in_step(k))
        if self.compensate == "longRun":
            target -= frequency * self.mean_jump()[0] * dt / (1 - r.e)
        if self.compensate == "drift":
            compensation = (self.mean_jump()[1] - 1) * frequency * dt
        z = self.k.shock("multiple", k)
        size, beside = self.multiple_volatility.noise(k, z)
        self.lnM = r.to(self.lnM, target, 0.0) + size * z + beside - compensation
        if "factors" not in self.without:
            self.lnM += self.followed["multiple"].beside_reversion(
                1.0 if "pull" in self.without else r.e)
        self.lnM += self.k.draw(f"{self.name}.multiple.jumps", k)
        if f"{self.name}.multiple" in self.world.moves:
            self.lnM = math.log(self.touched("multiple", self.M0 * math.exp(self.lnM)) / self.M0)
        self.lnJ = self.lnJ * r.e + math.log(self.touched("sharePrice", 1.0))

    def mean_jump(self):
        """E[J] and E[e^J], of a size that is one number or normal."""
        node = plain(self.k.node("multiple.jumps.logSize"))
        law = node["normal"] if isinstance(node, dict) else {"mean": node, "sd": "0"}
        mean, sd = quantity(law["mean"], "logChange"), quantity(law["sd"], "logChange")
        return mean, math.exp(mean + sd ** 2 / 2)

    def move_window(self, k):
        if self.closes is None:
            return
        closes, reopens = self.closes.in_step(k), self.reopens.in_step(k)
        rate = closes + reopens
        passed = -math.expm1(-rate * self.dt) / rate if rate else 0.0
        level = closes * passed if self.is_open else 1 - reopens * passed
        z = self.k.shock("window", k)
        if 0 < level < 1:
            self.is_open = z >= NormalDist().inv_cdf(level)

    def move_growth(self, k):
        r, eta = self.growth, self.eta.in_step(k)
        self.mu = r.to(self.mu, self.mu_bar.in_step(k), eta * self.k.shock("growth", k))
        self.mu -= self.premia[1] * eta * r.B

    # ---- Raises and insolvency

    @property
    def arr(self):
        return self.arr0 * self.Q * self.P

    @property
    def enterprise_value(self):
        return self.M0 * math.exp(self.lnM) * self.arr

    @property
    def exchange(self):
        """Units of the reporting currency for one of its own, now."""
        return self.k.rate(self.k.currency)

    def worth(self):
        """What the market pays for the company, in its own currency."""
        ev = self.enterprise_value
        return settled(ev + self.cash - self.debt, ev, self.cash, self.debt) * math.exp(self.lnJ)

    def price(self, cap):
        """The share price of a market cap, by the treasury method."""
        price, proceeds, count = cap / self.N, 0.0, 0.0
        for strike, n in self.options:
            proceeds, count = proceeds + n * strike, count + n
            price = min(price, (cap + proceeds) / (self.N + count))
        return price

    def issue(self, amount, discount, fixed=None):
        if fixed is None:
            price = self.price(self.worth() * self.exchange)
            self.N += amount * self.exchange / (price * (1 - discount))
        else:
            self.N += amount / fixed
        net = amount * (1 - self.fee)
        self.cash += net
        self.proceeds += net
        self.raised += amount
        self.count += 1

    def finance(self, k):
        own = self.k.currency
        for place, i, amount, code, discount in self.raises:
            takes_place = self.k.audit.drivers.get(f"{self.name}.financing.raises.{i}")
            if takes_place is None:
                takes_place = self.k.one(f"financing.raises.{i}.probability", "probability", 1.0)
            if place == k and takes_place and self.sells():
                self.issue(amount * self.k.rate(code, own), discount)
        for _, _, (amount, code), discount, price in sorted(
                self.world.asked.get(self.name, []), key=first_two):
            if "raises" not in self.without and self.sells():
                fixed = price and price[0] * self.k.rate(price[1] or own, own)
                self.issue(amount * self.k.rate(code or own, own), discount, fixed)
        if self.takeover < INFINITE:
            return
        is_over = is_used_up(self.cash, self.flow)
        needed = -self.flow * (self.runway or 0.0) / self.dt
        is_short = is_over or self.cash < needed - TOLERANCE * abs(needed)
        if self.solvent and is_short and not self.rescue(k) and is_over:
            self.solvent, self.cash, self.insolvency = False, 0.0, k

    def sells(self):
        """Whether the market takes new shares."""
        return (self.solvent and self.takeover == INFINITE and self.is_open and self.worth() > 0)

    def is_done(self, verb):
        """Whether something that happens does it to the company."""
        return any(key.endswith(f".{verb}.{self.name}") for key in self.world.places)

    def be_bought(self, k, cap):
        for _, _, premium in sorted(self.world.bids.get(self.name, []), key=first_two)[:1]:
            if self.takeover < INFINITE or not self.solvent or cap <= 0:
                continue
            if "takeover" in self.without:
                premium = 0.0
            price = self.price(cap) * (1 + premium)
            self.takeover = k
            self.paid = price, price * self.N + sum(n * max(price - x, 0) for x, n in self.options)

    def rescue(self, k):
        """Whether an emergency raise takes place on date k."""
        worth = self.worth()
        if self.runway is None or not self.is_open or worth <= 0:
            return False
        wanted = self.covers * max(-self.flow / self.dt, 0)
        whole = (wanted - self.cash) / (1 - self.fee)
        amount = min(whole, self.limit.at(k) * worth)
        if amount <= 0 or amount < whole and self.cash + amount * (1 - self.fee) <= 0:
            return False
        self.issue(amount, self.discount.at(k))
        if amount == whole:
            self.cash = wanted
        return True

    # ---- What is told

    def tell(self, k):
        arr, ev = self.arr, self.enterprise_value
        cap = max(self.worth(), 0) * self.exchange if self.solvent else 0.0
        self.be_bought(k, cap)
        price, cap = self.paid or (self.price(cap), cap)
        is_there = self.solvent and self.takeover == INFINITE
        premiums = {one.name: one.advance(k) if is_there else 0.0 for one in self.listings}
        added = sum(one.weight.at(k) * premiums[one.name] for one in self.listings)
        told = {
            "usage": self.Q, "listPrice": self.P, "arr": arr, "enterpriseValue": ev,
            "multiple": ev / arr, "marketCap": cap * (1 + added), "sharePrice": price, "cash": self.cash,
            "debt": self.debt, "raised": self.raised,
            "shares": cap / price if self.options and price else self.N}
        told |= {f"{name}.premium": premium for name, premium in premiums.items()}
        if self.K < INFINITE:
            told |= {"demand": self.D, "unserved": 1 - self.Q / self.D}
        if self.multiple_volatility.v is not None:
            told["volatility"] = self.multiple_volatility.root
        told["drawdown"] = 1 - price / max([price] + [past["sharePrice"] for past in self.history])
        if self.has_business:
            ebitda, gross, revenue, size = self.pace("date", k)
            runs = self.run_pace(k * self.dt)
            ebitda = settled(ebitda - runs, size, runs)
            told |= {
                "revenue": revenue, "ebitda": ebitda,
                "grossMargin": gross / revenue if revenue else 0.0,
                "ebitdaMargin": ebitda / revenue if revenue else 0.0}
            if ebitda >= 0:
                self.first_profit = min(self.first_profit, k)
        else:
            told["revenue"] = self.conversion.at(k) * arr + sum(self.line_amounts)
        self.history.append(told)


def first_two(deal):
    return deal[:2]
