"""Regimes and events on one path, from its seed, by 'What can happen' of Documentation/model.md."""

import math

from conditions import Asking, normal, parse
from draws import NORMAL, uniform, value
from scenario import Shared, currency, ends, plain, quantity
from sums import INFINITE, day

VERBS = ["change", "add", "set"]
LEVEL_KINDS = {
    "usage": "factor", "listPrice": "factor", "multiple": "multiple", "cash": "money", "debt": "money",
    "costs.research": "money", "costs.fixed": "money", "costs.unitCost": "factor",
    "costs.grossMargin": "share"}


class Regime:
    def __init__(self, name, node, world):
        self.name, self.node, self.world = name, node, world
        transitions = node.get("transitions", {})
        start = node["start"]
        self.weights = {start: 1.0} if isinstance(start, str) else {
            state: quantity(weight, "probability") for state, weight in start.items()}
        self.first = next(iter(self.weights))
        # In the order in which the file has them.
        self.states = list(dict.fromkeys(
            [state for state, ways in transitions.items() for state in [state, *ways]]
            + list(self.weights)))
        self.then = node.get("then", {})

    def read(self, keys):
        self.rates = {
            self.states.index(state): [
                (self.states.index(target), keys.stated(
                    rate, f"{self.name}.{state}.{target}", "frequency"))
                for target, rate in ways.items()]
            for state, ways in self.node.get("transitions", {}).items()}

    def start(self, draws):
        self.state = self.states.index(self.first)
        if len(self.weights) > 1:
            self.state = self.states.index(
                chosen(list(self.weights.items()), draws.driver(f"{self.name}.start")))
        self.since, self.exits, self.spent = 0.0, 0, [0.0] * len(self.states)
        self.budget = -math.log(draws.clock(self.name, 0))
        self.states_at, self.steps = [self.state], [None]
        self.entered = [0] * len(self.states)

    def parts(self, k):
        return self.steps[k]

    def advance(self, k, draws):
        """Yields a state for each entering."""
        parts, now, entered = [0.0] * len(self.states), float(k - 1), []
        dt = self.world.grid.dt
        while True:
            ways = [(to, rate.in_step(k) * dt) for to, rate in self.rates.get(self.state, [])]
            total = sum(rate for _, rate in ways)
            if self.budget > total * (k - now) or total == 0:
                self.budget -= total * (k - now)
                break
            then = now + self.budget / total
            parts[self.state] += then - now
            now = then
            to = chosen(ways, draws.numbered(f"{self.name}.target", self.exits))
            entered.append(self.enter(to, now, draws))
        parts[self.state] += k - now
        self.steps.append([
            1.0 if part == max(parts) and not entered else part for part in parts])
        self.states_at.append(self.state)
        return entered

    def enter(self, to, time, draws):
        """The state and the number of this entering."""
        self.spent[self.state] += time - self.since
        self.state, self.since = to, time
        self.exits += 1
        self.budget = -math.log(draws.clock(self.name, self.exits))
        self.entered[to] += 1
        return to, self.entered[to] - 1

    def set(self, state, k, draws):
        to = self.states.index(state)
        if to == self.state:
            return []
        entered = [self.enter(to, float(k), draws)]
        self.states_at[k] = to
        return entered


def chosen(ways, u):
    """The first way for which u of all the weights is below the weights up to it."""
    share = u * sum(weight for _, weight in ways)
    for way, weight in ways:
        share -= weight
        if share < 0:
            return way
    return ways[-1][0]


