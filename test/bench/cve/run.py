#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Says what ferrule's ranking is worth, beside simpler orders: the tables of docs/ranking.md, and the weights.

usage: run.py --ferrule FERRULE LIBRARIES [--databases DIR] [--out DIR] [--scans DIR]

LIBRARIES/NAME is a clone of each library of libraries/libraries.json at its snapshot, with history; its compilation
database is LIBRARIES/NAME/build/compile_commands.json, or DIR/NAME/compile_commands.json with --databases DIR. Each is
scanned to OUT/NAME. --scans DIR takes the assessments DIR/NAME/assessment.json of an earlier run instead.

Needs requirements.txt, clang-22 and git. Writes nothing but OUT; prints Markdown, the same on every run."""
import argparse
import os
import sys
import tempfile
from pathlib import Path

# Sums of several threads end in other digits.
for variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[variable] = "1"

try:
    import controls
    import ferrule
    import fit
    import model
    import tables
except ModuleNotFoundError as error:
    sys.exit(f"run.py: {error}; install: python3 -m pip install -r {Path(__file__).parent}/requirements.txt")
from library import read_libraries
from subject import Subject, WrongUse, check_checkout, database_of, read_assessment, scan


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("libraries", type=Path)
    parser.add_argument("--ferrule", type=Path)
    parser.add_argument("--databases", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--scans", type=Path)
    options = parser.parse_args()
    if not options.ferrule and not options.scans:
        parser.error("name the binary (--ferrule FERRULE) or the directory with assessments (--scans DIR)")
    return options


def prepare(options, out):
    """(subject, coverage, simple signals) of each library. All inputs are looked at before the first scan."""
    libraries = []
    for library in read_libraries():
        root = options.libraries / library.name
        check_checkout(library, root)
        where = options.databases / library.name if options.databases else root / "build"
        libraries.append((library, root, database_of(library, where)))
    for library, root, database in libraries:
        if not options.scans:
            print(f"{library.name}: scanning", file=sys.stderr)
            scan(library, options.ferrule, root, database, out / library.name)
        assessment = read_assessment(library, out / library.name)
        subject = Subject(library, assessment["functions"])
        print(f"{library.name}: looking at what other tools say", file=sys.stderr)
        yield subject, assessment["coverage"], controls.simple_signals(subject, root, database)


def section(title, text, note=None):
    print(f"## {title}\n", *([f"{note}\n"] if note else []), text, sep="\n", flush=True)


def said(settings):
    return f"weak label {settings.weak}, penalty {settings.penalty}, exponent of the lines {settings.exponent}"


def report(subjects, coverages, simple):
    settings = fit.Settings()
    signals = ferrule.Signals(subjects)
    models = ferrule.models(signals)
    whole = models["code, program and history"]
    print("fitting; this takes minutes", file=sys.stderr)
    held_out = {name: model.held_out(one) for name, one in models.items()}
    of_ferrule = {f"ferrule: {name}": order for name, (order, _) in held_out.items()}
    of_ferrule = {"ferrule: nearness to input alone": ferrule.nearness(subjects)} | of_ferrule
    orders = controls.control_orders(subjects, simple) | of_ferrule
    section("What was scanned", tables.of_scans(subjects, coverages))
    section("All fixes", tables.of_orders(subjects, orders),
            "Means over the libraries; what is learned was learned from the other libraries.")
    section("Fixes with a CVE or OSS-Fuzz id", tables.of_orders(subjects, orders, with_id=True))
    for name in ("ferrule: code, program and history", controls.LEARNED_FROM_FEW):
        section(f"By library: {name}", tables.of_libraries(subjects, orders[name]))
    section("Spread", tables.of_orders(subjects, orders, summary=tables.spread),
            "Standard deviation over the libraries, all fixes.")
    section("What each part brings", tables.of_orders(subjects, ferrule.ablations(signals, settings), head="without"),
            f"The whole without one of its parts; {said(settings)}.")
    section("Learning curve", tables.of_curve(model.learning_curve(whole, settings)),
            f"By the number of libraries learned from; {said(settings)}.")
    section("As delivered", tables.of_orders(subjects, {"the assessments' own": ferrule.delivered(subjects)}),
            "Fitted to these libraries, not held out: no measure of what to expect of others.")
    section("Settings", tables.of_settings({name: used for name, (_, used) in held_out.items()}),
            "Chosen among the libraries that were learned from.")
    section("Weights", "\n".join(ferrule.weights(signals, whole, settings)),
            f"For tool/rank/Weights.cpp, fitted to all libraries and without each of them; {said(settings)}.")


def main():
    options = arguments()
    try:
        with tempfile.TemporaryDirectory() as temporary:
            out = options.scans or options.out or Path(temporary)
            subjects, coverages, simple = zip(*prepare(options, out))
        report(subjects, coverages, {subject.name: signals for subject, signals in zip(subjects, simple)})
    except WrongUse as wrong:
        sys.exit(f"run.py: {wrong}")


main()
