"""What follows where something happens, by 'What an occurrence does' and 'Numbers from then on' of
Documentation/model.md."""

from clocks import chosen
from draws import NORMAL, kind_of, value
from moved import Effect, Moved
from scenario import currency, ends, plain, quantity
from sums import INFINITE

VERBS = ["change", "add", "set"]
LEVEL_KINDS = {
    "usage": "factor", "listPrice": "factor", "multiple": "multiple", "sharePrice": "money",
    "cash": "money", "debt": "money", "costs.research": "money", "costs.fixed": "money",
    "usage.capacity": "factor", "costs.unitCost": "factor", "costs.grossMargin": "share"}


def is_level(key):
    return key in LEVEL_KINDS or key.startswith("revenue.lines.")


def maps(name, node):
    """The maps of effects of what follows, by their full names, in the order of the file."""
    if isinstance(node, list):
        for i, part in enumerate(node):
            yield from maps(f"{name}.{i}", part)
    elif "cases" in node:
        for case, part in node["cases"].items():
            yield from maps(f"{name}.{case}", part.get("then", part))
    else:
        yield name, node


def every_map(document):
    """Those of events, then those of entering states."""
    for name, event in document.get("events", {}).items():
        for word in ("then", "otherwise"):
            if word in event:
                yield from maps(f"{name}.{word}", event[word])
    for name, regime in document.get("regimes", {}).items():
        states = [state for way in regime.get("transitions", {}).items() for state in [way[0], *way[1]]]
        for state in sorted(regime.get("then", {}), key=states.index):
            yield from maps(f"{name}.then.{state}", regime["then"][state])


