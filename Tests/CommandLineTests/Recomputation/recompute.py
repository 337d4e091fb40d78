"""Recomputes audited paths from their draws: written from Documentation/model.md, not from the program.

usage: recompute.py [--without EQUATION] SCENARIO AUDIT...

AUDIT is what `ballpark run SCENARIO --path N` prints. Every series at every date and every outcome is
computed from the file, the drivers, shocks and jumps of the audit, and the equations of that page, and
compared; and so are the drivers, shocks and jumps themselves, from the seed.
Prints 'ok' or 'bad' for each audit with how many numbers there are and the largest difference, and below
'bad' the first numbers that differ.

--without leaves one equation out, for a control that must fail:

  ito        the half of its variance that is taken off the drift of usage
  drift      what the list price's drift takes off usage, so that stated growth is that of ARR
  levels     that a level earns from its own date on, and not in the step that ends there
  losses     losses carried forward
  learning   all usage so far, in the cost of a unit
  runs       that each training run costs what it costs, whatever the step
  premium    the risk premium of usage
  raises     that follow from events
  takeover   at a premium
  sizes      that each occurrence draws anew
  cases      which of its cases an occurrence is
  otherwise  what follows where an event does not happen
  moves      that what events do to the business earns from its own date on, and not in the step that ends there
  switches   that a step in which a regime switches has the mean of its states
  numbers    what events do to numbers of a company
  rates      what they do to rates of transitions and to frequencies
  balance    what they do to cash and debt
  delay      that a number is another from the next step on, and not in the step that ends there
  order      that several effects on a number act in the order of the file
  for        that what is done for a time is undone
  factors    what companies follow
  exchange   that what a currency is worth moves
  mean       the half of its variance that is taken off an exchange rate
  pull       that what reverts is the multiple without its factors
  rebalance  that baskets are put back to their weights
  gone       that what is bought is not sold again
  capacity   that what is served has a bound
  line       that a number along a series lies on straight lines between its points
  lag        that it goes by the date before, and not by the one before that
  history    what a series was before the start
  clusters   what occurrences of an event add to its frequency
  spread     that a volatility is itself uncertain
  leverage   that its own shocks are a part of those that it multiplies
  opening    that a premium moves in the rest of the step in which its listing opens
  renewal    that an occurrence takes the place of the one before it
"""

import math
import re
import sys

sys.dont_write_bytecode = True
from baskets import Basket  # noqa: E402
from company import Company  # noqa: E402
from draws import of_path, redraw  # noqa: E402
from happenings import World  # noqa: E402
from scenario import Audit, Grid, read  # noqa: E402
from sums import INFINITE, TOLERANCE  # noqa: E402

EQUATIONS = {"raises", "takeover", "ito", "drift", "levels", "losses", "learning", "runs", "premium", "sizes",
             "cases", "otherwise", "moves", "switches", "numbers", "rates", "balance", "delay", "order", "for",
             "renewal", "factors", "pull", "rebalance", "gone", "exchange", "mean", "capacity", "line", "lag",
             "history", "clusters", "spread", "leverage", "opening"}
# Relative.
DIFFERENCE = 1e-9
# What may cancel is compared in the size of what it is made of, and not in its own: that of ARR, or of 1.
AMOUNTS = {"ebitda", "cash", "debt", "cumulativeBurn", "freeCashFlowValue", "discountedValue"}
PARTS = {
    "kurtosis", "absoluteAutocorrelation1", "absoluteAutocorrelation5", "absoluteAutocorrelation20",
    "drawdown", "grossMargin", "ebitdaMargin", "maxDrawdown", "return", "dilution",
    "finalGrossMargin", "finalEbitdaMargin", "diversificationBenefit"}


