# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A library of the benchmark together with ferrule's scan of it."""
import json
import subprocess

from library import WITH_ID
from matching import match


class WrongUse(Exception):
    """What is wrong with which input, and what to do about it."""


def longest(entries):
    """Definitions that a macro makes are one function to the benchmark: the longest speaks for all."""
    return max(entries, key=lambda entry: (entry["signals"]["sloc"], -entry["line"]))


class Subject:
    """What is kept per function is in the order of library.functions."""

    def __init__(self, library, scanned):
        self.library = library
        self.name = library.name
        self.lines = [function.lines for function in library.functions]
        self.fixed = library.fixed()
        self.fixed_with_id = library.fixed(WITH_ID)
        self.matches = [[scanned[index] for index in indices] for indices in match(library.functions, scanned)]
        self.signals = [longest(same)["signals"] if same else {} for same in self.matches]

    def most(self, value, default):
        """Per function the largest `value` of its entries in the scan; `default` if the scan lacks it."""
        return [max(map(value, same), default=default) for same in self.matches]


def check_checkout(library, root):
    snapshot = f"git -C {root} checkout {library.commit}  # {library.tag}, {library.date}"
    if not root.is_dir():
        raise WrongUse(f"{library.name}: there is no checkout {root}; make it:\n"
                       f"  git clone {library.repository} {root} && {snapshot}")
    found = subprocess.run(["git", "-C", root, "rev-parse", "--show-prefix", "HEAD"], capture_output=True, text=True)
    prefix, _, head = found.stdout.rstrip().partition("\n")
    # Below the root of a repository, it would be another one, into which the library was copied.
    if found.returncode or prefix:
        raise WrongUse(f"{library.name}: {root} is no clone ({found.stderr.strip() or 'a directory of another one'}); "
                       f"its history is needed. Make it anew:\n"
                       f"  git clone {library.repository} {root} && {snapshot}")
    if head != library.commit:
        raise WrongUse(f"{library.name}: {root} is at {head}, not at the snapshot; go there:\n  {snapshot}")


def database_of(library, directory):
    path = directory / "compile_commands.json"
    if not path.is_file():
        raise WrongUse(f"{library.name}: there is no {path}; make it with the library's own build system "
                       "(cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON), or name where it is with --databases")
    return path


def scan(library, ferrule, root, database, out):
    """Runs ferrule; its assessment is then in `out`."""
    command = [ferrule, "scan", "-p", database.parent, "--root", root, "-o", out, "--no-cache", "--quiet"]
    try:
        ended = subprocess.run(command, stdout=subprocess.DEVNULL).returncode
    except OSError as error:
        raise WrongUse(f"--ferrule {ferrule}: {error.strerror}; name the built binary, such as build/bin/ferrule")
    # 3 is a scan that lost some units: they are in the table of what was scanned.
    if ended not in (0, 3):
        raise WrongUse(f"{library.name}: the scan ended with exit code {ended}; its message is above")


def read_assessment(library, directory):
    path = directory / "assessment.json"
    try:
        assessment = json.loads(path.read_text())
    except OSError as error:
        raise WrongUse(f"{library.name}: {path}: {error.strerror}; leave out --scans to scan anew")
    except ValueError as error:
        raise WrongUse(f"{library.name}: {path} is no JSON ({error}); scan anew")
    if assessment["project"].get("commit") != library.commit:
        raise WrongUse(f"{library.name}: {path} is of another commit than the snapshot {library.commit}; scan anew")
    if assessment["history"]["status"] != "read":
        raise WrongUse(f"{library.name}: {path} has no history ({assessment['history']['reason']}); "
                       "scan a full clone with git in PATH")
    return assessment
