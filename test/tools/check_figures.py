#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Repeats every figure of a funder report by its jq expression.

usage: check_figures.py REPORT ASSESSMENT

Prints "N figures"; each that differs goes to standard error, and the exit status is 1 then.
"""
import re
import subprocess
import sys

report, assessment = sys.argv[1:]
text = open(report).read().split("Every figure, and how to repeat it")[1]
rows = re.findall(r"^\| (.+?) \| (\S+) \| `(.+)` \|$", text, re.MULTILINE)
wrong = 0
for label, value, expression in rows:
    expression = expression.replace("\\|", "|")
    done = subprocess.run(["jq", "-r", expression, assessment], capture_output=True, text=True)
    if done.stdout.strip() != value:
        print(f"{label}: the report has {value}, jq prints {done.stdout.strip()}{done.stderr.strip()}", file=sys.stderr)
        wrong += 1
print(f"{len(rows)} figures")
sys.exit(wrong != 0)
