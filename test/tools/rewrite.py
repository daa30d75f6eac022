#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Lets one rewriter change a test file, and prints what it did with each operation.

usage: rewrite.py FERRULE FILE REWRITER [CHECK...] -- FLAGS...

A project is made of FILE without its lines that begin with // RUN or // CHECK, scanned, and rewritten
with --tier all --apply. For each patch, in the order of the file, is printed

  TIER: TITLE
  STATUS, REASON                     of what was not applied
  applied, discharges N of M: V1 V3  of what was: how many of the operations that it answers are gone
  asks: QUESTION

and what it changes as a diff of its own, each line with its mark in the first column, with one line of
context. Operations that are gone although no patch promises that are printed last, as

  gone as well: CHECK: MESSAGE

and before them what is open and was not, of the checks that are named:

  brings: CHECK: MESSAGE

What is true of every rewriter is asserted:
  - the changed file is the old one with the edits of the applied patches, and compiles;
  - the operations that are open after it were open before, and none of them was said to be gone, but for
    those of the checks that are named;
  - after a new scan the next run offers those patches only that overlapped with others, and in the end no
    run offers anything.
"""
import collections
import difflib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def check(condition, message):
    if not condition:
        sys.exit(f"rewrite.py: {message}")


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    check(done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")


class Project:
    def __init__(self, ferrule, directory, source, flags):
        self.ferrule, self.directory = ferrule, directory
        self.file = directory / ("before" + source.suffix)
        lines = source.read_text().splitlines(keepends=True)
        text = "".join(line for line in lines if not re.match(r"// (RUN|[A-Z-]*CHECK[A-Z-]*):", line))
        self.file.write_text(text)
        self.compiler = ["clang++-22" if source.suffix == ".cpp" else "clang-22", *flags]
        command = [*self.compiler, "-c", self.file.name]
        (directory / "compile_commands.json").write_text(
            json.dumps([{"directory": str(directory), "file": self.file.name, "arguments": command}]))

    def assessment(self):
        return json.loads((self.directory / "out" / "assessment.json").read_text())

    def scan(self):
        run(self.ferrule, "scan", "-p", self.directory, "--root", self.directory, "-o", self.directory / "out",
            "--no-history", "--quiet")
        assessment = self.assessment()
        units = assessment["coverage"]["translationUnits"]
        check(units["analysed"] == 1, f"the test file does not parse: {assessment['problems']}")
        return [finding for finding in assessment["findings"] if finding["state"] == "open"]

    def rewrite(self, rewriter):
        run(self.ferrule, "rewrite", self.directory / "out", "-p", self.directory, "--tier", "all",
            "--check", rewriter, "--apply")
        patches = self.assessment()["patches"]
        check(all(patch["rewriter"] == rewriter for patch in patches), "there are patches of other rewriters")
        return patches


def edited(text, edits):
    for edit in sorted(edits, key=lambda edit: edit["offset"], reverse=True):
        text = text[: edit["offset"]] + edit["text"].encode() + text[edit["offset"] + edit["length"]:]
    return text


def show(patch, text):
    print(f"{patch['tier']}: {patch['title']}")
    if patch["status"] == "ready":
        print(f"applied, discharges {len(patch['discharges'])} of {len(patch['answers'])}: "
              + " ".join(patch["verified"]))
    else:
        print(f"{patch['status']}, {patch['reason']}")
    if patch.get("question") and patch["status"] == "ready":
        print(f"asks: {patch['question']}")
    after = edited(text, patch["edits"]).decode()
    # The first two lines name the files.
    for line in list(difflib.unified_diff(text.decode().splitlines(), after.splitlines(), n=1, lineterm=""))[2:]:
        if not line.startswith("@@"):
            print(line)
    print()


def count(findings):
    return collections.Counter(f"{finding['check']}: {finding['message']}" for finding in findings)


def renamed(added, gone):
    """Without operations that only read differently, as the text they are about was changed."""
    gone = sorted(gone.elements())
    rest = []
    for operation in sorted(added.elements()):
        same = [other for other in gone if other.split(":")[0] == operation.split(":")[0]]
        if same:
            gone.remove(same[0])
        else:
            rest.append(operation)
    return rest, gone


def main():
    separator = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    ferrule, source, rewriter, *may_bring = sys.argv[1:separator]
    with tempfile.TemporaryDirectory() as directory:
        project = Project(ferrule, Path(directory).resolve(), Path(source), sys.argv[separator + 1:])
        text = project.file.read_bytes()
        before = project.scan()
        patches = project.rewrite(rewriter)
        check(patches, "nothing is proposed")
        for patch in sorted(patches, key=lambda patch: (patch["line"], patch["title"])):
            show(patch, text)

        applied = [patch for patch in patches if patch["status"] == "ready"]
        edits = {(edit["offset"], edit["length"], edit["text"]) for patch in applied for edit in patch["edits"]}
        wanted = edited(text, [dict(zip(("offset", "length", "text"), edit)) for edit in edits])
        changed = project.file.read_bytes()
        check(changed == wanted, f"the file is not what the edits make of it:\n{changed.decode()}")
        run(*project.compiler, "-fsyntax-only", project.file)

        after = count(project.scan())
        promised = {fingerprint for patch in applied for fingerprint in patch["discharges"]}
        kept = count(finding for finding in before if finding["fingerprint"] not in promised)
        added, gone = renamed(after - kept, kept - after)
        for operation in [operation for operation in added if operation.split(":")[0] in may_bring]:
            print(f"brings: {operation}")
            added.remove(operation)
        check(not added, f"open after it, and not before, or said to be gone: {added}\n{changed.decode()}")
        for operation in gone:
            print(f"gone as well: {operation}")

        while patches:
            waiting = [patch["title"] for patch in patches if patch["status"] == "overlaps"]
            patches = project.rewrite(rewriter)
            more = [patch["title"] for patch in patches if patch["status"] == "ready"]
            check(set(more) <= set(waiting), f"the next run offers {more}:\n{project.file.read_text()}")
            if not more:
                break
            run(*project.compiler, "-fsyntax-only", project.file)
            project.scan()


main()
