# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""An assessment whose every text is hostile: poison.py ASSESSMENT > OUT.

Each name, path, message and source line gets mark-up, quotes, escape sequences and bidirectional
overrides appended, the same everywhere, so that what refers to it still does. Words that the format
fixes stay.
"""
import json
import sys

POISON = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'`&lt;{{x}}\u202e\u2066\u001b[2J\u0007\r\n<b>]]>-->"
# Fields whose values the format fixes, and those that are numbers as text.
FIXED = {"schema", "family", "kind", "state", "severity", "confidence", "status", "tier", "entry",
         "flow", "choice", "shape", "remedy", "fault", "date", "hash", "fingerprint", "answers",
         "discharges", "unit", "signal", "target", "verified"}
FIXED_KEYS = {"operations", "droppedFlags", "signals"}


def poison(value, field=""):
    if isinstance(value, dict):
        if field in FIXED_KEYS:
            return value
        return {key + POISON if field in ("families", "refusedFlags") else key: poison(each, key)
                for key, each in value.items()}
    if isinstance(value, list):
        return [poison(each, field) for each in value]
    if isinstance(value, str) and value and field not in FIXED:
        return value + POISON
    return value


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        assessment = json.load(file)
    json.dump(poison(assessment), sys.stdout)


main()
