"""Scenarios of what can happen beside the numbers that closed forms give: python3 cases.py

Writes cases.json. SciPy 1.17, NumPy 2.4. See README.md for what a case has in it.
"""

import json
import pathlib
import sys

sys.dont_write_bytecode = True
from along_cases import changes, long_runs, rate  # noqa: E402
from regime_cases import by_regime, moods, price_war, set_by_event, stages, three_states  # noqa: E402
from event_cases import definitions, deadline, news, renewals, scheduled, together  # noqa: E402
from effect_cases import after_another, again, cases, on_dates, otherwise, threshold  # noqa: E402
from cluster_cases import crowd, crowd_in_time, jumps, runs  # noqa: E402
from volatility_cases import heston, uncertain_factor, uncertain_rate  # noqa: E402
from listing_cases import by_a_clock, on_a_date, shocks_in_common  # noqa: E402
from mutual_cases import several  # noqa: E402
from company_cases import bought, bounded, shut_from_a_date, shut_in_panic, sold  # noqa: E402
from basket_cases import bought_name, failed, three_names  # noqa: E402
from currency_cases import devalued, in_states, reverting, shocks_together, walk  # noqa: E402
from stress_cases import replay, supposed  # noqa: E402
from parameter_cases import compounding, for_a_time, from_then_on, rates, renewed  # noqa: E402

STEPS = ["week", "month"]


def all_cases():
    for step in STEPS:
        yield price_war(step)
        yield moods(step)
        yield stages(step)
        yield three_states(step)
        yield deadline(step)
        yield news(step)
        yield scheduled(step)
        yield by_regime(step)
        yield definitions(step)
        yield renewals(step)
        yield again(step)
        yield set_by_event(step)
        yield on_dates(step)
        yield after_another(step)
        yield for_a_time(step)
        yield rates(step)
        yield sold(step)
        yield bought(step)
        yield bounded(step)
        yield shut_from_a_date(step)
        yield shut_in_panic(step)
        yield three_names(step)
        yield failed(step)
        yield bought_name(step)
        yield walk(step)
        yield shocks_together(step)
        yield reverting(step)
        yield devalued(step)
        yield in_states(step)
        yield rate(step)
        yield long_runs(step)
        yield changes(step)
        yield crowd(step)
        yield runs(step)
        yield crowd_in_time(step)
        yield jumps(step)
        yield heston(step)
        yield uncertain_factor(step)
        yield uncertain_rate(step)
        yield on_a_date(step)
        yield by_a_clock(step)
        yield shocks_in_common(step)
        yield supposed(step)
    yield several("year")
    yield together()
    yield threshold()
    yield otherwise()
    yield cases()
    yield from_then_on()
    yield compounding()
    yield renewed()
    yield replay()


if __name__ == "__main__":
    file = pathlib.Path(__file__).with_name("cases.json")
    records = [case.record for case in all_cases()]
    file.write_text(json.dumps(records, indent=1) + "\n")
    print(len(records), "cases,", sum(len(r["numbers"]) for r in records), "numbers")
