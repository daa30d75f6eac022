#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Rules for every source file that a compiler does not know.

usage: source_rules.py SOURCE_ROOT

  - each begins with the licence (in the first three lines, for a shebang and the like);
  - none is longer than 800 lines;
  - each check has a test: checks/F/CamelCase.cpp that declares 'ferrule-F-X' has test/checks/F/X.c or X.cpp;
"""
import re
import sys
from pathlib import Path

LICENCE = "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception"
MOST_LINES = 800
TOPS = ("tool", "checks", "rewriters", "reports", "test")
# What is a source; the C and C++ files of test/ are inputs, as in LLVM's tests.
SUFFIXES = {".cpp", ".h", ".def", ".in", ".py", ".cmake", ".test"}
CHECK_ID = re.compile(r'"(ferrule-([a-z]+)-([a-z0-9-]+))"')


def sources(root):
    for top in TOPS:
        for path in sorted((root / top).rglob("*")):
            name = str(path.relative_to(root))
            is_input = top == "test" and (path.suffix in {".c", ".cpp", ".h"} or name.startswith("test/samples/"))
            if path.is_file() and not is_input and (path.suffix in SUFFIXES or path.name == "CMakeLists.txt"):
                yield name, path


def problems(root):
    for name, path in sources(root):
        lines = path.read_text().splitlines()
        if not any(LICENCE in line for line in lines[:3]):
            yield f"{name}: has no licence line"
        if len(lines) > MOST_LINES:
            yield f"{name}: {len(lines)} lines, {MOST_LINES} are the most"
    checks = set()
    for path in sorted((root / "checks").rglob("*.cpp")):
        family = path.parent.name
        for check, named, rest in CHECK_ID.findall(path.read_text()):
            if named == family:
                checks.add(check)
                if not any((root / "test/checks" / family / (rest + end)).is_file() for end in (".c", ".cpp", ".test")):
                    yield f"{path.relative_to(root)}: {check} has no test/checks/{family}/{rest}.c or .cpp"
    if not checks:
        yield "no check was found: the pattern of this script is out of date"


def main():
    found = list(problems(Path(sys.argv[1])))
    print("\n".join(found) or "all rules are kept")
    return 1 if found else 0


sys.exit(main())
