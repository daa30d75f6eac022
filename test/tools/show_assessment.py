#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints an assessment, one fact per line, for FileCheck.

usage: show_assessment.py FILE

  units total=2 analysed=1 recovered=0 failed=1 timedOut=0 crashed=0 skipped=0
  coverage functions=1 files=1 lines=3
  deep hotspots functions=1 cut=0 lost=0
  history read commits=9 files=3 ignored=1 lost=0
  lost a.c: the reason
  problem a.c failed: the reason
  refused -fplugin=x.so: 1
  dropped -mlongcalls: 1
  tests x.info files=1 other=0
  advisories 2 fixes=1
  function a.c:3-5 twice id=c:@F@twice callers=1 callees=0 apiReach=0.0 ... open.bounds=2
  finding a.c:4:9 ferrule-bounds-pointer-subscript open in c:@F@twice: the message
  discharged a.c:6:9 ferrule-bounds-array-subscript discharged in c:@F@main: the message
  suppression a.c:7:12 NOLINT ferrule-bounds-* unused: the reason
  exposure a.c:3 twice bytes from=twice distance=0

A possible defect says so instead of open. Functions are sorted by place. A suppressed finding says so after its state, an accepted one has the
reason, and the line of the comment, at its end.
"""
import json
import sys
from pathlib import Path

STATUSES = ("total", "analysed", "recovered", "failed", "timedOut", "crashed", "skipped")


def finding_line(kind, finding):
    state = "possible" if finding["kind"] == "possible" else finding["state"]
    state += (" suppressed" if finding["suppressed"] else "")
    where = f"{finding['file']}:{finding['line']}:{finding['column']}"
    accepted = finding["acceptance"]
    why = f" [{accepted['line']}: {accepted['reason']}]" if accepted["line"] else ""
    return f"{kind} {where} {finding['check']} {state} in {finding['function'] or 'no function'}: {finding['message']}{why}"


def lines(document):
    coverage = document["coverage"]
    units = coverage["translationUnits"]
    yield "units " + " ".join(f"{status}={units[status]}" for status in STATUSES)
    yield "coverage " + " ".join(f"{name}={coverage[name]}" for name in ("functions", "files", "lines"))
    deep = coverage["deep"]
    if deep["choice"] != "none":
        yield f"deep {deep['choice']} functions={deep['functions']} cut={deep['cutFunctions']} lost={len(deep['lost'])}"
    history = document["history"]
    counts = f"commits={history['commits']} files={history['files']} ignored={history['ignoredRevisions']}"
    why = f": {history['reason']}" if history["reason"] else ""
    yield f"history {history['status']} {counts} lost={len(history['lost'])}{why}"
    tests = document["testCoverage"]
    if tests["file"]:
        yield f"tests {Path(tests['file']).name} files={tests['files']} other={tests['otherFiles']}"
    if history["advisories"]:
        yield f"advisories {history['advisories']} fixes={history['advisoryFixes']}"
    for lost in history["lost"]:
        yield f"lost {lost['file']}: {lost['reason']}"
    for problem in deep["lost"] + document["problems"]:
        yield f"problem {problem['file']} {problem['status']}: {problem['reason']}"
    for kind in ("refused", "dropped"):
        for flag, count in coverage[kind + "Flags"].items():
            yield f"{kind} {flag}: {count}"
    for function in sorted(document["functions"], key=lambda f: (f["file"], f["line"], f["id"])):
        signals = " ".join(f"{name}={value:g}" for name, value in sorted(function["signals"].items()))
        where = f"{function['file']}:{function['line']}-{function['endLine']}"
        yield f"function {where} {function['qualifiedName']} id={function['id']} {signals}"
    for finding in document["findings"]:
        yield finding_line("finding", finding)
    for finding in document["discharged"]:
        yield finding_line("discharged", finding)
    for problem in document["suppressionProblems"]:
        where = f"{problem['file']}:{problem['line']}:{problem['column']}"
        yield f"suppression {where} {problem['kind']} {problem['check']} {problem['fault']}: {problem['reason']}"
    names = {function["id"]: function["qualifiedName"] for function in document["functions"]}
    for function in sorted(document["functions"], key=lambda f: (f["file"], f["line"], f["id"])):
        near = function["exposure"]
        if near["from"]:
            where = f"{function['file']}:{function['line']} {function['qualifiedName']}"
            yield f"exposure {where} {near['entry']} from={names[near['from']]} distance={near['distance']}"


def main():
    text = "\n".join(lines(json.loads(Path(sys.argv[1]).read_text())))
    # What the analysed code is called must not end a line.
    print("".join(c if c == "\n" or c.isprintable() else f"<U+{ord(c):04X}>" for c in text))


main()
