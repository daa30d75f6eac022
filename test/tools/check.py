#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs one check over a test file and compares it with the marks in the file.

  check.py FILE CHECKS -- FLAGS...

CHECKS: an id, or several ids and globs with commas between them.

A line on which the check reports an operation ends with a mark that names its state and a part of the
text "message: reason"; {{...}} in it is a regular expression, as in FileCheck:

  p[i] = 0; // open: 'p' has an unknown extent

Several operations on a line have several marks, in the order of their columns:

  a[0] = b[i]; // discharged: 'a' // open: 'b'

A report without a mark fails, and so does a mark without a report. The same file runs through the
clang-tidy module, which must report the same lines, columns and states."""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

STATES = ("open", "discharged", "defect")
MARK = re.compile(r"//\s*(%s):\s*(.*?)\s*(?=//\s*(?:%s):|$)" % ("|".join(STATES), "|".join(STATES)))
TIDY_LINE = re.compile(r"^(?P<file>.*?):(?P<line>\d+):(?P<column>\d+): warning: (?P<text>.*) \[(?P<check>[^\]]*)\]$")


def matches(mark, text):
    parts = re.split(r"\{\{(.*?)\}\}", mark)
    pattern = "".join(p if i % 2 else re.escape(p) for i, p in enumerate(parts))
    return re.search(pattern, text) is not None


def marks(path):
    found = collections.defaultdict(list)
    for number, line in enumerate(path.read_text().splitlines(), 1):
        for state, text in MARK.findall(line):
            found[number].append((state, text))
    return found


def scan(options, flags):
    """The operations of the check in the file: (line, column, state, text), sorted."""
    with tempfile.TemporaryDirectory() as out:
        command = [options.ferrule, "scan", str(options.file), "--root", str(options.file.parent),
                   "--checks", options.check, "--quiet", "-o", out, "--", *flags]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"ferrule ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        assessment = json.loads((pathlib.Path(out) / "assessment.json").read_text())
    units = assessment["coverage"]["translationUnits"]
    if units["analysed"] != units["total"]:
        sys.exit(f"the test file does not parse: {json.dumps(assessment['problems'], indent=1)}")
    found = set()
    for finding in assessment["findings"] + assessment["discharged"]:
        if finding["file"] == options.file.name:
            text = finding["message"] + (": " + finding["reason"] if finding["reason"] else "")
            found.add((finding["line"], finding["column"], finding["state"], text))
    return sorted(found)


def tidy(options, flags):
    """What the clang-tidy module reports, in the same form as scan()."""
    discharged = ", ".join(f"{check}.ReportDischarged: true" for check in options.check.split(","))
    command = ["clang-tidy-22", "-load", options.tidy_module, f"--checks=-*,{options.check}",
               f"--config={{CheckOptions: {{{discharged}}}}}",
               "--quiet", str(options.file), "--", *flags]
    done = subprocess.run(command, capture_output=True, text=True)
    found = set()
    for line in done.stdout.splitlines():
        match = TIDY_LINE.match(line)
        if not match or pathlib.Path(match["file"]).name != options.file.name:
            continue
        text, state = match["text"], "open"
        for other in ("discharged", "defect"):
            if text.endswith(f" [{other}]"):
                text, state = text[: -len(other) - 3], other
        found.add((int(match["line"]), int(match["column"]), state, text))
    if done.returncode != 0:
        sys.exit(f"clang-tidy ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return sorted(found)


def compare(expected, found):
    problems = []
    by_line = collections.defaultdict(list)
    for line, _, state, text in found:
        by_line[line].append((state, text))
    for line in sorted(set(expected) | set(by_line)):
        want, have = expected.get(line, []), by_line[line]
        if len(want) != len(have) or any(
            w[0] != h[0] or not matches(w[1], h[1]) for w, h in zip(want, have)
        ):
            problems.append(f"line {line}:")
            problems += [f"  expected {state}: {text}" for state, text in want] or ["  expected nothing"]
            problems += [f"  reported {state}: {text}" for state, text in have] or ["  reported nothing"]
    return problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ferrule", required=True)
    parser.add_argument("--tidy-module", required=True)
    parser.add_argument("--no-tidy", action="store_true")
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("check")
    separator = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    options = parser.parse_args(sys.argv[1:separator])
    flags = sys.argv[separator + 1:]
    options.file = options.file.resolve()

    expected = marks(options.file)
    if not expected:
        sys.exit(f"{options.file}: no mark; a test of a check shows what it reports")
    found = scan(options, flags)
    problems = compare(expected, found)
    if not options.no_tidy:
        by_tidy = tidy(options, flags)
        problems += [f"only in ferrule: {f}" for f in found if f not in by_tidy]
        problems += [f"only in clang-tidy: {f}" for f in by_tidy if f not in found]
    if problems:
        sys.exit(f"{options.file}\n" + "\n".join(problems))


main()
