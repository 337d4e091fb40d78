"""All that happens on one path, from its seed, by 'What can happen' of Documentation/model.md."""

from clocks import Event, Regime, chosen
from conditions import Asking
from draws import NORMAL, value
from scenario import Shared, currency, ends, plain, quantity
from sums import INFINITE

VERBS = ["change", "add", "set"]
LEVEL_KINDS = {
    "usage": "factor", "listPrice": "factor", "multiple": "multiple", "cash": "money", "debt": "money",
    "costs.research": "money", "costs.fixed": "money", "costs.unitCost": "factor",
    "costs.grossMargin": "share"}


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
        # What is asked of whole companies in a step, and the order in which that comes.
        self.asked, self.bids = {}, {}
        self.places = [key for name, event in self.events.items() for word in ("then", "otherwise")
                       for key in deals(event.node.get(word), f"{name}.{word}")]
        for name, regime in self.regimes.items():
            for state in regime.states:
                self.places += deals(regime.then.get(state), f"{name}.then.{state}")

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
            name = next(name for name in left if not (
                depended(self.regimes[name].node.get("transitions", {})) & set(left)))
            left.remove(name)
            order.append(name)
        return order

    # ---- A step

    def advance(self, k):
        # Of regimes that are to be set, the last state that was asked for.
        self.moves, self.to_set, self.asked, self.bids = {}, {}, {}, {}
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
        # A ring of sets goes once around.
        for _ in range(len(self.regimes) + 1):
            for name in self.sorted_regimes():
                if name in self.to_set:
                    regime = self.regimes[name]
                    self.on_entering(regime, regime.set(self.to_set.pop(name), k, self.draws), k)

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
        for company, terms in node.get("raise", {}).items():
            key = f"{name}.raise.{company}"
            amount, discount, price = (
                self.deal(f"{key}.{word}", terms[word], kind, company, n) if word in terms else other
                for word, kind, other in [
                    ("amount", "money", None), ("discount", "share", 0.0), ("price", "money", None)])
            self.asked.setdefault(company, []).append(
                (self.places.index(key), n, amount, discount, price))
        for company, premium in node.get("buyOut", {}).items():
            key = f"{name}.buyOut.{company}"
            drawn = self.deal(key, premium, "change", company, n)
            self.bids.setdefault(company, []).append((self.places.index(key), n, drawn))
        for verb, targets in node.items():
            if verb not in VERBS:
                continue
            for target, size in targets.items():
                if target in self.regimes:
                    self.to_set[target] = size
                    continue
                drawn = self.size(f"{name}.{verb}.{target}", size, verb, target, n)
                self.sizes.setdefault(f"{name}.{verb}.{target}", []).append(drawn)
                company, _, level = target.partition(".")
                self.move(target, verb, self.converted(size, verb, company, level, drawn))

    def deal(self, name, node, kind, company, n):
        """A number of what is done to a company, in the company's currency."""
        drawn = self.drawn(name, node, kind, n)
        self.sizes.setdefault(name, []).append(drawn)
        code, keys = currency(plain(node)), self.companies[company].k
        return drawn if code is None else drawn * keys.rates[code] / keys.rates[keys.currency]

    def size(self, name, node, verb, target, n):
        level = target.partition(".")[2]
        kind = "change" if verb == "change" else LEVEL_KINDS.get(level, "money")
        return self.drawn(name, node, kind, n)

    def drawn(self, name, node, kind, n):
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


def depended(node):
    """Regimes that numbers depend on."""
    if not isinstance(node, dict):
        return set()
    found = {node["regime"]} if isinstance(node.get("regime"), str) else set()
    return found.union(*(depended(part) for part in node.values()))
