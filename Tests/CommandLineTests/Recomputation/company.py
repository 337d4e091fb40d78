"""One company on one path, from its draws, by the sections 'The start' to 'Growth' and 'Intrinsic value'
of Documentation/model.md. Letters are those of the page."""

import datetime
import math
from statistics import NormalDist

from scenario import Keys, Number, plain, quantity

# Of 'What counts as equal'.
TOLERANCE = 1e-9
INFINITE = math.inf


# ---- Small sums ----------------------------------------------------------------------------------

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


# ---- A company -----------------------------------------------------------------------------------

class Company:
    def __init__(self, document, name, grid, audit, without):
        self.k, self.grid, self.dt = Keys(document, name, grid, audit), grid, grid.dt
        self.name, self.without = name, without
        self.adjusted = document.get("measure") == "riskAdjusted"
        risk_free = document.get("riskFreeRate")
        self.risk_free = None if risk_free is None else audit.drivers.get(
            "riskFreeRate", None) or quantity(plain(risk_free), "rate")
        pair = {f"{name}.growth", f"{name}.usage"}
        self.rho = next((
            float(item["value"]) for item in document.get("shockCorrelations", [])
            if set(item["between"]) == pair), 0.0) if f"{name}.growth" in audit.draws else 0.0
        self.exchange = self.k.rates[self.k.currency] / self.k.rates[document["currency"]]
        self.has_business = self.k.has("costs")
        self.read_market()
        self.read_business()
        self.read_financing()

    # ---- What the file states

    def read_market(self):
        k = self.k
        number, one = k.number, k.one
        log = lambda key, default=0.0: number(key, "rate", default).map(math.log1p)
        self.issued = one("shares.issued", "count")
        self.options = sorted((
            (one(f"shares.options.{i}.strike", "money", target=k.reporting),
             one(f"shares.options.{i}.count", "count"))
            for i in k.items("shares.options")))
        self.staff = number("shares.stockCompensation", "share", 0.0)
        self.moves_shares = k.has("financing") or k.has("shares.stockCompensation")

        self.mu0 = math.log1p(one("growth.initial", "rate", 0.0))
        half_life = one("growth.halfLife", "duration")
        fades = half_life is not None and k.has("growth.longRun")
        self.mu_bar = log("growth.longRun") if fades else Number([(0, self.mu0)])
        self.growth = Reversion(half_life, self.dt)
        self.is_exact = k.word("growth.integration", "exact") == "exact"
        self.eta = Fading(k, "growth.volatility", self.dt, self.is_exact)
        self.sigma = Fading(k, "usage.volatility", self.dt, self.is_exact)
        premium = lambda key: one(key, "coefficient", 0.0) if self.adjusted else 0.0
        self.premia = premium("riskPremium.usage"), premium("riskPremium.growth")

        self.drift = log("listPrice.drift")
        self.price_volatility = number("listPrice.volatility", "volatility", 0.0)
        self.elasticity = number("listPrice.elasticity", "elasticity", 0.0)
        self.headroom = number("listPrice.headroom", "factor")
        self.is_of_arr = k.word("growth.of", "arr") == "arr"

        half_life = one("multiple.halfLife", "duration")
        self.reverts = half_life is not None
        self.multiple = Reversion(half_life, self.dt)
        self.multiple_volatility = number("multiple.volatility", "volatility", 0.0)
        self.long_run = number("multiple.longRun", "multiple")
        self.loading = number("multiple.growthLoading", "coefficient", 0.0)
        self.frequency = number("multiple.jumps.frequency", "frequency", 0.0)
        self.compensate = k.word("multiple.jumps.compensate", "none")

    def read_business(self):
        number, one, k = self.k.number, self.k.one, self.k
        self.conversion = number("revenue.conversion", "share", 1.0)
        self.lines = [(
            one(f"revenue.lines.{i}.amount", "money"),
            one(f"revenue.lines.{i}.growth", "rate", 0.0),
            one(f"revenue.lines.{i}.margin", "share")) for i in k.items("revenue.lines")]
        self.weights = {"average": (0.5, 0.5), "startOfStep": (1, 0), "endOfStep": (0, 1)}[
            k.word("revenue.recognition", "average")]
        self.cash0 = one("cash.value", "money", 0.0)
        self.debt0 = one("debt.value", "money", 0.0)
        if not self.has_business:
            return
        self.margin0 = one("costs.grossMargin.initial", "share")
        self.has_unit_cost = k.has("costs.unitCost")
        self.has_margin_path = not self.has_unit_cost and any(
            k.has(f"costs.grossMargin.{key}") for key in ["longRun", "halfLife", "volatility"])
        half_life = one("costs.grossMargin.halfLife", "duration")
        self.margin = Reversion(half_life, self.dt)
        self.margin_long_run = number("costs.grossMargin.longRun", "share") if (
            half_life is not None) else None
        self.margin_volatility = number("costs.grossMargin.volatility", "volatility", 0.0)
        self.unit_drift = math.log1p(one("costs.unitCost.drift", "rate", 0.0))
        self.learning = one("costs.unitCost.learning", "share", 0.0)
        self.experience = one("costs.unitCost.experience", "duration", 1.0)
        self.fixed = [(
            one(f"costs.{key}.amount", "money", 0.0), one(f"costs.{key}.growth", "rate", 0.0))
            for key in ["fixed", "research"]]
        self.variable = number("costs.variable", "share", 0.0)
        self.cadence = one("costs.trainingRuns.cadence", "duration")
        self.run_cost = one("costs.trainingRuns.cost", "money", 0.0)
        self.run_growth = one("costs.trainingRuns.growth", "change", 0.0)
        rate = self.risk_free or 0.0
        self.interest = number("cash.interest", "rate", rate)
        self.debt_interest = number("debt.interest", "rate", 0.0)
        self.tax = number("tax.rate", "share", 0.0)
        self.losses0 = 0.0 if "losses" in self.without else one("tax.losses", "money", 0.0)
        self.repayments = self.dated("debt.repayments", ["amount"])

    def dated(self, key, keys):
        """The items of a list with a date, by the place of the date on which each acts."""
        kinds = {"amount": "money", "discount": "share"}
        return [(
            self.grid.place(day(self.k.node(f"{key}.{i}.date"))), i,
            *(self.k.one(f"{key}.{i}.{word}", kinds[word], 0.0) for word in keys))
            for i in self.k.items(key)]

    def read_financing(self):
        one, k = self.k.one, self.k
        self.raises = self.dated("financing.raises", ["amount", "discount"])
        self.fee = one("financing.fee", "share", 0.0)
        self.runway = one("financing.emergency.runway", "duration")
        self.covers = one("financing.emergency.covers", "duration")
        self.discount = one("financing.emergency.discount", "share", 0.0)
        self.limit = one("financing.emergency.limit", "factor", INFINITE)
        self.closes = one("financing.window.closes", "frequency")
        self.reopens = one("financing.window.reopens", "frequency")
        self.terminal_multiple = one("intrinsicValue.terminalMultiple", "multiple")
        self.terminal_growth = one("intrinsicValue.terminalGrowth", "rate")
        self.rate = one("intrinsicValue.discountRate", "rate")

    # ---- The start

    def start(self):
        self.Q = self.P = self.C = 1.0
        self.mu = self.mu0
        self.arr0 = self.rolled_forward()
        self.lnM = 0.0
        self.N, self.cash, self.debt = self.issued, self.cash0, self.debt0
        self.M0 = self.k.one("multiple.initial", "multiple")
        if self.M0 is None:
            price = self.k.one("sharePrice", "money", target=self.k.reporting)
            cap = price * self.N + sum(n * max(price - strike, 0) for strike, n in self.options)
            self.M0 = (cap / self.exchange - self.cash + self.debt) / self.arr0
        self.solvent, self.raised, self.count, self.insolvency = True, 0.0, 0, INFINITE
        self.is_open = self.k.word("financing.window.initial", "open") == "open"
        self.flow = self.burn = 0.0
        if self.has_business:
            self.losses = self.free_losses = self.losses0
            self.unaided = [self.cash, self.losses]
            self.logit = odds(self.margin0) if self.has_margin_path else None
            self.usage_so_far = self.experience
            self.first_unaided = self.first_profit = INFINITE
        self.discounted = self.cash - self.debt
        self.history = []
        self.tell(0)

    def rolled_forward(self):
        arr, stated = self.k.one("arr.value", "money"), self.k.tree["arr"]
        as_of = stated.get("asOf") if isinstance(stated, dict) else None
        if as_of is None or stated.get("rollForward") == "none":
            return arr
        years = (self.grid.dates[0] - day(as_of)).days / 365
        sigma, z = self.sigma.initial, self.k.audit.drivers.get(f"{self.name}.arr.rollForward", 0)
        return arr * math.exp((self.mu0 - sigma ** 2 / 2) * years + sigma * math.sqrt(years) * z)

    # ---- A step

    def advance(self, k):
        usage_before = self.Q
        before = self.pace(k - 1, k - 1)[0] if self.has_business else None
        self.move_price(k)
        self.move_usage(k)
        if self.has_business:
            self.move_margin(k, usage_before)
            self.earn(k, before)
        if self.solvent:
            self.N *= (1 + self.staff.in_step(k)) ** self.dt
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
        after += self.price_volatility.in_step(k) * math.sqrt(self.dt) * self.k.shock("listPrice", k)
        if self.headroom:
            after = min(after, math.log(self.headroom.in_step(k)))
        self.change = after - math.log(self.P)
        self.P = math.exp(after)

    def move_usage(self, k):
        dt, rho, r = self.dt, self.rho, self.growth
        eta, sigma = self.eta.in_step(k), self.sigma.in_step(k)
        z_mu, z_q = self.k.shock("growth", k), self.k.shock("usage", k)
        elasticity = self.elasticity.in_step(k)
        b = (1 + elasticity) * self.drift.in_step(k) if self.is_of_arr else 0.0
        b = 0.0 if "drift" in self.without else b
        premium = 0.0 if "premium" in self.without else self.premia[0]
        moved = elasticity * self.change - b * dt - premium * sigma * dt
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
        self.Q *= math.exp(moved)

    def move_margin(self, k, before):
        if self.has_margin_path:
            long_run = self.margin_long_run
            target = odds(self.margin0 if long_run is None else long_run.in_step(k))
            self.logit = self.margin.to(
                self.logit, target,
                self.margin_volatility.in_step(k) * self.k.shock("grossMargin", k))
        if self.has_unit_cost:
            more = self.dt * (before + self.Q) / 2
            exponent = 0.0 if "learning" in self.without else math.log2(1 - self.learning)
            self.C *= math.exp(
                self.unit_drift * self.dt + exponent * math.log1p(more / self.usage_so_far))
            self.usage_so_far += more

    def pace(self, k, levels):
        """EBITDA in a year at the pace of date k without training runs, with the levels of another date;
        gross profit, revenue, and the size of what was added up."""
        v, arr, time = self.conversion.at(levels), self.arr, k * self.dt
        lines = [(grown(amount, growth, time), margin) for amount, growth, margin in self.lines]
        revenue = v * arr + sum(amount for amount, _ in lines)
        if self.has_unit_cost:
            gross = v * arr - (1 - self.margin0) * v * self.arr0 * self.C * self.Q
        elif self.has_margin_path:
            gross = v * arr / (1 + math.exp(-self.logit))
        else:
            gross = v * arr * self.margin0
        profits = [amount * margin for amount, margin in lines]
        costs = [grown(amount, rate, time) for amount, rate in self.fixed]
        share = self.variable.at(levels)
        ebitda = gross - share * revenue + sum(profits) - sum(costs)
        size = abs(revenue) * (1 + share) + sum(map(abs, profits)) + sum(costs)
        return ebitda, gross + sum(profits), revenue, size

    def run_pace(self, time):
        if self.cadence is None:
            return 0.0
        runs = math.floor(time / self.cadence + 1e-9)
        return self.run_cost * (1 + self.run_growth) ** runs / self.cadence

    def spent_on_runs(self, k):
        """In step k: run n is spent evenly from n cadences after the start until the next."""
        if self.cadence is None:
            return 0.0
        if "runs" in self.without:
            return self.dt / 2 * (self.run_pace((k - 1) * self.dt) + self.run_pace(k * self.dt))
        begin, end, spent = (k - 1) * self.dt, k * self.dt, 0.0
        for n in range(int(begin / self.cadence), int(end / self.cadence) + 1):
            overlap = min(end, (n + 1) * self.cadence) - max(begin, n * self.cadence)
            cost = self.run_cost * (1 + self.run_growth) ** n
            spent += cost * max(overlap, 0) / self.cadence
        return spent

    def earn(self, k, before):
        # With the levels of the step: one that begins on date k has earned nothing yet.
        now = self.pace(k, k if "levels" in self.without else k - 1)[0]
        earnings = self.dt * (self.weights[0] * before + self.weights[1] * now)
        earnings -= self.spent_on_runs(k)
        tax = self.tax.in_step(k)
        over = lambda rate: (1 + rate.in_step(k)) ** self.dt - 1
        self.free_flow = (earnings - tax * max(earnings - self.free_losses, 0)) * self.solvent
        self.free_losses = max(self.free_losses - earnings, 0)

        def account(cash, losses):
            earned, paid = over(self.interest) * cash, over(self.debt_interest) * self.debt
            profit = earnings + earned - paid
            taxed = tax * max(profit - losses, 0)
            flow = settled(profit - taxed, earnings, earned, paid, taxed) * self.solvent
            return settled(cash + flow, cash, flow), max(losses - profit, 0), flow

        self.cash, self.losses, self.flow = account(self.cash, self.losses)
        *self.unaided, self.unaided_flow = account(*self.unaided)
        self.burn += max(-self.flow, 0)
        for place, _, amount in self.repayments:
            if place == k and self.solvent:
                paid = min(amount, self.debt)
                self.cash, self.debt = self.cash - paid, self.debt - paid
                self.unaided[0] -= paid
        if is_used_up(self.unaided[0], self.unaided_flow):
            self.first_unaided = min(self.first_unaided, k)

    def move_multiple(self, k):
        r, dt = self.multiple, self.dt
        target, compensation = 0.0, 0.0
        frequency = self.frequency.in_step(k)
        if self.reverts:
            target = math.log(self.long_run.in_step(k) / self.M0)
            target += self.loading.in_step(k) * (self.mu - self.mu_bar.in_step(k))
        if self.compensate == "longRun":
            target -= frequency * self.mean_jump()[0] * dt / (1 - r.e)
        if self.compensate == "drift":
            compensation = (self.mean_jump()[1] - 1) * frequency * dt
        noise = self.multiple_volatility.in_step(k) * self.k.shock("multiple", k)
        self.lnM = r.to(self.lnM, target, noise) - compensation
        self.lnM += self.k.draw(f"{self.name}.multiple.jumps", k)

    def mean_jump(self):
        """E[J] and E[e^J], of a size that is one number or normal."""
        node = plain(self.k.node("multiple.jumps.logSize"))
        law = node["normal"] if isinstance(node, dict) else {"mean": node, "sd": "0"}
        mean, sd = quantity(law["mean"], "logChange"), quantity(law["sd"], "logChange")
        return mean, math.exp(mean + sd ** 2 / 2)

    def move_window(self, k):
        if self.closes is None:
            return
        rate = self.closes + self.reopens
        passed = -math.expm1(-rate * self.dt) / rate if rate else 0.0
        level = self.closes * passed if self.is_open else 1 - self.reopens * passed
        z = self.k.shock("window", k)
        if 0 < level < 1:
            self.is_open = z >= NormalDist().inv_cdf(level)

    # ---- Raises and insolvency

    @property
    def arr(self):
        return self.arr0 * self.Q * self.P

    @property
    def enterprise_value(self):
        return self.M0 * math.exp(self.lnM) * self.arr

    def worth(self):
        ev = self.enterprise_value
        return settled(ev + self.cash - self.debt, ev, self.cash, self.debt)

    def price(self, cap):
        """The share price of a market cap, by the treasury method."""
        price, proceeds, count = cap / self.N, 0.0, 0.0
        for strike, n in self.options:
            proceeds, count = proceeds + n * strike, count + n
            price = min(price, (cap + proceeds) / (self.N + count))
        return price

    def issue(self, amount, discount):
        price = self.price(self.worth() * self.exchange)
        self.N += amount * self.exchange / (price * (1 - discount))
        net = amount * (1 - self.fee)
        self.cash += net
        self.proceeds += net
        self.raised += amount
        self.count += 1

    def finance(self, k):
        for place, i, amount, discount in self.raises:
            takes_place = self.k.audit.drivers.get(f"{self.name}.financing.raises.{i}")
            if takes_place is None:
                takes_place = self.k.one(f"financing.raises.{i}.probability", "probability", 1.0)
            if place == k and self.solvent and takes_place and self.is_open and self.worth() > 0:
                self.issue(amount, discount)
        is_over = is_used_up(self.cash, self.flow)
        needed = -self.flow * (self.runway or 0.0) / self.dt
        is_short = is_over or self.cash < needed - TOLERANCE * abs(needed)
        if self.solvent and is_short and not self.rescue() and is_over:
            self.solvent, self.cash, self.insolvency = False, 0.0, k

    def rescue(self):
        """Whether an emergency raise takes place."""
        worth = self.worth()
        if self.runway is None or not self.is_open or worth <= 0:
            return False
        wanted = self.covers * max(-self.flow / self.dt, 0)
        whole = (wanted - self.cash) / (1 - self.fee)
        amount = min(whole, self.limit * worth)
        if amount <= 0 or amount < whole and self.cash + amount * (1 - self.fee) <= 0:
            return False
        self.issue(amount, self.discount)
        if amount == whole:
            self.cash = wanted
        return True

    # ---- What is told

    def move_growth(self, k):
        r, eta = self.growth, self.eta.in_step(k)
        self.mu = r.to(self.mu, self.mu_bar.in_step(k), eta * self.k.shock("growth", k))
        self.mu -= self.premia[1] * eta * r.B

    def tell(self, k):
        arr, ev = self.arr, self.enterprise_value
        cap = max(self.worth(), 0) * self.exchange if self.solvent else 0.0
        price = self.price(cap)
        told = {
            "usage": self.Q, "listPrice": self.P, "arr": arr, "enterpriseValue": ev,
            "multiple": ev / arr, "marketCap": cap, "sharePrice": price, "cash": self.cash,
            "debt": self.debt, "raised": self.raised,
            "shares": cap / price if self.options and price else self.N}
        told["drawdown"] = 1 - price / max([price] + [past["sharePrice"] for past in self.history])
        if self.has_business:
            ebitda, gross, revenue, size = self.pace(k, k)
            runs = self.run_pace(k * self.dt)
            ebitda = settled(ebitda - runs, size, runs)
            told |= {
                "revenue": revenue, "ebitda": ebitda,
                "grossMargin": gross / revenue if revenue else 0.0,
                "ebitdaMargin": ebitda / revenue if revenue else 0.0}
            if ebitda >= 0:
                self.first_profit = min(self.first_profit, k)
        else:
            time = k * self.dt
            told["revenue"] = self.conversion.at(k) * arr + sum(
                grown(amount, growth, time) for amount, growth, _ in self.lines)
        self.history.append(told)

    # ---- Intrinsic value

    def discount_flows(self, k):
        if self.rate is not None:
            self.discounted += self.free_flow * (1 + self.rate) ** (-(k - 0.5) * self.dt)
            self.discounted += self.proceeds * (1 + self.rate) ** (-k * self.dt)

    def values(self):
        """By outcome, of all shares and of one."""
        time = self.grid.steps * self.dt
        whole = {}
        if self.rate is not None:
            whole["freeCashFlowValue"] = self.rate, self.discounted + (
                self.terminal(self.rate) * (1 + self.rate) ** -time)
        if self.adjusted and self.k.has("intrinsicValue"):
            whole["discountedValue"] = self.risk_free, (
                self.cash - self.debt + self.terminal(self.risk_free)) * (1 + self.risk_free) ** -time
        told = {}
        for name, (rate, worth) in whole.items():
            worth *= self.exchange * self.solvent
            growth = (1 + rate) ** time
            told[name] = worth * self.issued / self.N
            told[name + "PerShare"] = self.price(worth * growth) / growth if self.solvent else 0.0
        return told

    def terminal(self, rate):
        profit = max(self.history[-1]["ebitda"], 0)
        if self.terminal_multiple is not None:
            return self.terminal_multiple * profit
        if self.terminal_growth is None:
            return 0.0
        g, tax = self.terminal_growth, self.tax.in_step(self.grid.steps)
        return profit * (1 - tax) * (1 + g) / (rate - g)
