"""The sums of spreadsheets.py: what a company sells, what that costs, and what its shares are worth.

Written from the equations of the business; noise is absent throughout.
"""
import datetime
import math

STEPS = {"month": (1, 1 / 12), "quarter": (3, 1 / 4), "year": (12, 1.0)}


# ---- Small sums ----------------------------------------------------------------------------------

def later(start, months):
    count = start.month - 1 + months
    return datetime.date(start.year + count // 12, count % 12 + 1, start.day)


def over(rate, time):
    """What an effective annual rate makes of 1 in a time."""
    return (1 + rate) ** time


def share_price(equity, issued, options):
    """Treasury method: the S with S·issued + Σ count·max(S - strike, 0) = equity."""
    price, held = equity / issued, issued
    received = 0.0
    for count, strike in sorted(options, key=lambda option: option[1]):
        if price > strike:
            held += count
            received += count * strike
            price = (equity + received) / held
    return price


def diluted(price, issued, options):
    return issued + sum(n * max(1 - k / price, 0) for n, k in options if price > 0)


def numbered(keys, name):
    """The items of a list: `revenue.lines.0.amount` and so on."""
    items = []
    while any(key.startswith(f"{name}.{len(items)}.") for key in keys):
        prefix = f"{name}.{len(items)}."
        items.append({key[len(prefix):]: v for key, v in keys.items() if key.startswith(prefix)})
    return items


def reporting(text):
    """An amount in the reporting currency: '12 USD'."""
    return float(str(text).split()[0])


# ---- The company ---------------------------------------------------------------------------------

class Business:
    """What a company sells and what that costs, at a time of t years after the start."""

    def __init__(self, keys, step):
        self.keys, self.step = keys, step
        self.experience = {0: keys.get("costs.unitCost.experience", 0.0)}

    def list_price(self, t):
        return over(self.keys.get("listPrice.drift", 0.0), t)

    def usage(self, t):
        growth = math.log(1 + self.keys.get("growth.initial", 0.0))
        drift = math.log(1 + self.keys.get("listPrice.drift", 0.0))
        elasticity = self.keys.get("listPrice.elasticity", 0.0)
        if self.keys.get("growth.of", "arr") == "arr":
            growth -= (1 + elasticity) * drift
        return math.exp((growth + elasticity * drift) * t)

    def arr(self, t):
        return self.keys["arr"] * self.usage(t) * self.list_price(t)

    def lines(self, t):
        return [
            (line["amount"] * over(line.get("growth", 0.0), t), line["margin"])
            for line in numbered(self.keys, "revenue.lines")]

    def revenue(self, t):
        return self.converted(t) + sum(amount for amount, _ in self.lines(t))

    def converted(self, t):
        return self.keys.get("revenue.conversion", 1.0) * self.arr(t)

    def experience_at(self, k):
        """All usage so far, in years at the pace of the start: the trapezium rule on the grid."""
        if k not in self.experience:
            before, now = self.usage((k - 1) * self.step), self.usage(k * self.step)
            self.experience[k] = self.experience_at(k - 1) + self.step * (before + now) / 2
        return self.experience[k]

    def margin(self, k):
        """Gross margin of the revenue from ARR."""
        keys, t = self.keys, k * self.step
        initial = keys["costs.grossMargin.initial"]
        if any(key.startswith("costs.unitCost") for key in keys):
            cost = over(keys.get("costs.unitCost.drift", 0.0), t)
            if "costs.unitCost.learning" in keys:
                power = math.log2(1 - keys["costs.unitCost.learning"])
                cost *= (self.experience_at(k) / self.experience_at(0)) ** power
            return 1 - (1 - initial) * cost / self.list_price(t)
        if "costs.grossMargin.halfLife" in keys:
            odds = lambda m: math.log(m / (1 - m))
            end = odds(keys["costs.grossMargin.longRun"])
            left = 0.5 ** (t / keys["costs.grossMargin.halfLife"])
            return 1 / (1 + math.exp(-(end + (odds(initial) - end) * left)))
        return initial

    def gross_profit(self, k):
        t = k * self.step
        return self.margin(k) * self.converted(t) + sum(a * m for a, m in self.lines(t))

    def before_training(self, k):
        """EBITDA in a year at the pace of date k, before training runs."""
        keys, t = self.keys, k * self.step
        spent = sum(
            keys.get(f"costs.{name}.amount", 0.0) * over(keys.get(f"costs.{name}.growth", 0.0), t)
            for name in ("fixed", "research"))
        spent += keys.get("costs.variable", 0.0) * self.revenue(t)
        return self.gross_profit(k) - spent

    def run_cost(self, run):
        growth = self.keys.get("costs.trainingRuns.growth", 0.0)
        return self.keys.get("costs.trainingRuns.cost", 0.0) * (1 + growth) ** run

    def ebitda(self, k):
        cadence = self.keys.get("costs.trainingRuns.cadence", 1.0)
        return self.before_training(k) - self.run_cost(math.floor(k * self.step / cadence)) / cadence

    def trained(self, t):
        """Spent on training runs by t: each evenly in its time."""
        cadence = self.keys.get("costs.trainingRuns.cadence", 1.0)
        run = math.floor(t / cadence)
        return sum(map(self.run_cost, range(run))) + self.run_cost(run) * (t / cadence - run)

    def earnings(self, k):
        """Of the step that ends at date k."""
        before, now = self.before_training(k - 1), self.before_training(k)
        pace = {"average": (before + now) / 2, "startOfStep": before, "endOfStep": now}
        earned = self.step * pace[self.keys.get("revenue.recognition", "average")]
        return earned - self.trained(k * self.step) + self.trained((k - 1) * self.step)


class Company:
    """Cash, debt, shares and value, step by step; row k of `rows` is date k."""

    def __init__(self, keys, start, step_name, count):
        months, self.step = STEPS[step_name]
        self.keys = keys
        self.dates = [later(start, k * months) for k in range(count + 1)]
        self.business = Business(keys, self.step)
        self.costs = any(key.startswith("costs") for key in keys)
        self.rate = keys.get(f"fx.{keys['books']}", 1.0) if "books" in keys else 1.0
        self.options = [
            (option["count"], reporting(option["strike"]))
            for option in numbered(keys, "shares.options")]
        self.cash = keys.get("cash.value", 0.0)
        self.debt = keys.get("debt.value", 0.0)
        self.losses = self.free_losses = keys.get("tax.losses", 0.0)
        # The cash of the start, had nothing been raised, and what tax it carries forward.
        self.unaided, self.unaided_losses = self.cash, self.losses
        self.issued = keys["shares.issued"]
        self.raised = self.net = self.burnt = 0.0
        self.raises, self.insolvent, self.runway = 0, None, None
        self.free, self.proceeds = [], []
        self.rows = []
        self.record(0)
        for k in range(1, count + 1):
            flow = self.earn(k) if self.costs else 0.0
            self.finance(k, flow)
            self.record(k)

    # What the business leaves.

    def earn(self, k):
        keys, step = self.keys, self.step
        earnings = self.business.earnings(k)
        if self.insolvent is not None:
            return 0.0
        on_cash = over(keys.get("cash.interest", keys.get("riskFreeRate", 0.0)), step) - 1
        on_debt = self.debt * (over(keys.get("debt.interest", 0.0), step) - 1)
        interest = self.cash * on_cash - on_debt
        pretax = earnings + interest
        tax = keys.get("tax.rate", 0.0) * max(pretax - self.losses, 0)
        self.losses = max(self.losses - pretax, 0)
        flow = pretax - tax
        self.cash += flow
        self.burnt += max(-flow, 0)
        alone = earnings + self.unaided * on_cash - on_debt
        self.alone = alone - keys.get("tax.rate", 0.0) * max(alone - self.unaided_losses, 0)
        self.unaided += self.alone
        self.unaided_losses = max(self.unaided_losses - alone, 0)
        # Had it neither cash nor debt: no interest, and no tax on it.
        untaxed = earnings - self.free_losses
        self.free_losses = max(-untaxed, 0)
        free = earnings - keys.get("tax.rate", 0.0) * max(untaxed, 0)
        self.free.append((k * step - step / 2, free))
        for repayment in numbered(keys, "debt.repayments"):
            if self.falls(repayment["date"], k):
                part = min(repayment["amount"], self.debt)
                self.cash -= part
                self.unaided -= part
                self.debt -= part
        return flow

    @staticmethod
    def used_up(cash, flow):
        """Below 0, or at 0 by what the step took."""
        return cash < 0 or cash == 0 and flow < 0

    def falls(self, date, k):
        """Whether date k is the first of the grid on or after a date."""
        date = datetime.date.fromisoformat(date)
        return self.dates[k - 1] < date <= self.dates[k]

    # What is raised for new shares.

    def finance(self, k, flow):
        keys, step = self.keys, self.step
        if self.insolvent is not None:
            return
        self.issued *= over(keys.get("shares.stockCompensation", 0.0), step)
        if not self.costs:
            return
        # With `reopens` at 0 a shut window stays shut; no other window is used here.
        window_open = keys.get("financing.window.initial", "open") == "open"
        fee = keys.get("financing.fee", 0.0)
        for raise_ in numbered(keys, "financing.raises"):
            if self.falls(raise_["date"], k) and window_open and self.equity(k) > 0:
                assert raise_.get("probability", 1.0) == 1.0
                self.sell(k, raise_["amount"], raise_.get("discount", 0.0), fee)
        rescued = False
        if "financing.emergency.runway" in keys:
            burn = max(-flow / step, 0)
            value = self.equity(k)
            if self.cash < keys["financing.emergency.runway"] * burn or self.used_up(self.cash, flow):
                need = max(keys["financing.emergency.covers"] * burn, 0) - self.cash
                gross = need / (1 - fee)
                if "financing.emergency.limit" in keys:
                    gross = min(gross, keys["financing.emergency.limit"] * value)
                if window_open and value > 0 and self.cash + gross * (1 - fee) > 0:
                    self.sell(k, gross, keys.get("financing.emergency.discount", 0.0), fee)
                    rescued = True
        if self.runway is None and self.used_up(self.unaided, self.alone):
            self.runway = k * step
        if self.used_up(self.cash, flow) and not rescued:
            self.insolvent = k
            self.cash = 0.0

    def sell(self, k, gross, discount, fee):
        price = share_price(max(self.equity(k), 0) * self.rate, self.issued, self.options)
        self.issued += gross * self.rate / (price * (1 - discount))
        self.cash += gross * (1 - fee)
        self.raised += gross
        self.net += gross * (1 - fee)
        self.proceeds.append((k * self.step, gross * (1 - fee)))
        self.raises += 1

    # What it is worth.

    def multiple(self, k):
        keys = self.keys
        if "multiple.halfLife" not in keys:
            return keys["multiple.initial"]
        end = math.log(keys["multiple.longRun"])
        left = 0.5 ** (k * self.step / keys["multiple.halfLife"])
        return math.exp(end + (math.log(keys["multiple.initial"]) - end) * left)

    def equity(self, k):
        return self.multiple(k) * self.business.arr(k * self.step) + self.cash - self.debt

    def record(self, k):
        t, business = k * self.step, self.business
        row = {"arr": business.arr(t), "revenue": business.revenue(t)}
        if self.costs:
            row["grossMargin"] = business.gross_profit(k) / row["revenue"]
            row["ebitda"] = business.ebitda(k)
            row["ebitdaMargin"] = row["ebitda"] / row["revenue"]
        row.update(cash=self.cash, debt=self.debt, raised=self.raised, multiple=self.multiple(k))
        row["enterpriseValue"] = row["multiple"] * row["arr"]
        solvent = self.insolvent is None
        row["marketCap"] = max(self.equity(k), 0) * self.rate if solvent else 0.0
        row["sharePrice"] = share_price(row["marketCap"], self.issued, self.options)
        row["shares"] = diluted(row["sharePrice"], self.issued, self.options)
        self.rows.append(row)

    def terminal_value(self, rate):
        # A business that loses money at the horizon is closed there.
        keys, ebitda = self.keys, max(self.rows[-1]["ebitda"], 0)
        if "intrinsicValue.terminalMultiple" in keys:
            return keys["intrinsicValue.terminalMultiple"] * ebitda
        if "intrinsicValue.terminalGrowth" in keys:
            growth = keys["intrinsicValue.terminalGrowth"]
            free = ebitda - keys.get("tax.rate", 0.0) * ebitda
            return free * (1 + growth) / (rate - growth)
        return 0.0

    def outcomes(self):
        keys, first, last = self.keys, self.rows[0], self.rows[-1]
        result = {"return": last["sharePrice"] / first["sharePrice"] - 1}
        financing = any(key.startswith("financing") for key in keys)
        if financing or "shares.stockCompensation" in keys:
            result["dilution"] = 1 - keys["shares.issued"] / self.issued
        if financing:
            result["raises"] = self.raises
        if not self.costs:
            return result
        times = [k * self.step for k, row in enumerate(self.rows) if row["ebitda"] >= 0]
        result.update(
            insolvency=None if self.insolvent is None else self.dates[self.insolvent],
            runway=self.runway, breakEven=times[0] if times else None, cumulativeBurn=self.burnt,
            finalGrossMargin=last["grossMargin"], finalEbitdaMargin=last["ebitdaMargin"])
        horizon = (len(self.rows) - 1) * self.step
        part = (self.insolvent is None) * keys["shares.issued"] / self.issued * self.rate

        def told(name, worth, discount):
            """`worth` at the horizon, where options are exercised; `discount` from there."""
            result[name] = discount * worth * part
            whole = worth * (self.insolvent is None) * self.rate
            result[name + "PerShare"] = discount * share_price(whole, self.issued, self.options)

        if keys.get("measure") == "riskAdjusted":
            rate = keys["riskFreeRate"]
            worth = self.cash - self.debt + self.terminal_value(rate)
            told("discountedValue", worth, over(rate, -horizon))
        if "intrinsicValue.discountRate" in keys:
            rate = keys["intrinsicValue.discountRate"]
            worth = keys.get("cash.value", 0.0) - keys.get("debt.value", 0.0)
            worth += sum(over(rate, -t) * x for t, x in self.free + self.proceeds)
            worth = worth * over(rate, horizon) + self.terminal_value(rate)
            told("freeCashFlowValue", worth, over(rate, -horizon))
        return result
