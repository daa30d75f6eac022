#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Gives a repository every setting that makes git run a program, and says which of the programs ran.

usage: hostile_repository.py arm DIR MARKS
       hostile_repository.py fired MARKS

arm: each program would leave a file in MARKS that is named after what started it. fired prints these
names, one a line. With --plain, arm also runs plain git over the repository, to show that the traps work.
"""
import argparse
import os
import subprocess
from pathlib import Path

HOOKS = ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc", "fsmonitor-watchman",
         "post-commit", "pre-commit", "post-rewrite", "prepare-commit-msg", "commit-msg")
# Settings that name a program, or a file with more of them.
PROGRAMS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy",
    "core.alternateRefsCommand", "diff.external", "diff.hostile.command", "diff.hostile.textconv", "merge.hostile.driver",
    "filter.hostile.clean", "filter.hostile.smudge", "filter.hostile.process", "gpg.program", "gpg.ssh.program",
    "gpg.x509.program", "pager.log", "pager.blame", "credential.helper", "sequence.editor", "uploadpack.packObjectsHook",
    "remote.origin.uploadpack", "remote.origin.receivepack", "alias.log", "alias.blame", "alias.ls-tree",
    "interactive.diffFilter", "trailer.hostile.command", "log.diffMerges", "browser.hostile.cmd",
)
SETTINGS = {
    "core.attributesFile": "DIR/.git/info/attributes",
    "log.showSignature": "true",
    "remote.origin.url": "ext::DIR/.git/trap remote.url",
    "remote.origin.promisor": "true",
    "remote.origin.partialCloneFilter": "blob:none",
    "extensions.partialClone": "origin",
    "extensions.worktreeConfig": "true",
    "protocol.ext.allow": "always",
    "protocol.allow": "always",
    "blame.ignoreRevsFile": "DIR/.git/missing",
    "trace2.normalTarget": "DIR/marks-trace2",
    "trace2.eventTarget": "DIR/marks-trace2",
    "core.hooksPath": "DIR/.git/hooks",
    "include.path": "DIR/.git/more",
    "diff.renames": "false",
    "mailmap.file": "/dev/zero",
    "core.worktree": "/",
    "safe.directory": "*",
}
ATTRIBUTES = "* diff=hostile filter=hostile merge=hostile ident working-tree-encoding=UTF-16\n"


def arm(directory, marks, plain):
    marks.mkdir(parents=True, exist_ok=True)
    git = directory / ".git"
    trap = git / "trap"
    trap.write_text(f'#!/bin/sh\n: > "{marks}/$1"\nexit 1\n')
    trap.chmod(0o755)
    if plain:
        run_plain(directory, git, trap)
        return
    for hook in HOOKS:
        path = git / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\nexec {trap} hook.{hook}\n")
        path.chmod(0o755)
    def line(name, value):
        section, _, rest = name.partition(".")
        subsection, _, key = rest.rpartition(".")
        head = f'[{section} "{subsection}"]' if subsection else f"[{section}]"
        return f'{head}\n\t{key} = "{value}"\n'
    text = "".join(line(name, f"{'!' if name.startswith('alias') else ''}{trap} {name}") for name in PROGRAMS)
    text += "".join(line(name, value.replace("DIR", str(directory))) for name, value in SETTINGS.items())
    for name in ("config", "config.worktree"):
        with (git / name).open("a") as config:
            config.write(text)
    (git / "more").write_text(line("diff.external", f"{trap} include.path"))
    (git / "info").mkdir(exist_ok=True)
    (git / "info" / "attributes").write_text(ATTRIBUTES)
    (directory / ".gitattributes").write_text(ATTRIBUTES)
    (git / "info" / "grafts").write_text("no graft\n")
    (git / "objects" / "info").mkdir(exist_ok=True)
    # A work tree that may be taken for a bare repository with a configuration of its own.
    for name in ("objects", "refs"):
        (directory / name).mkdir()
    (directory / "HEAD").write_text("ref: refs/heads/main\n")
    (directory / "config").write_text(line("core.fsmonitor", f"{trap} embedded.fsmonitor") + "[core]\n\tbare = true\n")


def run_plain(directory, git, trap):
    """Some of the settings one by one: all at once, the first failure would hide the others."""
    environment = dict(os.environ, GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1")
    for name, command in {
        "core.fsmonitor": ["status"], "diff.external": ["diff", "HEAD~1"], "filter.hostile.clean": ["blame", "input.c"],
        "diff.hostile.textconv": ["blame", "input.c"], "alias.ferrule": ["ferrule"],
    }.items():
        value = f"{'!' if name.startswith('alias') else ''}{trap} {name}"
        attributes = git / "info" / "attributes"
        attributes.write_text(ATTRIBUTES.replace("ident working-tree-encoding=UTF-16", ""))
        subprocess.run(["git", "-c", f"{name}={value}", "-C", directory, *command], env=environment, check=False,
                       capture_output=True)
        attributes.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("action", choices=("arm", "fired"))
    parser.add_argument("directories", type=Path, nargs="+")
    options = parser.parse_args()
    if options.action == "arm":
        directory, marks = (path.resolve() for path in options.directories)
        arm(directory, marks, options.plain)
    else:
        for path in sorted(options.directories[0].iterdir()):
            print("fired", path.name)


main()
