# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Computes the numbers of the HTML report's summary with the jq expressions of docs/reports.md, and
looks for them in the page: summary_figures.py DOC ASSESSMENT PAGE. Prints how many were there."""
import re
import subprocess
import sys

# Where the page says it; {} is the number. Others stand above their name: <strong>5</strong> name.
WHERE = {
    "functions near to input": r"from one that does \({} of",
    "all operations": "Of {} operations?",
    "ready changes": "by {} changes?",
    "safe to apply unseen": "scanned again, {} of them safe to apply unseen",
    "compile commands analysed": "{} analysed",
    "functions with half of what is open": "Half of what is open is in {} functions? of",
    "open operations of bounds": 'family=bounds">bounds</a></th><td class="cwe">[^<]*</td><td class="n">{}</td>',
    "diagnosed defects": "{} diagnosed defects?",
    "open after the last phase": "after the last, {} would still be open",
    "lines of functions": None,
}


def main():
    doc, assessment, page = sys.argv[1:]
    with open(doc, encoding="utf-8") as file:
        rows = re.findall(r"^\| ([^|`]+) \| `(.*)` \|$", file.read(), re.MULTILINE)
    with open(page, encoding="utf-8") as file:
        text = file.read()
    values = {}
    for name, expression in rows:
        jq = subprocess.run(["jq", expression.replace(r"\|", "|"), assessment], check=True,
                            capture_output=True, text=True)
        values[name] = float(jq.stdout)
        shown = f"{values[name]:,.0f}"
        pattern = WHERE.get(name, "<strong>{}</strong> <span>" + name)
        if pattern and not re.search(pattern.replace("{}", rf"(?<![\d,]){shown}"), text):
            sys.exit(f"{name}: {shown} is not in the page")
    density = 1000 * values["open operations"] / values["lines of functions"]
    if f"{float(f'{density:.2g}'):,.10g} per 1,000 lines" not in text:
        sys.exit(f"{density} per 1,000 lines is not in the page")
    print(f"{len(rows) + 1} numbers")


main()
