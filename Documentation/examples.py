#!/usr/bin/env python3
"""Runs the examples of a Markdown page and puts what they print, and draw, into it.

    Documentation/examples.py [--check] [PAGE ...]        (default: Documentation/what-if.md)

An example is a block that starts with a command line:

    ```text
    $ ballpark sweep Scenarios/zhipu.yaml --vary …
    what it prints
    ```

A picture is taken from where the command left it, if the line above it says so:

    <!-- from Output/zhipu-sweep/charts/zhipu.arr.p50-2029-06-20.svg -->
    ![…](Pictures/what-if-arr.svg)

Lines that a run's warnings write to standard error are not part of the page. With --check nothing is
written; the exit code is 1 if anything would change. `make examples` calls this.
"""

import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = ROOT / ".build/release/ballpark"
BLOCK = re.compile(r"^```text\n\$ (ballpark (?:[^\n]*\\\n)*[^\n]*)\n(.*?)^```$", re.M | re.S)
PICTURE = re.compile(r"^<!-- from (\S+) -->\n!\[[^\]]*\]\((\S+)\)$", re.M)


def run(command, folder):
    words = shlex.split(command.replace("\\\n", " "))
    print(" ".join(words), file=sys.stderr, flush=True)
    result = subprocess.run([str(BINARY), *words[1:]], cwd=folder, capture_output=True, text=True)
    # 1: a search that has found nothing, which is an answer, too.
    if result.returncode not in (0, 1):
        sys.exit(f"{command} ended with {result.returncode}:\n{result.stderr}")
    return result.stdout


def main():
    check = "--check" in sys.argv[1:]
    pages = [word for word in sys.argv[1:] if word != "--check"] or ["Documentation/what-if.md"]
    changed = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "Scenarios").symlink_to(ROOT / "Scenarios")
        for page in map(ROOT.joinpath, pages):
            old = page.read_text()
            new = BLOCK.sub(
                lambda block: f"```text\n$ {block[1]}\n{run(block[1], folder)}```", old)
            texts = {page: (old, new)}
            for source, target in PICTURE.findall(new):
                picture = page.parent / target
                before = picture.read_text() if picture.exists() else ""
                texts[picture] = (before, (folder / source).read_text())
            for path, (before, after) in texts.items():
                if before != after:
                    changed.append(str(path.relative_to(ROOT)))
                    if not check:
                        path.write_text(after)
    if changed:
        print(("would change: " if check else "changed: ") + ", ".join(changed))
    sys.exit(1 if check and changed else 0)


if __name__ == "__main__":
    main()
