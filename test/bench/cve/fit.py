# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Fits the weights of tool/rank/Weights.cpp: a logistic regression on log2(1 + signal) / spread, in two stages.

Stage 1 fits the signals of the code and of the program. Its labels are 1 for the functions that were fixed later, and
`weak` for those in which memory-safety bugs had been fixed before the snapshot: more labels of the same kind, not known
to be so again. Stage 2 keeps that score as it is and fits the signals of history to the true labels alone. So a signal
has one weight, with history or without.

Every library has the same weight. Weights are at least zero (unless `free`), and drawn to zero by
penalty / 2 x their squares. Needs numpy and scipy."""
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

HISTORY = ("history.commits", "history.authors", "history.memoryFixes", "history.fixes", "history.recentLines")
STRUCTURE = ("sloc", "complexity", "nesting", "loops", "pointerParameters", "pointerParametersWithoutLength",
             "pointersToPointers")
# The signals of a group, by the start of their names; what is ablated together.
GROUPS = {
    "code shapes": ("code.",),
    "open operations": ("open.", "operations", "defects"),
    "size and structure": STRUCTURE,
    "callees": ("calls.",),
    "file": ("file.",),
    "history": HISTORY,
}
CODE = ("code shapes", "open operations", "size and structure")
PROGRAM = ("callees", "file")


class Settings(NamedTuple):
    weak: float = 0.25  # the label of a function with earlier memory-safety fixes only
    penalty: float = 0.01
    exponent: float = 0.9  # of the lines of code, in the order by effort


def signals_of(groups, names):
    return [name for name in names if any(name.startswith(GROUPS[group]) for group in groups)]


def standardise(values):
    """Logarithms of the values (a row per function, a column per signal) in units of their spread in the library."""
    logs = np.log2(1 + values)
    spread = logs.std(0)
    # Where a signal starts makes no difference within a library; a common start lets one constant serve them all.
    return (logs - logs.mean(0)) / np.where(spread > 0, spread, 1)


def regress(matrices, labels, penalty, offsets=None, free=False):
    """The weights of the columns; a list entry per library. `offsets` are added to what the columns give."""
    x, y = np.vstack(matrices), np.concatenate(labels)
    fixed = np.concatenate(offsets) if offsets else 0
    share = np.concatenate([np.full(len(label), 1 / len(label)) for label in labels]) / len(labels)
    count = x.shape[1]

    def loss(beta):
        z = fixed + x @ beta[:count] + beta[count]
        slope = share * (1 / (1 + np.exp(-z)) - y)
        value = share @ (np.logaddexp(0, z) - y * z) + penalty / 2 * (beta[:count] @ beta[:count])
        return value, np.append(x.T @ slope + penalty * beta[:count], slope.sum())

    bounds = [(None if free else 0, None)] * count + [(None, None)]
    start = np.append(np.zeros(count), -3.5)
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x[:count]
