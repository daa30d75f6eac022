#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs COMMAND and succeeds when it ends with exit code CODE, and within SECONDS.

usage: expect_exit.py [--within SECONDS] CODE COMMAND...

Unlike 'not', it tells apart the ways to fail; a signal is its negative number.
"""
import subprocess
import sys


def main():
    arguments = sys.argv[1:]
    seconds = 120.0
    if arguments[0] == "--within":
        seconds = float(arguments[1])
        arguments = arguments[2:]
    wanted, command = int(arguments[0]), arguments[1:]
    try:
        code = subprocess.run(command, timeout=seconds, check=False).returncode
    except subprocess.TimeoutExpired:
        sys.exit(f"expect_exit.py: still running after {seconds} s: {command}")
    if code != wanted:
        sys.exit(f"expect_exit.py: exit code {code}, wanted {wanted}: {command}")


main()
