#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints the patches of an assessment, one a line, as facts for FileCheck.

usage: show_patches.py ASSESSMENT

  patch FILE:LINE REWRITER ready verified LEVELS
  patch FILE:LINE REWRITER failed|refused|overlaps REASON
"""
import json
import sys
from pathlib import Path


def main():
    for patch in json.loads(Path(sys.argv[1]).read_text())["patches"]:
        about = " ".join(["verified", *patch["verified"]]) if patch["status"] == "ready" else patch["reason"]
        print(f"patch {patch['file']}:{patch['line']} {patch['rewriter']} {patch['status']} {about}")


main()
