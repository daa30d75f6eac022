#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Compile commands that attack whoever parses them, one after the other.

usage: hostile_flags.py --ferrule FERRULE --clang CLANG --work DIR [--only GLOB] [--except GLOB]

Each row runs through `ferrule scan --deep` (workers in a sandbox, both tiers) and `ferrule extract` (no sandbox: what
the cleaning of the command does alone), and passes when
  - nothing beside the output changed: no marker, no new file, the same bytes in each file;
  - the unit was analysed without errors, its functions are listed and their operations found
    (a parse that fails survives every attack, too);
  - the flag is in coverage.refusedFlags or .droppedFlags, as the row says.
A row with a control is first tried on clang itself, which must fall for it: the weapon is loaded.
"""
import argparse
import dataclasses
import fnmatch
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = """#include "plain.h"
int f(int *p, int n) { return p[n] + PLAIN; }
"""
PLUGIN = """#include <stdio.h>
__attribute__((constructor)) static void loaded(void) {
  FILE *marker = fopen(MARKER, "w");
  if (marker) fclose(marker);
}
"""
SECRET = "root:x:0"
# Long enough for a loaded machine; what hangs, hangs for good.
SECONDS = 60


@dataclasses.dataclass
class Row:
    name: str
    # {W} is the directory of the row. It holds: src/x.c, victim.txt, plugin.so, tool.sh (writes the
    # marker), fifo.h and what `files` adds.
    flags: list
    refused: tuple = ()
    dropped: tuple = ()
    # Clang itself falls for it.
    control: bool = False
    source: str = SOURCE
    files: dict = dataclasses.field(default_factory=dict)
    functions: tuple = ("f",)
    compiler: str = "cc"
    environment: dict = dataclasses.field(default_factory=dict)
    said: tuple = ()
    # Run before the snapshot, with the directory.
    prepare: object = None
    # What findRoot() looks at; the default keeps the row away from the checkout it lies in.
    root: str = "{W}"


def precompile(directory):
    subprocess.run(["clang-22", "-x", "c-header", "pre.h", "-o", "pre.h.gch"], cwd=directory / "src", check=True)


def hostile_git(directory):
    def git(*arguments):
        subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e@e", *arguments], cwd=directory,
                       check=True, capture_output=True)
    git("init", "-q")
    git("add", "src/x.c")
    git("commit", "-q", "-m", "m")
    tool = str(directory / "tool.sh")
    git("config", "core.fsmonitor", tool)
    git("config", "core.pager", tool)
    git("config", "core.sshCommand", tool)
    git("config", "diff.external", tool)
    git("config", "core.hooksPath", str(directory))
    git("config", "filter.x.clean", tool)
    (directory / ".gitattributes").write_text("* filter=x diff=x\n")


PRE = "static inline int from_header(int *p, int n) { return p[n]; }\n"
WITH_X = SOURCE + "#ifdef _X\nint with_x(int *p, int n) { return p[n]; }\n#endif\n"
QUOTED = SOURCE + """_Static_assert(sizeof(Q) == 8, "length");
_Static_assert(__builtin_strcmp(Q, "a b\\"c'd") == 0, "content");
"""
NOT_SEEN = SOURCE + """#if __has_include(<found.h>)
#error found
#endif
"""
OVERLAY = json.dumps({"version": 0, "roots": [{"name": "{W}/src/plain.h", "type": "file",
                                               "external-contents": "/etc/passwd"}]})

ROWS = [
    # Code that is loaded into the parser.
    Row("plugin", ["-fplugin={W}/plugin.so"], ("-fplugin=",), control=True),
    Row("pass-plugin", ["-fpass-plugin={W}/plugin.so"], ("-fpass-plugin=",), control=True),
    Row("xclang-load", ["-Xclang", "-load", "-Xclang", "{W}/plugin.so"], ("-Xclang -load",), control=True),
    Row("xclang-equals-load", ["-Xclang=-load", "-Xclang={W}/plugin.so"], ("-Xclang -load",), control=True),
    Row("xclang-add-plugin", ["-Xclang", "-load", "-Xclang", "{W}/plugin.so", "-Xclang", "-add-plugin", "-Xclang", "n"],
        ("-Xclang -load", "-Xclang -add-plugin")),
    Row("config", ["--config={W}/evil.cfg"], ("--config",), control=True,
        files={"evil.cfg": "-fplugin={W}/plugin.so\n"}),
    Row("config-separate", ["--config", "{W}/evil.cfg"], ("--config",), control=True,
        files={"evil.cfg": "-fplugin={W}/plugin.so\n"}),
    Row("response-file", ["@{W}/flags.rsp"], ("-fplugin=",), control=True,
        files={"flags.rsp": "-DA=1 -fplugin={W}/plugin.so\n"}),
    Row("response-file-nested", ["@{W}/flags.rsp"], ("-fplugin=",), control=True,
        files={"flags.rsp": "@{W}/more.rsp\n", "more.rsp": '"-fplugin={W}/plugin.so"\n'}),
    Row("response-file-behind-xclang", ["-Xclang", "@{W}/flags.rsp"], ("-Xclang -load",),
        files={"flags.rsp": "-load -Xclang {W}/plugin.so\n"}, control=True),
    Row("response-file-private", ["@/etc/passwd"], ("@/etc/passwd",)),
    Row("xarch", ["-Xarch_x86_64", "-fplugin={W}/plugin.so"], ("-Xarch_x86_64 -fplugin=",)),
    Row("xarch-host", ["-Xarch_host", "-fplugin={W}/plugin.so"], ("-Xarch_host -fplugin=",)),
    Row("wp-xclang-load", ["-Wp,-Xclang,-load,-Xclang,{W}/plugin.so"], ("-Wp,",)),
    Row("wp-load", ["-Wp,-load,{W}/plugin.so"], ("-Wp,",)),
    Row("xpreprocessor-load", ["-Xpreprocessor", "-load", "-Xpreprocessor", "{W}/plugin.so"], ("-Xpreprocessor ",)),
    Row("mllvm-load", ["-mllvm", "-load={W}/plugin.so"], ("-mllvm",)),
    Row("xclang-mllvm-load", ["-Xclang", "-mllvm", "-Xclang", "-load={W}/plugin.so"], ("-Xclang -mllvm",)),
    # Programs that are run.
    Row("hip", ["-x", "hip", "--offload-arch=native", "--amdgpu-arch-tool={W}/tool.sh"],
        ("-x hip", "--offload-arch=native", "--amdgpu-arch-tool="), control=True),
    Row("cuda", ["-x", "cuda", "--offload-arch=native", "--nvptx-arch-tool={W}/tool.sh"],
        ("-x cuda", "--offload-arch=native", "--nvptx-arch-tool="), control=True),
    Row("openmp-offload", ["-fopenmp", "--offload-arch=native", "--amdgpu-arch-tool={W}/tool.sh"],
        ("--offload-arch=native", "--amdgpu-arch-tool="), control=True),
    Row("module-mapper", ["-fmodules-ts", "-fmodule-mapper=|{W}/tool.sh"], ("-fmodule-mapper=",), ("-fmodules-ts",)),
    Row("program-directory", ["-B", "{W}/programs"], ("-B",), files={"programs/as": "!", "programs/ld": "!", "programs/cc1": "!"},
        control=False),
    Row("program-directory-used", ["-fno-integrated-as", "-B{W}/programs/"], ("-B",), files={"programs/as": "!"}, control=True),
    Row("ld-path", ["--ld-path={W}/tool.sh"], ("--ld-path=",)),
    Row("fuse-ld", ["-fuse-ld={W}/tool.sh"], ("-fuse-ld=",)),
    Row("specs", ["-specs={W}/evil.specs"], ("-specs=",), files={"evil.specs": "*cc1:\n{W}/tool.sh\n"}),
    Row("wrapper", ["-wrapper", "{W}/tool.sh"], ("-wrapper",)),
    Row("no-integrated-cc1", ["-fno-integrated-cc1"], ("-fno-integrated-cc1",)),
    Row("compiler-path", [], compiler="{W}/tool.sh"),
    Row("compiler-path-relative", [], compiler="../tool.sh"),
    Row("compiler-name", [], compiler="; touch {W}/marker; #"),
    Row("compiler-launcher", ["{W}/tool.sh"], compiler="ccache"),
    Row("compiler-wrapped", [], compiler="$(touch {W}/marker)/clang"),
    # Files that are written.
    Row("serialize-diagnostics", ["-serialize-diagnostics", "{W}/victim.txt"], ("-serialize-diagnostics",), control=True),
    Row("serialize-diagnostics-dashes", ["--serialize-diagnostics", "{W}/victim.txt"], ("serialize-diagnostics",), control=True),
    Row("xclang-dependency-file", ["-Xclang", "-dependency-file", "-Xclang", "{W}/victim.txt", "-Xclang", "-MT", "-Xclang", "x"],
        ("-Xclang -dependency-file",), control=True),
    Row("xclang-dependency-dot", ["-Xclang", "-dependency-dot", "-Xclang", "{W}/victim.txt"],
        ("-Xclang -dependency-dot",), control=True),
    Row("xclang-header-include-file", ["-Xclang", "-H", "-Xclang", "-header-include-file", "-Xclang", "{W}/victim.txt"],
        ("-header-include-file",), control=True),
    Row("xclang-module-dependency-dir", ["-Xclang", "-module-dependency-dir", "-Xclang", "{W}/made"],
        ("-module-dependency-dir",), control=True),
    Row("xclang-diagnostic-log", ["-Xclang", "-diagnostic-log-file", "-Xclang", "{W}/victim.txt"],
        ("-diagnostic-log-file",)),
    Row("xclang-stats-file", ["-Xclang", "-stats-file={W}/victim.txt"], ("-stats-file",), control=True),
    Row("xclang-output", ["-Xclang", "-emit-llvm", "-Xclang", "-o", "-Xclang", "{W}/victim.txt"], ("-Xclang -o",)),
    Row("save-stats", ["-save-stats=cwd"], ("-save-stats",), control=True),
    Row("wp-md", ["-Wp,-MD,{W}/victim.txt"], ("-Wp,-MD",), control=True),
    Row("wp-mmd", ["-Wp,-MMD,{W}/victim.txt"], ("-Wp,-MMD",), control=True),
    Row("wp-define-and-md", ["-Wp,-D_X,-MD,{W}/victim.txt"], ("-Wp,-MD",),
        source=WITH_X, functions=("f", "with_x")),
    Row("xpreprocessor-md", ["-Xpreprocessor", "-MD", "-Xpreprocessor", "{W}/victim.txt"], ("-Xpreprocessor -MD",)),
    Row("cdb-fragment", ["-gen-cdb-fragment-path", "{W}/made"], ("-gen-cdb-fragment-path",), control=True),
    Row("modules-cache", ["-fmodules", "-fmodules-cache-path={W}/made"], ("-fmodules-cache-path=",), ("-fmodules",), control=True,
        files={"src/module.modulemap": 'module plain { header "plain.h" }\n'}),
    Row("coverage", ["--coverage"], ("-coverage",), control=True),
    Row("profile-arcs", ["-fprofile-arcs", "-ftest-coverage"], ("-fprofile-arcs", "-ftest-coverage"), control=True),
    Row("save-temps", ["-save-temps"], ("-save-temps",), control=True),
    Row("save-temps-obj", ["-save-temps=obj"], ("-save-temps",)),
    Row("index-store", ["-index-store-path", "{W}/made"], ("-index-store-path",)),
    Row("time-trace", ["-ftime-trace={W}/victim.txt"], ("-ftime-trace",), control=True),
    Row("optimization-record", ["-fsave-optimization-record", "-foptimization-record-file={W}/victim.txt"],
        ("-fsave-optimization-record", "-foptimization-record-file="), control=True),
    Row("stack-usage", ["-fstack-usage"], ("-fstack-usage",), control=True),
    Row("proc-stat-report", ["-fproc-stat-report={W}/victim.txt"], ("-fproc-stat-report",), control=True),
    Row("crash-diagnostics", ["-fcrash-diagnostics-dir={W}/made", "-gen-reproducer=always"],
        ("-fcrash-diagnostics-dir=", "-gen-reproducer")),
    Row("module-output", ["-fmodule-output={W}/victim.txt"], ("-fmodule-output",)),
    Row("gcc-dump", ["-fdump-tree-all={W}/victim.txt", "-aux-info", "{W}/victim.txt"], ("-fdump-", "-aux-info")),
    # Ordinary, so not worth a note; but they must not write either.
    Row("output", ["-o", "{W}/victim.txt"], control=True),
    Row("dependencies", ["-MD", "-MF", "{W}/victim.txt"], control=True),
    Row("dependency-json", ["-MJ", "{W}/victim.txt"], control=True),
    Row("preprocess-only", ["-E", "-o", "{W}/victim.txt"], control=True),
    Row("sarif-messages", ["-fdiagnostics-format=sarif"]),
    # Files that are read.
    Row("include-private", ["-include", "/etc/passwd"], ("-include /etc/passwd",)),
    Row("imacros-private", ["-imacros", "/etc/passwd"], ("-imacros /etc/passwd",)),
    Row("include-private-relative", ["-include", "../../../../../../../../../../../../../../../../etc/passwd"],
        ("-include",)),
    Row("include-private-link", ["-include", "{W}/link.h"], ("-include",),
        prepare=lambda directory: os.symlink("/etc/passwd", directory / "link.h")),
    Row("include-stdin", ["-include", "/dev/stdin"], ("-include /dev/stdin",)),
    Row("include-fifo", ["-include", "{W}/fifo.h"], ("-include",)),
    Row("include-device", ["-include", "/dev/zero"], ("-include /dev/zero",)),
    Row("include-pch", ["-include-pch", "pre.h.gch"], dropped=("-include-pch",), prepare=precompile,
        files={"src/pre.h": PRE}, functions=("f", "from_header")),
    Row("include-beside-pch", ["-include", "pre.h"], prepare=precompile,
        files={"src/pre.h": PRE}, functions=("f", "from_header")),
    Row("include-broken-pch", ["-include-pch", "pre.h.gch"], dropped=("-include-pch",),
        files={"src/pre.h": PRE, "src/pre.h.gch": "CPCH broken"}, functions=("f", "from_header")),
    Row("vfs-overlay", ["-ivfsoverlay", "{W}/overlay.yaml"], ("-ivfsoverlay",), files={"overlay.yaml": OVERLAY}),
    Row("sanitizer-list", ["-fsanitize=address", "-fsanitize-ignorelist=/etc/passwd"], dropped=None),
    # Flags of others, which do no harm.
    Row("gcc-only", ["-fno-lifetime-dse", "-mlongcalls"], dropped=("-fno-lifetime-dse", "-mlongcalls")),
    Row("quotes", ["-DQ=\"a b\\\"c'd\""], source=QUOTED),
    # What lies in the project's directories.
    Row("clang-tidy-file", [], files={
        "src/.clang-tidy": "ExtraArgs: ['-fplugin={W}/plugin.so']\nExtraArgsBefore: ['-fplugin={W}/plugin.so']\n"}),
    Row("ferrule-file", [], ("-fplugin=",), files={
        ".ferrule.yaml": "ExtraArgs: ['-fplugin={W}/plugin.so']\nExtraArgsBefore: ['-fplugin={W}/plugin.so']\n"}),
    Row("ferrule-file-program", [], ("--amdgpu-arch-tool=",), files={
        ".ferrule.yaml": "ExtraArgs: ['-fopenmp', '--offload-arch=native', '--amdgpu-arch-tool={W}/tool.sh']\n"}),
    Row("ferrule-file-config", [], ("--config=",), files={
        ".ferrule.yaml": "ExtraArgs: ['--config={W}/evil.cfg']\n", "evil.cfg": "-DA=1\n"}),
    Row("ferrule-file-include", [], ("-include /etc/passwd",), files={
        ".ferrule.yaml": "ExtraArgs: ['-include', '/etc/passwd']\n"}),
    Row("ferrule-file-writes", [], ("-serialize-diagnostics",), files={
        ".ferrule.yaml": "ExtraArgs: ['-serialize-diagnostics', '{W}/victim.txt']\n"}),
    Row("git", [], prepare=hostile_git),
    # The environment.
    Row("env-cpath", [], environment={"CPATH": "{W}/evil"}, said=("CPATH",),
        source=NOT_SEEN, files={"evil/found.h": ""}),
    Row("env-c-include-path", [], environment={"C_INCLUDE_PATH": "{W}/evil"}, said=("C_INCLUDE_PATH",),
        source=NOT_SEEN, files={"evil/found.h": ""}),
    Row("env-override", [], environment={"CCC_OVERRIDE_OPTIONS": "+-fplugin={W}/plugin.so"},
        said=("CCC_OVERRIDE_OPTIONS",), control=True),
    Row("env-dependencies", [], environment={"DEPENDENCIES_OUTPUT": "{W}/victim.txt x"},
        said=("DEPENDENCIES_OUTPUT",)),
    Row("env-print-headers", [], environment={"CC_PRINT_HEADERS": "1", "CC_PRINT_HEADERS_FILE": "{W}/victim.txt"},
        said=("CC_PRINT_HEADERS_FILE",), control=True),
]


class Failure(Exception):
    pass


def filled(text, directory):
    return text.replace("{W}", str(directory))


def snapshot(directory):
    """Every path below the directory, with what it is. Nothing is opened that could block."""
    found = {}
    for path in sorted(directory.rglob("*")):
        name = str(path.relative_to(directory))
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        else:
            found[name] = "directory or pipe"
    return found


def write(path, text, directory):
    path.parent.mkdir(parents=True, exist_ok=True)
    if text == "!":
        shutil.copy(directory / "tool.sh", path)
    else:
        path.write_text(filled(text, directory))


def make(row, directory):
    shutil.rmtree(directory, ignore_errors=True)
    (directory / "src").mkdir(parents=True)
    (directory / "victim.txt").write_text("do not touch\n")
    (directory / "tool.sh").write_text(f"#!/bin/sh\n: > '{directory}/marker'\n")
    (directory / "tool.sh").chmod(0o755)
    (directory / "plugin.c").write_text(PLUGIN)
    subprocess.run(["clang-22", "-shared", "-fPIC", f'-DMARKER="{directory}/marker"', "plugin.c", "-o", "plugin.so"],
                   cwd=directory, check=True)
    os.mkfifo(directory / "fifo.h")
    (directory / "src/plain.h").write_text("#define PLAIN 0\n")
    (directory / "src/x.c").write_text(row.source)
    for name, text in row.files.items():
        write(directory / name, text, directory)
    if row.prepare:
        row.prepare(directory)
    flags = [filled(flag, directory) for flag in row.flags]
    arguments = [filled(row.compiler, directory), *flags, "-c", "x.c"]
    (directory / "compile_commands.json").write_text(
        json.dumps([{"directory": str(directory / "src"), "file": "x.c", "arguments": arguments}]))
    environment = {name: filled(value, directory) for name, value in row.environment.items()}
    return flags, {**os.environ, **environment}


def control(row, options, directory):
    """Clang falls for it, so ferrule is tried with something."""
    flags, environment = make(row, directory)
    before = snapshot(directory)
    output = [] if "-o" in flags else ["-o", "control.o"]
    subprocess.run([options.clang, *flags, *([] if "-E" in flags else ["-c"]), "x.c", *output],
                   cwd=directory / "src", env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                   timeout=SECONDS, check=False)
    (directory / "src/control.o").unlink(missing_ok=True)
    if snapshot(directory) == before:
        raise Failure("the control failed: clang does not fall for it, so the row shows nothing")


def run_ferrule(command, directory, environment):
    """Runs it with a standard input that nobody ever writes to."""
    reader, writer = os.pipe()
    try:
        done = subprocess.run(command, cwd=directory, env=environment, stdin=reader, capture_output=True,
                              timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Failure(f"hangs: {command[1]}") from None
    finally:
        os.close(reader)
        os.close(writer)
    text = (done.stdout + done.stderr).decode(errors="replace")
    if done.returncode != 0:
        raise Failure(f"{command[1]} ended with {done.returncode}:\n{text}")
    return text


def assert_analysed(row, document):
    units = document["coverage"]["translationUnits"]
    if units["total"] != 1 or units["analysed"] != 1:
        raise Failure(f"the unit was not analysed: {units} {document['problems']}")
    names = {function["name"] for function in document["functions"]}
    if names != set(row.functions):
        raise Failure(f"functions are {sorted(names)}, expected {sorted(row.functions)}")
    for function in document["functions"]:
        if not function["signals"]["open.bounds"]:
            raise Failure(f"no operation was found in {function['name']}")


def assert_noted(row, document):
    for kind, wanted, other in (("refused", row.refused, "dropped"), ("dropped", row.dropped, "refused")):
        if wanted is None:
            continue
        flags = document["coverage"][kind + "Flags"]
        for flag in wanted:
            if not any(flag in noted for noted in flags):
                raise Failure(f"{flag} is not among the {kind} flags {sorted(flags)}; "
                              f"{other}: {sorted(document['coverage'][other + 'Flags'])}")
        if not wanted and flags:
            raise Failure(f"nothing should be {kind}: {sorted(flags)}")


def attempt(row, options, directory, out, command):
    """One run of ferrule on a fresh directory; returns the assessment."""
    _, environment = make(row, directory)
    before = snapshot(directory)
    database = ["-p", str(directory), "--root", filled(row.root, directory)]
    text = ""
    if command == "scan":
        text = run_ferrule([options.ferrule, "scan", "--deep", *database, "-o", str(out), "--no-cache", "-j1"], directory, environment)
    else:
        shard = out.with_suffix(".shard")
        text = run_ferrule([options.ferrule, "extract", *database, "-o", str(shard), "--depfile", str(out) + ".d"],
                           directory, environment)
    if snapshot(directory) != before:
        changed = set(snapshot(directory).items()) ^ set(before.items())
        raise Failure(f"{command}: the attack worked; changed: {sorted(name for name, _ in changed)}")
    for name in row.said if command == "scan" else ():
        if name not in text:
            raise Failure(f"{command} does not say that it ignores {name}:\n{text}")
    if command == "extract":
        run_ferrule([options.ferrule, "merge", str(shard), "-o", str(out)], directory, environment)
    written = text + "".join(path.read_text(errors="replace") for path in sorted(out.iterdir()))
    if SECRET in written:
        raise Failure(f"{command} shows the content of /etc/passwd")
    document = json.loads((out / "assessment.json").read_text())
    assert_analysed(row, document)
    assert_noted(row, document)
    return document


def run_row(row, options):
    directory = options.work / row.name / "project"
    out = options.work / row.name / "out"
    shutil.rmtree(out.parent, ignore_errors=True)
    out.parent.mkdir(parents=True)
    if row.control:
        control(row, options, directory)
    attempt(row, options, directory, out / "scan", "scan")
    attempt(row, options, directory, out / "extract", "extract")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ferrule", required=True)
    parser.add_argument("--clang", required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", default="*", help="rows to run")
    parser.add_argument("--except", dest="left_out", default="", help="rows to leave out")
    options = parser.parse_args()
    options.work = options.work.resolve()
    failed = 0
    rows = [row for row in ROWS
            if fnmatch.fnmatch(row.name, options.only) and not fnmatch.fnmatch(row.name, options.left_out)]
    for row in rows:
        try:
            run_row(row, options)
            print(f"ok    {row.name}")
        except Failure as failure:
            failed += 1
            print(f"FAIL  {row.name}: {failure}")
    print(f"{len(rows)} rows, {failed} failed")
    return 1 if failed or not rows else 0


sys.exit(main())
