"""A scenario and an audit as plain numbers, by 'Time' and 'Numbers' of Documentation/model.md."""

import calendar
import csv
import datetime
import io
import math
import re

import yaml

from along import Along, Joined, Series

# Steps in a year, and what one is on the calendar.
STEPS = {"day": (261, None), "week": (52, 7), "month": (12, 1), "quarter": (4, 3), "year": (1, 12)}
PERIODS = {"year": 1, "quarter": 4, "month": 12, "week": 52, "day": 365}
SUFFIXES = {"k": 3, "M": 6, "B": 9, "bn": 9, "T": 12}
# Sections that a number may stand for, and the key that it then is.
SHORT = {
    "shares": "issued", "arr": "value", "cash": "value", "debt": "value", "tax": "rate",
    "growth.volatility": "initial", "usage.volatility": "initial",
    "multiple.volatility": "initial",
    "volatility": "initial", "costs.grossMargin": "initial", "costs.fixed": "amount", "costs.research": "amount",
}
FAMILIES = set(
    "normal lognormal loguniform logitnormal triangular pert uniform beta gamma weibull exponential "
    "pareto studentT laplace poisson bernoulli discrete empirical mixture metalog".split())


# ---- Quantities ----------------------------------------------------------------------------------

def quantity(text, kind):
    """A number of a file in the unit of its kind."""
    parts = re.fullmatch(
        r"([+-]?[\d_.]+)(?:[eE]([+-]?\d+))?\s*(?:(k|M|B|bn|T)(?![A-Za-z]))?\s*(.*)",
        str(text).strip().replace("\u2212", "-"))
    if not parts:
        raise ValueError(f"'{text}' is no quantity")
    digits, exponent, suffix, unit = parts.groups()
    power = int(exponent or 0) + SUFFIXES.get(suffix, 0) - (2 if unit.startswith("%") else 0)
    value = float(f"{digits.replace('_', '')}e{power}")
    period = next((n for name, n in PERIODS.items() if re.search(rf"\b{name}s?$", unit)), None)
    if kind == "rate" and unit.startswith("log"):
        return math.expm1(value * period)
    if kind == "rate" and period:
        return math.expm1(period * math.log1p(value)) if period > 1 else value
    if kind == "duration" and period:
        return value / period
    if kind == "frequency" and period:
        return value * period
    return value


def ends(text):
    """The two ends of 'low to high', each with its unit; nothing for another text."""
    parts = re.split(r" to ", text)
    if len(parts) != 2:
        return None
    low, high = (part.strip() for part in parts)
    unit = re.fullmatch(r"[+-]?[\d_.]+(?:[eE][+-]?\d+)?(.*)", high).group(1)
    if re.fullmatch(r"[+-]?[\d_.]+(?:[eE][+-]?\d+)?", low):
        low += unit
    return low, high


def currency(node):
    """The currency that a number is stated in; nothing for that of the company."""
    if isinstance(node, dict):
        return next((code for part in node.values() if (code := currency(part))), None)
    if isinstance(node, list):
        return next((code for part in node if (code := currency(part))), None)
    code = re.search(r"\b[A-Z]{3}$", str(node))
    return code.group() if code else None


# ---- Time ----------------------------------------------------------------------------------------

class Grid:
    def __init__(self, document):
        self.step = document.get("step", "month")
        self.per_year, every = STEPS[self.step]
        self.dt = 1 / self.per_year
        horizon = quantity(plain(document["horizon"]), "duration")
        self.steps = math.ceil(horizon * self.per_year * (1 - 1e-12))
        start = datetime.date.fromisoformat(document["start"])
        self.dates = [start]
        for k in range(1, self.steps + 1):
            self.dates.append(self.later(start, self.dates[-1], k, every))

    def later(self, start, last, k, every):
        if self.step == "week":
            return start + datetime.timedelta(7 * k)
        if self.step == "day":
            return last + datetime.timedelta({4: 3, 5: 2}.get(last.weekday(), 1))
        months = start.month - 1 + every * k
        year, month = start.year + months // 12, months % 12 + 1
        return datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))

    def exact(self, date):
        """'The place of a date', in steps."""
        if date < self.dates[0]:
            return self.before_start(date)
        for k, (low, high) in enumerate(zip(self.dates, self.dates[1:])):
            if low <= date < high:
                return k + (date - low).days / (high - low).days
        return float(self.steps)

    def before_start(self, date):
        """The same below 0, as if the grid went on there."""
        days, every = (date - self.dates[0]).days, STEPS[self.step][1]
        if self.step == "week":
            return days / 7
        if self.step == "day":
            return self.weekdays(date) - self.weekdays(self.dates[0])
        k, high = 0, self.dates[0]
        while (low := self.later(self.dates[0], high, k - 1, every)) > date:
            k, high = k - 1, low
        return k - (high - date).days / (high - low).days

    @staticmethod
    def weekdays(date):
        """Steps of weekdays since the first Monday of the calendar."""
        week, day = divmod(date.toordinal() - 1, 7)
        return 5 * week + (day if day < 5 else 4 + (day - 4) / 3)

    def place(self, date):
        """The first date of the grid on or after another."""
        return next((k for k, own in enumerate(self.dates) if own >= date), len(self.dates))


