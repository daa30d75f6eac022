#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints columns of a CSV file, a line per record, as another reader of RFC 4180 sees them.

usage: csv_cells.py FILE COLUMN...

Exit status 1: a record has more or fewer cells than the heading, or a line does not end with CR LF.
"""
import csv
import sys
from pathlib import Path


def main():
    path, *columns = sys.argv[1:]
    data = Path(path).read_bytes()
    if data.count(b"\n") != data.count(b"\r\n") or not data.endswith(b"\r\n"):
        sys.exit("a line does not end with CR LF")
    heading, *records = csv.reader(data.decode().splitlines(), strict=True)
    for record in records:
        if len(record) != len(heading):
            sys.exit(f"{len(record)} cells, the heading has {len(heading)}: {record}")
        cells = dict(zip(heading, record))
        print(*(cells[column] for column in columns))


main()