def outcomes(company, grid):
    """Of a path that has come to its horizon."""
    history, dt = company.history, grid.dt
    prices = [told["sharePrice"] for told in history]
    revenue = company.exchange * history[-1]["revenue"]
    told = falls(prices, dt) | {
        "return": prices[-1] / prices[0] - 1,
        "finalRevenueMultiple": history[-1]["marketCap"] / revenue if revenue else 0.0}
    told |= turbulence(prices, min(company.takeover, grid.steps))
    if company.moves_shares:
        told["dilution"] = 1 - company.issued / company.N
    if company.is_done("buyOut"):
        told["takeover"] = company.takeover
    if company.has_business:
        told |= {
            "insolvency": company.insolvency, "runway": company.first_unaided * dt,
            "breakEven": company.first_profit * dt, "cumulativeBurn": company.burn,
            "finalGrossMargin": history[-1]["grossMargin"],
            "finalEbitdaMargin": history[-1]["ebitdaMargin"],
            "raises": company.count} | company.values()
    return told


def falls(prices, dt):
    """The deepest fall with its dates, and what lies below a running peak."""
    peak = worst_peak = worst = prices[0]
    peak_at = begin = trough = 0
    recovery, below, squares = 0, 0, 0.0
    for k, price in enumerate(prices[1:], 1):
        peak = max(peak, price)
        is_below = price < (1 - TOLERANCE) * peak
        peak_at = peak_at if is_below else k
        if recovery == INFINITE and price >= (1 - TOLERANCE) * worst_peak:
            recovery = k
        if is_below and price * worst_peak < worst * peak:
            worst, worst_peak, begin, trough, recovery = price, peak, peak_at, k, INFINITE
        below += is_below
        squares += (1 - price / peak) ** 2
    steps = len(prices) - 1
    return {
        "maxDrawdown": 1 - worst / worst_peak, "drawdownPeak": begin, "drawdownTrough": trough,
        "drawdownRecovery": recovery, "drawdownDuration": (recovery - begin) * dt,
        "timeUnderWater": below / steps, "ulcerIndex": math.sqrt(squares / steps)}


def turbulence(prices, last):
    """How unevenly a price moves along its path, up to the step in which it is bought or comes to 0."""
    ratios = [after / before for before, after in zip(prices[:last], prices[1:last + 1]) if before > 0]
    told = {}
    for size in (5, 10, 20):
        told[f"fallsAbove{size}"] = float(sum(r < (1 - size / 100) * (1 - TOLERANCE) for r in ratios))
        told[f"risesAbove{size}"] = float(sum(r * (1 - TOLERANCE) > 1 + size / 100 for r in ratios))
    returns = [math.log(r) for r in ratios if r > 0]
    n = len(returns)
    mean = sum(returns) / n if n else 0.0
    second, fourth = (sum((r - mean) ** k for r in returns) / max(n, 1) for k in (2, 4))
    moves = second > 1e-9 * (second + mean ** 2)
    told["kurtosis"] = fourth / second ** 2 - 3 if n >= 4 and moves else 0.0
    sizes = [abs(r) for r in returns]
    mean = sum(sizes) / n if n else 0.0
    spread = sum((a - mean) ** 2 for a in sizes)
    moves = spread > 1e-9 * sum(a * a for a in sizes)
    for lag in (1, 5, 20):
        pairs = zip(sizes, sizes[lag:])
        told[f"absoluteAutocorrelation{lag}"] = (
            sum((a - mean) * (b - mean) for a, b in pairs) / spread if n > lag + 1 and moves else 0.0)
    return told


