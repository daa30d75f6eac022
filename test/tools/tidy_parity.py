#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compares the findings of `ferrule scan` with the warnings of stock clang-tidy and ferrule's module.

usage: tidy_parity.py --ferrule FERRULE --module MODULE --root ROOT FILE [FLAG...]

Both must report the same (file, line, column, check), once each: what is open or a defect, and
neither suppressed nor accepted, in FILE and the headers below ROOT. No finding at all is a failure: it compares nothing.
"""
import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

WARNING = re.compile(r"^(?P<file>/.*?):(?P<line>\d+):(?P<column>\d+): warning: .* \[(?P<check>ferrule-[^\],]*)\]$")


def by_scan(options, out):
    command = [options.ferrule, "scan", str(options.file), "--root", str(options.root), "--quiet", "-o", out, "--", *options.flags]
    subprocess.run(command, check=True)
    document = json.loads((Path(out) / "assessment.json").read_text())
    units = document["coverage"]["translationUnits"]
    if units["analysed"] != units["total"]:
        sys.exit(f"tidy_parity.py: the file does not parse: {document['problems']}")
    return collections.Counter(
        (str(options.root / f["file"]), f["line"], f["column"], f["check"])
        for f in document["findings"] if not f["suppressed"] and f["state"] != "accepted")


def by_tidy(options):
    command = ["clang-tidy-22", "-load", options.module, "--checks=-*,ferrule-*", "--config={}", "--quiet",
               f"--header-filter=^{re.escape(str(options.root))}/", str(options.file), "--", *options.flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"tidy_parity.py: clang-tidy ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    matches = filter(None, map(WARNING.match, done.stdout.splitlines()))
    return collections.Counter((str(Path(m["file"]).resolve()), int(m["line"]), int(m["column"]), m["check"]) for m in matches)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ferrule", required=True)
    parser.add_argument("--module", required=True)
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("file", type=Path)
    parser.add_argument("flags", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    options.root, options.file = options.root.resolve(), options.file.resolve()
    with tempfile.TemporaryDirectory() as out:
        scanned = by_scan(options, out)
    warned = by_tidy(options)
    for name, extra in (("ferrule", scanned - warned), ("clang-tidy", warned - scanned)):
        for key, times in sorted(extra.items()):
            print(f"only in {name}: {':'.join(map(str, key))}{f' {times} times' if times > 1 else ''}")
    print(f"{options.file.name}: {sum(scanned.values())} findings, {sum(warned.values())} warnings")
    return 0 if scanned and scanned == warned else 1


sys.exit(main())
