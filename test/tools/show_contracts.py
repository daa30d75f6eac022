#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The inferences of an assessment, one line each: function, slot, bounds | ownership | nullability | mutability,
and of parameters that other ones could be the same as: | aliasing.

usage: show_contracts.py ASSESSMENT

A "~" is an answer of medium confidence, "?" one of low, "!" a conflict."""
import json
import sys

MARKS = {"high": "", "medium": "~", "low": "?"}
PROPERTIES = ("bounds", "ownership", "nullability", "mutability")


def answer(inference, name):
    details = inference["answers"][name]
    if inference[name] == "unknown":
        return "unknown"
    return inference[name] + MARKS[details["confidence"]] + ("!" if details["conflict"] else "")


for each in json.load(open(sys.argv[1]))["inferences"]:
    slot = each["slot"].replace("parameter ", "p")
    if each["slotName"] and not slot.startswith("*"):
        slot += " " + each["slotName"]
    shown = PROPERTIES + (("aliasing",) if each["aliasing"] else ())
    print(f"{each['name']} {slot}: " + " | ".join(answer(each, name) for name in shown))
