#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The best cut of a small program by trying all of them, to hold against what ferrule boundary proposes.

usage: best_cut.py ABI ASSESSMENT

ABI: of ferrule boundary --abi. Nothing but functions that take and give numbers may cross, so that a
cut costs 1 and 1 for each function that one side defines and the other calls, or that is exported.
Benefits are those of the single modules in ASSESSMENT, which add up.

Prints the best set of modules with its worth, how many were tried, and "proposed" if the best of the
proposals is that one.
"""
import itertools
import json
import sys
from pathlib import Path


def main():
    abi, assessment = (json.loads(Path(name).read_text()) for name in sys.argv[1:3])
    proposals = assessment["boundaries"]
    benefit = {b["files"][0]: b["benefit"] for b in proposals if len(b["files"]) == 1}
    defined = {f["id"]: f for f in abi["functions"] if f["defined"]}
    callers = {id: set() for id in defined}
    for uses in abi["uses"]:
        assert not uses["fields"] and not uses["addresses"], "more than calls crosses"
        for call in uses["calls"]:
            callers[call["callee"]].add(defined[uses["function"]]["module"])
    for function in defined.values():
        assert all(part["kind"] == "integer" for part in function["type"]["inner"]), "more than numbers crosses"

    def worth(inside):
        crossing = 0
        for id, function in defined.items():
            sides = {module in inside for module in callers[id] | {function["module"]}}
            crossing += len(sides | ({False} if function["exported"] else set())) > 1
        return round(sum(benefit[module] for module in inside) / (1 + crossing), 3)

    sets = [
        set(some) for size in range(1, len(benefit) + 1) for some in itertools.combinations(sorted(benefit), size)
    ]
    best = max(sets, key=worth)
    print(f"best of {len(sets)}: {'+'.join(sorted(best))} {worth(best)}")
    first = max(proposals, key=lambda b: b["worth"])
    same = set(first["files"]) == best and abs(first["worth"] - worth(best)) < 0.002
    print("proposed" if same else f"proposed instead: {first['files']} {first['worth']}")


main()
