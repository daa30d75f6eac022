# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""usage: repeat_finding.py ASSESSMENT N: that assessment with N open findings before its one defect."""
import json
import sys

document = json.load(open(sys.argv[1], encoding="utf-8"))
(defect,) = [f for f in document["findings"] if f["kind"] == "defect"]
example = next(f for f in document["findings"] if f["kind"] == "operation")
document["findings"] = [example | {"line": n + 1, "fingerprint": str(n)} for n in range(int(sys.argv[2]))]
document["findings"].append(defect)
json.dump(document, sys.stdout)
