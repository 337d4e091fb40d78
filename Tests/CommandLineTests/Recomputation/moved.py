"""Effects on numbers, by 'Numbers from then on' of Documentation/model.md."""

from scenario import Number, together


class Effect:
    """What one effect has done on a path to the number that it moves."""

    def __init__(self, verb):
        self.verb = verb
        self.now = self.nothing
        # Behind each date so far.
        self.done = [self.now]

    @property
    def nothing(self):
        return {"change": 1.0, "add": 0.0, "set": None}[self.verb]

    def occurs(self, size):
        self.now = {
            "change": lambda: self.now * (1 + size), "add": lambda: self.now + size,
            "set": lambda: size}[self.verb]()

    def undo(self):
        self.now = self.nothing

    def at(self, k):
        return self.done[min(k, len(self.done) - 1)]

    def makes(self, p, k):
        """Of a number p, with what it has done by date k."""
        done = self.at(k)
        if self.verb == "change":
            return p * done
        return p + done if self.verb == "add" else p if done is None else done


class Moved:
    """A number with its effects, in the order of the file."""

    def __init__(self, stated, effects, without, formula=None, plain=None):
        # A formula of the number; `plain` is that of the number as the file states it.
        self.stated, self.formula = stated, formula
        self.plain = stated if plain is None else plain
        self.without = without
        self.effects = effects[::-1] if "order" in without else effects

    def acting(self, k):
        """The date whose effects act in step k."""
        return k if "delay" in self.without else k - 1

    def is_hit(self, k):
        return any(now != effect.nothing for effect in self.effects for now in effect.done[:k + 1])

    def folded(self, p, k):
        for effect in self.effects:
            p = effect.makes(p, k)
        return p if self.formula is None else self.formula(p)

    def in_step(self, k, of_noise=False):
        if not self.is_hit(self.acting(k)):
            return self.plain.in_step(k, of_noise)
        return self.folded(self.stated.in_step(k), self.acting(k))

    def in_state(self, k, states):
        """In step k while regimes are in these states."""
        return self.folded(in_state(self.stated, k, states), k - 1)

    def at(self, k):
        return self.folded(self.stated.at(k), k) if self.is_hit(k) else self.plain.at(k)

    def ending(self, k):
        if not self.is_hit(k - 1):
            return self.plain.ending(k)
        return self.folded(self.stated.ending(k), k - 1)

    def map(self, formula):
        return Moved(self.stated, self.effects, self.without, formula, self.plain.map(formula))


class Both:
    """What a formula makes of two numbers, one of which events move."""

    def __init__(self, formula, a, b):
        self.formula, self.a, self.b = formula, a, b
        self.plain = together(formula, *(getattr(number, "plain", number) for number in (a, b)))

    def in_step(self, k):
        if not any(isinstance(number, Moved) and number.is_hit(number.acting(k))
                   for number in (self.a, self.b)):
            return self.plain.in_step(k)
        return self.formula(self.a.in_step(k), self.b.in_step(k))


def in_state(number, k, states):
    """A number in step k while regimes are in these states, by name."""
    return number.in_step(k) if isinstance(number, Number) else number.in_state(k, states)
