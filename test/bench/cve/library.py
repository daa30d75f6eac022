# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The libraries of the benchmark: what they were at a snapshot, and what was fixed in the years after it.

libraries/libraries.json  where a library comes from: its snapshot (tag, commit, date) and the day until which later
                          commits were read.
libraries/NAME.functions.tsv  every function of the files that its compilation database reaches: a line with the file,
                              then a line per function with its name, the lines it spans (several spans: one for each
                              of its definitions), and three counts of its text: branches + 1, subscripts, and
                              pointer operations.
libraries/NAME.fixes.tsv  functions that a later commit fixed: class of the bug, what says so (a CVE, an OSS-Fuzz
                          number, an issue, the message of the commit), the commit, its day, the numbers.

docs/ranking.md says how the fixes were found, and what is shaky about them."""
import csv
import json
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "libraries"
# Null dereferences and what is unspecified are in the table of fixes, and are no memory-safety bugs to the benchmark.
MEMORY_CLASSES = {"uaf", "double-free", "uninit", "oob", "int-overflow", "type-confusion"}
WITH_ID = {"cve", "oss-fuzz"}


@dataclass(frozen=True)
class Function:
    file: str
    name: str
    spans: list[tuple[int, int]]  # first and last line
    branches: int
    subscripts: int
    pointers: int

    @property
    def lines(self):
        return sum(last - first + 1 for first, last in self.spans)

    def covers(self, line):
        return any(first <= line <= last for first, last in self.spans)


@dataclass(frozen=True)
class Library:
    name: str
    repository: str
    tag: str
    commit: str
    date: str
    until: str
    language: str
    functions: list[Function]
    fixes: list[dict]

    def fixed(self, evidence=None):
        """For each function: was a memory-safety bug of it fixed later? `evidence` limits what counts as known."""
        names = {(fix["file"], fix["function"]) for fix in self.fixes
                 if fix["class"] in MEMORY_CLASSES and (evidence is None or fix["evidence"] in evidence)}
        return [(function.file, function.name) in names for function in self.functions]


def read_spans(text):
    bounds = (span.split("-") for span in text.split(","))
    return [(int(ends[0]), int(ends[-1])) for ends in bounds]


def read_functions(path):
    functions = []
    _, *rows = path.read_text().splitlines()
    for row in rows:
        name, *cells = row.split("\t")
        if not cells:
            file = name
        else:
            functions.append(Function(file, name, read_spans(cells[0]), *map(int, cells[1:])))
    return functions


def read_fixes(path):
    with path.open(newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_libraries():
    return [Library(name, functions=read_functions(DATA / f"{name}.functions.tsv"),
                    fixes=read_fixes(DATA / f"{name}.fixes.tsv"), **about)
            for name, about in json.loads((DATA / "libraries.json").read_text()).items()]