def plain(node):
    """A number without its evidence."""
    return node["value"] if isinstance(node, dict) and "value" in node else node


def is_number(node):
    """Whether it is a number and no section: a text, one with evidence, a schedule, a distribution."""
    return isinstance(node, str) or isinstance(node, dict) and bool(
        {"value", "schedule", "regime", "along"} & set(node) or FAMILIES & set(node))


# ---- The audit -----------------------------------------------------------------------------------

class Audit:
    """The rows of one path."""

    def __init__(self, text):
        self.drivers, self.draws, self.series, self.outcomes = {}, {}, {}, {}
        # What happened, by name; states, by name and date; of each time, when it was and what it drew.
        self.happened, self.states, self.times, self.sizes = {}, {}, {}, {}
        # Numbers along series.
        self.numbers = {}
        rows = list(csv.DictReader(io.StringIO(text)))
        if not rows:
            raise ValueError("the audit has no rows")
        for row in rows:
            name, value = row["name"], row["value"]
            self.path = int(row["path"])
            if row["kind"] == "driver":
                self.drivers[name] = float(value)
            elif row["kind"] == "outcome":
                self.outcomes[name] = value
            elif row["kind"] == "event":
                self.happened[name] = value
            elif row["kind"] == "state":
                self.states.setdefault(name, {})[row["date"]] = value
            elif row["kind"] == "number":
                self.numbers.setdefault(name, {})[row["date"]] = float(value)
            elif row["kind"] in ("happened", "size"):
                kind = self.times if row["kind"] == "happened" else self.sizes
                kind.setdefault(name, []).append(float(value))
            elif row["kind"] in ("entered", "case", "failure"):
                continue
            else:
                kind = self.series if row["kind"] == "series" else self.draws
                kind.setdefault(name, {})[row["date"]] = float(value)


# ---- Keys ----------------------------------------------------------------------------------------

class Number:
    """What a key is in each step and at each date: one value, or the pieces of a schedule."""

    def __init__(self, pieces):
        # With the place of the date from which each acts, ascending; the first at 0.
        self.pieces = pieces

    def in_step(self, k, of_noise=False):
        """In the step that ends at date k: pieces act in the steps that begin on their date."""
        return self.at(k - 1)

    def at(self, k):
        return [value for place, value in self.pieces if place <= max(k, 0)][-1]

    def ending(self, k):
        """Of a number of dates, with which the step ends that ends at date k."""
        return self.in_step(k)

    def map(self, formula):
        return Number([(place, formula(value)) for place, value in self.pieces])


class ByState:
    """'A number by regime': one for each state."""

    def __init__(self, regime, numbers):
        self.regime, self.numbers = regime, numbers

    def in_step(self, k, of_noise=False):
        values = [number.in_step(k) for number in self.numbers]
        if "switches" in self.regime.world.without:
            return values[self.regime.states_at[k - 1]]
        parts = self.regime.parts(k)
        if max(parts) == 1:
            return values[parts.index(1)]
        if of_noise:
            return math.sqrt(sum(w * value ** 2 for w, value in zip(parts, values)))
        return sum(w * value for w, value in zip(parts, values))

    def ending(self, k):
        return self.numbers[self.regime.before_sets[k]].ending(k)

    def at(self, k):
        return self.numbers[self.regime.states_at[k]].at(k)

    def in_state(self, k, states):
        """In step k while regimes are in these states, by name."""
        return self.numbers[states[self.regime.name]].in_step(k)

    def map(self, formula):
        return ByState(self.regime, [number.map(formula) for number in self.numbers])


def together(formula, a, b):
    """What a formula makes of two numbers, of which at most one is by date."""
    if isinstance(a, ByState):
        return ByState(a.regime, [
            together(formula, own, b.numbers[i] if isinstance(b, ByState) else b)
            for i, own in enumerate(a.numbers)])
    if isinstance(b, ByState):
        return ByState(b.regime, [together(formula, a, own) for own in b.numbers])
    if isinstance(a, (Along, Joined)) or isinstance(b, (Along, Joined)):
        return Joined(formula, a, b)
    if len(a.pieces) == 1:
        return b.map(lambda value: formula(a.at(0), value))
    if len(b.pieces) == 1:
        return a.map(lambda value: formula(value, b.at(0)))
    places = sorted({place for place, _ in a.pieces + b.pieces})
    return Number([(place, formula(a.at(place), b.at(place))) for place in places])


