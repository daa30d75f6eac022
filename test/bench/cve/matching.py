# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Which function of a scan is which of the benchmark."""
import re
from collections import defaultdict


def canonical(name):
    """A qualified name without what tools spell differently: anonymous scopes, parameters, template arguments."""
    name = re.sub(r"\(anonymous (?:namespace|class|struct|union)\)::", "", name)
    if "operator()" not in name:
        name = re.sub(r"\(.*$", "", name)
    if "operator" not in name:
        depth, outside = 0, ""
        for character in name:
            if character == "<":
                depth += 1
            elif character == ">":
                depth -= 1
            elif depth == 0:
                outside += character
        name = outside
    return name.strip().lstrip(":")


def endings(name):
    """`a::b::c` gives `a::b::c`, `b::c`, `c`."""
    parts = canonical(name).split("::")
    return ["::".join(parts[start:]) for start in range(len(parts))]


def match(functions, scanned):
    """For each of `functions` (library.Function) the places in `scanned` of those that are it.

    `scanned` are dictionaries with `file`, `qualifiedName`, `line`, as in an assessment. The longest ending of the name
    that is known in the file decides; among functions of the same name, the one that spans the line; if no name fits,
    those that span the line. Several can be one (definitions made by a macro), and one can be several."""
    by_name, by_file = defaultdict(list), defaultdict(list)
    for place, function in enumerate(functions):
        by_file[function.file].append(place)
        for ending in endings(function.name):
            by_name[function.file, ending].append(place)

    def covering(places, line):
        return [place for place in places if functions[place].covers(line)]

    matched = [[] for _ in functions]
    for index, entry in enumerate(scanned):
        file, line = entry["file"], entry["line"]
        named = next((by_name[file, ending] for ending in endings(entry["qualifiedName"])
                      if (file, ending) in by_name), [])
        if len(named) > 1:
            named = covering(named, line) or named
        for place in named or covering(by_file[file], line):
            matched[place].append(index)
    return matched
