#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks that the terms which `ferrule explain` prints add up to the score, for each function.

usage: score_terms.py FERRULE OUTPUT

Each term must be weight x log2(1 + value) / spread of a signal of the assessment, and a function with a higher
score must have the better rank. What is printed is exact: nothing is lost but the last rounding of a term.
"""
import json
import math
import re
import subprocess
import sys
from pathlib import Path

TERM = re.compile(r"^ *(?P<points>[\d.]+) +(?P<weight>[\d.]+) +(?P<spread>[\d.]+) +(?P<value>[\d.e+]+)  (?P<signal>\S+)$")
SCORE = re.compile(r"^ *([\d.]+) = score;", re.MULTILINE)


def problems(ferrule, output, function):
    text = subprocess.run([ferrule, "explain", function["id"], "--assessment", output], check=True, capture_output=True,
                          text=True).stdout
    terms = list(filter(None, map(TERM.match, text.splitlines())))
    if not terms:
        yield "no term is shown"
    for term in terms:
        points, weight, spread, value = (float(term[name]) for name in ("points", "weight", "spread", "value"))
        if abs(points - weight * math.log2(1 + value) / spread) > 0.000501:
            yield f"{term['signal']}: {points} is not {weight} x log2(1 + {value}) / {spread}"
        if function["signals"][term["signal"]] != value:
            yield f"{term['signal']}: {value}, and {function['signals'][term['signal']]} in the assessment"
    shown = float(SCORE.search(text)[1])
    total = sum(float(term["points"]) for term in terms)
    if round(total, 3) != shown or shown != function["score"]:
        yield f"terms add up to {total}, shown is {shown}, the score is {function['score']}"


def main():
    ferrule, output = sys.argv[1:]
    functions = json.loads((Path(output) / "assessment.json").read_text())["functions"]
    found = [f"{function['name']}: {problem}" for function in functions for problem in problems(ferrule, output, function)]
    print("\n".join(found) or f"{len(functions)} functions")
    return 1 if found or not functions else 0


sys.exit(main())