class Keys:
    """The numbers of one company, by key."""

    def __init__(self, document, name, grid, audit, world):
        self.tree, self.name, self.grid, self.audit = document["companies"][name], name, grid, audit
        self.world, self.regimes = world, world.regimes
        self.reporting = document["currency"]
        self.currency = self.tree.get("currency", self.reporting)
        self.rates = {
            code: audit.drivers.get(f"fx.{code}", None) or quantity(plain(node), "factor")
            for code, node in document.get("fx", {}).items()}
        self.rates[self.reporting] = 1.0

    def rate(self, code, target=None):
        """What a unit of a currency is worth now, in the reporting currency or in another."""
        moving = self.world.factors.get(f"fx.{code}")
        is_fixed = moving is None or "exchange" in self.world.without
        rate = self.rates[code] if is_fixed else moving.value
        return rate if target is None else rate / self.rate(target)

    def node(self, key):
        """What stands at a key, in either of its places; nothing where the file says nothing."""
        here, path = self.tree, key.split(".")
        for depth, word in enumerate(path):
            if is_number(here) and path[depth:] == [SHORT.get(".".join(path[:depth]))]:
                return here
            if isinstance(here, str):
                return None
            here = here[int(word)] if isinstance(here, list) else here.get(word)
            if here is None:
                return None
        return here

    def has(self, key):
        return self.node(key) is not None

    def word(self, key, default):
        return self.node(key) or default

    def items(self, key):
        """Places of a list, names of a map."""
        node = self.node(key) or []
        return list(node) if isinstance(node, dict) else range(len(node))

    def number(self, key, kind, default=None, target=None):
        """The number of a key in each step; the default where the file says nothing."""
        # What was one number before it became a section has the name of that.
        named = "multiple.volatility" if key == "multiple.volatility.initial" else key.removesuffix(".value")
        node, full = self.node(key), f"{self.name}.{named}"
        if node is not None:
            return self.world.moved(full, self.stated(node, full, kind, target))
        return None if default is None else self.world.moved(full, Number([(0, default)]))

    def stated(self, node, full, kind, target=None):
        if isinstance(node, dict) and "regime" in node:
            regime = self.regimes[node["regime"]]
            return ByState(regime, [
                self.stated(
                    node.get(state, node.get("else")),
                    full if state == regime.first else f"{full}@{state}", kind, target)
                for state in regime.states])
        if isinstance(node, dict) and "along" in node:
            series = Series(node["along"], self.world, quantity)
            points = [
                (series.level(at), self.value(
                    piece, full if place == 0 else f"{full}@{at}", kind, target))
                for place, (at, piece) in enumerate(node["points"].items())]
            return self.world.alongs.setdefault(full, Along(series, points, self.world))
        schedule = node.get("schedule") if isinstance(node, dict) else None
        if schedule is None and isinstance(plain(node), dict):
            schedule = plain(node).get("schedule")
        if schedule is None:
            return Number([(0, self.value(node, full, kind, target))])
        pieces, start = [], self.grid.dates[0].isoformat()
        held = max(date for date in schedule if date <= start)
        for date, piece in sorted(schedule.items()):
            name = full if date == held else f"{full}@{date}"
            place = 0 if date == held else self.grid.place(datetime.date.fromisoformat(date))
            if date >= held and place < self.grid.steps:
                pieces.append((place, self.value(piece, name, kind, target)))
        return Number(pieces)

    def one(self, key, kind, default=None, target=None):
        number = self.number(key, kind, default, target)
        return None if number is None else number.at(0)

    def value(self, node, full, kind, target):
        value = self.audit.drivers.get(full)
        if value is None:
            value = quantity(plain(node), kind)
        if kind != "money":
            return value
        source, target = currency(plain(node)) or self.currency, target or self.currency
        return value if source == target else value * self.rates[source] / self.rates[target]

    def shock(self, process, k):
        return self.draw(f"{self.name}.{process}", k)

    def draw(self, name, k):
        return self.audit.draws.get(name, {}).get(self.grid.dates[k].isoformat(), 0.0)


class Shared(Keys):
    """Numbers that belong to no company: rates, probabilities, weights."""

    def __init__(self, document, grid, audit, world):
        self.grid, self.audit, self.world, self.regimes = grid, audit, world, world.regimes
        self.currency = document["currency"]

    def rate(self, node, full):
        """How often a transition or an event happens."""
        return self.world.moved(full, self.stated(node, full, "frequency"))


def read(path):
    """A scenario of one file; every scalar as text."""
    with open(path, encoding="utf-8") as file:
        document = yaml.load(file, Loader=yaml.BaseLoader)
    if "extends" in document:
        raise ValueError(f"{path} extends another file")
    first = next(iter(document["companies"].values()))
    document.setdefault("currency", first.get("currency", ""))
    return document
