"""Compares report.xlsx of a folder with the other files there, by a reader that is not ours.

usage: workbook.py FOLDER

Of a run, every number of summary.json must be in the workbook, where it belongs, and every number of the
workbook in summary.json; sample paths and the tables of what-if questions are compared cell by cell. The
workbook has sixteen digits of a number.

Prints the names of the sheets.
"""

import bisect
import csv
import datetime
import json
import math
import pathlib
import re
import sys

import openpyxl

folder = pathlib.Path(sys.argv[1])
path = folder / "report.xlsx"
book = openpyxl.load_workbook(path, data_only=True)
formulas = openpyxl.load_workbook(path)
manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def shown(text):
    """A text of the file without what nobody sees."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\u202e]", "?", text)


def same(one, other):
    """Two values, a number to sixteen digits."""
    if isinstance(other, str):
        other = shown(other)
    if one is None or other is None or isinstance(one, str):
        return one == other
    return math.isclose(one, other, rel_tol=1e-15, abs_tol=0)


def plain(value):
    """A cell as JSON has it."""
    return value.date().isoformat() if isinstance(value, datetime.datetime) else value


def table(sheet):
    """Heads, and rows of cells; what stands above is frozen with the heads."""
    first = int("".join(c for c in sheet.freeze_panes if c.isdigit()))
    rows = [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    return rows[first - 2], rows[first - 1:]


def records(name):
    heads, rows = table(book[name])
    return [dict(zip(heads, row)) for row in rows]


def check(what, one, other):
    assert same(one, other), f"{what}: {one!r} in the workbook, {other!r} in the file"


def check_share(what, row, share, head):
    names = [head, "low", "high", "hits", "of paths"]
    values = [share["value"], *share["interval"], share["hits"], share["count"]]
    if "bounds" in share:
        names += ["at least", "at most", "undecided paths"]
        values += [*share["bounds"], share["undecided"]]
    for name, value in zip(names, values):
        check(f"{what}: {name}", row[name], value)


def check_key_figures(summary):
    """The first sheet says what the page says first."""
    named = {quantity["name"]: quantity for quantity in summary["series"] + summary["outcomes"]}
    figures = manifest["keyFigures"]
    assert not figures or book.sheetnames[0] == "Summary"
    rows = records("Summary") if figures else []
    for row, figure in zip(rows, figures, strict=True):
        quantity = named[figure["quantity"]]
        if "exceedance" in figure:
            value = quantity["exceedances"][figure["exceedance"]]["probability"]["value"]
        elif figure.get("isMean"):
            value = quantity["mean"]
        else:
            level = {"median": "50"}.get(row["as"], row["as"][1:])
            value = quantity["percentiles"].get(level)
            value = value[-1] if isinstance(value, list) else value
        check(figure["words"], row["value"], value)


def check_series(series, sheet):
    sheet = re.sub(r"[\[\]:*?/\\']", "_", sheet)
    heads, rows = table(book[sheet])
    columns = dict(zip(heads, zip(*rows)))
    told = {"date": series["dates"], "mean": series["mean"], "MCSE": series["mcse"]}
    for level, values in series["percentiles"].items():
        told["P" + level] = values
        for end, word in enumerate(["low", "high"]):
            told[f"P{level} {word}"] = [pair[end] for pair in series["intervals"][level]]
    for head, values in told.items():
        assert len(columns[head]) == len(values)
        for date, one, other in zip(series["dates"], columns[head], values):
            check(f"{sheet}: {head} on {date}", one, other)
    check_fan(sheet, columns, series)


def check_fan(sheet, columns, series):
    """The layers are stacked up to the highest band, and the picture shows all of them."""
    layers = [head for head in columns if head and head.startswith("layer: ")]
    charts = formulas[sheet]._charts
    ends = [float(level) for level in series["percentiles"]]
    outer = [series["percentiles"][f"{level:g}"] for level in (min(ends), max(ends))]
    values = {value for values in outer for value in values if value is not None}
    assert len(charts) == (1 if len(values) > 1 else 0), (sheet, len(charts))
    if not charts:
        return
    assert len(charts[0].series) == len(layers)
    references = [s.val.numRef.f for s in charts[0].series]
    assert all(f.startswith(f"'{sheet}'!$") for f in references), references
    top = "P" + layers[-1].split("P")[-1]
    for index, value in enumerate(columns[top]):
        total = sum(columns[layer][index] for layer in layers)
        assert value is None or math.isclose(total, value, rel_tol=1e-9, abs_tol=1e-9), sheet
    heads, rows = table(formulas[sheet])
    assert all(str(row[heads.index(layers[0])]).startswith("=") for row in rows)


def check_run():
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    check_key_figures(summary)
    answers = records("Answers") if "Answers" in book.sheetnames else []
    for row, answer in zip(answers, summary["answers"], strict=True):
        for head, key in [("question", "name"), ("level", "level"), ("date", "date"), ("is", "is")]:
            check(answer["name"], row[head], answer[key])
        check_share(answer["name"], row, answer["probability"], "probability")
    for series in summary["series"]:
        check_series(series, series["name"])
    for number, group in enumerate(summary["groups"], 1):
        for series in group["series"]:
            check_series(series, f"group {number} {series['name']}"[:31])
    outcomes = [("all paths", outcome) for outcome in summary["outcomes"]]
    outcomes += [("group: " + g["name"], outcome) for g in summary["groups"] for outcome in g["outcomes"]]
    for row, (group, outcome) in zip(records("Outcomes"), outcomes, strict=True):
        check("group", row["paths"], group)
        told = {"outcome": outcome["name"], "unit": outcome["unit"], "mean": outcome["mean"],
                "MCSE": outcome["mcse"], "SD": outcome["sd"]}
        for level, value in outcome["percentiles"].items():
            told["P" + level] = value
            told[f"P{level} low"], told[f"P{level} high"] = outcome["intervals"][level]
        for head, value in told.items():
            check(f"{outcome['name']}: {head}", row[head], value)
    check_all(summary)
    properties = formulas.properties
    start = datetime.date.fromisoformat(summary["scenario"]["start"])
    assert properties.title == shown(summary["scenario"]["title"]).replace("\n", " ")
    assert properties.created.date() == start and not properties.creator, properties
    for row, assumption in zip(records("Assumptions"), manifest["assumptions"], strict=True):
        for head, key in [("key", "key"), ("value", "text"), ("source", "source"), ("note", "note")]:
            check(assumption["key"], row[head], assumption[key])
    check_formats(summary)
    if (folder / "paths.csv").exists():
        check_table("Paths", folder / "paths.csv")


def numbers(value):
    if isinstance(value, dict):
        for key, part in value.items():
            # Levels of percentiles are heads; the scenario stands in a sentence.
            if key not in ("scenario", "schema"):
                yield from numbers(part)
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part)
    elif isinstance(value, (int, float)):
        yield float(value)


def check_all(summary):
    """Nothing is left out, and nothing is made up."""
    def lacking(some, others):
        others = sorted(others)
        places = ((number, bisect.bisect(others, number)) for number in some)
        return [number for number, place in places
                if not any(same(number, other) for other in others[max(0, place - 1):place + 1])]

    wanted = set(numbers(summary))
    found = set()
    for sheet in book:
        if sheet.title in ("Paths", "Assumptions"):
            continue
        heads, rows = table(sheet)
        found |= {float(cell) for row in rows for head, cell in zip(heads, row)
                  if isinstance(cell, (int, float)) and not head.startswith("layer: ")}
    left_out, made_up = lacking(wanted, found), lacking(found, wanted)
    assert not left_out and not made_up, f"left out: {left_out[:9]}, made up: {made_up[:9]}"


def check_formats(summary):
    for series in summary["series"]:
        sheet = formulas[re.sub("'", "_", series["name"])]
        assert sheet["A4"].number_format == "yyyy-mm-dd"
        code = sheet["B4"].number_format
        assert code.endswith("%") == (series["unit"] == "share"), (series["name"], code)


def words(head):
    """What the sheet calls a column of a file."""
    told = {"greater": "share of paths above the first",
            "best": "share of paths where it is the best"}
    parts = re.fullmatch(
        "(value|difference|greater|best|input|base|bottom|top|swing|low|high)(Low|High)?", head)
    if not parts:
        return head
    name, end = parts.groups()
    return told.get(name, name) + (" " + end.lower() if end else "")


def check_comparison():
    """Whose sheet is whose is told, and what differs."""
    comparison = json.loads((folder / "comparison.json").read_text(encoding="utf-8"))
    labels = [shown(variant["label"]) for variant in comparison["variants"]]
    sheets = [sheet for sheet in book if sheet.title.startswith("Assumptions")]
    for sheet, label in zip(sheets, labels, strict=True):
        assert sheet["A1"].value.startswith(label + ": "), sheet["A1"].value
    rows = records("Differences") if comparison["differences"] else []
    for row, difference in zip(rows, comparison["differences"], strict=True):
        for one, other in zip(row.values(), [difference["key"], *difference["values"]], strict=True):
            check(difference["key"], one, other)


def check_table(name, file):
    with open(file, encoding="utf-8", newline="") as text:
        wanted = list(csv.reader(text))
    heads, rows = table(book[name])
    if "has all" in str(book[name]["A2"].value):
        wanted = wanted[:len(rows) + 1]
    assert heads == [words(head) for head in wanted[0]] and len(rows) == len(wanted) - 1, (name, heads)
    for number, (row, texts) in enumerate(zip(rows, wanted[1:])):
        for head, cell, field in zip(heads, row, texts):
            if isinstance(cell, (int, float)):
                assert same(float(cell), float(field)), (name, number, head, cell, field)
            else:
                # Excel has no infinity.
                assert (cell or "") == (field if field not in ("inf", "-inf", "nan") else ""), (
                    name, number, head, cell, field)


if (folder / "summary.json").exists():
    check_run()
else:
    for file in folder.glob("*.csv"):
        check_table(file.stem, file)
    if (folder / "comparison.json").exists():
        check_comparison()
print(", ".join(book.sheetnames))
