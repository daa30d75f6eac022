#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A project whose files have hostile names: each is analysed, and no name gets out of its place.

usage: hostile_names.py --ferrule FERRULE --work DIR
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = [
    "with space.c", " leading.c", "tab\t.c", "quote'.c", 'double".c', "back\\slash.c", "esc\033[2J\033]0;owned\007.c",
    "new\nline.c", "cr\rlf.c", "$(touch marker).c", "`touch marker`.c", ";touch marker;.c", "|touch marker.c", "-fplugin=x.c",
    "--.c", "@file.c", "*.c", "%n%s.c", "#hash.c", "&amp;<b>.c", "ünï-ß.c", "\u202etxt.c", "=1+1.c", "dir/../twice.c",
]
# Bytes that are no UTF-8.
RAW = b"raw\xff\xfe.c"
# No quote and no newline: -include becomes a line of #include.
HEADER = "hea der's $(touch marker)\033[31m.h"
SOURCE = "int {}(int *p, int n) {{ return p[n]; }}\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ferrule", required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    # The directory has a hostile name, too.
    project = options.work.resolve() / "pro ject $(touch marker) '\"\n\033[31m"
    shutil.rmtree(project, ignore_errors=True)
    (project / "dir").mkdir(parents=True)
    (project / HEADER).write_text("static inline int in_header(int *p, int n) { return p[n]; }\n")
    entries = []
    for i, name in enumerate(NAMES):
        (project / name).write_text(SOURCE.format(f"f{i}"))
        entries.append({"directory": str(project), "file": name, "arguments": ["cc", "-include", HEADER, "-c", "./" + name]})
    (project / os.fsdecode(RAW)).write_text(SOURCE.format("raw"))
    (project / "compile_commands.json").write_text(json.dumps(entries))
    out = options.work / "out"
    before = sorted(os.listdir(project))

    def run(*arguments, code=0):
        done = subprocess.run([options.ferrule, *arguments], cwd=project, capture_output=True, timeout=60, check=False)
        if done.returncode != code:
            sys.exit(f"hostile_names.py: {arguments[0]} ended with {done.returncode}:\n{done.stdout + done.stderr!r}")
        return done.stdout + done.stderr

    scan = ["scan", "-p", str(project), "--root", str(project), "-o", str(out), "--all", "--color", "never"]
    printed = [run(*scan, "--no-cache"), run(*scan), run(*scan)]
    # A file that is named on the command line.
    printed += [run("scan", "--root", str(project), "-o", str(options.work / f"one{i}"), "--no-cache", "./" + name, "--", "-DX")
                for i, name in enumerate(NAMES)]
    # What is no UTF-8 cannot be in a JSON database, but on the command line.
    printed.append(run("scan", "--root", str(project), "-o", str(options.work / "raw"), "--no-cache", os.fsdecode(RAW), "--", "-DX"))
    printed += [run("report", str(out), "--format", format) for format in ("text", "md", "json", "sarif")]
    problems = []
    allowed = set(range(0x20, 0x7f)) | {0x0a}
    for text in printed:
        bad = sorted({byte for byte in text if byte < 0x80 and byte not in allowed})
        if bad:
            problems.append(f"printed control characters {bad}: {text[:300]!r}")
    document = json.loads((out / "assessment.json").read_text())
    json.loads((out / "report.sarif").read_text())
    names = {function["name"] for function in document["functions"]}
    missing = {f"f{i}" for i in range(len(NAMES))} | {"in_header"}
    problems += [f"{name} was not found" for name in sorted(missing - names)]
    files = {function["file"] for function in document["functions"]}
    problems += [f"{name!r} is not among the files" for name in NAMES if os.path.normpath(name) not in files]
    if document["coverage"]["translationUnits"]["analysed"] != len(NAMES):
        problems.append(f"not all are analysed: {document['problems']}")
    raw = json.loads((options.work / "raw" / "assessment.json").read_text())
    if [function["name"] for function in raw["functions"]] != ["raw"]:
        problems.append(f"the file that is no UTF-8: {raw['problems']}")
    summary = (out / "summary.md").read_text()
    # In a code span a name is text.
    if "\033" in summary or "<b>" in re.sub(r"`[^`\n]*`", "", summary):
        problems.append("summary.md holds an escape character or HTML of a name")
    if [path for path in options.work.rglob("marker")] or list(Path.cwd().glob("marker")):
        problems.append("a name was run by a shell")
    if sorted(name for name in os.listdir(project) if name != ".ferrule") != before:
        problems.append(f"the directory changed: {sorted(set(os.listdir(project)) ^ set(before))}")
    print("\n".join(problems) or f"{len(NAMES)} names, all harmless")
    return 1 if problems else 0


sys.exit(main())
