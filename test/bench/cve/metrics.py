# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What an order of functions is worth: how soon it comes to those that were fixed later."""
import random
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

# Functions with the same score are put in so many random orders; what is measured is the mean over them.
TIE_ORDERS = 25


class Metrics(NamedTuple):
    """Each from 0 to 1, more is better."""
    functions: float  # share of the later-fixed functions among the first 20 % of the functions
    lines: float  # share of them in the first 20 % of the lines; a function that is begun does not count
    auc: float  # area under the ROC curve: chance that a fixed function precedes one that was not
    precision: float  # average precision: mean over the fixed functions of the share of fixed ones up to there


def orders(scores, count):
    """The functions by falling score, ties in `count` random orders; the same ones on every run."""
    shuffler = random.Random(1)
    for _ in range(count):
        order = list(range(len(scores)))
        shuffler.shuffle(order)
        order.sort(key=scores.__getitem__, reverse=True)
        yield order


def measure_order(order, fixed, lines):
    places = [place for place, function in enumerate(order, 1) if fixed[function]]
    positives, negatives = len(places), len(order) - len(places)
    read = list(accumulate(lines[function] for function in order))
    first_functions, first_lines = max(1, round(0.2 * len(order))), bisect_right(read, 0.2 * read[-1])
    # The n-th fixed function has n - 1 others before it; all else before it was not fixed.
    before = sum(place - n for n, place in enumerate(places, 1))
    return Metrics(functions=bisect_right(places, first_functions) / positives,
                   lines=bisect_right(places, first_lines) / positives,
                   auc=1 - before / (positives * negatives),
                   precision=sum(n / place for n, place in enumerate(places, 1)) / positives)


def mean(rows):
    """Of metrics, each by itself."""
    return Metrics(*(sum(column) / len(rows) for column in zip(*rows)))


def measure(scores, fixed, lines, tie_orders=TIE_ORDERS):
    """`scores`, `fixed` (a fact of each) and `lines`: per function, in the same order. Some, not all, must be fixed."""
    return mean([measure_order(order, fixed, lines) for order in orders(scores, tie_orders)])
