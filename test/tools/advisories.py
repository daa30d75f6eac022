#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Prints advisories in the OSV format about the commits of make_repository.py.

usage: advisories.py REPOSITORY

One names the first commit, twice: as an event and as a reference. One is about something else, one
was withdrawn, and one has a fix that is not in this history.
"""
import json
import subprocess
import sys


def commit(message):
    return subprocess.run(["git", "-C", sys.argv[1], "log", "--format=%H", "--grep", message], check=True,
                          capture_output=True, text=True).stdout.strip()


def record(name, fixed, **members):
    events = [{"introduced": "0"}, {"fixed": fixed}]
    return {"id": name, "affected": [{"ranges": [{"type": "GIT", "repo": "r", "events": events}]}], **members}


added, renamed = commit("Add a reader"), commit("Rename the reader")
print(json.dumps({"vulns": [
    record("X-1", added, references=[{"type": "FIX", "url": f"r/commit/{added}.patch"}],
           database_specific={"cwe_ids": ["CWE-20", None, "CWE-787"]}),
    record("X-2", renamed, database_specific={"cwe_ids": ["CWE-79"]}),
    record("X-3", renamed, withdrawn="2020-01-01T00:00:00Z"),
    record("X-4", "0" * 40),
]}))
