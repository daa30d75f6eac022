#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The idioms of an assessment, one line each, sorted: name, kind, detail.

usage: show_idioms.py ASSESSMENT"""
import json
import sys

for each in sorted(json.load(open(sys.argv[1]))["idioms"], key=lambda i: (i["name"], i["kind"], i["detail"])):
    print(f"{each['name']} {each['kind']}: {each['detail']}")
