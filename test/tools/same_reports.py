#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Succeeds when two output directories hold the same reports with the same bytes.

usage: same_reports.py A B
"""
import sys
from pathlib import Path

REPORTS = {"assessment.json", "report.sarif", "summary.md"}


def main():
    a, b = map(Path, sys.argv[1:])
    for directory in (a, b):
        found = {path.name for path in directory.iterdir()}
        if found != REPORTS:
            sys.exit(f"same_reports.py: {directory} holds {sorted(found)}, expected {sorted(REPORTS)}")
    for name in sorted(REPORTS):
        if (a / name).read_bytes() != (b / name).read_bytes():
            sys.exit(f"same_reports.py: {a / name} and {b / name} differ")


main()
