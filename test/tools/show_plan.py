#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints the plan of an assessment for FileCheck: modules with their rules and remedies, then steps.

usage: show_plan.py ASSESSMENT
"""
import json
import sys


def effort(e):
    if not e["unit"]:
        return "not estimated"
    return f"{e['low']} to {e['high']} {e['unit']}"


plan = json.load(open(sys.argv[1]))["plan"]
for module in sorted(plan["modules"], key=lambda m: m["name"]):
    print(f"module {module['name']}: {module['remedy']}")
    for rule in module["trace"]:
        print(f"{'yes' if rule['holds'] else 'no'}: {rule['rule']}: {rule['value']}")
    for option in module["options"]:
        possible = "possible" if option["possible"] else "impossible"
        print(f"{possible} {option['remedy']}: {effort(option['effort'])} removes {option['removes']}: {option['note']}")
for step in plan["steps"]:
    print(f"step {step['id']} after {' '.join(step['after'])}")
    for command in step["exitCriteria"]:
        print(command)
