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
    """A number with its effects, in the order of the file, and a formula of it."""

    def __init__(self, stated, effects, without, formula=lambda p: p):
        self.stated, self.effects, self.formula = stated, effects, formula
        self.without = without

    def by(self, k):
        """With what has been done by date k."""
        def folded(p):
            for effect in self.effects[::-1] if "order" in self.without else self.effects:
                p = effect.makes(p, k)
            return self.formula(p)
        return self.stated.map(folded)

    def acting(self, k):
        """The date whose effects act in step k."""
        return k if "delay" in self.without else k - 1

    def of_step(self, k):
        """What it is in step k: a number, or one by state."""
        return self.by(self.acting(k))

    def in_step(self, k, of_noise=False):
        return self.of_step(k).in_step(k, of_noise)

    def in_state(self, k, states):
        """In step k while regimes are in these states, by name."""
        return in_state(self.by(self.acting(k)), k, states)

    def at(self, k):
        return self.by(k).at(k)

    def ending(self, k):
        return self.by(self.acting(k)).ending(k)

    def map(self, formula):
        return Moved(
            self.stated, self.effects, self.without, lambda p: formula(self.formula(p)))


class Both:
    """What a formula makes of two numbers, which events may move."""

    def __init__(self, formula, *numbers):
        self.formula, self.numbers = formula, numbers

    def in_step(self, k):
        numbers = [
            number.of_step(k) if isinstance(number, Moved) else number for number in self.numbers]
        return together(self.formula, *numbers).in_step(k)


def in_state(number, k, states):
    """A number in step k while regimes are in these states, by name."""
    return number.in_step(k) if isinstance(number, Number) else number.in_state(k, states)
