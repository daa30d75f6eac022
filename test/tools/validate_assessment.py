#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Validate assessments: against docs/schema/assessment-1.schema.json, and that their totals add up.

usage: validate_assessment.py [--schema FILE] FILE...

Exit status: 0 valid, 1 not valid (each problem on a line) or python3-jsonschema is missing.
"""
import argparse
import collections
import json
import sys
from pathlib import Path

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "schema" / "assessment-1.schema.json"
NOT_PROBLEMS = ("total", "analysed")


def schema_problems(document, schema):
    try:
        import jsonschema
    except ImportError:
        sys.exit("validate_assessment.py: python3-jsonschema is not installed")
    for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
        yield "/".join(map(str, error.absolute_path)) + ": " + error.message[:200]


def unit_problems(document):
    units = document["coverage"]["translationUnits"]
    if units["total"] != sum(n for status, n in units.items() if status != "total"):
        yield "coverage.translationUnits: the total is not the sum"
    listed = collections.Counter(problem["status"] for problem in document["problems"])
    for status, n in units.items():
        if status not in NOT_PROBLEMS and listed[status] != n:
            yield f"coverage counts {n} {status} units, problems lists {listed[status]}"


def operation_problems(document):
    """Every finding is counted by its function, and every count has its findings."""
    functions = {function["id"] for function in document["functions"]}
    listed = collections.Counter(
        (finding["function"], finding["family"], finding["state"])
        for finding in document["findings"] + document["discharged"]
        if finding["function"] in functions
    )
    counted = collections.Counter(
        {
            (function["id"], family, state): n
            for function in document["functions"]
            for family, states in function["operations"].items()
            for state, n in states.items()
            if n
        }
    )
    for function, family, state in sorted((listed - counted) + (counted - listed)):
        key = (function, family, state)
        yield f"function {function} counts {counted[key]} {state} in {family}, {listed[key]} are listed"
    for name, wrong in (("findings", {"discharged"}), ("discharged", {"open", "accepted", "defect"})):
        if wrong & {finding["state"] for finding in document[name]}:
            yield f"{name}: holds a finding of another state"


def order_problems(document):
    functions = document["functions"]
    if len(functions) != document["coverage"]["functions"]:
        yield f"coverage counts {document['coverage']['functions']} functions, {len(functions)} are listed"
    if [function["rank"] for function in functions] != list(range(1, len(functions) + 1)):
        yield "functions: ranks are not 1, 2, 3, ..."
    scores = [function["score"] for function in functions]
    if scores != sorted(scores, reverse=True):
        yield "functions: not in the order of their score"
    fingerprints = collections.Counter(finding["fingerprint"] for finding in document["findings"])
    for fingerprint, n in fingerprints.items():
        if n > 1:
            yield f"findings: {n} have the fingerprint {fingerprint}"


def problems(document, schema):
    found = list(schema_problems(document, schema))
    if found:  # the rest relies on the shape
        return found
    return [*unit_problems(document), *operation_problems(document), *order_problems(document)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", type=Path, default=SCHEMA)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    schema = json.loads(options.schema.read_text())
    bad = False
    for path in options.files:
        found = problems(json.loads(path.read_text()), schema)
        for problem in found:
            print(f"{path}: {problem}")
        bad = bad or bool(found)
        if not found:
            print(f"{path}: valid")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
