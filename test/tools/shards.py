#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scans a project in N parts, and checks that they share no unit and are not all in one part.

usage: shards.py FERRULE N PROJECT OUTPUT...

PROJECT holds compile_commands.json and is the root; there is an OUTPUT for each part. Exit code 0 is for
a part all of whose units were analysed, and 3 for one with a unit that was not.
"""
import json
import subprocess
import sys
from pathlib import Path


def main():
    ferrule, count, project = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    outputs = sys.argv[4:]
    assert len(outputs) == count
    seen = {}
    for part, output in enumerate(outputs, 1):
        command = [ferrule, "scan", "-p", project, "--root", project, "-o", output, "--no-cache", "--shard", f"{part}/{count}"]
        code = subprocess.run(command, check=False).returncode
        lines = (Path(output) / "facts.shard").read_text().splitlines()[1:]
        units = {unit["unit"]: unit["status"] for unit in map(json.loads, lines)}
        incomplete = bool(set(units.values()) & {"failed", "timedOut", "crashed"})
        if code != (3 if incomplete else 0):
            sys.exit(f"shards.py: part {part} ended with {code}: {units}")
        for unit in units:
            if unit in seen:
                sys.exit(f"shards.py: {unit} is in part {seen[unit]} and in part {part}")
            seen[unit] = part
    if len(set(seen.values())) < 2:
        sys.exit(f"shards.py: all units are in one part, which shows nothing: {seen}")


main()
