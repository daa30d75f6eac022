#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Who may include whom: the rooms of docs/architecture.md as a table, checked over the sources.

usage: include_direction.py SOURCE_ROOT

Prints each include that goes against the direction, each file in no room, and exits with 1 then.
"""
import re
import sys
from pathlib import Path

CLANG = "clang"
# Room: what it may include beside itself; CLANG stands for the headers of Clang. The longest name that
# is a prefix of a path wins.
ROOMS = {
    "tool/model": set(),
    "tool/program": {"tool/model"},
    "tool/flow": {"tool/model", "tool/program"},
    "tool/boundary": {"tool/model", "tool/program"},
    "tool/compare": {"tool/model"},
    "tool/history": {"tool/model"},
    "tool/imports": {"tool/model"},
    "tool/inventory": {"tool/model"},
    "tool/patch": {"tool/model"},
    "tool/contracts": {"tool/model", "tool/program", "tool/flow"},
    "tool/rank": {"tool/model", "tool/program"},
    "tool/plan": {"tool/model"},
    "reports": {"tool/model"},
    "checks": {"tool/model", "tool/program", "tool/flow", "tool/contracts", CLANG},
    "checks/tidy": {"checks", "rewriters", "tool/model", "tool/program", "tool/flow", "tool/contracts", CLANG},
    "rewriters": {"tool/model", "checks", CLANG},
    "rewriters/rust": {"tool/model"},
    "tool/deep": {"tool/model", "checks", CLANG},
    "tool/frontend": {"tool/model", "tool/program", "tool/rank", "tool/deep", "tool/patch", "checks", "rewriters", "tool", CLANG},
    "tool/commands": {"tool/model", "tool/program", "tool/flow", "tool/contracts", "tool/rank", "tool/plan",
                      "tool/boundary", "tool/compare", "tool/history", "tool/imports", "tool/inventory", "tool/patch",
                      "tool/frontend", "checks",
                      "rewriters", "rewriters/rust", "reports", "tool", CLANG},
    "tool": {"tool/commands"},  # main.cpp and Version.h
}
# Made by CMake: leaves that anybody may name.
LEAVES = {"tool/Version.h", "reports/html/PageSources.h", "rewriters/rust/DifferentialSources.h"}
INCLUDE = re.compile(r'^\s*#\s*include\s*(?P<open>["<])(?P<path>[^">]+)[">]', re.MULTILINE)


def room_of(path):
    fitting = [room for room in ROOMS if path == room or path.startswith(room + "/")]
    return max(fitting, key=len, default=None)


def problems(root):
    for top in ("tool", "checks", "rewriters", "reports"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in {".cpp", ".h", ".def", ".in"} or not path.is_file():
                continue
            name = str(path.relative_to(root))
            room = room_of(name)
            for match in INCLUDE.finditer(path.read_text()):
                included = match["path"]
                if included in LEAVES:
                    continue
                if included.startswith(("clang/", "clang-tidy/")):
                    target = CLANG
                elif match["open"] == "<" or included.startswith("llvm/"):
                    continue
                else:
                    target = room_of(included)
                    if target is None:
                        yield f"{name}: includes \"{included}\", which is not named from the root of the sources"
                        continue
                    if not (root / included).is_file():
                        yield f"{name}: includes {included}, which does not exist"
                if target != room and target not in ROOMS[room]:
                    yield f"{name}: {room} must not include {included}"


def main():
    found = list(problems(Path(sys.argv[1])))
    print("\n".join(found) or "every include goes in the right direction")
    return 1 if found else 0


sys.exit(main())