def differences(document, audit, without):
    """Pairs of a number's name and its relative difference, and what happened."""
    grid = Grid(document)
    world = World(document, grid, audit, of_path(document, audit.path), without)
    companies = {
        name: Company(document, name, grid, audit, without, world) for name in document["companies"]}
    world.companies = companies
    # Each number along a series that is seen at the start may lead to another.
    for _ in range(3):
        for company in companies.values():
            company.start()
        world.first_told = {name: company.history[0] for name, company in companies.items()}
    for company in companies.values():
        company.read_followed()
    baskets = {
        name: Basket(document, name, grid, next(iter(companies.values())).k, without)
        for name in document.get("baskets", {})}
    for basket in baskets.values():
        basket.start(companies)
    world.begin(companies, baskets)
    for k in range(1, grid.steps + 1):
        world.advance(k)
        for company in companies.values():
            company.advance(k)
        for basket in baskets.values():
            basket.tell(k)
        world.define(k)
    found = list(of_happenings(world, audit))
    for name, factor in world.factors.items():
        for value, (date, told) in zip(factor.history, audit.series[name].items()):
            found.append((f"{name} on {date}", difference(value, told, 1.0)))
    for name, company in {**companies, **baskets}.items():
        for series, rows in audit.series.items():
            owner, _, word = series.partition(".")
            if owner != name:
                continue
            for k, date in enumerate(grid.dates):
                told = company.history[k]
                found.append((
                    f"{series} on {date}",
                    difference(told[word], rows[date.isoformat()], size(word, told))))
        own = company.outcomes(falls) if name in baskets else outcomes(company, grid)
        for outcome, value in audit.outcomes.items():
            owner, _, word = outcome.partition(".")
            if owner == name:
                found.append((outcome, of_outcome(own[word], value, company, grid, word)))
    return found, world


def of_happenings(world, audit):
    """The same of times, counts, states and sizes."""
    dates = [date.isoformat() for date in world.grid.dates]
    for name, regime in world.regimes.items():
        for k, date in enumerate(dates):
            told = audit.states[name][date]
            yield f"{name} on {date}", 0.0 if told == regime.states[regime.states_at[k]] else INFINITE
    for name, told in audit.numbers.items():
        for k, date in enumerate(dates):
            yield f"{name} on {date}", difference(world.alongs[name].at(k), told[date], 1.0)
    for name, told in audit.happened.items():
        event, _, word = name.rpartition(".")
        yield name, difference(world.told(event, word), float(told), 1.0)
    times = {name: event.times for name, event in world.events.items()}
    for own, told, scale in [(times, audit.times, 1.0), (world.sizes, audit.sizes, 0.0)]:
        for name in {*own, *told}:
            if name.endswith(".otherwise"):
                continue
            ours, theirs = own.get(name, []), told.get(name, [])
            yield f"how often {name}", 0.0 if len(ours) == len(theirs) else INFINITE
            for n, (one, other) in enumerate(zip(ours, theirs)):
                yield f"{name}, {n}", difference(one, other, scale)


def of_outcome(own, value, company, grid, word):
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return difference(float(own), [date.isoformat() for date in grid.dates].index(value), 0)
    return difference(own, float(value), size(word, company.history[-1]))


def of_draws(document, audit, world):
    """The same of what is drawn."""
    grid = world.grid
    for (kind, name, k), own in redraw(document, grid, audit, world).items():
        date = grid.dates[k].isoformat()
        value = audit.drivers[name] if kind == "driver" else audit.draws[name][date]
        yield f"{name} on {date}", difference(own, value, 0.0 if kind == "driver" else 1.0)


def size(word, told):
    return told["arr"] if word in AMOUNTS else 1.0 if word in PARTS else 0.0


def difference(own, value, size):
    if own == value:
        return 0.0
    if not math.isfinite(own) or not math.isfinite(value):
        return INFINITE
    return abs(own - value) / max(abs(own), abs(value), size)


def main(arguments):
    without = set()
    if arguments[0] == "--without":
        without, arguments = {arguments[1]}, arguments[2:]
        if not without <= EQUATIONS:
            sys.exit(f"no equation is called so: {without}")
    document, audits = read(arguments[0]), arguments[1:]
    for path in audits:
        with open(path, encoding="utf-8") as file:
            audit = Audit(file.read())
        found, world = differences(document, audit, without)
        found += of_draws(document, audit, world)
        worst = max(found, key=lambda item: item[1])
        wrong = [item for item in found if not item[1] <= DIFFERENCE]
        print("bad" if wrong else "ok", path, len(found), f"{worst[1]:.1e}", worst[0])
        for name, size in wrong[:10]:
            print(f"  {name}: {size:.1e}")


if __name__ == "__main__":
    main(sys.argv[1:])
