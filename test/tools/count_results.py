#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints "PASSED FAILED SKIPPED" of a result file of lit (--output). A suite without a single result
counts as a failure."""
import collections
import json
import sys

tests = json.load(open(sys.argv[1]))["tests"]
codes = collections.Counter(test["code"] for test in tests)
passed = codes.pop("PASS", 0) + codes.pop("XFAIL", 0) + codes.pop("FLAKYPASS", 0)
skipped = codes.pop("UNSUPPORTED", 0) + codes.pop("SKIPPED", 0) + codes.pop("EXCLUDED", 0)
failed = sum(codes.values())
print(passed, failed if passed or failed else 1, skipped)
