#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes DIR/compile_commands.json, one entry per COMMAND, in the order given.

usage: make_database.py [--shuffle SEED] DIR COMMAND...

A COMMAND is a shell command line whose last word is the file, such as 'cc -DX -c a.c'; it runs in
DIR. DIR/ in a word stands for the directory itself. --shuffle puts the entries in another order.
"""
import argparse
import json
import random
import shlex
from pathlib import Path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shuffle", type=int)
    parser.add_argument("directory", type=Path)
    parser.add_argument("commands", nargs="+")
    options = parser.parse_args()
    directory = options.directory.resolve()
    entries = []
    for command in options.commands:
        words = [word.replace("DIR/", f"{directory}/") for word in shlex.split(command)]
        entries.append({"directory": str(directory), "file": words[-1], "arguments": words})
    if options.shuffle is not None:
        before = list(entries)
        random.Random(options.shuffle).shuffle(entries)
        assert len(entries) < 2 or entries != before, "take another seed"
    (directory / "compile_commands.json").write_text(json.dumps(entries, indent=1))


main()
