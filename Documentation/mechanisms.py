#!/usr/bin/env python3
"""Measures what each row of a table of mechanisms moves, and writes it into the page.

    Documentation/mechanisms.py [--check] [--paths 20000] [PAGE]     (default: Documentation/mechanisms.md)

A row names the keys that state a mechanism, the scenario in which they stand, settings that take it out, and a
metric. The metric is asked of the scenario as it is and with the settings, on the same draws, by one
`ballpark compare` for all rows of a scenario. With --check nothing is written; the exit code is 1 if anything
would change. `make examples` calls this.
"""

import argparse
import json
import math
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build/release/ballpark"
ROW = re.compile(r"^\| ([A-Z]\d+) \|", re.M)
SCENARIO = re.compile(r"\(\.\./(Scenarios/[\w-]+\.yaml)\)")
CODE = re.compile(r"`([^`]+)`")
# What a metric's unit is called here, and what its values are multiplied by.
UNITS = {"probability": ("%", 100), "share": ("%", 100), "index": ("", 1), "x": ("x", 1)}


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def measured(scenario, rows, paths):
    """What `compare` says of each row: its metric as it is, without the row, and the difference."""
    words = [str(BINARY), "compare", str(ROOT / scenario), "--no-files", "--json", "--quiet"]
    words += ["--paths", str(paths)]
    for row in rows:
        for setting in CODE.findall(row[4]):
            words += ["--set", f"{row[0]}: {setting}"]
        words += ["--metric", CODE.findall(row[5])[0]]
    print(scenario, *(row[0] for row in rows), file=sys.stderr, flush=True)
    result = subprocess.run(words, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{scenario}: exit code {result.returncode}\n{result.stderr}")
    contrasts = json.loads(result.stdout)["contrasts"]
    # A metric that several rows name is told once.
    asked = list(dict.fromkeys(CODE.findall(row[5])[0] for row in rows))
    told = dict(zip(asked, contrasts))
    found = {}
    for row in rows:
        contrast = told[CODE.findall(row[5])[0]]
        variants = {variant["label"]: variant for variant in contrast["variants"]}
        base = next(iter(contrast["variants"]))
        found[row[0]] = (contrast["unit"], base["estimate"], variants[row[0]])
    return found


def number(value, error):
    """A value to the digit in which its error starts."""
    if not error:
        return f"{value:.4g}"
    digits = -math.floor(math.log10(error))
    return f"{round(value, digits):,.{max(digits, 0)}f}".replace("-", "−")


def words_of(unit, base, other):
    """`31.2x → 25.9x (−5.3 ± 0.2)`"""
    unit, scale = UNITS.get(unit, (unit, 1))
    for divisor, letter in ((1e9, "bn"), (1e6, "m")):
        if abs(base["value"]) >= divisor:
            unit, scale = f"{letter} {unit}", scale / divisor
            break
    low, high = (scale * end for end in other["difference"]["interval"])
    error = (high - low) / 2
    unit = unit if unit in ("", "x") else f" {unit}"
    before, after, difference = (
        number(scale * value, error)
        for value in (
            base["value"], other["estimate"]["value"], other["difference"]["value"]))
    spread = difference + (f" ± {number(error, error)}" if error else " on every path")
    spread += " points" if unit == " %" else ""
    return f"{before}{unit} → {after}{unit} ({spread})"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--paths", type=int, default=20_000)
    parser.add_argument("--only", help="rows of these scenarios alone, such as zhipu,template")
    parser.add_argument("page", nargs="?", default="Documentation/mechanisms.md")
    options = parser.parse_args()
    page = ROOT / options.page
    lines = page.read_text().splitlines()
    scenarios = {}
    for line in filter(ROW.match, lines):
        row = cells(line)
        scenarios.setdefault(SCENARIO.search(row[3])[1], []).append(row)
    found = {}
    for scenario, rows in scenarios.items():
        if not options.only or pathlib.Path(scenario).stem in options.only.split(","):
            found |= measured(scenario, rows, options.paths)
    new = []
    for line in lines:
        row = cells(line) if ROW.match(line) else []
        if row and row[0] in found:
            row[5] = f"{CODE.search(row[5])[0]}: {words_of(*found[row[0]])}"
            line = "| " + " | ".join(row) + " |"
        new.append(line)
    text = "\n".join(new) + "\n"
    if text == page.read_text():
        return
    if options.check:
        sys.exit(f"{options.page} would change")
    page.write_text(text)


main()
