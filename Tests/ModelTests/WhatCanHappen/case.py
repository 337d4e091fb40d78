"""A scenario and its numbers, as cases.json has them."""

from closed_forms import moments_of


class Case:
    def __init__(self, name, formula, *, happens, company="multiple: {initial: 100}", step="week",
                 horizon="52 weeks", record="[sharePrice]", top="", paths=100_000, stress=None):
        self.name, self.formula, self.paths = f"{name}, {step}" if step != "week" else name, formula, paths
        self.head = (
            f"ballpark: 1\ntitle: {name}\nstart: 2026-01-05\nhorizon: {horizon}\nstep: {step}\n"
            f"currency: USD\nrecord: {record}\npercentiles: [1, 5, 25, 50, 75, 95]\n")
        self.rest = (
            f"{happens.strip()}\n{top}companies:\n  x:\n    shares: 1M\n    arr: 1M\n"
            + "".join(f"    {line}\n" for line in company.strip().split("\n")))
        self.stress = stress
        self.asked, self.numbers, self.controls = [], [], []

    def is_(self, name, expected, error=None):
        """A number that the run tells; its error times the root of paths where the run tells none."""
        number = {"name": name, "expected": float(expected)}
        if error is not None:
            number["error"] = float(error)
        self.numbers.append(number)

    def asks(self, question, p):
        """A question and its probability."""
        self.is_(f"answer {len(self.asked)}", p)
        self.asked.append(question)

    def moments(self, name, raw):
        mean, sd, error = moments_of(raw)
        self.is_(f"{name}.mean", mean)
        self.is_(f"{name}.sd", sd, error)

    def wrong(self, what, **numbers):
        """A control: what another scheme would give for some of the numbers."""
        self.controls.append({"what": what, "numbers": [
            {"name": n, "expected": float(v)} for n, v in numbers.items()]})

    @property
    def record(self):
        questions = "".join(f"  - {question}\n" for question in self.asked)
        stress = {"stress": self.stress} if self.stress else {}
        return {
            "id": self.name, "formula": self.formula, "paths": self.paths, **stress,
            "scenario": self.head + (f"questions:\n{questions}" if questions else "") + self.rest,
            "numbers": self.numbers, "controls": self.controls}
