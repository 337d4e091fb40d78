"""Three monthly steps in which nothing is drawn, for each word of 'What can happen': a scenario and, beside it,
what each step comes to in plain arithmetic by Documentation/model.md.

usage: sheets.py write [--left-out]     writes NAME.yaml of each sheet into this folder, prints the names
       sheets.py compare                prints 'ok' or 'bad' for each NAME.csv, its audit, and what differs

--left-out writes each scenario without what its sheet is about, for a control that must fail.
"""

import csv
import math
import sys
from typing import NamedTuple

# A month earns a twelfth of EBITDA and pays 1 % on debt; half of a way that growth goes is gone in a month.
COMPANY = """ballpark: 1
title: Three steps
start: 2026-01-01
horizon: 3 months
step: month
currency: USD
companies:
  acme:
    shares: 1M
    arr: 12M
    cash: 10M
    debt: {{value: 4M, interest: 1%/month}}
    growth: {{of: usage, longRun: 0%, halfLife: 1 month}}
    listPrice: {}
    multiple: {{initial: 10x}}
    costs: {{grossMargin: 50%, fixed: 3M{}}}
events:
"""


class Sheet(NamedTuple):
    happens: str
    # What the control has in place of a part of it.
    left_out: tuple[str, str]
    # By series at the start and behind each step; money in millions, a share price in dollars.
    told: dict[str, list[float]]
    list_price: str = "{elasticity: -1}"
    # More of them.
    costs: str = ""


def month(usage=1.0, fixed=3.0, debt=4.0):
    """What a month brings with what holds in it: half of ARR less fixed costs, and interest."""
    return (12 * usage * 0.5 - fixed) / 12 - 0.01 * debt


