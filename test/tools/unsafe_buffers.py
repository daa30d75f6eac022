#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Holds ferrule's inventory of C++ code against clang's -Wunsafe-buffer-usage.

usage: unsafe_buffers.py --ferrule FERRULE [--root ROOT] -p BUILD
       unsafe_buffers.py --ferrule FERRULE [--root ROOT] FILE... -- FLAG...

Each place below ROOT at which clang warns must have an operation of ferrule, in whatever state, or a reason
in EXPLAINED. An operation answers for one warning, but one in a macro for all in that use of the macro, whose
places are one to ferrule."""
import argparse
import collections
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

GROUP = "-Wunsafe-buffer-usage"
WARNING = re.compile(
    r"^(?P<file>[^:\n]+):(?P<line>\d+):(?P<column>\d+):(?:\{\d+:\d+-(?P<endLine>\d+):(?P<endColumn>\d+)\})?[^ ]*"
    r" warning: (?P<text>.*) \[-Wunsafe-buffer-usage(?P<kind>[\w-]*)\]$")
# The checks whose operations answer for each subgroup.
ANSWERS = {
    "": ("ferrule-bounds-",),
    "-in-container": ("ferrule-bounds-",),
    "-in-unique-ptr-array-access": ("ferrule-bounds-",),
    "-in-libc-call": ("ferrule-libc-",),
    "-in-format-attr-call": ("ferrule-libc-",),
}
# Where ferrule differs on purpose: a part of what clang prints, and why; docs/inventory.md says it in full.
EXPLAINED = {
    "unsafe buffer manipulation": "an attribute is the author's word, and no operation",
    "string argument is not guaranteed to be null-terminated": "a string that a literal format prints",
}

# macro: the place is in one, as far as clang tells. output: all that clang prints about it.
Place = collections.namedtuple("Place", "file line column endLine endColumn kind text macro output")


def commands(options, flags):
    """(directory, command) for each C++ file, as clang is to be run."""
    checking = ["-fsyntax-only", "-Wno-everything", GROUP, "-fno-color-diagnostics",
                "-fdiagnostics-print-source-range-info"]
    if not options.p:
        return [(".", ["clang++-22", *flags, file, *checking]) for file in options.files]
    database = json.loads((pathlib.Path(options.p) / "compile_commands.json").read_text())
    made = []
    for entry in database:
        command = entry.get("arguments") or shlex.split(entry["command"])
        if entry["file"].endswith(".c"):
            continue
        kept, skip = [], False
        for argument in command[1:]:
            if skip or argument in ("-o", "-MF", "-MT", "-MQ"):
                skip = not skip
            elif argument not in ("-c", "-w") and not argument.startswith(("-W", "-MD", "-MMD")):
                kept.append(argument)
        made.append((entry["directory"], ["clang++-22", *kept, *checking]))
    return made


def warnings(options, flags, root):
    """The places at which clang warns, each once, in order."""
    found = {}
    for directory, command in commands(options, flags):
        done = subprocess.run(command, cwd=directory, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"clang ended with {done.returncode}:\n{done.stderr}")
        lines = done.stderr.splitlines()
        for number, line in enumerate(lines):
            match = WARNING.match(line)
            if not match:
                continue
            file = (pathlib.Path(directory) / match["file"]).resolve()
            if not file.is_relative_to(root):
                continue
            # What belongs to the warning, up to the next one.
            output = [line]
            for other in lines[number + 1:]:
                if WARNING.match(other):
                    break
                output.append(other)
            at = int(match["line"]), int(match["column"])
            end = (int(match["endLine"]), int(match["endColumn"])) if match["endLine"] else at
            macro = any("expanded from macro" in each for each in output)
            place = Place(str(file.relative_to(root)), *at, *max(at, end), match["kind"], match["text"], macro,
                          "\n".join(output))
            found[place.file, *at, place.kind, place.text] = place
    return [found[key] for key in sorted(found)]


def operations(options, flags):
    """ferrule's operations by file."""
    with tempfile.TemporaryDirectory() as out:
        what = ["-p", options.p, "--no-cache"] if options.p else options.files
        command = [options.ferrule, "scan", *what, "--root", options.root, "--quiet", "-o", out]
        done = subprocess.run(command + ([] if options.p else ["--", *flags]), capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"ferrule ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        assessment = json.loads((pathlib.Path(out) / "assessment.json").read_text())
    by_file = collections.defaultdict(list)
    for operation in assessment["findings"] + assessment["discharged"]:
        by_file[operation["file"]].append(operation)
    return by_file


def extent(operation):
    return (operation["endLine"] - operation["line"], operation["endColumn"] - operation["column"])


def answers(operation, place):
    """The operation is of the right kind and around the place; or, of a call, a part of it such as its format."""
    begin, end = (operation["line"], operation["column"]), (operation["endLine"], operation["endColumn"])
    at = place.line, place.column
    inside = "-call" in place.kind and at <= begin <= (place.endLine, place.endColumn)
    return operation["check"].startswith(ANSWERS[place.kind]) and (begin <= at <= end or inside)


def in_macro(operation):
    """The operation is all of IDENTIFIER(...), which is no subscript and no arithmetic."""
    line = operation["snippet"].encode()
    end = operation["endColumn"] - 1 if operation["endLine"] == operation["line"] else len(line)
    text = line[operation["column"] - 1:end]
    return operation["check"].startswith("ferrule-bounds-") and re.fullmatch(rb"\w+\s*\(.*\)", text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ferrule", required=True)
    parser.add_argument("--root", default=".")
    parser.add_argument("-p")
    parser.add_argument("files", nargs="*")
    separator = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    options = parser.parse_args(sys.argv[1:separator])
    flags = sys.argv[separator + 1:]

    by_file = operations(options, flags)
    places = warnings(options, flags, pathlib.Path(options.root).resolve())
    taken, covered, missing, explained = set(), 0, [], collections.Counter()
    for place in places:
        found = [o for o in sorted(by_file[place.file], key=extent)
                 if answers(o, place) and (place.macro or in_macro(o) or o["fingerprint"] not in taken)]
        reason = next((why for part, why in EXPLAINED.items() if part in place.output), None)
        if reason and (place.kind == "" or not found):
            explained[reason] += 1
        elif found:
            taken.add(found[0]["fingerprint"])
            covered += 1
        else:
            missing.append(place)
    for place in missing:
        print(f"missing: {place.file}:{place.line}:{place.column}: {place.text}")
    for reason, count in sorted(explained.items()):
        print(f"explained: {count} {reason}")
    print(f"{len(places)} warnings, {covered} covered, {sum(explained.values())} explained, {len(missing)} missing")
    if missing or not places:
        sys.exit(1)


main()
