#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Sources that crash, block or never end a parser, each beside a harmless one.

usage: bombs.py --ferrule FERRULE --work DIR [--only GLOB]

Each bomb passes when the scan ends in time with the expected status for the bomb (and exit code: 0 when it
was analysed or recovered, else 3), the harmless unit is analysed, the totals add up, and neither what is
printed nor what is written holds a word of /etc/passwd or of the secret file beside it.
"""
import argparse
import dataclasses
import fnmatch
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

SECONDS = 60
TIMEOUT = 3
F = "int f(int *p, int n) { return p[n]; }\n"
LOST = ("crashed", "timedOut", "failed")
READ = ("analysed", "recovered")


@dataclasses.dataclass
class Bomb:
    name: str
    source: object
    # What may become of the unit.
    status: tuple
    # Is a part of the refused paths.
    refused: str = ""
    # A function that must be found beside the bomb.
    function: str = ""
    # A part of the reason.
    reason: str = ""
    suffix: str = ".c"
    files: dict = dataclasses.field(default_factory=dict)
    prepare: object = None


def macro_bomb():
    lines = ["#define M0 1+1\n"]
    lines += [f"#define M{i} M{i - 1}+M{i - 1}+M{i - 1}+M{i - 1}+M{i - 1}+M{i - 1}+M{i - 1}+M{i - 1}\n" for i in range(1, 10)]
    return "".join(lines) + F + "int x = M9;\n"


def include_bomb(count):
    files = {f"i{n}.h": f'#include "i{n + 1}.h"\n' * 10 for n in range(count)}
    files[f"i{count}.h"] = "int x;\n"
    return files


def declared(body):
    return F + f"int g(int a) {{ {body} }}\n"


BOMBS = [
    # Deep.
    Bomb("parentheses", declared("return " + "(" * 2000 + "a" + ")" * 2000 + ";"), READ, function="f"),
    Bomb("many-parentheses", declared("return " + "(" * 200000 + "a" + ")" * 200000 + ";"), READ + LOST),
    Bomb("unary", declared("return " + "- " * 5000 + "a;"), READ + LOST),
    Bomb("else-if", declared("".join(f"if (a == {i}) return {i}; else " for i in range(10000)) + "return a;"), READ + LOST),
    Bomb("sum", declared("return " + " + ".join(["a"] * 200000) + ";"), READ + LOST),
    Bomb("blocks", declared("{" * 5000 + "}" * 5000 + "return a;"), READ + LOST),
    Bomb("pointers", F + "int " + "*" * 20000 + "p;\n", READ + LOST),
    Bomb("initializers", F + "int a[] = " + "{" * 5000 + "1" + "}" * 5000 + ";\n", READ + LOST),
    Bomb("switch", declared("switch (a) {" + "".join(f"case {i}: return {i};" for i in range(50000)) + "} return 0;"), READ + LOST),
    Bomb("templates", F + "template <int N> struct S { static const int v = S<N + 1>::v; };\nint x = S<0>::v;\n", ("recovered",),
         function="f", suffix=".cpp"),
    Bomb("constexpr", F + "constexpr long g(long n) { long s = 0; for (long i = 0; i < n; ++i) s += i; return s; }\n"
         "constexpr long x = g(4000000000);\n", ("recovered", "timedOut"), suffix=".cpp"),
    # Long.
    Bomb("macros", macro_bomb(), ("timedOut", "crashed"), reason="stopped"),
    Bomb("includes", F + '#include "i0.h"\n', ("timedOut", "crashed"), files=include_bomb(9)),
    Bomb("long-comment", "// " + "x" * 20_000_000 + "\n" + F, READ, function="f"),
    Bomb("long-string", F + 'const char *s = "' + "x" * 10_000_000 + '";\n', READ, function="f"),
    Bomb("too-large", F + "/*" + "x" * (65 << 20) + "*/\n", ("failed",)),
    # The compiler's own.
    Bomb("crash-pragma", F + "#pragma clang __debug crash\n", READ, function="f"),
    Bomb("parser-crash-pragma", "#pragma clang __debug parser_crash\n" + F, READ + LOST),
    Bomb("overflow-pragma", "#pragma clang __debug overflow_stack\n" + F, READ + LOST),
    Bomb("fatal-pragma", "#pragma clang __debug llvm_fatal_error\n" + F, READ + LOST),
    Bomb("unreachable-pragma", "#pragma clang __debug llvm_unreachable\n" + F, READ + LOST),
    # Includes that never end, block, or are none of its business.
    Bomb("self-include", '#include "bomb.c"\n' + F, ("recovered",), function="f"),
    Bomb("fifo-include", '#include "fifo.h"\n' + F, ("recovered",), refused="fifo.h", function="f",
         prepare=lambda directory: os.mkfifo(directory / "fifo.h")),
    Bomb("fifo-source", None, ("failed",), reason="regular", prepare=lambda directory: os.mkfifo(directory / "bomb.c")),
    Bomb("private-include", '#include "/etc/passwd"\n' + F, ("recovered",), refused="/etc", function="f"),
    Bomb("private-include-relative", '#include "' + "../" * 30 + 'etc/passwd"\n' + F, ("recovered",), refused="/etc",
         function="f"),
    Bomb("private-include-link", '#include "to_private.h"\n' + F, ("recovered",), refused="to_private.h", function="f",
         prepare=lambda directory: os.symlink("/etc/passwd", directory / "to_private.h")),
    Bomb("private-include-linked-directory", '#include "dir/passwd"\n' + F, ("recovered",), refused="dir", function="f",
         prepare=lambda directory: os.symlink("/etc", directory / "dir")),
    Bomb("private-embed", F + 'const unsigned char e[] = {\n#embed "/etc/passwd"\n};\n', ("recovered",), function="f"),
    Bomb("private-question", '#if __has_include("/etc/passwd") || __has_embed("/etc/passwd")\n#error it is there\n#endif\n' + F,
         ("analysed",), function="f"),
    Bomb("private-source", None, ("failed", "skipped"), prepare=lambda directory: os.symlink("/etc/passwd", directory / "bomb.c")),
    Bomb("device-include", '#include "/dev/zero"\n' + F, ("recovered",), refused="/dev", function="f"),
    Bomb("device-embed", F + 'const unsigned char e[] = {\n#embed "/dev/zero"\n};\n', ("recovered",), function="f"),
    Bomb("stdin-include", '#include "/dev/stdin"\n' + F, ("recovered",), refused="/dev", function="f"),
    Bomb("directory-include", '#include "."\n' + F, ("recovered",), function="f"),
    Bomb("link-to-itself", '#include "loop.h"\n' + F, ("recovered",), function="f",
         prepare=lambda directory: os.symlink("loop.h", directory / "loop.h")),
    # Bytes.
    Bomb("nul", F.encode() + b"int \0 g(int *p, int n) { return p[n]; }\n", READ, function="f"),
    Bomb("garbage", bytes(range(256)) * 20, READ),
    Bomb("latin-1", "/* Größe */ char s[] = \"Ärger\";\n".encode("latin-1") + F.encode(), ("analysed",), function="f"),
    Bomb("latin-1-identifier", F.encode() + "int größe(int *p, int n) { return p[n]; }\n".encode("latin-1"), ("recovered",), function="f"),
    Bomb("crlf", F.replace("\n", "\r\n") + "#define M(x) \\\r\n x\r\nint g(int *p) { return M(p[1]); }\r\n", ("analysed",), function="g"),
    Bomb("cr", F.replace("\n", "\r"), ("analysed",), function="f"),
    Bomb("bom", b"\xef\xbb\xbf" + F.encode(), ("analysed",), function="f"),
    Bomb("utf-16", F.encode("utf-16"), ("failed", "recovered"), reason="UTF-16"),
    Bomb("empty", "", ("analysed",)),
    Bomb("truncated", F + "int g(int a) { return a +", ("recovered",), function="f"),
    Bomb("no-newline", F.rstrip() + "// comment \\", ("analysed",), function="f"),
    # Lies.
    Bomb("line-lies", '#line 4000000000 "/etc/shadow"\n' + F, READ, function="f"),
    Bomb("line-escape", '#line 7 "\\033[2Jx.c"\n' + F, ("analysed",), function="f"),
    Bomb("error-shows", '#define S(x) #x\n#include "secret.h"\n' + F, ("recovered",), function="f", files={"secret.h": "not c\n"}),
]


class Failure(Exception):
    pass


def check(condition, message):
    if not condition:
        raise Failure(message)


def make(bomb, directory):
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    source = "bomb" + bomb.suffix
    if bomb.source is not None:
        content = bomb.source if isinstance(bomb.source, bytes) else bomb.source.encode()
        (directory / source).write_bytes(content)
    for name, text in bomb.files.items():
        (directory / name).write_text(text)
    if bomb.prepare:
        bomb.prepare(directory)
    (directory / "harmless.c").write_text("int harmless(int *p, int n) { return p[n]; }\n")
    (directory / "compile_commands.json").write_text(json.dumps(
        [{"directory": str(directory), "file": name, "arguments": ["cc", "-c", name]} for name in (source, "harmless.c")]))
    return source


def run_bomb(bomb, options):
    directory = options.work / bomb.name
    source = make(bomb, directory)
    out = directory / "out"
    reader, writer = os.pipe()
    try:
        done = subprocess.run(
            [options.ferrule, "scan", "-p", str(directory), "--root", str(directory), "-o", str(out), "--no-cache", "--all",
             "--timeout", str(TIMEOUT), "--memory-limit", "1024"],
            stdin=reader, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Failure("the scan does not end") from None
    finally:
        os.close(reader)
        os.close(writer)
    text = (done.stdout + done.stderr).decode(errors="replace")
    check(done.returncode in (0, 3), f"exit code {done.returncode}:\n{text[:2000]}")
    document = json.loads((out / "assessment.json").read_text())
    units = document["coverage"]["translationUnits"]
    problem = next((p for p in document["problems"] if p["file"] == source), None)
    status = problem["status"] if problem else "analysed"
    check(status in bomb.status, f"is {status}, expected {' or '.join(bomb.status)}: {problem}")
    check(units["total"] == 2 and units["total"] == sum(units.values()) - units["total"], f"the totals do not add up: {units}")
    check(done.returncode == (3 if status in LOST else 0), f"exit code {done.returncode} for {status}")
    if problem:
        check(bomb.reason in problem["reason"], f"the reason is {problem['reason']!r}")
        check(len(problem["reason"]) < 2000, f"the reason has {len(problem['reason'])} characters")
        check(status not in LOST or source in done.stdout.decode(errors="replace"), "the unit is not named on standard output")
    names = {(f["name"], f["file"]) for f in document["functions"]}
    check(("harmless", "harmless.c") in names, f"the harmless unit was lost: {names}")
    check(not bomb.function or (bomb.function, source) in names, f"{bomb.function} was not found: {names}")
    refused = document["coverage"]["refusedFlags"]
    check(any(bomb.refused in flag for flag in refused) if bomb.refused else True, f"refused is {refused}")
    check(all(count <= units["total"] for count in refused.values()), f"counts more than the commands: {refused}")
    written = text + "".join(path.read_text(errors="replace") for path in out.iterdir())
    check("root:x:0" not in written, "shows /etc/passwd")
    check("\033" not in written, "holds an escape character")
    return status


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ferrule", required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", default="*")
    options = parser.parse_args()
    options.work = options.work.resolve()
    failed = 0
    bombs = [bomb for bomb in BOMBS if fnmatch.fnmatch(bomb.name, options.only)]
    for bomb in bombs:
        try:
            print(f"ok    {bomb.name}: {run_bomb(bomb, options)}")
        except Failure as failure:
            failed += 1
            print(f"FAIL  {bomb.name}: {failure}")
    print(f"{len(bombs)} bombs, {failed} failed")
    return 1 if failed or not bombs else 0


sys.exit(main())
