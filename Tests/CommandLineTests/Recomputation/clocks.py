"""Regimes and events as clocks, by 'Clocks', 'Regimes' and 'Events' of Documentation/model.md."""

import math

from conditions import Asking, normal, parse
from draws import NORMAL, uniform, value
from scenario import Number, ends, plain, quantity
from moved import in_state
from sums import INFINITE, day


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
        self.depends_on = regimes_of(self.node.get("transitions", {}))
        self.rates = {
            self.states.index(state): [
                (self.states.index(target), keys.rate(
                    rate, f"{self.name}.{state}.{target}"))
                for target, rate in ways.items()]
            for state, ways in self.node.get("transitions", {}).items()}

    def start(self, draws):
        self.state = self.states.index(self.first)
        if len(self.weights) > 1:
            self.state = self.states.index(
                chosen(list(self.weights.items()), draws.driver(f"{self.name}.start")))
        self.since, self.exits = 0.0, 0
        self.budget = -math.log(draws.clock(self.name, 0))
        self.states_at, self.before_sets, self.steps = [self.state], [self.state], [None]
        # Times at which it came to a state, and the state.
        self.switches = [(0.0, self.state)]
        self.entered = [0] * len(self.states)

    def parts(self, k):
        return self.steps[k]

    def advance(self, k, draws):
        """Yields a state for each entering."""
        shares, entered = [0.0] * len(self.states), []
        dt = self.world.grid.dt
        for begin, end, states in parts_of_step(self.world, k, k - 1, k, self.depends_on):
            now = begin
            while True:
                ways = [
                    (to, in_state(rate, k, states) * dt)
                    for to, rate in self.rates.get(self.state, [])]
                total = sum(rate for _, rate in ways)
                if self.budget > total * (end - now) or total == 0:
                    self.budget -= total * (end - now)
                    break
                then = now + self.budget / total
                shares[self.state] += then - now
                now = then
                to = chosen(ways, draws.numbered(f"{self.name}.target", self.exits))
                entered.append(self.enter(to, now, draws))
            shares[self.state] += end - now
        self.steps.append([1.0 if share > 0 and not entered else share for share in shares])
        self.states_at.append(self.state)
        self.before_sets.append(self.state)
        return entered

    def state_at(self, time):
        return [state for since, state in self.switches if since <= time][-1]

    def enter(self, to, time, draws):
        """The state, the number of this entering and its time."""
        self.state, self.since = to, time
        self.switches.append((time, to))
        self.exits += 1
        self.budget = -math.log(draws.clock(self.name, self.exits))
        self.entered[to] += 1
        return to, self.entered[to] - 1, time

    def set(self, state, k, draws):
        to = self.states.index(state)
        if to == self.state:
            return []
        entered = [self.enter(to, float(k), draws)]
        self.states_at[k] = to
        return entered


def parts_of_step(world, k, begin, end, regimes, times=()):
    """A part of step k, cut at switches of regimes and at times: from, to, and states by name."""
    cuts = {time for name in regimes for time, _ in world.regimes[name].switches} | set(times)
    cuts = sorted({begin, end} | {time for time in cuts if begin < time < end})
    return [
        (low, high, {name: world.regimes[name].state_at((low + high) / 2) for name in regimes})
        for low, high in zip(cuts, cuts[1:])]


