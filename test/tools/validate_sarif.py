#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Validate SARIF files: against the schema, and against what the schema does not say but readers need.

usage: validate_sarif.py [--schema sarif-schema-2.1.0.json] [--max-results N] FILE...

Exit status: 0 valid, 1 not valid (each problem on a line) or python3-jsonschema is missing.
The schema is OASIS' and not part of this repository: find_schema.py gets one. Without --schema
only the second part is checked.
"""
import argparse
import json
import re
import sys
from pathlib import Path

# What GitHub's code scanning accepts.
MAX_RULE_TAGS = 20
MAX_DESCRIPTION = 1024


def schema_problems(log, schema):
    try:
        import jsonschema
    except ImportError:
        sys.exit("validate_sarif.py: python3-jsonschema is not installed")
    validator = jsonschema.validators.validator_for(schema)
    for error in validator(schema, format_checker=jsonschema.FormatChecker()).iter_errors(log):
        yield "/".join(map(str, error.absolute_path)) + ": " + error.message[:200]


def rule_problems(rule, taxa):
    for field in ("shortDescription", "fullDescription"):
        if not 0 < len(rule[field]["text"]) <= MAX_DESCRIPTION:
            yield f"{field} has {len(rule[field]['text'])} characters"
    if not rule["help"]["text"] or not rule["help"]["markdown"]:
        yield "no help"
    properties = rule["properties"]
    if len(properties["tags"]) > MAX_RULE_TAGS:
        yield f"{len(properties['tags'])} tags"
    if not 0 < float(properties["security-severity"]) <= 10:
        yield "security-severity out of range"
    for relationship in rule["relationships"]:
        yield from reference_problems(relationship["target"], taxa)


def reference_problems(reference, taxa):
    if taxa[reference["index"]]["id"] != reference["id"]:
        yield f"CWE reference {reference['id']} points at another entry"


def location_problems(location, base_ids):
    physical = location["physicalLocation"]
    artifact = physical["artifactLocation"]
    uri = artifact["uri"]
    if not re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*", uri.removeprefix("file://")):
        yield f"uri is not percent-encoded: {uri!r}"
    if uri.startswith("file://") == ("uriBaseId" in artifact):
        yield f"uri must be either absolute or have a base: {uri}"
    if "uriBaseId" in artifact and artifact["uriBaseId"] not in base_ids:
        yield f"unknown uriBaseId {artifact['uriBaseId']}"
    region = physical["region"]
    if region["startLine"] != region["endLine"] or region["startColumn"] >= region["endColumn"]:
        yield f"region is not a part of one line: {region}"


def thread_flow_problems(thread, result, base_ids):
    locations = [step["location"] for step in thread["locations"]]
    for location in locations:
        yield from location_problems(location, base_ids)
        if not location["message"]["text"]:
            yield "a step of a code flow says nothing"
    if locations[-1]["physicalLocation"] != result["locations"][0]["physicalLocation"]:
        yield "a code flow does not end where the result is"


def result_problems(result, run, taxa):
    rules = run["tool"]["driver"]["rules"]
    if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
        yield "ruleIndex and ruleId disagree"
    if len(result["locations"]) != 1:
        yield f"{len(result['locations'])} locations"
    for location in result["locations"]:
        yield from location_problems(location, run["originalUriBaseIds"])
    for flow in result.get("codeFlows", []):
        for thread in flow["threadFlows"]:
            yield from thread_flow_problems(thread, result, run["originalUriBaseIds"])
    kind = result["properties"]["kind"]
    pattern = result["properties"].get("pattern", False)
    if (kind == "defect") != (result["level"] == "error") or (kind == "operation") != pattern:
        yield "level, kind and pattern disagree"
    for reference in result.get("taxa", []):
        yield from reference_problems(reference, taxa)


def run_problems(run, max_results):
    taxa = run["taxonomies"][0]["taxa"]
    for rule in run["tool"]["driver"]["rules"]:
        for problem in rule_problems(rule, taxa):
            yield f"rule {rule['id']}: {problem}"
    results = run["results"]
    if len(results) > max_results:
        yield f"{len(results)} results, more than {max_results}"
    if len({"suppressions" in result for result in results}) > 1:
        yield "some results say whether they are suppressed and others do not"
    for index, result in enumerate(results):
        for problem in result_problems(result, run, taxa):
            yield f"result {index}: {problem}"
    for base in run["originalUriBaseIds"].values():
        if not base.get("uri", "file:///").endswith("/"):
            yield "originalUriBaseIds: no trailing slash"
    notifications = run["invocations"][0]["toolExecutionNotifications"]
    failed = any(notification["level"] == "error" for notification in notifications)
    if failed == run["invocations"][0]["executionSuccessful"]:
        yield "executionSuccessful and the notifications disagree"


def problems(log, schema, max_results):
    if schema is not None:
        found = list(schema_problems(log, schema))
        if found:  # the rest relies on the shape
            return found
    return [problem for run in log["runs"] for problem in run_problems(run, max_results)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", type=Path)
    parser.add_argument("--max-results", type=int, default=5000)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    schema = json.loads(options.schema.read_text()) if options.schema else None
    bad = False
    for path in options.files:
        found = problems(json.loads(path.read_text()), schema, options.max_results)
        for problem in found:
            print(f"{path}: {problem}")
        bad = bad or bool(found)
        if not found:
            print(f"{path}: valid" + ("" if schema else " (schema not checked)"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