# A month in which nothing has happened.
m = month()
SHEETS = {
    # What does not happen on a date shows on that date; the month that ends there has earned without it.
    "otherwise": Sheet(
        "  round: {at: 2026-02-01, probability: 0%, otherwise: {change: {acme.usage: -20%}}}",
        ("otherwise", "then"),
        {"usage": [1, 0.8, 0.8, 0.8],
         "cash": [10, 10 + m, 10 + m + month(0.8), 10 + m + 2 * month(0.8)]}),

    # Demand goes its way, and what is served is what capacity allows.
    "capacity": Sheet(
        """
  more: {at: 2026-02-01, then: {change: {acme.usage: 50%}}}
  chips: {at: 2026-03-01, then: {change: {acme.usage.capacity: 10%}}}
""", ("change: {acme.usage.capacity: 10%}", "change: {acme.usage: 10%}"),
        {"demand": [1, 1.5, 1.5, 1.5], "usage": [1, 1.2, 1.32, 1.32], "unserved": [0, 0.2, 0.12, 0.12],
         "cash": [10, 10 + m, 10 + m + month(1.2), 10 + m + month(1.2) + month(1.32)]},
        "{elasticity: -1}\n    usage: {capacity: 1.2 times}"),

    # By a deadline: on the first date on or after it.
    "deadline": Sheet(
        "  round: {until: 2026-02-10, when: acme.cash > 99M, otherwise: {add: {acme.cash: -2M}}}",
        ("otherwise", "then"),
        {"cash": [10, 10 + m, 10 + 2 * m - 2, 10 + 3 * m - 2]}),

    # A condition sees the date before: ARR is 13.2 on the first, so it happens on the second.
    "when": Sheet(
        """
  more: {at: 2026-02-01, then: {change: {acme.usage: 10%}}}
  hires: {when: acme.arr > 13M, then: {add: {acme.costs.fixed: 1.2M}}}
""", ("when: acme.arr > 13M", "at: 2026-02-01"),
        {"ebitda": [3, 3.6, 6.6 - 4.2, 6.6 - 4.2],
         "cash": [10, 10 + m, 10 + m + month(1.1), 10 + m + month(1.1) + month(1.1, fixed=4.2)]}),

    # It holds on each date: on the first, and again two months later.
    "again": Sheet(
        "  loan: {when: acme.cash > 1M, again: 2 months, then: {add: {acme.debt: 1M}}}",
        (", again: 2 months", ""),
        {"debt": [4, 5, 5, 6],
         "cash": [10, 10 + m, 10 + m + month(debt=5), 10 + m + 2 * month(debt=5)]}),

    # From 17 December, at -15/31 = -0.48: at 0.92 and 2.32, which show on the first and the third.
    "every": Sheet(
        "  release: {every: 1.4 months, from: 2025-12-17, then: {change: {acme.usage: 10%}}}",
        (", from: 2025-12-17", ""),
        {"usage": [1, 1.1, 1.1, 1.21], "cash": [10, 10 + m, 10 + m + month(1.1), 10 + m + 2 * month(1.1)]}),

    # One case of two, with two maps, one after the other.
    "cases": Sheet(
        """
  release:
    at: 2026-02-01
    then:
      cases:
        hit: {weight: 100%, then: [{change: {acme.usage: 50%}}, {add: {acme.usage: 0.5}}]}
        flop: {weight: 0%, change: {acme.usage: -50%}}
""", ("{change: {acme.usage: 50%}}, ", ""),
        {"usage": [1, 2, 2, 2], "cash": [10, 10 + m, 10 + m + month(2), 10 + m + 2 * month(2)]}),

    # On one date, one after the other: 2, 2.2, 2.5. Usage answers by -1, and then is changed itself.
    "levels": Sheet(
        """
  a: {at: 2026-02-01, then: {set: {acme.listPrice: 2}, change: {acme.usage: 20%, acme.multiple: 10%}}}
  b: {at: 2026-02-01, then: {change: {acme.listPrice: 10%, acme.multiple: 10%}, add: {acme.listPrice: 0.3}}}
""", ("acme.listPrice: 10%, ", ""),
        {"listPrice": [1, 2.5, 2.5, 2.5], "usage": [1, 1.2 / 2.5, 1.2 / 2.5, 1.2 / 2.5],
         "multiple": [10, 12.1, 12.1, 12.1],
         "cash": [10, 10 + m, 10 + m + month(1.2), 10 + m + 2 * month(1.2)]}),

    # Cash and debt move behind what the month has earned; the next one pays interest on the new debt.
    "balance": Sheet(
        """
  loan: {at: [2026-02-01, 2026-03-01], then: {add: {acme.cash: 2M, acme.debt: 3M}}}
  waiver: {at: 2026-04-01, then: {change: {acme.debt: -50%, acme.cash: -10%}}}
""", (", acme.debt: 3M", ""),
        {"debt": [4, 7, 10, 5],
         "cash": [10, 12 + m, 14 + m + month(debt=7), (14 + m + month(debt=7) + month(debt=10)) * 0.9]}),

    # What entering a state does, which an event sets, and what it sets in turn.
    "regimes": Sheet(
        """
  spark: {at: 2026-02-01, then: {set: {prices: war}}}
regimes:
  prices:
    start: truce
    transitions: {truce: {war: 0/year}}
    then: {war: {change: {acme.usage: -20%}, set: {mood: low}}}
  mood: {start: high, transitions: {high: {low: 0/year}}, then: {low: {change: {acme.multiple: -50%}}}}
""", (", set: {mood: low}", ""),
        {"usage": [1, 0.8, 0.8, 0.8], "multiple": [10, 5, 5, 5],
         "cash": [10, 10 + m, 10 + m + month(0.8), 10 + m + 2 * month(0.8)]}),

    # A drift of 100 % a year behind the event, of 400 % behind the next; usage answers by -1, then by -0.5.
    "numbers": Sheet(
        """
  war: {at: 2026-02-01, then: {set: {acme.listPrice.drift: 100%}}}
  worse:
    at: 2026-03-01
    then: {add: {acme.listPrice.drift: 300%}, change: {acme.listPrice.elasticity: -50%}}
""", ("add: {acme.listPrice.drift: 300%}, ", ""),
        {"listPrice": [1, 1, 2 ** (1 / 12), 10 ** (1 / 12)],
         "usage": [1, 1, 2 ** (-1 / 12), 2 ** (-1 / 12) * 5 ** (-0.5 / 12)]}),

    # In the order of the file and not of time: 20 %, then 20 + 30, then 2 times 20 + 30.
    "order": Sheet(
        """
  double: {at: 2026-03-01, then: {change: {acme.listPrice.drift: 100%}}}
  more: {at: 2026-02-01, then: {add: {acme.listPrice.drift: 30%}}}
""", ("""  double: {at: 2026-03-01, then: {change: {acme.listPrice.drift: 100%}}}
  more: {at: 2026-02-01, then: {add: {acme.listPrice.drift: 30%}}}
""", """  more: {at: 2026-02-01, then: {add: {acme.listPrice.drift: 30%}}}
  double: {at: 2026-03-01, then: {change: {acme.listPrice.drift: 100%}}}
"""),
        {"listPrice": [1, 1.2 ** (1 / 12), (1.2 * 1.5) ** (1 / 12), (1.2 * 1.5 * 1.7) ** (1 / 12)],
         "arr": [12, 12, 12, 12]},
        "{drift: 20%, elasticity: -1}"),

    # A number of dates is another on its date, and not in the month that ends there: 6 x (50 % - 10 %) - 3.
    "dates": Sheet(
        """
  fees:
    at: 2026-02-01
    then: {add: {acme.costs.variable: 10%}, change: {acme.revenue.conversion: -50%}, for: 1 month}
""", (", for: 1 month", ""),
        {"revenue": [12, 6, 12, 12], "ebitda": [3, -0.6, 3, 3],
         "cash": [10, 10 + m, 10 + m - 0.6 / 12 - 0.04, 10 + 2 * m - 0.6 / 12 - 0.04]}),

    # Towards ln 2 a year: growth is 0, then a half of it, then 3/4; less what a step takes to get there.
    "growth": Sheet(
        "  demand: {at: 2026-02-01, then: {add: {acme.growth.longRun: 100%}}}",
        ("100%", "99%"),
        {"usage": [1, 1, math.exp((math.log(2) - 0.5) / 12), math.exp((2 * math.log(2) - 0.75) / 12)]}),

    # Undone on the first date on or after its end: 45 days are 1.48 months, so on the third.
    "for": Sheet(
        """
  outage: {at: 2026-02-01, then: {change: {acme.usage: -20%}, add: {acme.costs.fixed: 1.2M}, for: 45 days}}
  more: {at: 2026-03-01, then: {change: {acme.usage: 50%}}}
""", (", for: 45 days", ""),
        {"usage": [1, 0.8, 1.2, 1.5], "ebitda": [3, 4.8 - 4.2, 7.2 - 4.2, 9 - 3],
         "cash": [10, 10 + m, 10 + m + month(0.8, fixed=4.2),
                  10 + m + month(0.8, fixed=4.2) + month(1.2, fixed=4.2)]}),

    # The second, 19 of 28 days later, takes the place of the first, and its own end counts.
    "renewal": Sheet(
        """
  outage:
    at: [2026-02-01, 2026-02-20]
    then: {change: {acme.usage: -20%}, set: {acme.listPrice.drift: 100%}, for: 1 month}
""", (", 2026-02-20", ""),
        {"usage": [1, 0.8, 0.8 * 2 ** (-1 / 12), 4 ** (-1 / 12)],
         "listPrice": [1, 1, 2 ** (1 / 12), 4 ** (1 / 12)]}),

    # What is done together leaves nothing: 1.1 + 0.5, less 0.5, over 1.1.
    "together": Sheet(
        "  fair: {at: 2026-02-01, then: {change: {acme.usage: 10%}, add: {acme.usage: 0.5}, for: 1 month}}",
        (", for: 1 month", ""),
        {"usage": [1, 1.6, 1, 1], "cash": [10, 10 + m, 10 + m + month(1.6), 10 + 2 * m + month(1.6)]}),

    # A share by state of 0 % and 10 %: the month in which the state is set has earned at that of the state before.
    "state": Sheet(
        """
  spark: {at: 2026-02-01, then: {set: {prices: war}}}
regimes:
  prices: {start: truce, transitions: {truce: {war: 0/year}}}
""", ("set: {prices: war}", "change: {acme.multiple: 0%}"),
        {"ebitda": [3, 1.8, 1.8, 1.8],
         "cash": [10, 10 + m, 10 + m + 1.8 / 12 - 0.04, 10 + m + 3.6 / 12 - 0.08]},
        costs=", variable: {regime: prices, truce: 0%, war: 10%}"),

    # At 20 % off the price of the date, which is of 120 and what is in cash, less debt.
    "raise": Sheet(
        "  round: {at: 2026-03-01, then: {raise: {acme: {amount: 6M, discount: 20%}}, add: {acme.costs.fixed: 1.2M}}}",
        (", discount: 20%", ""),
        {"cash": [10, 10 + m, 16 + 2 * m, 16 + 2 * m + month(fixed=4.2)], "raised": [0, 0, 6, 6],
         "sharePrice": [126, 126 + m, (132 + 2 * m) / (1 + 6 / (0.8 * (126 + 2 * m))),
                        (132 + 2 * m + month(fixed=4.2)) / (1 + 6 / (0.8 * (126 + 2 * m)))]}),

    # Holders get 30 % more than the price of the date, with all that happens on it, and once; the business goes on.
    "buyOut": Sheet(
        "  offer: {at: [2026-03-01, 2026-04-01], then: {buyOut: {acme: 30%}, change: {acme.usage: 50%}}}",
        ("buyOut: {acme: 30%}, ", ""),
        {"sharePrice": [126, 126 + m, (186 + 2 * m) * 1.3, (186 + 2 * m) * 1.3],
         "usage": [1, 1, 1.5, 2.25], "cash": [10, 10 + m, 10 + 2 * m, 10 + 2 * m + month(1.5)]}),

    # A transition from never to at once: the whole of the step behind the event is spent in the other state.
    "rates": Sheet(
        """
  spark: {at: 2026-02-01, then: {set: {prices.truce.war: 1e13/year}}}
regimes:
  prices: {start: truce, transitions: {truce: {war: 0/year}}, then: {war: {change: {acme.usage: -20%}}}}
""", ("set: {prices.truce.war: 1e13/year}", "add: {prices.truce.war: 0.001/year}"),
        {"usage": [1, 1, 0.8, 0.8], "listPrice": [1, 1, 2 ** (1 / 12), 4 ** (1 / 12)]},
        "{drift: {regime: prices, truce: 0%, war: 100%}}"),
}


