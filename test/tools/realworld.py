#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Scans real libraries, from Debian's source packages, and checks what must hold for any code.

usage: realworld.py --ferrule FERRULE --work DIR PACKAGE...

PACKAGE is zlib or expat. The source is fetched with apt from where this machine gets its packages, with all
of apt's state below DIR: the system's configuration is neither changed nor extended. What is in DIR
already is not fetched again. Then, for each package:
  - every command is analysed, and the totals add up (test/tools/validate_assessment.py);
  - there are more than 100 functions, and findings;
  - a second scan has the same bytes and is served by the cache: it starts no worker;
  - a scan with one worker and no cache has the same bytes.
"""
import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
REPORTS = ("assessment.json", "report.sarif", "summary.md")
LEAST_FUNCTIONS = 100


def run(command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"realworld.py: {command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def source_lists(directory):
    """The machine's package sources, as sources of source packages."""
    directory.mkdir(parents=True, exist_ok=True)
    system = Path("/etc/apt")
    for path in [system / "sources.list", *sorted((system / "sources.list.d").glob("*"))]:
        if not path.is_file():
            continue
        if path.suffix == ".list":
            lines = [line.strip() for line in path.read_text().splitlines()]
            kept = ["deb-src " + line.split(None, 1)[1] for line in lines if line.startswith(("deb ", "deb-src "))]
            (directory / path.name).write_text("\n".join(sorted(set(kept))) + "\n")
        elif path.suffix == ".sources":
            lines = path.read_text().splitlines()
            kept = ["Types: deb-src" if line.lower().startswith("types:") else line for line in lines]
            (directory / path.name).write_text("\n".join(kept) + "\n")


def apt(directory):
    """apt-get with a state of its own."""
    for name in ("state/lists/partial", "cache/archives/partial", "sources.d"):
        (directory / name).mkdir(parents=True, exist_ok=True)
    source_lists(directory / "sources.d")
    (directory / "status").touch()
    options = {
        "Dir::Etc::sourcelist": "/dev/null", "Dir::Etc::sourceparts": directory / "sources.d",
        "Dir::State": directory / "state", "Dir::State::status": directory / "status", "Dir::Cache": directory / "cache",
        "APT::Sandbox::User": "root", "Acquire::Languages": "none",
    }
    return ["apt-get", "-q", *(f"-o{name}={value}" for name, value in options.items())]


def fetch(package, work):
    """The unpacked upstream source."""
    source = work / package / "source"
    if source.is_dir():
        return source
    download = work / package / "download"
    shutil.rmtree(download, ignore_errors=True)
    download.mkdir(parents=True)
    command = apt(work / "apt")
    if not any((work / "apt/state/lists").glob("*Sources*")):
        run([*command, "update"])
    run([*command, "source", "--download-only", "--tar-only", package], cwd=download)
    archives = sorted(download.glob("*.orig.tar.*[!c]"))
    if len(archives) != 1:
        sys.exit(f"realworld.py: found {archives}, expected one archive")
    unpacked = work / package / "unpacked"
    shutil.rmtree(unpacked, ignore_errors=True)
    unpacked.mkdir()
    run(["tar", "-xf", archives[0], "-C", unpacked, "--strip-components=1"])
    unpacked.rename(source)
    return source


def database_by_cmake(source, build, *options):
    run(["cmake", "-S", source, "-B", build, "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON", "-DCMAKE_BUILD_TYPE=Release", *options])


def zlib(source, build):
    # Stripped from Debian's archive, and wanted by CMake.
    resource = source / "win32/zlib1.rc"
    if not resource.exists():
        resource.parent.mkdir(exist_ok=True)
        resource.touch()
    # CMake renames it, so a second configuration would miss it.
    kept = source / "zconf.h.included"
    if kept.exists() and not (source / "zconf.h").exists():
        kept.rename(source / "zconf.h")
    database_by_cmake(source, build)


EXPAT_CONFIG = """#define BYTEORDER 1234
#define HAVE_GETRANDOM 1
#define HAVE_MEMMOVE 1
#define XML_CONTEXT_BYTES 1024
#define XML_DTD 1
#define XML_GE 1
#define XML_NS 1
#define XML_DEV_URANDOM 1
"""
# #included by xmltok.c.
EXPAT_PARTS = ("xmltok_impl.c", "xmltok_ns.c")


def expat(source, build):
    build.mkdir(parents=True, exist_ok=True)
    (build / "expat_config.h").write_text(EXPAT_CONFIG)
    library = next(path.parent for path in sorted(source.rglob("xmlparse.c")))
    files = [path for path in sorted(library.glob("*.c")) if path.name not in EXPAT_PARTS]
    entries = [{"directory": str(build), "file": str(file),
                "arguments": ["cc", "-DHAVE_EXPAT_CONFIG_H", f"-I{build}", f"-I{library}", "-c", str(file)]} for file in files]
    (build / "compile_commands.json").write_text(json.dumps(entries, indent=1))


PACKAGES = {"zlib": zlib, "expat": expat}


def check_package(package, options):
    source = fetch(package, options.work)
    build = options.work / package / "build"
    shutil.rmtree(build, ignore_errors=True)
    PACKAGES[package](source, build)
    outs = {name: options.work / package / name for name in ("cold", "warm", "alone")}
    scan = [options.ferrule, "scan", "-p", build, "--root", source, "--quiet"]
    run([*scan, "-o", outs["cold"]])
    # A worker would crash at once.
    run([*scan, "-o", outs["warm"], "--force-worker-fault", "crash:"])
    run([*scan, "-o", outs["alone"], "-j1", "--no-cache"])
    for name in ("warm", "alone"):
        for report in REPORTS:
            if (outs["cold"] / report).read_bytes() != (outs[name] / report).read_bytes():
                sys.exit(f"realworld.py: {package}: {report} of the {name} scan differs")
    run([sys.executable, TOOLS / "validate_assessment.py", outs["cold"] / "assessment.json"])
    document = json.loads((outs["cold"] / "assessment.json").read_text())
    units = document["coverage"]["translationUnits"]
    commands = len(json.loads((build / "compile_commands.json").read_text()))
    if units["total"] != commands or units["analysed"] + units["skipped"] != commands:
        sys.exit(f"realworld.py: {package}: {commands} commands, {units}: {json.dumps(document['problems'], indent=1)}")
    if len(document["functions"]) <= LEAST_FUNCTIONS or not document["findings"]:
        sys.exit(f"realworld.py: {package}: {len(document['functions'])} functions, {len(document['findings'])} findings")
    print(f"{package}: {commands} commands, {len(document['functions'])} functions, {len(document['findings'])} findings")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ferrule", required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("packages", nargs="+", choices=sorted(PACKAGES))
    options = parser.parse_args()
    options.work = options.work.resolve()
    for package in options.packages:
        check_package(package, options)


main()
