#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints the inventory of an assessment, one fact per line, for FileCheck.

usage: show_inventory.py DIR [SECTION]

  language C unsafe files=2 lines=10 shipped=1/8
  excluded tests test: files=1 lines=2
  hardening 1 fortify-source -D_FORTIFY_SOURCE=3: 1 of 2, not b.c
  binary lib.so elf64-x86-64 needs libz.so.1
  measure lib.so relro partial: the evidence
  dependency z linked by the build (build.ninja)
  practice tests: tests of CMake (CMakeLists.txt:3)
"""
import json
import sys
from pathlib import Path


def lines(inventory):
    for l in inventory["languages"]:
        kind = "unsafe" if l["memoryUnsafe"] else "safe"
        yield (f"language {l['language']} {kind} files={l['files']} lines={l['lines']} "
               f"shipped={l['shippedFiles']}/{l['shippedLines']}")
    for e in inventory["excluded"]:
        yield f"excluded {e['why']} {e['path']}: files={e['files']} lines={e['lines']}"
    for h in inventory["hardening"]:
        without = ", not " + " ".join(h["without"]) if h["without"] else ""
        yield f"hardening {h['rung']} {h['id']} {h['flag']}: {h['observed']} of {h['units']}{without}"
    for b in inventory["binaries"]:
        yield f"binary {b['file']} {b['format']} needs {' '.join(b['needed']) or 'nothing'}"
        for m in b["measures"]:
            yield f"measure {b['file']} {m['id']} {m['state']}: {m['evidence']}"
    for d in inventory["dependencies"]:
        yield f"dependency {d['name']} {d['how']} ({d['evidence']})"
    for p in inventory["practices"]:
        yield f"practice {p['kind']}: {p['what']} ({p['file']}:{p['line']})"


def main():
    document = json.loads((Path(sys.argv[1]) / "assessment.json").read_text())
    for line in lines(document["inventory"]):
        if len(sys.argv) < 3 or line.startswith(sys.argv[2]):
            print(line)


main()