def differences(sheet, rows):
    """Names and dates of numbers that are not those of a sheet."""
    series = {}
    for row in rows:
        if row["kind"] == "series":
            series.setdefault(row["name"].removeprefix("acme."), []).append(row)
    for name, own in sheet.told.items():
        unit = 1e6 if series[name][0]["unit"] == "USD" and name != "sharePrice" else 1
        for row, value in zip(series[name], own, strict=True):
            told = float(row["value"]) / unit
            if not abs(told - value) <= 1e-9 * max(abs(told), abs(value), 1):
                yield f"{name} on {row['date']}: {value:.12g}, and the program says {told:.12g}"


def main(arguments):
    for name, sheet in SHEETS.items():
        if arguments[0] == "write":
            happens = "\n" + sheet.happens.strip("\n") + "\n"
            if "--left-out" in arguments:
                assert sheet.left_out[0] in happens, name
                happens = happens.replace(*sheet.left_out)
            with open(f"{name}.yaml", "w", encoding="utf-8") as file:
                file.write(COMPANY.format(sheet.list_price, sheet.costs).rstrip("\n") + happens)
            print(name)
        else:
            with open(f"{name}.csv", encoding="utf-8") as file:
                wrong = list(differences(sheet, csv.DictReader(file)))
            print("bad" if wrong else "ok", name)
            print(*(f"  {text}" for text in wrong), sep="\n", end="\n" if wrong else "")


if __name__ == "__main__":
    main(sys.argv[1:])
