#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Fits the weights of tool/rank/Score.cpp, and says what an order by such weights is worth.

usage: fit.py BENCHMARK SCANS

BENCHMARK holds evaluate.py, labels/P.json (functions of a snapshot that were fixed later) and universe/P.json (all its
functions); SCANS holds P/assessment.json of the same snapshots, with their history. docs/ranking.md says what both are.

The model is a logistic regression on log2(1 + signal) / spread, each project with equal weight, its weights at least
zero and drawn to zero (the penalty is PENALTY / 2 x their squares). It is validated by leaving one project out: the
penalty and the exponent of the lines are then chosen within the others, by leaving out one of them in turn. The weights
that are printed at the end are fitted to all projects, with the values that Score.cpp uses.

Needs numpy and scipy.
"""
import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

PENALTIES = (0.003, 0.01, 0.03)
EXPONENTS = (0.5, 0.75, 0.9, 1.0)
PENALTY, EXPONENT = 0.01, 0.9
COLUMNS = ("functions", "lines", "AUC", "AP")


def is_code(name):
    return name.startswith(("code.", "open.")) or name in (
        "sloc", "complexity", "nesting", "loops", "operations", "pointerParameters", "pointerParametersWithoutLength",
        "pointersToPointers")


def is_program(name):
    return name.startswith(("calls.", "file."))


def is_history(name):
    return name in ("history.commits", "history.authors", "history.memoryFixes", "history.fixes", "history.recentLines",
                    "history.fileMemoryFixes", "history.fileRecentCommits")


VARIANTS = {
    "lines of code": lambda n: n == "sloc",
    "simple signals": lambda n: n in ("sloc", "complexity", "code.subscripts", "code.dereferences", "history.commits",
                                      "history.fileCommits", "history.fileMemoryFixes"),
    "code": is_code,
    "code, program": lambda n: is_code(n) or is_program(n),
    "code, history": lambda n: is_code(n) or is_history(n),
    "program, history": lambda n: is_program(n) or is_history(n),
    "code, program, history": lambda n: is_code(n) or is_program(n) or is_history(n),
}


class Project:
    def __init__(self, bench, scans, name):
        functions = json.loads((scans / name / "assessment.json").read_text())["functions"]
        label = json.loads((bench / "labels" / f"{name}.json").read_text())
        universe = evaluate.load_universe(name)
        rows = [{"file": f["file"], "function": f["qualifiedName"], "line": f["line"], "score": i}
                for i, f in enumerate(functions)]
        found, _ = evaluate.match(universe, rows)
        self.signals = [functions[int(i)]["signals"] if i is not None else {} for i in found]
        self.lines = np.array([u["loc"] for u in universe], float)
        self.fixed, self.fixed_with_id = (
            np.array([(u["file"], u["function"]) in evaluate.positives(label, "mem", evidence) for u in universe], float)
            for evidence in ("any", "id"))

    def matrix(self, names):
        logs = np.log2(1 + np.array([[s.get(n, 0.0) for n in names] for s in self.signals]))
        spread = logs.std(0)
        # Where a signal starts makes no difference within a project; a common start lets one constant serve them all.
        return (logs - logs.mean(0)) / np.where(spread > 0, spread, 1)


def fit(matrices, labels, penalty):
    x, y = np.vstack(matrices), np.concatenate(labels)
    weight = np.concatenate([np.full(len(label), 1 / len(label)) for label in labels]) / len(labels)
    count = x.shape[1]

    def loss(beta):
        z = x @ beta[:count] + beta[count]
        slope = weight * (1 / (1 + np.exp(-z)) - y)
        value = (weight * (np.logaddexp(0, z) - y * z)).sum() + penalty / 2 * (beta[:count]**2).sum()
        return value, np.append(x.T @ slope + penalty * beta[:count], slope.sum())

    start = np.append(np.zeros(count), -3.5)
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(0, None)] * count + [(None, None)]).x[:count]


def measure(project, score, exponent, fixed):
    by_function = evaluate.metrics(list(score), list(fixed), list(project.lines), 5)
    by_effort = evaluate.metrics(list(score - exponent * np.log(project.lines)), list(fixed), list(project.lines), 5)
    return np.array([by_function["r@20%f"], by_effort["r@20%loc"], by_function["auc"], by_function["ap"]])


def choose(projects, matrices):
    """The penalty and the exponent that serve the projects best when each is left out in turn."""
    best = None
    for penalty in PENALTIES:
        scores = {}
        for left in projects:
            others = [p for p in projects if p != left]
            scores[left] = matrices[left] @ fit([matrices[p] for p in others], [projects[p].fixed for p in others], penalty)
        for exponent in EXPONENTS:
            value = np.mean([measure(projects[p], scores[p], exponent, projects[p].fixed) for p in projects], 0).sum()
            if best is None or value > best[0]:
                best = (value, penalty, exponent)
    return best[1:]


def validate(projects, names):
    matrices = {p: projects[p].matrix(names) for p in projects}
    rows, rows_with_id = {}, {}
    for left in projects:
        others = {p: projects[p] for p in projects if p != left}
        penalty, exponent = choose(others, matrices)
        score = matrices[left] @ fit([matrices[p] for p in others], [projects[p].fixed for p in others], penalty)
        rows[left] = measure(projects[left], score, exponent, projects[left].fixed)
        if projects[left].fixed_with_id.any():
            rows_with_id[left] = measure(projects[left], score, exponent, projects[left].fixed_with_id)
    return rows, rows_with_id


def line(name, values):
    return f"{name:32s}" + "".join(f"{value:11.3f}" for value in values)


def main():
    global evaluate
    bench, scans = map(Path, sys.argv[1:])
    sys.path.insert(0, str(bench))
    import evaluate
    projects = {p.stem: Project(bench, scans, p.stem) for p in sorted((bench / "labels").glob("*.json"))}
    signals = sorted(set().union(*[s for p in projects.values() for s in p.signals]))
    print(f"{'left out in turn, mean':32s}" + "".join(f"{c:>11s}" for c in COLUMNS))
    for variant, belongs in VARIANTS.items():
        rows, rows_with_id = validate(projects, [n for n in signals if belongs(n)])
        print(line(variant, np.mean(list(rows.values()), 0)))
        print(line("  fixes with an id only", np.mean(list(rows_with_id.values()), 0)))
    print("\nthe last one, by project")
    for project, row in rows.items():
        print(line("  " + project, row))
    for variant in ("code, program", "code, program, history"):
        names = [n for n in signals if VARIANTS[variant](n)]
        weights = fit([p.matrix(names) for p in projects.values()], [p.fixed for p in projects.values()], PENALTY)
        print(f"\nweights, {variant} (penalty {PENALTY}, exponent {EXPONENT})")
        for weight, name in sorted(zip(-weights, names)):
            if weight < -0.0005:
                print(f"  {name:32s}{-weight:8.3f}")


if __name__ == "__main__":
    main()
