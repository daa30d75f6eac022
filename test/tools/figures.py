#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the figures that ferrule prints with the jq expressions that are documented for them.

usage: figures.py --ferrule FERRULE DOCUMENT ASSESSMENT...

The expressions are the block ```jq of the document, one per line behind the id of the figure; FAMILY stands for
each family. Every measured figure of 'report --format statement-json' has to have one, with the same value.
Prints each difference; exit status 1 when there is one.
"""
import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

FAMILIES = ("bounds", "lifetime", "ownership", "null", "init", "types", "integers", "concurrency", "libc")


def expressions(document):
    (block,) = re.findall(r"^```jq\n(.*?)^```$", document, re.DOTALL | re.MULTILINE)
    for line in block.splitlines():
        name, expression = line.split(maxsplit=1)
        for family in FAMILIES if "FAMILY" in name else ("",):
            yield name.replace("FAMILY", family), expression.replace("FAMILY", family)


def problems(ferrule, known, path):
    statement = json.loads(subprocess.run([ferrule, "report", path, "--format", "statement-json"], check=True,
                                          capture_output=True, text=True).stdout)
    for metric in statement["metrics"]:
        name = metric["id"]
        if name not in known:
            yield f"{name} has no expression"
        elif metric["measured"]:
            result = subprocess.run(["jq", known[name], path], capture_output=True, text=True)
            value = json.loads(result.stdout) if result.returncode == 0 else None
            if value is None or abs(value - metric["value"]) > 1e-9 * max(1, abs(value)):
                yield f"{name} is {metric['value']}, jq says {value} {result.stderr.strip()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ferrule", required=True)
    parser.add_argument("document", type=Path)
    parser.add_argument("assessments", nargs="+")
    options = parser.parse_args()
    known = dict(expressions(options.document.read_text()))
    found = [problem for path in options.assessments for problem in problems(options.ferrule, known, path)]
    print("\n".join(found) or "every figure is as documented")
    return 1 if found else 0


sys.exit(main())
