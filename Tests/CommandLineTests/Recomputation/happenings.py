"""All that happens on one path, from its seed, by 'What can happen' of Documentation/model.md."""

from clocks import Event, Regime
from conditions import Asking
from effects import Effects, effects, every_map
from factors import Factor
from scenario import Shared
from sums import INFINITE, day


class World(Effects):
    """All that happens on a path, and what it does to levels."""

    def __init__(self, document, grid, audit, draws, without):
        self.grid, self.draws, self.without = grid, draws, without
        self.document, self.day = document, day
        # Numbers along series by full name; what companies tell of the start while it is found.
        self.alongs, self.first_told, self.companies = {}, {}, {}
        self.regimes = {
            name: Regime(name, node, self) for name, node in document.get("regimes", {}).items()}
        self.events = {
            name: Event(name, node, self) for name, node in document.get("events", {}).items()}
        self.factors = dict.fromkeys([*document.get("factors", {}), *moving_rates(document)])
        self.read_effects(document)
        self.keys = Shared(document, grid, audit, self)
        for part in [*self.regimes.values(), *self.events.values()]:
            part.read(self.keys)
            part.start(draws)
        self.factors = {
            name: Factor(document, name, grid, audit, self) for name in self.factors}
        self.baskets = {}
        self.order = self.sorted_events()
        # What is asked of whole companies in a step, and the order in which that comes.
        self.asked, self.bids = {}, {}
        self.places = [key for name, event in self.events.items() for word in ("then", "otherwise")
                       for key in deals(event.node.get(word), f"{name}.{word}")]
        for name, regime in self.regimes.items():
            for state in regime.states:
                self.places += deals(regime.then.get(state), f"{name}.then.{state}")

    def begin(self, companies, baskets):
        self.companies, self.baskets = companies, baskets
        self.define(0)

    def first(self, name):
        """When an event, a case or an insolvency first happened."""
        if name in self.events:
            return min(self.events[name].times, default=INFINITE)
        if name in self.cases:
            return self.cases[name][0]
        company, _, word = name.partition(".")
        if company in self.companies and word in ("insolvency", "takeover"):
            return getattr(self.companies[company], word)
        return INFINITE

    def told(self, name, word):
        """Time or count of an event or a case, as an audit has them."""
        if name in self.events:
            times = self.events[name].times
            return len(times) if word == "count" else self.first(name)
        first, count = self.cases.get(name, (INFINITE, 0))
        return count if word == "count" else first

    def definition(self, name, k):
        """The condition of a definition that may hold at k."""
        event = self.events.get(name)
        return event.when if event and event.is_definition and k >= event.origin else None

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
            name = next(name for name in left if not self.regimes[name].depends_on & set(left))
            left.remove(name)
            order.append(name)
        return order

    # ---- A step

    def advance(self, k):
        # Of regimes that are to be set, the last state that was asked for.
        self.moves, self.to_set, self.asked, self.bids = {}, {}, {}, {}
        self.end_effects(k)
        for name in self.sorted_regimes():
            regime = self.regimes[name]
            self.on_entering(regime, regime.advance(k, self.draws))
        for rate in self.factors.values():
            if rate.is_rate:
                rate.advance(k)
        for name in self.order:
            event = self.events[name]
            if event.is_definition:
                continue
            times, missed = event.happens(k, self.draws)
            for time in times:
                event.times.append(time)
                self.follow(
                    f"{name}.then", event.node.get("then"), len(event.times) - 1, time, name)
            for _ in range(0 if "otherwise" in self.without else missed):
                self.follow(
                    f"{name}.otherwise", event.node.get("otherwise"), event.missed, k, name)
                event.missed += 1
        # A ring of sets goes once around.
        for _ in range(len(self.regimes) + 1):
            for name in self.sorted_regimes():
                if name in self.to_set:
                    regime = self.regimes[name]
                    self.on_entering(regime, regime.set(self.to_set.pop(name), k, self.draws))
        self.tell_numbers()
        for factor in self.factors.values():
            if not factor.is_rate:
                factor.advance(k)
            factor.be_moved()

    def on_entering(self, regime, entered):
        for to, n, time in entered:
            state = regime.states[to]
            self.follow(
                f"{regime.name}.then.{state}", regime.then.get(state), n, time, regime.name)

    def define(self, k):
        for name in self.order:
            event = self.events[name]
            if event.is_definition:
                event.times += event.met(k, self.draws, Asking(self, k, k))


def moving_rates(document):
    """Full names of exchange rates that keys or effects move."""
    targets = [target for _, node in every_map(document) for _, target, _ in effects(node)]
    for code, node in document.get("fx", {}).items():
        name, keys = f"fx.{code}", set(node) if isinstance(node, dict) else set()
        if keys & {"drift", "volatility", "longRun", "halfLife"} or any(
                f"{target}.".startswith(f"{name}.") for target in targets):
            yield name


def named(tree):
    """Events that a condition names."""
    if tree is None:
        return set()
    if tree[0] == "event":
        return {tree[1].split(".")[0]}
    parts = tree[1] if tree[0] in ("and", "or") else [tree[1]] if tree[0] == "not" else []
    return set().union(*(named(part) for part in parts))


def deals(node, name):
    """Names of all that is done to whole companies, in the order of the file."""
    if isinstance(node, list):
        return [key for i, part in enumerate(node) for key in deals(part, f"{name}.{i}")]
    if not isinstance(node, dict):
        return []
    if "cases" in node:
        return [key for case, part in node["cases"].items()
                for key in deals(part.get("then", part), f"{name}.{case}")]
    return [f"{name}.{verb}.{company}" for verb in node if verb in ("raise", "buyOut")
            for company in node[verb]]

