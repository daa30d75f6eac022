#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the figures that ferrule prints with the jq expressions beside them.

usage: figures.py STATEMENT ASSESSMENT

STATEMENT is what 'report --format statement-json' or '--format funder' made of the assessment. Every figure has to
have an expression with the same value: exactly in JSON, to two figures in the report. Prints each difference and exits
with 1 when there is one.
"""
import json
import re
import subprocess
import sys


def figures(text):
    """Name, value, expression, relative tolerance."""
    if text.startswith("{"):
        for metric in json.loads(text)["metrics"]:
            if metric["measured"]:
                yield metric["id"], metric["value"], metric["expression"], 1e-9
        return
    table = text.split("Every figure, and how to repeat it")[1]
    for name, shown, expression in re.findall(r"^\| (.+?) \| (.+?) \| `(.*)` \|$", table, re.MULTILINE):
        number = shown.removeprefix("at least ").removesuffix(" %").lstrip(">")
        number = {"found": "1", "not found": "0"}.get(shown, number)
        yield name, float(number) / (100 if "%" in shown else 1), expression.replace("\\|", "|"), 0.05


statement, assessment = sys.argv[1:]
wrong = 0
checked = 0
for name, value, expression, tolerance in figures(open(statement).read()):
    done = subprocess.run(["jq", expression, assessment], capture_output=True, text=True)
    found = json.loads(done.stdout) if expression and done.returncode == 0 else None
    checked += 1
    if isinstance(found, int):  # A count, which is printed as it is.
        tolerance = 1e-9
    if found is None or abs(found - value) > tolerance * max(1e-9, abs(value)):
        print(f"{name} is {value}, jq says {found} {done.stderr.strip()}".rstrip())
        wrong += 1
print(f"{checked} figures, {wrong} differ")
sys.exit(wrong != 0)
