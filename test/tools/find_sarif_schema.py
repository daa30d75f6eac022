#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Print the path of the JSON schema of SARIF 2.1.0.

usage: find_sarif_schema.py [--install]

Looked for in $FERRULE_SARIF_SCHEMA and then in the user's cache. --install puts it into the cache: it
takes the npm package @microsoft/jest-sarif (MIT), which carries the schema, at a fixed version, and
compares its hash. Exit status: 0 printed, 1 not found.
"""
import argparse
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
MEMBER = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
SHA256 = "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8"


def cached():
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "ferrule-tests" / Path(MEMBER).name


def install(target):
    with tempfile.TemporaryDirectory() as directory:
        # npm pack downloads and runs nothing of the package.
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=directory, check=True,
                       stdout=subprocess.DEVNULL, timeout=120)
        (archive,) = Path(directory).glob("*.tgz")
        with tarfile.open(archive) as package:
            schema = package.extractfile(MEMBER).read()
    if hashlib.sha256(schema).hexdigest() != SHA256:
        sys.exit(f"find_sarif_schema.py: {PACKAGE} holds another schema than expected")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{os.getpid()}")
    partial.write_bytes(schema)
    partial.replace(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", action="store_true", help="download it if it is not there")
    options = parser.parse_args()
    path = Path(os.environ.get("FERRULE_SARIF_SCHEMA") or cached())
    if options.install and not path.is_file():
        try:
            install(path)
        except (OSError, subprocess.SubprocessError) as error:
            sys.exit(f"find_sarif_schema.py: {error}")
    if not path.is_file():
        sys.exit(f"find_sarif_schema.py: no {path}; --install downloads it")
    print(path)


if __name__ == "__main__":
    main()
