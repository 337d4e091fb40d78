"""Baskets on one path, by the section 'Baskets' of Documentation/model.md."""

import math
import re

from scenario import currency, plain, quantity


class Basket:
    def __init__(self, document, name, grid, keys, without):
        self.grid, self.without = grid, without
        node = document["baskets"][name]
        self.holds = {company: str(plain(part)) for company, part in node["holds"].items()}
        text = next(iter(self.holds.values()))
        self.kind = "shares" if re.search(r"shares?$", text) else "money" if currency(text) else "parts"
        stated = node.get("value")
        source = stated if self.kind == "parts" else text
        code = document["currency"]
        if self.kind != "shares" and source and currency(source):
            code = currency(source)
        # Units of the basket's currency for one of the reporting currency.
        self.exchange = 1.0 / keys.rates[code]
        self.worth = quantity(re.sub(r" [A-Z]{3}$", "", stated), "money") if stated else 1.0
        every = node.get("rebalance")
        self.dates = set()
        if every:
            steps = quantity(every, "duration") / grid.dt
            self.dates = set(range(1, grid.steps + 1)) if steps < 1 else {
                math.ceil(j * steps - 1e-9) for j in range(1, int(grid.steps / steps) + 2)}
        self.history = []

    def start(self, companies):
        self.companies = {name: companies[name] for name in self.holds}
        price = {name: self.price(name, 0) for name in self.holds}
        if self.kind == "shares":
            self.n = {
                name: quantity(re.sub(r" *shares?$", "", text), "count") for name, text in self.holds.items()}
            whole = sum(self.n[name] * price[name] for name in self.n)
            self.w = {name: self.n[name] * price[name] / whole for name in self.n}
            self.cash = self.rest = 0.0
        else:
            amounts = {
                name: quantity(re.sub(r" [A-Z]{3}$", "", text), "share" if self.kind == "parts" else "money")
                for name, text in self.holds.items()}
            whole = self.worth if self.kind == "parts" else sum(amounts.values())
            self.w = {
                name: part if self.kind == "parts" else part / whole for name, part in amounts.items()}
            self.rest = 1 - sum(self.w.values()) if self.kind == "parts" else 0.0
            self.cash = self.rest * whole
            self.n = {name: self.w[name] * whole / price[name] if price[name] else 0.0 for name in self.w}
            self.cash += sum(self.w[name] * whole for name in self.w if not price[name])
        self.tell(0)

    def price(self, name, k):
        return self.companies[name].history[k]["sharePrice"] * self.exchange

    def is_traded(self, name, k):
        company = self.companies[name]
        if "gone" in self.without:
            return self.price(name, k) > 0
        return company.takeover > k and company.insolvency > k and self.price(name, k) > 0

    def tell(self, k):
        worth = {name: self.n[name] * self.price(name, k) for name in self.n}
        value = self.cash + sum(worth.values())
        peak = max([value] + [past["value"] for past in self.history])
        self.history.append({"value": value, "drawdown": 1 - value / peak})
        if k not in self.dates or "rebalance" in self.without:
            return
        live = [name for name in self.n if self.is_traded(name, k)]
        share = self.rest + sum(self.w[name] for name in live)
        if share <= 0:
            return
        pool = self.cash + sum(worth[name] for name in live)
        self.cash = pool * self.rest / share
        for name in live:
            self.n[name] = pool * self.w[name] / (share * self.price(name, k))

    def outcomes(self, falls):
        values = [told["value"] for told in self.history]
        own = falls(values, self.grid.dt)
        parts = sum(
            w * falls([told["sharePrice"] for told in self.companies[name].history], self.grid.dt)["maxDrawdown"]
            for name, w in self.w.items())
        return own | {
            "return": values[-1] / values[0] - 1, "finalValue": values[-1],
            "diversificationBenefit": parts - own["maxDrawdown"]}
