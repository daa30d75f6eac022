#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a JSON document with changes: for tests that need another assessment than there is.

usage: edit_json.py FROM TO STATEMENT...

Each STATEMENT is Python; the document is 'd', and names stay from one to the next.
"""
import json
import sys
from pathlib import Path


def main():
    source, target, *statements = sys.argv[1:]
    document = json.loads(Path(source).read_text())
    names = {"d": document}
    for statement in statements:
        exec(statement, names)
    Path(target).write_text(json.dumps(document, indent=1))


main()