class Effects:
    """All effects of a file on one path: a part of `World`, which knows when."""

    def read_effects(self, document):
        self.companies_stated = document["companies"]
        # By full name those on numbers, by map what its last occurrence has done for a time.
        self.on_numbers, self.by_number, self.passing = {}, {}, {}
        self.sizes, self.cases, self.moves = {}, {}, {}
        # Levels that something can move, with their companies.
        self.can_move = set()
        self.order_of_ends = [name for name, _ in every_map(document)][::-1]
        for name, node in every_map(document):
            for verb, target, _ in effects(node):
                company, _, level = target.partition(".")
                if target in self.regimes or target in self.factors:
                    continue
                if company in self.companies_stated and is_level(level):
                    self.can_move.add((company, level))
                    continue
                effect = self.on_numbers[f"{name}.{verb}.{target}"] = Effect(verb)
                owner = self.factor_of(target)
                if owner and target == f"{owner}.volatility":
                    target += ".initial"
                self.by_number.setdefault(target, []).append(effect)

    def moved(self, name, number):
        """A number with what events do to it."""
        own = self.by_number.get(name)
        return number if own is None else Moved(number, own, self.without)

    def factor_of(self, target):
        """The factor or exchange rate that a name is of."""
        return next((name for name in self.factors if f"{target}.".startswith(f"{name}.")), None)

    def levels(self, company):
        return {level for owner, level in self.can_move if owner == company}

    # ---- In a step

    def end_effects(self, k):
        """What is over by the step that ends at date k, before all else in it."""
        for name in self.order_of_ends:
            if name in self.passing and self.passing[name][0] <= k:
                self.undo(name)

    def undo(self, name):
        for undo in self.passing.pop(name)[1][::-1]:
            undo()

    def tell_numbers(self):
        """What holds behind the events of a date."""
        for effect in self.on_numbers.values():
            effect.done.append(effect.now)

    def follow(self, name, node, n, time, owner):
        """What occurrence n does: a map of effects, a list of such, or cases."""
        if not node:
            return
        if isinstance(node, list):
            for i, part in enumerate(node):
                self.act(f"{name}.{i}", part, n, time)
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
            self.follow(f"{name}.{case}", part.get("then", part), n, time, owner)
        else:
            self.act(name, node, n, time)

    def act(self, name, node, n, time):
        """A map of effects."""
        if name in self.passing and "renewal" not in self.without:
            self.undo(name)
        self.deal(name, node, n)
        undo = []
        for verb, target, size in effects(node):
            if target in self.regimes:
                self.to_set[target] = size
                continue
            full = f"{name}.{verb}.{target}"
            kind = self.kind(verb, target)
            drawn = self.drawn(full, size, kind, n)
            self.sizes.setdefault(full, []).append(drawn)
            company, _, key = target.partition(".")
            drawn = self.converted(size, kind, company, drawn)
            if self.sort(full, company, key) in self.without:
                continue
            if full in self.on_numbers:
                effect = self.on_numbers[full]
                effect.occurs(drawn)
                undo.append(effect.undo)
            else:
                self.move(target, verb, drawn)
                inverse = 1 / (1 + drawn) - 1 if verb == "change" else -drawn
                undo.append(lambda target=target, verb=verb, inverse=inverse: (
                    self.move(target, verb, inverse)))
        if "for" in node:
            years = self.drawn(f"{name}.for", node["for"], "duration", n)
            end = time + years * self.grid.per_year - 1e-9
            self.passing[name] = INFINITE if "for" in self.without else end, undo

    def deal(self, name, node, n):
        """What is done to whole companies: amounts with their currencies."""
        def drawn(key, size, kind):
            size_drawn = self.drawn(key, size, kind, n)
            self.sizes.setdefault(key, []).append(size_drawn)
            return (size_drawn, currency(plain(size))) if kind == "money" else size_drawn

        for company, terms in node.get("raise", {}).items():
            key = f"{name}.raise.{company}"
            amount, discount, price = (
                drawn(f"{key}.{word}", terms[word], kind) if word in terms else other
                for word, kind, other in [
                    ("amount", "money", None), ("discount", "share", 0.0), ("price", "money", None)])
            self.asked.setdefault(company, []).append(
                (self.places.index(key), n, amount, discount, price))
        for company, premium in node.get("buyOut", {}).items():
            key = f"{name}.buyOut.{company}"
            self.bids.setdefault(company, []).append(
                (self.places.index(key), n, drawn(key, premium, "change")))

    def sort(self, full, company, key):
        """What a control leaves out, by name."""
        if full in self.on_numbers:
            return "numbers" if company in self.companies_stated else "rates"
        return "balance" if key in ("cash", "debt") else "level"

    def kind(self, verb, target):
        company, _, key = target.partition(".")
        if verb == "change":
            return "change"
        if owner := self.factor_of(target):
            is_log, key = self.factors[owner].is_log, target.removeprefix(f"{owner}.")
            is_rate = key == "drift" and is_log
            is_share = key == "volatility" and is_log
            return "change" if is_rate or is_share else "coefficient"
        if company not in self.companies_stated:
            return "frequency"
        if is_level(key):
            return LEVEL_KINDS.get(key, "money")
        kind = kind_of(key)
        return "change" if verb == "add" and kind in ("rate", "volatility") else kind

    def drawn(self, name, node, kind, n):
        node = plain(node)
        if isinstance(node, str) and not ends(node):
            return quantity(node, kind)
        if "sizes" in self.without:
            n = 0
        return value(node, kind, NORMAL.inv_cdf(self.draws.numbered(name, n)))

    def converted(self, node, kind, company, size):
        code = currency(plain(node))
        if kind != "money" or code is None:
            return size
        keys = self.companies[company].k
        return size * keys.rate(code, keys.currency)

    def move(self, target, verb, size):
        f, a = self.moves.get(target, (1.0, 0.0))
        self.moves[target] = {
            "change": (f * (1 + size), a * (1 + size)), "add": (f, a + size), "set": (0.0, size)}[verb]


def effects(node):
    """Verb, target and size of each effect of a map."""
    for verb, targets in node.items():
        if verb in VERBS:
            for target, size in targets.items():
                yield verb, target, size
