# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Orders that cost little or exist already: ferrule's has to be better than these."""
import numpy as np
from scipy.stats import rankdata

import other_tools
from metrics import mean
from model import Model, held_out
from orders import Order, measure_all

RANDOM_ORDERS = 200
COMBINED = ("lines of code", "pointer operations", "unsafe-buffer warnings", "commits of the function")
DENSITIES = 2
# What is learned from simple signals. The few were chosen for doing best of some sets in 20 % of the lines: if that is
# luck, it is the control's.
LEARNED_FROM_ALL, LEARNED_FROM_FEW = "all simple signals, learned", "lines, pointers, commits, learned"
FEW = ("lines of code", "pointer operations", "commits of the function")
# Their columns say nearly the same in pairs, so they need more of a penalty than ferrule's signals.
PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0)


def simple_signals(subject, root, database):
    """Name to a value per function; None: the tool for it is not installed."""
    def signal(name):
        return subject.most(lambda entry: entry["signals"].get(name, 0), default=0)

    functions = subject.library.functions
    return {
        "lines of code": subject.lines,
        "complexity": [function.branches for function in functions],
        "subscripts": [function.subscripts for function in functions],
        "pointer operations": [function.pointers for function in functions],
        "commits of the function": signal("history.commits"),
        "commits of the file": signal("history.fileCommits"),
        "earlier memory-safety fixes of the function": signal("history.memoryFixes"),
        "earlier memory-safety fixes of the file": signal("history.fileMemoryFixes"),
        "unsafe-buffer warnings": other_tools.unsafe_buffers(subject.library, root, database),
        "flawfinder hits": other_tools.flawfinder(subject.library, root),
    }


def ranks(values):
    """From -0.5 to 0.5, ties share the mean of their ranks."""
    return (rankdata(values) - 0.5) / len(values) - 0.5


def features(signals):
    """For the learned control: the rank of each signal, and its logarithm, as columns of about the same spread."""
    columns = []
    for values in signals:
        logs = np.log1p(values)
        # The standard deviation of ranks from -0.5 to 0.5 is 1 / sqrt(12).
        columns += [ranks(values) * np.sqrt(12), (logs - logs.mean()) / (logs.std() or 1)]
    return np.column_stack(columns)


def densities(subjects, controls):
    """The DENSITIES controls that, divided by the lines, reach the most in 20 % of the lines."""
    orders = {f"{name} per line": Order.same({subject.name: np.divide(order.scores[subject.name][0], subject.lines)
                                              for subject in subjects}) for name, order in controls.items()}
    reached = {name: mean(list(measure_all(subjects, order).values())).lines for name, order in orders.items()}
    return {name: orders[name] for name in sorted(reached, key=reached.get, reverse=True)[:DENSITIES]}


def learned(subjects, signals, names):
    matrices = [features([signals[subject.name][name] for name in names]) for subject in subjects]
    return held_out(Model(subjects, matrices, weak=(0,), penalties=PENALTIES, free=True))[0]


def control_orders(subjects, signals):
    """`signals`: by subject what simple_signals gives. Name to Order; None: a tool for it is not installed."""
    def order(of_subject):
        return Order.same({subject.name: of_subject(signals[subject.name]) for subject in subjects})

    names = list(signals[subjects[0].name])
    installed = [name for name in names if all(of_one[name] is not None for of_one in signals.values())]
    controls = {name: order(lambda values: values[name]) if name in installed else None for name in names}
    chance = Order.same({subject.name: [0] * len(subject.lines) for subject in subjects}, tie_orders=RANDOM_ORDERS)
    combined = None
    if set(COMBINED) <= set(installed):
        combined = order(lambda values: np.mean([ranks(values[name]) for name in COMBINED], 0))
    return {
        "random": chance,
        **controls,
        **densities(subjects, {name: controls[name] for name in installed}),
        "mean rank of lines, pointers, warnings, commits": combined,
        LEARNED_FROM_ALL: learned(subjects, signals, installed),
        LEARNED_FROM_FEW: learned(subjects, signals, FEW),
    }
