"""What a company earns and what it is worth to who never sells, by the sections 'Gross profit' to 'Cash'
and 'Intrinsic value' of Documentation/model.md."""

import math

from sums import Reversion, grown, is_used_up, odds, settled


class Business:
    """The part of `Company` that needs costs."""

    # ---- What the file states

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
        self.has_margin_path = not self.has_unit_cost and ("costs.grossMargin" in self.moved or any(
            k.has(f"costs.grossMargin.{key}") for key in ["longRun", "halfLife", "volatility"]))
        half_life = one("costs.grossMargin.halfLife", "duration")
        self.margin = Reversion(half_life, self.dt)
        self.margin_long_run = number("costs.grossMargin.longRun", "share") if (
            half_life is not None) else None
        self.margin_long_run = self.margin_long_run and self.margin_long_run.map(odds)
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
        self.terminal_multiple = one("intrinsicValue.terminalMultiple", "multiple")
        self.terminal_growth = one("intrinsicValue.terminalGrowth", "rate")
        self.rate = one("intrinsicValue.discountRate", "rate")

    # ---- A step

    def move_margin(self, k, before):
        if self.has_margin_path:
            long_run = self.margin_long_run
            target = odds(self.margin0) if long_run is None else long_run.in_step(k)
            self.logit = self.margin.to(
                self.logit, target,
                self.margin_volatility.in_step(k, of_noise=True) * self.k.shock("grossMargin", k))
        if self.has_unit_cost:
            more = self.dt * (before + self.Q) / 2
            exponent = 0.0 if "learning" in self.without else math.log2(1 - self.learning)
            self.C *= math.exp(
                self.followed_by("costs.unitCost") + self.unit_drift * self.dt + exponent * math.log1p(more / self.usage_so_far))
            self.usage_so_far += more

    def touch_margin(self):
        if not self.has_margin_path:
            return
        f, a = self.world.moves.get(f"{self.name}.costs.grossMargin", (1.0, 0.0))
        m = 1 / (1 + math.exp(-self.logit))
        if f == 0:
            self.logit = odds(a)
        elif (f, a) != (1.0, 0.0):
            self.logit = odds(min(max(f * m + a, m / 10), m + 9 * (1 - m) / 10))

    def grow_amounts(self):
        self.line_amounts = [
            grown(now, growth, self.dt)
            for now, (_, growth, _) in zip(self.line_amounts, self.lines)]
        if self.has_business:
            self.fixed_amounts = [
                grown(now, rate, self.dt) for now, (_, rate) in zip(self.fixed_amounts, self.fixed)]

    def touch_amounts(self):
        self.line_amounts = [
            self.touched_amount(f"revenue.lines.{i}", now)
            for i, now in enumerate(self.line_amounts)]
        if self.has_business:
            self.fixed_amounts = [
                self.touched_amount(f"costs.{key}", now)
                for key, now in zip(["fixed", "research"], self.fixed_amounts)]

    def pace(self, levels, k):
        """EBITDA in a year at the pace of now without training runs, with the levels of date k or of the
        step that ends there; gross profit, revenue, and the size of what was added up."""
        v, share = ((number.at(k) if levels == "date" else number.ending(k)) for number in (
            self.conversion, self.variable))
        arr = self.arr
        lines = [(amount, margin) for amount, (_, _, margin) in zip(self.line_amounts, self.lines)]
        revenue = v * arr + sum(amount for amount, _ in lines)
        if self.has_unit_cost:
            gross = v * arr - (1 - self.margin0) * v * self.arr0 * self.C * self.Q
        elif self.has_margin_path:
            gross = v * arr / (1 + math.exp(-self.logit))
        else:
            gross = v * arr * self.margin0
        profits = [amount * margin for amount, margin in lines]
        costs = self.fixed_amounts
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
        now = self.pace("date" if "levels" in self.without else "step", k)[0]
        earnings = self.dt * (self.weights[0] * before + self.weights[1] * now)
        earnings -= self.spent_on_runs(k)
        tax = self.tax.in_step(k)
        self.free_flow = (earnings - tax * max(earnings - self.free_losses, 0)) * self.solvent
        self.free_losses = max(self.free_losses - earnings, 0)

        def over(rate):
            return math.expm1(self.dt * rate.map(math.log1p).in_step(k))

        def account(cash, losses):
            earned, paid = over(self.interest) * cash, over(self.debt_interest) * self.debt
            profit = earnings + earned - paid
            taxed = tax * max(profit - losses, 0)
            flow = settled(profit - taxed, earnings, earned, paid, taxed) * self.solvent
            return settled(cash + flow, cash, flow), max(losses - profit, 0), flow

        self.cash, self.losses, self.flow = account(self.cash, self.losses)
        *self.unaided, self.unaided_flow = account(*self.unaided)
        self.burn += max(-self.flow, 0)
        self.touch_balance()
        for place, _, amount in self.repayments:
            if place == k and self.solvent:
                paid = min(amount, self.debt)
                self.cash, self.unaided[0], self.debt = (
                    settled(amount - paid, paid) for amount in (self.cash, self.unaided[0], self.debt))
        if is_used_up(self.unaided[0], self.unaided_flow):
            self.first_unaided = min(self.first_unaided, k)

    def touch_balance(self):
        if self.solvent:
            cash = self.touched_amount("cash", self.cash)
            self.unaided[0] += cash - self.cash
            self.free_flow += cash - self.cash
            self.cash = cash
        debt = self.touched_amount("debt", self.debt)
        self.free_flow -= debt - self.debt
        self.debt = debt

    # ---- Intrinsic value

    def discount_flows(self, k):
        if self.rate is not None:
            mean = (self.exchange_before + self.exchange) / 2
            self.discounted += mean * self.free_flow * (1 + self.rate) ** (-(k - 0.5) * self.dt)
            self.discounted += self.exchange * self.proceeds * (1 + self.rate) ** (-k * self.dt)
            self.exchange_before = self.exchange

    def values(self):
        """By outcome, of all shares and of one."""
        time = self.grid.steps * self.dt
        whole = {}
        if self.rate is not None:
            whole["freeCashFlowValue"] = self.rate, self.discounted + (
                self.exchange * self.terminal(self.rate) * (1 + self.rate) ** -time)
        if self.adjusted and self.k.has("intrinsicValue"):
            whole["discountedValue"] = self.risk_free, self.exchange * (
                self.cash - self.debt + self.terminal(self.risk_free)) * (1 + self.risk_free) ** -time
        told = {}
        for name, (rate, worth) in whole.items():
            worth *= self.solvent
            growth = (1 + rate) ** time
            if self.paid and name == "freeCashFlowValue":
                price, cap = (amount * (1 + rate) ** (-self.takeover * self.dt) for amount in self.paid)
                told[name], told[name + "PerShare"] = cap * self.issued / self.N, price
                continue
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