class Event:
    def __init__(self, name, node, world):
        self.name, self.node, self.world = name, node, world
        self.when = normal(parse(node["when"]), world.regimes) if "when" in node else None
        self.is_definition = not (
            {"at", "until", "frequency", "every", "then"} & set(node))
        self.times, self.missed = [], 0

    def read(self, keys):
        grid, node = self.world.grid, self.node
        self.origin = grid.exact(day(node["from"])) if "from" in node else 0.0
        self.p = keys.stated(
            node.get("probability", "100%"), f"{self.name}.probability", "probability").at(0)
        self.every = plain(node.get("every"))
        self.again = plain(node.get("again"))
        self.rate = None
        if "frequency" in node:
            self.rate = keys.stated(node["frequency"], f"{self.name}.frequency", "frequency")
        dates = node.get("at", [])
        self.dates = [
            grid.exact(day(date)) for date in ([dates] if isinstance(dates, str) else dates)]
        self.deadline = grid.exact(day(node["until"])) if "until" in node else None

    # ---- Clocks

    def start(self, draws):
        self.budget, self.rings, self.may = None, 0, 0.0
        if self.every:
            self.next = self.origin + self.interval(draws, 0)
        elif self.rate or self.deadline is not None and "probability" in self.node:
            self.budget = -math.log(draws.clock(self.name, 0))

    def interval(self, draws, n):
        """In steps."""
        per_year = self.world.grid.per_year
        if not ends(self.every):
            length = quantity(self.every, "duration") * per_year
            passed = max(math.floor(-self.origin / length), 0) if n == 0 else 0
            return length * (passed + 1)
        u = draws.clock(f"{self.name}.every", n)
        if n == 0 and self.origin < 0:
            low, high = (math.log(quantity(end, "duration")) for end in ends(self.every))
            z = (math.log(-self.origin / per_year) - (low + high) / 2) / (
                (high - low) / 2 / NORMAL.inv_cdf(0.95))
            # By the upper end, where the digits are.
            u = 1 - (1 - NORMAL.cdf(z)) * (1 - u)
        return value(self.every, "duration", NORMAL.inv_cdf(u)) * per_year

    def happens(self, k, draws):
        """Times of the step, and whether it has not happened where it could."""
        asking = Asking(self.world, k, k - 1)
        if self.dates:
            return self.on_dates(k, draws, asking)
        if self.every:
            times = []
            while self.next <= k:
                times.append(self.next)
                self.rings += 1
                self.next += self.interval(draws, self.rings)
            return [t for t in times if self.when is None or asking.holds(self.when)], 0
        if self.deadline is not None:
            times = self.by_deadline(k, draws, asking)
            is_over = k == max(math.ceil(self.deadline), 1)
            return times, int(is_over and not self.times and not times)
        if self.rate:
            return self.runs_down(
                k, self.rate.in_step(k) * self.world.grid.dt, self.origin, INFINITE, draws, asking), 0
        return self.met(k, draws, asking), 0

    def on_dates(self, k, draws, asking):
        times, missed = [], 0
        for j, date in enumerate(self.dates):
            if max(math.ceil(date), 1) != k:
                continue
            u = uniform(draws.bits(self.name, j)) if self.p < 1 else 1.0
            if u > 1 - self.p and (self.when is None or asking.holds(self.when)):
                times.append(date)
            else:
                missed += 1
        return times, missed

    def by_deadline(self, k, draws, asking):
        low, high = max(self.origin, 0), self.deadline
        if "probability" not in self.node:
            return self.met(k, draws, asking) if low <= k <= high else []
        if self.when is not None:
            rate = -math.log1p(-self.p) / (high - low)
            return [] if self.times else self.runs_down(k, rate, low, high, draws, asking)[:1]
        u = draws.clock(self.name, 0)
        if u <= 1 - self.p:
            return []
        time = low + (high - low) * self.budget / -math.log1p(-self.p)
        return [time] if k - 1 < time <= k else []

    def runs_down(self, k, rate, low, high, draws, asking):
        begin, end = max(k - 1, low), min(k, high)
        if end <= begin:
            return []
        whole = rate * (end - begin) * (1 if self.when is None else asking.part(self.when))
        if whole <= 0:
            return []
        self.budget -= whole
        times = []
        while self.budget <= 0:
            times.append(max(end + self.budget / rate, begin))
            self.rings += 1
            self.budget -= math.log(draws.clock(self.name, self.rings))
        return times

    def met(self, k, draws, asking):
        if k < self.origin or k < self.may or (self.times and not self.again):
            return []
        if not asking.holds(self.when):
            return []
        time = asking.time(self.when) if self.is_definition else float(k)
        if self.again:
            wait = self.again
            years = quantity(wait, "duration") if not ends(wait) else value(
                wait, "duration", NORMAL.inv_cdf(
                    draws.numbered(f"{self.name}.again", len(self.times))))
            self.may = time + years * self.world.grid.per_year - 1e-9
        return [time]