def regimes_of(node):
    """Regimes that numbers depend on."""
    if not isinstance(node, dict):
        return set()
    found = {node["regime"]} if isinstance(node.get("regime"), str) else set()
    return found.union(*(regimes_of(part) for part in node.values()))


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
            self.rate = keys.rate(node["frequency"], f"{self.name}.frequency")
        self.crowd = Crowd(self, keys) if "clustering" in node else None
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
            rate = self.rate.map(lambda rate: rate * self.world.grid.dt)
            return self.runs_down(k, rate, self.origin, INFINITE, draws, asking), 0
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
            rate = Number([(0, -math.log1p(-self.p) / (high - low))])
            return [] if self.times else self.runs_down(k, rate, low, high, draws, asking)[:1]
        u = draws.clock(self.name, 0)
        if u <= 1 - self.p:
            return []
        time = low + (high - low) * self.budget / -math.log1p(-self.p)
        return [time] if k - 1 < time <= k else []

    def runs_down(self, k, rate, low, high, draws, asking):
        """Times of the step at which a clock of a rate a step rings."""
        begin, end = max(k - 1, low), min(k, high)
        if end <= begin:
            return []
        cuts = asking.cuts(self.when)
        regimes = regimes_of(self.node) | {name for name in cuts if name in self.world.regimes}
        events = [self.world.first(name) for name in cuts]
        events += [self.world.events[name].origin for name in cuts if name in self.world.events]
        times = []
        for now, then, states in parts_of_step(self.world, k, begin, end, regimes, events):
            is_open = self.when is None or asking.holds_within(self.when, (now + then) / 2)
            hazard = in_state(rate, k, states) if is_open else 0.0
            if self.crowd:
                times += self.crowd.rings(now, then, hazard, is_open, draws)
                continue
            while hazard > 0 and self.budget <= hazard * (then - now):
                now += self.budget / hazard
                times.append(now)
                self.rings += 1
                self.budget = -math.log(draws.clock(self.name, self.rings))
            self.budget -= hazard * (then - now)
        return times

    def start_rate(self):
        """Of a frequency, in a step, as it is at the start."""
        states = {name: self.world.regimes[name].states_at[0] for name in regimes_of(self.node)}
        return in_state(self.rate, 1, states) * self.world.grid.dt

    def ring_drawn(self, draws):
        """The next ring has been, and this is the draw of the one behind it."""
        self.rings += 1
        self.budget = -math.log(draws.clock(self.name, self.rings))

    def met(self, k, draws, asking):
        if k < self.origin or k < self.may or (self.times and not self.again):
            return []
        if not asking.holds(self.when):
            return []
        time = max(asking.time(self.when), self.origin) if self.is_definition else float(k)
        if self.again:
            wait = self.again
            years = quantity(wait, "duration") if not ends(wait) else value(
                wait, "duration", NORMAL.inv_cdf(
                    draws.numbered(f"{self.name}.again", len(self.times))))
            self.may = time + years * self.world.grid.per_year - 1e-9
        return [time]


class Crowd:
    """What rings of a frequency add to it, by 'Clustering'."""

    def __init__(self, event, keys):
        def number(key, kind):
            node = event.node["clustering"].get(key)
            name = f"{event.name}.clustering.{key}"
            return None if node is None else keys.stated(node, name, kind).at(0)

        self.event = event
        self.branching, self.recent = number("branching", "share"), number("recent", "count")
        self.beta = math.log(2) * event.world.grid.dt / number("halfLife", "duration")
        if "clusters" in event.world.without:
            self.branching = 0.0
        # What is left of all that was added, and when it was so much.
        self.x = self.when = None

    def rings(self, now, then, hazard, is_open, draws):
        """Times of a part of a step, of a frequency and a gate that stay what they are."""
        if self.x is None:
            start = self.event.start_rate() if self.recent is None else self.beta * self.recent
            self.x, self.when = self.branching * start, max(self.event.origin, 0.0)
        times, base = [], hazard * (1 - self.branching)
        while True:
            self.x *= math.exp(-self.beta * (now - self.when))
            self.when, x = now, self.x if is_open else 0.0

            def used(time):
                return base * time - x * math.expm1(-self.beta * time) / self.beta

            if self.event.budget > used(then - now):
                self.event.budget -= used(then - now)
                return times
            low, high = 0.0, then - now
            for _ in range(200):
                middle = (low + high) / 2
                low, high = (middle, high) if used(middle) < self.event.budget else (low, middle)
            self.x *= math.exp(-self.beta * high)
            now = self.when = now + high
            self.x += self.branching * self.beta
            times.append(now)
            self.event.ring_drawn(draws)
