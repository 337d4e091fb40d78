"""What events do to numbers from then on, and for a time."""

import math

import numpy as np

from case import Case
from closed_forms import by, place

STEPS = {"week": 52, "month": 12}
PRICE = "growth: {of: usage}\nmultiple: {initial: 1}\n"


def from_then_on():
    """Equal to case effect_lasting_1: the drift changes in the steps behind the date on which it shows."""
    n, until = 104, 104
    case = Case(
        "from then on", "sum over the dates k: P(in step k), and steps k + 1 on have the new drift",
        horizon="104 weeks", record="[arr]",
        happens="events:\n  war: {until: 2028-01-03, probability: 90%, then: {set: {x.listPrice.drift: -50%}}}",
        company=PRICE + "listPrice: {drift: 10%}")
    seen = lambda k: by(0.9, until, k) - by(0.9, until, k - 1)
    def price(k, late=0):
        return 1.1 ** ((k - late) / 52) * 0.5 ** ((n - k + late) / 52)
    def raw(late):
        return [0.1 * (1e6 * 1.1 ** 2) ** j + sum(seen(k) * (1e6 * price(k, late)) ** j for k in range(1, n + 1))
                for j in (1, 2, 3, 4)]
    case.is_("P(war)", 0.9)
    case.moments("x.arr", raw(0))
    case.wrong("never", **{"x.arr.mean": 1e6 * 1.1 ** 2})
    case.wrong("half a year before", **{"x.arr.mean": raw(26)[0]})
    return case


def for_a_time(step):
    """A certain length behind a date that is drawn, so that a mixture of two numbers is left."""
    n = STEPS[step]
    length = "26 weeks" if step == "week" else "6 months"
    steps = 26 if step == "week" else 6
    at = int(place("2026-03-09" if step == "week" else "2026-03-05", step))
    date = "2026-03-09" if step == "week" else "2026-03-05"
    case = Case(
        "for a time", "from the date on, and undone after so many steps; a level by the inverse of its move",
        step=step, horizon="1 year", record="[arr, usage]",
        happens="events:\n"
        f"  promotion: {{at: {date}, probability: 40%, then: {{add: {{x.listPrice.drift: -30%}}, "
        f"change: {{x.usage: 50%}}, for: {length}}}}}",
        company=PRICE + "listPrice: {drift: 20%}")
    cut = 1.2 ** (1 - steps / n) * 0.9 ** (steps / n)
    case.moments("x.arr", [0.6 * (1.2e6) ** j + 0.4 * (1e6 * cut) ** j for j in (1, 2, 3, 4)])
    case.is_("x.usage.mean", 1)
    during = {"week": "2026-06-08", "month": "2026-06-05"}[step]
    case.asks(f"x.usage > 1.4 times at {during}", 0.4)
    case.wrong("for good", **{"x.arr.mean": 1e6 * (
        0.6 * 1.2 + 0.4 * 1.5 * 1.2 ** (at / n) * 0.9 ** (1 - at / n))})
    return case


def compounding():
    """Each occurrence adds ten points to a drift: a chain over their number."""
    n, rate, most = 52, 3.0, 40
    case = Case(
        "effects that add up", "a chain over the number so far, weeks of Poisson counts; a week has the number of its start",
        record="[arr]", happens="events:\n  launch: {frequency: 3/year, then: {add: {x.listPrice.drift: 10%}}}",
        company=PRICE + "listPrice: {drift: 0%}")
    case.is_("launch.count.mean", rate)
    def expected(power, together=True):
        mass = np.zeros(most + 1)
        mass[0] = 1
        counts = np.arange(most + 1)
        drift = 0.1 * (counts if together else np.minimum(counts, 1))
        poisson = [math.exp(-rate / n) * (rate / n) ** i / math.factorial(i) for i in range(8)]
        for _ in range(n):
            mass = mass * (1 + drift) ** (power / n)
            after = np.zeros_like(mass)
            for i, p in enumerate(poisson):
                after[i:] += p * mass[:most + 1 - i]
            mass = after
        return 1e6 ** power * mass.sum()
    case.moments("x.arr", [expected(j) for j in (1, 2, 3, 4)])
    case.wrong("the last one only", **{"x.arr.mean": expected(1, together=False)})
    return case


def renewed():
    """With a length, an occurrence takes the place of the one before: a chain over the weeks that are left."""
    n, rate, lasts = 104, 2.0, 13
    case = Case(
        "effects that are renewed", "a chain over the weeks that are left: 13 with an occurrence, else one less",
        horizon="104 weeks", record="[arr]",
        happens="events:\n  boom: {frequency: 2/year, then: {set: {x.listPrice.drift: 80%}, for: 13 weeks}}",
        company=PRICE + "listPrice: {drift: 0%}")
    hit = 1 - math.exp(-rate / 52)
    def expected(power, lasts=lasts):
        mass = np.zeros(lasts + 1)
        mass[0] = 1
        for _ in range(n):
            mass = mass * np.where(np.arange(lasts + 1) > 0, 1.8 ** (power / 52), 1)
            after = np.zeros_like(mass)
            after[:-1] = (1 - hit) * mass[1:]
            after[0] += (1 - hit) * mass[0]
            after[lasts] += hit * mass.sum()
            mass = after
        return 1e6 ** power * mass.sum()
    case.moments("x.arr", [expected(j) for j in (1, 2, 3, 4)])
    case.wrong("a week longer", **{"x.arr.mean": expected(1, 14)})
    return case


def rates(step):
    """The rate of a transition, and the frequency of another event."""
    n = STEPS[step]
    date = {"week": "2026-03-09", "month": "2026-03-05"}[step]
    length = "26 weeks" if step == "week" else "6 months"
    s, T = int(place(date, step)) / n, 1.0
    case = Case(
        "rates that are moved", "1 - exp(-integral of the rate); counts have its integral for a mean", step=step,
        horizon="1 year",
        happens="regimes:\n  order: {start: closed, transitions: {closed: {open: 0.4/year}}}\n"
        "events:\n"
        f"  summit: {{at: {date}, probability: 50%, then: {{set: {{order.closed.open: 3/year}}}}}}\n"
        f"  rush: {{at: {date}, then: {{change: {{news.frequency: 200%}}, for: {length}}}}}\n"
        "  news: {frequency: 2/year, then: {change: {x.multiple: 1%}}}")
    opened = lambda later: 1 - 0.5 * math.exp(-0.4 * T) - 0.5 * math.exp(-0.4 * s - later * (T - s))
    case.asks("order = open", opened(3))
    case.is_("news.count.mean", 2 + 2 * 2 * 0.5)
    case.wrong("the rate stays", **{"answer 0": opened(0.4)})
    case.wrong("for good", **{"news.count.mean": 2 + 4 * (1 - s)})
    return case
