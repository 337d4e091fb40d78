"""Numbers that follow a series, and the change of one, by 'Numbers along a series' of Documentation/model.md."""

import math
import re

KINDS = {
    "drawdown": "share", "grossMargin": "share", "ebitdaMargin": "share", "multiple": "multiple",
    "usage": "factor", "listPrice": "factor", "shares": "count"}


class Series:
    """A series by its name, or the change of one over a time."""

    def __init__(self, text, world, quantity):
        self.world, self.quantity, self.lag = world, quantity, None
        change = re.fullmatch(r"change of (\S+) over (.+)", text.strip())
        self.name = change[1] if change else text.strip()
        if change:
            self.lag = max(round(quantity(change[2], "duration") * world.grid.per_year), 1)
        self.is_relative = False

    def level(self, text):
        """A level of it; one in per cent makes a change relative."""
        text = str(text)
        if "point" in text:
            return self.quantity(text.split()[0], "coefficient") / 100
        if self.lag and "%" in text:
            self.is_relative = True
            return self.quantity(text, "change")
        owner, _, word = self.name.partition(".")
        kind = KINDS.get(word, "money") if word else "coefficient"
        return self.quantity(re.sub(r" [A-Z]{3}$", "", text), kind)

    def at(self, k):
        if self.lag is None:
            return self.value(k)
        now, before = self.value(k), self.value(k - self.lag)
        if now == before:
            return 0.0
        return (now / before - 1 if before else math.inf) if self.is_relative else now - before

    def value(self, k):
        if k < 0:
            return self.before(k)
        owner, _, word = self.name.partition(".")
        if not word:
            return self.world.factors[owner].history[k]
        own = getattr(self.world.companies.get(owner), "history", [])
        # While the start is found: what it was before.
        return own[k][word] if len(own) > k else self.world.first_told.get(owner, {}).get(word, 1.0)

    def before(self, k):
        owner, _, word = self.name.partition(".")
        node = self.world.document["companies"].get(owner, {}).get(word)
        history = node.get("history", {}) if isinstance(node, dict) else {}
        past = {
            self.world.day(date): self.quantity(re.sub(r" [A-Z]{3}$", "", value), "money")
            for date, value in history.items()}
        if word == "arr" and self.world.companies[owner].stated_before:
            date, value = self.world.companies[owner].stated_before
            past[self.world.day(date)] = value
        start = self.value(0)
        if not past or "history" in self.world.without:
            return start
        points = [
            (self.world.grid.exact(date), math.log(value)) for date, value in sorted(past.items())
        ] + [(0.0, math.log(start))]
        return math.exp(line(k, points, set()))


def line(x, points, without):
    """Through points, flat outside of them."""
    if x <= points[0][0]:
        return points[0][1]
    for (a, low), (b, high) in zip(points, points[1:]):
        if x <= b:
            return low if "line" in without else low + (high - low) * (x - a) / (b - a)
    return points[-1][1]


class Along:
    """A number in each step."""

    def __init__(self, series, points, world, formula=lambda y: y):
        self.series, self.points, self.world, self.formula = series, points, world, formula

    def found(self, k):
        seen = max(k - ("lag" in self.world.without), 0)
        return self.formula(line(self.series.at(seen), self.points, self.world.without))

    def in_step(self, k, of_noise=False):
        return self.found(k - 1)

    def in_state(self, k, states):
        return self.in_step(k)

    def at(self, k):
        """Of a number that is seen on dates."""
        return self.found(max(k - 1, 0))

    def ending(self, k):
        return self.in_step(k)

    def map(self, formula):
        return Along(
            self.series, self.points, self.world, lambda y: formula(self.formula(y)))


class Joined:
    """What a formula makes of two numbers, of which one follows a series."""

    def __init__(self, formula, *numbers):
        self.formula, self.numbers = formula, numbers

    def in_step(self, k, of_noise=False):
        return self.formula(*(number.in_step(k) for number in self.numbers))

    def at(self, k):
        return self.formula(*(number.at(k) for number in self.numbers))

    def map(self, formula):
        return Joined(lambda *values: formula(self.formula(*values)), *self.numbers)