class World:
    """All that happens on a path, and what it does to levels."""

    def __init__(self, document, grid, audit, draws, without):
        self.grid, self.draws, self.without = grid, draws, without
        self.regimes = {
            name: Regime(name, node, self) for name, node in document.get("regimes", {}).items()}
        self.events = {
            name: Event(name, node, self) for name, node in document.get("events", {}).items()}
        self.keys = Shared(document, grid, audit, self.regimes)
        for part in [*self.regimes.values(), *self.events.values()]:
            part.read(self.keys)
            part.start(draws)
        self.companies, self.sizes, self.cases = {}, {}, {}
        self.order = self.sorted_events()
        self.moves = {}

    def begin(self, companies):
        self.companies = companies
        self.define(0)

    def levels(self, company):
        """Of a company, those that something can move."""
        nodes = [self.events[name].node.get(word) for name in self.events for word in (
            "then", "otherwise")] + [
                node for regime in self.regimes.values() for node in regime.then.values()]
        return {
            level for node in nodes for target in targets(node)
            for owner, _, level in [target.partition(".")] if owner == company}

    def first(self, name):
        """When an event, a case or an insolvency first happened."""
        if name in self.events:
            return min(self.events[name].times, default=INFINITE)
        if name in self.cases:
            return self.cases[name][0]
        company, _, word = name.partition(".")
        if company in self.companies and word == "insolvency":
            return self.companies[company].insolvency
        return INFINITE

    def told(self, name, word):
        """Time or count of an event or a case, as an audit has them."""
        if name in self.events:
            times = self.events[name].times
            return len(times) if word == "count" else self.first(name)
        first, count = self.cases.get(name, (INFINITE, 0))
        return count if word == "count" else first

    def definition(self, name):
        event = self.events.get(name)
        return event.when if event and event.is_definition else None

    def sorted_events(self):
        """Each behind those that its condition names, by name among others."""
        left, order = sorted(self.events), []
        while left:
            name = next(name for name in left if not (
                named(self.events[name].when) & set(left)))
            left.remove(name)
            order.append(name)
        return order

    def sorted_regimes(self):
        left, order = sorted(self.regimes), []
        while left:
            name = next(name for name in left if not (
                depended(self.regimes[name].node.get("transitions", {})) & set(left)))
            left.remove(name)
            order.append(name)
        return order

    # ---- A step

    def advance(self, k):
        self.moves, self.to_set = {}, []
        for name in self.sorted_regimes():
            regime = self.regimes[name]
            self.on_entering(regime, regime.advance(k, self.draws), k)
        for name in self.order:
            event = self.events[name]
            if event.is_definition:
                continue
            times, missed = event.happens(k, self.draws)
            for time in times:
                event.times.append(time)
                self.follow(
                    f"{name}.then", event.node.get("then"), len(event.times) - 1, time, k, name)
            for _ in range(0 if "otherwise" in self.without else missed):
                self.follow(
                    f"{name}.otherwise", event.node.get("otherwise"), event.missed, k, k, name)
                event.missed += 1
        while self.to_set:
            wanted = dict(self.to_set)
            self.to_set = []
            for name in self.sorted_regimes():
                if name in wanted:
                    regime = self.regimes[name]
                    self.on_entering(regime, regime.set(wanted[name], k, self.draws), k)

    def on_entering(self, regime, entered, k):
        for place, state in enumerate(regime.states):
            for to, n in entered:
                if to == place:
                    self.follow(
                        f"{regime.name}.then.{state}", regime.then.get(state), n, k, k, regime.name)

    def define(self, k):
        for name in self.order:
            event = self.events[name]
            if event.is_definition:
                event.times += event.met(k, self.draws, Asking(self, k, k))

    # ---- What follows

    def follow(self, name, node, n, time, k, owner):
        """What occurrence n does: a map of effects, a list of such, or cases."""
        if not node:
            return
        if isinstance(node, list):
            for i, part in enumerate(node):
                self.act(f"{name}.{i}", part, n, k)
        elif "cases" in node:
            ways = list(node["cases"].items())
            weights = {
                case: self.keys.stated(
                    part["weight"], f"{name}.{case}.weight", "probability").at(0)
                for case, part in ways if "weight" in part}
            rest = max(1 - sum(weights.values()), 0)
            u = 0.0 if "cases" in self.without else self.draws.numbered(f"{name}.case", n)
            case = chosen([(case, weights.get(case, rest)) for case, _ in ways], u)
            first, count = self.cases.get(f"{owner}.{case}", (time, 0))
            self.cases[f"{owner}.{case}"] = first, count + 1
            part = node["cases"][case]
            self.act(f"{name}.{case}", part.get("then", part), n, k)
        else:
            self.act(name, node, n, k)

    def act(self, name, node, n, k):
        for verb, targets in node.items():
            if verb not in VERBS:
                continue
            for target, size in targets.items():
                if target in self.regimes:
                    self.to_set.append((target, size))
                    continue
                drawn = self.size(f"{name}.{verb}.{target}", size, verb, target, n)
                self.sizes[f"{name}.{verb}.{target}", k] = drawn
                company, _, level = target.partition(".")
                self.move(target, verb, self.converted(size, verb, company, level, drawn))

    def size(self, name, node, verb, target, n):
        level = target.partition(".")[2]
        kind = "change" if verb == "change" else LEVEL_KINDS.get(level, "money")
        node = plain(node)
        if isinstance(node, str) and not ends(node):
            return quantity(node, kind)
        if "sizes" in self.without:
            n = 0
        u = self.draws.numbered(name, n)
        return value(node, kind, NORMAL.inv_cdf(u))

    def converted(self, node, verb, company, level, size):
        code = currency(plain(node))
        keys = self.companies[company].k
        if verb == "change" or LEVEL_KINDS.get(level, "money") != "money" or code is None:
            return size
        return size * keys.rates[code] / keys.rates[keys.currency]

    def move(self, target, verb, size):
        f, a = self.moves.get(target, (1.0, 0.0))
        self.moves[target] = {
            "change": (f * (1 + size), a * (1 + size)), "add": (f, a + size), "set": (0.0, size)}[verb]


def named(tree):
    """Events that a condition names."""
    if tree is None:
        return set()
    if tree[0] == "event":
        return {tree[1].split(".")[0]}
    parts = tree[1] if tree[0] in ("and", "or") else [tree[1]] if tree[0] == "not" else []
    return set().union(*(named(part) for part in parts))


def targets(node):
    """All that the effects of a map, a list or cases name."""
    if isinstance(node, list):
        return set().union(*(targets(part) for part in node))
    if not isinstance(node, dict):
        return set()
    own = {target for verb in VERBS for target in node.get(verb, {})}
    return own.union(*(
        targets(part) for key, part in node.items() if key not in VERBS and key != "weight"))


def depended(node):
    """Regimes that numbers depend on."""
    if not isinstance(node, dict):
        return set()
    found = {node["regime"]} if isinstance(node.get("regime"), str) else set()
    return found.union(*(depended(part) for part in node.values()))
