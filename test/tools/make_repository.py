#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Makes a git repository with one commit of each kind that matters to the history, at fixed times.

usage: make_repository.py DIR

The files: input.c, once reader.c; bulk.c, whose function came from there; pair.c, which changes with it.
"""
import os
import subprocess
import sys
from pathlib import Path

# Long enough to be told from lines that only look alike.
BULK = "int read_all(int *to, int *from, int count) {\n" + "".join(
    f"  to[{n}] = from[count - {n}] + {n * 31} + count * {n * 17}; /* the value of step {n} */\n" for n in range(40)
) + "  return to[count];\n}\n"
SMALL = "int small(int *p, int n) {\n  int first = p[0];\n  int at = n + 1;\n  return p[at] + first;\n}\n"
PAIR = "int pair(int *p) {\n  return p[%d];\n}\n"


class Repository:
    def __init__(self, directory):
        self.directory = directory
        directory.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet")

    def git(self, *arguments, author="ann", year=2000):
        date = f"{year}-01-01T00:00:00Z"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": author, "GIT_AUTHOR_EMAIL": f"{author}@host", "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_NAME": author, "GIT_COMMITTER_EMAIL": f"{author}@host", "GIT_COMMITTER_DATE": date,
        }
        done = subprocess.run(["git", "-C", self.directory, *arguments], env=environment, check=True,
                              capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self, author, year, message, **files):
        """Files: content by name, with _ for the dot."""
        for name, content in files.items():
            (self.directory / name.replace("_", ".")).write_text(content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, author=author, year=year)
        return self.git("rev-parse", "HEAD")


def main():
    repository = Repository(Path(sys.argv[1]))
    (repository.directory / ".gitignore").write_text("/.ferrule/\n/compile_commands.json\n/ignored.c\n")
    repository.commit("ann", 2010, "Add a reader", reader_c=BULK + SMALL, pair_c=PAIR % 0)
    fixed = SMALL.replace("n + 1", "n")
    repository.commit("bob", 2012, "Stop the heap overflow\n\nThis fixes CVE-2020-1234.", reader_c=BULK + fixed)
    (repository.directory / "reader.c").rename(repository.directory / "input.c")
    repository.commit("ann", 2013, "Rename the reader")
    indented = fixed.replace("  ", "\t\t")
    repository.commit("cid", 2014, "Indent with tabs", input_c=BULK + indented, pair_c=PAIR % 1)
    repository.commit("dan", 2015, "Bulk reading is elsewhere", input_c=indented, bulk_c=BULK, pair_c=PAIR % 2)
    formatted = indented.replace("return p[at] + first", "return (p[at] + first)")
    layout = repository.commit("eve", 2016, "Apply the formatter", input_c=formatted)
    ignored = f"# the formatter\n{layout} # a comment\n{'0' * 39}1\nnot an id\n--output=x\n{layout[:12]}\n"
    (repository.directory / ".git-blame-ignore-revs").write_text(ignored)
    repository.commit("ann", 2017, "Ignore the formatter")
    repository.commit("bob", 2019, "Read the second one", input_c=formatted.replace("p[0]", "p[1]"), pair_c=PAIR % 3)
    repository.commit("ann", 2020, "Release", README_md="A reader.\n")


main()
