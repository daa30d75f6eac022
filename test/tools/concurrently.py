#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs COMMAND N times at once, with @ in its words replaced by 1 ... N; all must succeed.

usage: concurrently.py N COMMAND...
"""
import subprocess
import sys


def main():
    count, command = int(sys.argv[1]), sys.argv[2:]
    processes = [
        subprocess.Popen([word.replace("@", str(i)) for word in command], stdout=subprocess.DEVNULL)
        for i in range(1, count + 1)
    ]
    codes = [process.wait(timeout=120) for process in processes]
    if any(codes):
        sys.exit(f"concurrently.py: exit codes {codes}")


main()
