"""Conditions as text, by 'Conditions' of Documentation/model.md."""

import re

from along import KINDS, Series
from scenario import quantity
from sums import INFINITE, TOLERANCE

TOKEN = re.compile(r"\s*(\(|\)|<|>|=|[^\s()<>=]+)")


def parse(text):
    """('or' | 'and', parts), ('not', part), ('<' | '>', name, level or ('of', name)), ('=', regime, state), ('event', name);
    `and` binds tighter than `or`, `not` takes one comparison or what is in parentheses."""
    tokens = TOKEN.findall(text)
    tree, rest = either(tokens)
    if rest:
        raise ValueError(f"'{text}' goes on with {rest}")
    return tree


def either(tokens):
    return joined(tokens, "or", lambda rest: joined(rest, "and", single))


def joined(tokens, word, part):
    first, rest = part(tokens)
    parts = [first]
    while rest[:1] == [word]:
        more, rest = part(rest[1:])
        parts.append(more)
    return (first if len(parts) == 1 else (word, parts)), rest


def single(tokens):
    first, *rest = tokens
    if first == "not":
        part, rest = single(rest)
        return ("not", part), rest
    if first == "(":
        tree, rest = either(rest)
        return tree, rest[1:]
    if first == "change":
        sign = next(i for i, word in enumerate(rest) if word in "<>")
        words = words_of_level(rest[sign + 1:])
        level = " ".join(words)
        return (rest[sign], " ".join([first, *rest[:sign]]), level), rest[sign + 1 + len(words):]
    if rest[:1] == ["="]:
        return ("=", first, rest[1]), rest[2:]
    if rest[:1] in (["<"], [">"]):
        words = words_of_level(rest[1:])
        kind = KINDS.get(first.split(".")[1], "money")
        if len(words) == 1 and words[0][0].isalpha():
            return (rest[0], first, ("of", words[0])), rest[2:]
        # A currency is that of the series here.
        level = quantity(re.sub(r" [A-Z]{3}$", "", " ".join(words)), kind)
        return (rest[0], first, level), rest[1 + len(words):]
    return ("event", first), rest


def words_of_level(rest):
    end = next((i for i, word in enumerate(rest) if word in ("and", "or", ")")), len(rest))
    return rest[:end]


def normal(tree, regimes):
    """The same, with states of one regime that stand together as one question: ('states', regime, names)."""
    word = tree[0]
    if word == "=":
        return "states", tree[1], {tree[2]}
    if word == "not":
        part = normal(tree[1], regimes)
        if part[0] == "states":
            return "states", part[1], set(regimes[part[1]].states) - part[2]
        return "not", part
    if word not in ("and", "or"):
        return tree
    states, others = {}, []
    for part in (normal(part, regimes) for part in tree[1]):
        if part[0] == "states":
            own = states.get(part[1])
            states[part[1]] = part[2] if own is None else (
                own & part[2] if word == "and" else own | part[2])
        else:
            others.append(part)
    parts = [("states", name, own) for name, own in states.items()] + others
    return parts[0] if len(parts) == 1 else (word, parts)


class Asking:
    """A condition in step k, with the series of date `seen`."""

    def __init__(self, world, k, seen):
        self.world, self.k, self.seen = world, k, seen

    def cuts(self, tree):
        """Regimes, events, cases and insolvencies at whose times it may come to hold, and those of
        definitions that it names."""
        if tree is None:
            return set()
        word = tree[0]
        if word in ("states", "event"):
            own = self.world.definition(tree[1], self.k) if word == "event" else None
            return {tree[1]} | self.cuts(own)
        parts = tree[1] if word in ("and", "or") else [tree[1]] if word == "not" else []
        return set().union(*(self.cuts(part) for part in parts))

    def holds_within(self, tree, time):
        """At a time within the step."""
        word = tree[0]
        if word == "not":
            return not self.holds_within(tree[1], time)
        if word in ("and", "or"):
            return (all if word == "and" else any)(
                self.holds_within(part, time) for part in tree[1])
        if word == "states":
            regime = self.world.regimes[tree[1]]
            return regime.states[regime.state_at(time)] in tree[2]
        if word == "event":
            own = self.world.definition(tree[1], self.k)
            return self.world.first(tree[1]) <= time or (
                own is not None and time >= self.world.events[tree[1]].origin
                and self.holds_within(own, time))
        return self.compared(tree)

    def holds(self, tree):
        word = tree[0]
        if word == "not":
            return not self.holds(tree[1])
        if word in ("and", "or"):
            return (all if word == "and" else any)(self.holds(tree) for tree in tree[1])
        if word == "states":
            regime = self.world.regimes[tree[1]]
            return regime.states[regime.state] in tree[2]
        if word == "event":
            own = self.world.definition(tree[1], self.k)
            return self.world.first(tree[1]) <= self.k or own is not None and self.holds(own)
        return self.compared(tree)

    def compared(self, tree):
        word, name, level = tree
        if name.startswith("change of "):
            series = Series(name, self.world, quantity)
            level = series.level(level)
            value, slack = series.at(self.seen), TOLERANCE * abs(level)
            return value < level - slack if word == "<" else value > level + slack
        value, series = self.value(name), name.split(".")[1]
        if isinstance(level, tuple):
            other = self.value(level[1])
            return (value < other if word == "<" else value > other) and (
                abs(value - other) > TOLERANCE * max(abs(value), abs(other)))
        if series == "drawdown":
            # Of a drawdown the value over its peak is compared.
            word, value, level = {"<": ">", ">": "<"}[word], 1 - value, 1 - level
        slack = TOLERANCE * abs(level)
        return value < level - slack if word == "<" else value > level + slack

    def value(self, name):
        owner, series = name.split(".")
        return {**self.world.companies, **self.world.baskets}[owner].history[self.seen][series]

    def time(self, tree):
        """Of a definition that holds: when it came to."""
        return min(max(self.exact(tree), max(self.k - 1, 0)), self.k)

    def exact(self, tree):
        word = tree[0]
        if word == "states":
            regime = self.world.regimes[tree[1]]
            return regime.since if regime.states[regime.state] in tree[2] else INFINITE
        if word == "event":
            own = self.world.definition(tree[1], self.k)
            first = self.world.first(tree[1])
            return first if own is None else min(
                first, max(self.exact(own), self.world.events[tree[1]].origin))
        if word in ("and", "or"):
            return (max if word == "and" else min)(self.exact(part) for part in tree[1])
        return self.k
