#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes docs/checks from the metadata of the checks: a page per check, and README.md, the index.

  generate_check_docs.py [--ferrule PROGRAM] [--check]

With --check nothing is written: the exit code is 1 when a page is missing, stale, or of no check."""
import argparse
import itertools
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MARK = "<!-- Made by test/tools/generate_check_docs.py from the check's own metadata: do not edit. -->"
# What only C++ has, in the words of the examples.
CXX = re.compile(r"\b(std|new|delete|template|class|namespace|nullptr|auto|reinterpret_cast)\b|\[\[|\w&|::")


def cwe_link(number):
    return f"[CWE-{number}](https://cwe.mitre.org/data/definitions/{number}.html)"


def prose(text):
    """Names such as *p and vector<T> are not markup."""
    return re.sub(r"([*<|])", r"\\\1", text)


def fence(check):
    """A check's two examples are in one language."""
    return "cpp" if CXX.search(check["bad"] + check["good"]) else "c"


def page(check):
    lines = [MARK, "", f"# {check['id']}", "", prose(check["summary"][0].upper() + check["summary"][1:]) + ".", ""]
    lines += ["| family | severity | CWE |", "|---|---|---|"]
    cwes = ", ".join(map(cwe_link, check["cwes"]))
    lines += [f"| {check['family']} | {check['severity']} | {cwes} |", "", prose(check["rationale"]), ""]
    for title, key in (("Reported", "bad"), ("Not reported, or discharged", "good")):
        if check[key]:
            lines += [f"## {title}", "", f"```{fence(check)}", check[key].rstrip(), "```", ""]
    lines += ["## Silencing one place", ""]
    lines += [f"A comment `// ferrule: accepted({check['id'].removeprefix('ferrule-')}) REASON` on the line accepts the"]
    lines += ["operation: it stays in the reports, with the reason, and is out of `--fail-on`."]
    lines += [f"`// NOLINT({check['id']})` takes it out of the terminal's list as well, but not out of the counts."]
    lines += ["Both: [suppressions](../suppressions.md)."]
    return "\n".join(lines) + "\n"


def index(checks):
    families = [list(group) for _, group in itertools.groupby(checks, lambda c: c["family"])]
    lines = [MARK, "", "# The checks", ""]
    lines += [f"{len(checks)} checks in {len(families)} families. A check names operations: places whose safety the language does not"]
    lines += ["guarantee. `ferrule checks` prints this list, `ferrule explain ID` a page of it.", ""]
    for group in families:
        lines += [f"## {group[0]['family']}", "", "| check | severity | CWE | what it names |", "|---|---|---|---|"]
        for check in group:
            lines += [f"| [{check['id']}]({check['id']}.md) | {check['severity']} "
                      f"| {cwe_link(check['cwes'][0])} | {prose(check['summary'])} |"]
        lines += [""]
    return "\n".join(lines[:-1]) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ferrule", default=str(ROOT / "build/release/bin/ferrule"))
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    done = subprocess.run([options.ferrule, "checks", "--json"], capture_output=True, text=True, check=True)
    checks = sorted(json.loads(done.stdout), key=lambda c: (c["family"], c["id"]))

    wanted = {f"{check['id']}.md": page(check) for check in checks}
    wanted["README.md"] = index(checks)
    folder = ROOT / "docs/checks"
    present = {path.name: path.read_text() for path in folder.glob("*.md")}
    stale = sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))
    if options.check:
        for name in stale:
            what = "is of no check" if name not in wanted else "is missing" if name not in present else "is stale"
            print(f"docs/checks/{name} {what}", file=sys.stderr)
        if stale:
            sys.exit("run test/tools/generate_check_docs.py")
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in wanted:
            (folder / name).write_text(wanted[name])
        else:
            (folder / name).unlink()
    print(f"docs/checks: {len(wanted)} pages, {len(stale)} changed")


main()
