# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""An assessment with many findings, for tests of size: large_assessment.py TEMPLATE FINDINGS > OUT.

The template gives everything but files, functions and findings. What is made repeats as much as the
findings of real libraries do: every second message and every third source line is new, a function
has 20 findings on average, a file 400, and half as many operations again were shown to be safe.
"""
import copy
import hashlib
import json
import random
import sys

CHECKS = [
    ("ferrule-bounds-pointer-arithmetic", "bounds", [823, 787, 125], "'{0} += {1}' moves a pointer"),
    ("ferrule-bounds-array-subscript", "bounds", [787, 125, 129], "'{0}[{1}]' indexes the pointer '{0}'"),
    ("ferrule-null-dereference", "null", [476], "'{0}->field{1}' dereferences '{0}'"),
    ("ferrule-integers-narrowing", "integers", [681], "'{0} + {1}' is narrowed to 'int'"),
]
REASONS = [
    "its extent is not declared; the size of what the caller passes as '{0}' is not known",
    "nothing bounds the index: '{0}' comes from a caller",
    "nothing compares '{0}' with null before",
    "the types are unrelated",
]
WORDS = ("buffer length state stream window index count offset node table header value input output "
         "cursor limit entry block match symbol").split()


def finding(rnd, number, state):
    check, family, cwe, message = CHECKS[rnd.randrange(len(CHECKS))]
    word = rnd.choice(WORDS) + (f"_{rnd.randrange(400)}" if number % 2 else "")
    function = number // 20
    line = 30 + number % 400 * 9
    code = f"    {word}[{rnd.randrange(64)}] = {rnd.choice(WORDS)}_{number // 3} + {rnd.choice(WORDS)};"
    return {
        "check": check, "family": family, "kind": "operation", "state": state, "cwe": cwe,
        "severity": "medium", "confidence": "medium",
        "file": f"src/part{number // 8000}/module{number // 400}.c",
        "line": line, "column": 5, "endLine": line, "endColumn": 5 + len(word),
        "function": f"c:@F@function_{function}",
        "message": message.format(word, rnd.randrange(64)),
        "reason": rnd.choice(REASONS).format(word), "snippet": code, "suppressed": False,
        "acceptance": {"line": 0, "reason": ""}, "steps": [],
        "fingerprint": hashlib.sha256(f"{state}{number}".encode()).hexdigest()[:16],
    }


def main():
    with open(sys.argv[1]) as template:
        assessment = json.load(template)
    count = int(sys.argv[2])
    rnd = random.Random(1)
    assessment["findings"] = [finding(rnd, n, "open") for n in range(count)]
    assessment["discharged"] = [finding(rnd, 2 * n, "discharged") for n in range(count // 2)]
    assessment["hotspots"] = []
    model = assessment["functions"][0]
    functions = []
    for n in range((count + 19) // 20):
        f = copy.deepcopy(model)
        f.update(id=f"c:@F@function_{n}", name=f"function_{n}", qualifiedName=f"function_{n}",
                 file=f"src/part{n // 400}/module{n // 20}.c", line=20 + n % 20 * 180,
                 endLine=195 + n % 20 * 180, rank=n + 1,
                 score=round(20 - 19 * n * 20 / count, 3))
        f["signals"] = {"sloc": 20 + rnd.randrange(300)}
        f["operations"] = {"bounds": {"open": 20, "accepted": 0, "discharged": 10, "defect": 0}}
        functions.append(f)
    assessment["functions"] = functions
    assessment["files"] = [{"path": f"src/part{n // 20}/module{n}.c", "lines": 4000, "hash": f"{n:016x}"}
                           for n in range((count + 399) // 400)]
    assessment["coverage"].update(functions=len(functions), files=len(assessment["files"]),
                                  lines=4000 * len(assessment["files"]))
    json.dump(assessment, sys.stdout)


main()
