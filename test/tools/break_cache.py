#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Breaks every entry of a cache, in one way.

usage: break_cache.py HOW [--only SUFFIX] DIRECTORY

HOW: truncate (half of it), empty, garbage (random bytes of the same length), flip (one bit in the middle),
version (another number of the format in its first line), directory (one in the place of each file).
"""
import argparse
import random
from pathlib import Path


def broken(how, content):
    middle = len(content) // 2
    if how == "truncate":
        return content[:middle]
    if how == "empty":
        return b""
    if how == "garbage":
        return random.Random(0).randbytes(len(content))
    if how == "flip":
        return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:]
    head, _, body = content.partition(b"/1 ")
    return head + b"/999 " + body


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("how", choices=("truncate", "empty", "garbage", "flip", "version", "directory"))
    parser.add_argument("--only", default="")
    parser.add_argument("directory", type=Path)
    options = parser.parse_args()
    files = [path for path in options.directory.rglob("*" + options.only) if path.is_file()]
    assert files, "there is nothing to break"
    for path in files:
        content = path.read_bytes()
        if options.how == "directory":
            path.unlink()
            path.mkdir()
        else:
            path.write_bytes(broken(options.how, content))
            assert path.read_bytes() != content


main()
