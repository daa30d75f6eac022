#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Checks CycloneDX 1.6 documents: the schema, and what a schema cannot say.

usage: validate_cyclonedx.py --schema SCHEMA FILE...

Beside the schema: each reference leads somewhere, each bom-ref is there once, names of properties are in our
namespace, and nothing is said of vulnerabilities. The SPDX list is read from beside the schema; signatures,
which our documents do not have, are not checked. Prints each problem; exit status 1 when there is one.
"""
import argparse
import json
import sys
from pathlib import Path

import jsonschema


def load_schema(path):
    schema = json.loads(path.read_text())

    def inline(value):
        if isinstance(value, list):
            return [inline(part) for part in value]
        if not isinstance(value, dict):
            return value
        reference = value.get("$ref", "#")
        if reference.startswith("#"):
            return {key: inline(part) for key, part in value.items()}
        if "signature" in reference:
            return {}
        return {"enum": json.loads((path.parent / reference).read_text())["enum"]}

    return inline(schema)


def walk(value, key=None):
    yield key, value
    if isinstance(value, dict):
        for name, part in value.items():
            yield from walk(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from walk(part, key)


REFERENCES = {"ref", "dependsOn", "target", "evidence", "counterEvidence", "requirement", "claims", "assessor"}


def problems(document, validator):
    for error in validator.iter_errors(document):
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
    defined = [value for key, value in walk(document) if key == "bom-ref"]
    for ref in sorted({ref for ref in defined if defined.count(ref) > 1}):
        yield f"bom-ref {ref!r} is there more than once"
    for key, value in walk(document):
        if key in REFERENCES and isinstance(value, str) and value not in defined:
            yield f"{key} {value!r} leads nowhere"
        if key == "properties" and isinstance(value, dict) and not value["name"].startswith("ferrule:memory-safety:"):
            yield f"property {value['name']!r} is in no namespace of ours"
    if "vulnerabilities" in document:
        yield "speaks of vulnerabilities"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", type=Path, required=True)
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    schema = load_schema(options.schema)
    validator = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    found = [f"{path.name}: {problem}" for path in options.files
             for problem in problems(json.loads(path.read_text()), validator)]
    print("\n".join(found) or "valid")
    return 1 if found else 0


sys.exit(main())
