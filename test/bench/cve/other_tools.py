# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What other tools say of the functions of a library: how many places in each they warn about."""
import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

CLANG = "clang-22"
CHECKING = ["-fsyntax-only", "-Wno-everything", "-Wunsafe-buffer-usage", "-ferror-limit=0", "-fno-color-diagnostics",
            "-fno-caret-diagnostics", "-fdiagnostics-absolute-paths"]
WARNING = re.compile(r"^(/[^:\n]+):(\d+):(\d+): warning: .*\[-Wunsafe-buffer-usage", re.MULTILINE)
# With these a unit's command would warn of more than is counted here, or end at a warning.
WARNING_FLAG = re.compile(r"-(W(?!p,)|w$|pedantic)")


def counted(functions, places):
    """`places`: (file, line) of each warning. A warning counts for all functions that span its line."""
    lines = Counter(places)
    return [sum(lines[function.file, line] for first, last in function.spans for line in range(first, last + 1))
            for function in functions]


def checking_command(entry):
    words = entry["arguments"] if "arguments" in entry else shlex.split(entry["command"])
    kept, skip = [], False
    for word in words[1:]:
        if not skip and word not in ("-o", "-c") and not WARNING_FLAG.match(word):
            kept.append(word)
        skip = word == "-o"
    driver = ["--driver-mode=g++"] if "++" in Path(words[0]).name else []
    return [CLANG, *driver, *kept, *CHECKING]


def unsafe_buffers(library, root, database):
    """Counts of clang's -Wunsafe-buffer-usage, in C too; a place that several units see counts once. None: no clang."""
    if not shutil.which(CLANG):
        return None
    root = root.resolve()
    places = set()
    for entry in json.loads(database.read_text()):
        ended = subprocess.run(checking_command(entry), cwd=entry["directory"], capture_output=True, text=True,
                               errors="replace")
        for file, line, column in WARNING.findall(ended.stderr):
            places.add((os.path.relpath(os.path.realpath(file), root), int(line), int(column)))
    return counted(library.functions, [(file, line) for file, line, _ in places])


def flawfinder(library, root):
    """Counts of flawfinder's hits of any level; None: it is not installed."""
    # Installed beside this Python, it need not be in PATH.
    tool = shutil.which("flawfinder", path=os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]]))
    if not tool:
        return None
    files = sorted({function.file for function in library.functions})
    ended = subprocess.run([tool, "--csv", "--minlevel=1", "--quiet", *files], cwd=root, capture_output=True, text=True,
                           errors="replace")
    hits = csv.DictReader(io.StringIO(ended.stdout))
    return counted(library.functions, [(os.path.normpath(hit["File"]), int(hit["Line"])) for hit in hits])
