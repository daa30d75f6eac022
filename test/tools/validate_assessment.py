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


def file_problems(document):
    coverage, files = document["coverage"], document["files"]
    if coverage["files"] != len(files):
        yield f"coverage counts {coverage['files']} files, {len(files)} are listed"
    lines = sum(file["lines"] for file in files)
    if coverage["lines"] != lines:
        yield f"coverage counts {coverage['lines']} lines, the files have {lines}"
    paths = [file["path"] for file in files]
    # Bytes of other encodings are U+FFFD by now, so names may be equal and only nearly in order.
    if not any("\ufffd" in path for path in paths):
        if paths != sorted(set(paths), key=lambda path: path.encode("utf-8", "surrogatepass")):
            yield "files: not each once and by name"


def patch_problems(document):
    """A patch is about operations of this assessment, and promises nothing about others."""
    findings = {finding["fingerprint"] for finding in document["findings"] if finding["state"] == "open"}
    files = {file["path"] for file in document["files"]}
    counts = collections.Counter(patch["id"] for patch in document["patches"])
    for patch_id, n in counts.items():
        if n > 1:
            yield f"patches: {n} have the id {patch_id}"
    for patch in document["patches"]:
        name, answers = f"patch {patch['id']}", set(patch["answers"])
        for fingerprint in sorted(answers - findings):
            yield f"{name} answers {fingerprint}, which is no open operation"
        for fingerprint in sorted(set(patch["discharges"]) - answers):
            yield f"{name} discharges {fingerprint}, which it does not answer"
        if set(patch["files"]) != {edit["file"] for edit in patch["edits"]}:
            yield f"{name}: its files are not those of its edits"
        for file in sorted(set(patch["files"]) - files):
            yield f"{name} changes {file}, which was not scanned"
        ready = patch["status"] == "ready"
        if ready != bool(patch["edits"]) and patch["status"] in ("ready", "refused"):
            yield f"{name} is {patch['status']}, and has {len(patch['edits'])} edits"
        if bool(patch["diff"]) != bool(patch["edits"]):
            yield f"{name} has {len(patch['edits'])} edits, and as a diff '{patch['diff']}'"
        if ready == bool(patch["reason"]):
            yield f"{name} is {patch['status']}, with the reason '{patch['reason']}'"
        if not ready and (patch["discharges"] or patch["status"] != "overlaps" and patch["verified"]):
            yield f"{name} is {patch['status']}, and promises something"


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
    return [
        *unit_problems(document),
        *operation_problems(document),
        *file_problems(document),
        *order_problems(document),
        *patch_problems(document),
    ]


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
