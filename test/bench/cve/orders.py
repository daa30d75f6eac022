# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Orders of the functions of all libraries, and their metrics."""
from dataclasses import dataclass

import numpy as np

from metrics import TIE_ORDERS, Metrics, measure


@dataclass(frozen=True)
class Order:
    """By library: the scores of its functions, and those to read them by when lines are what is scarce."""
    scores: dict
    tie_orders: int = TIE_ORDERS

    @classmethod
    def same(cls, scores, **more):
        """One order for both."""
        return cls({name: (values, values) for name, values in scores.items()}, **more)


def by_effort(subject, scores, exponent):
    """A score is like the logarithm of a risk: this is like the logarithm of a risk per line."""
    return scores - exponent * np.log(subject.lines)


def measure_library(subject, scores, effort_scores, fixed=None, tie_orders=TIE_ORDERS):
    fixed = fixed or subject.fixed
    by_function, by_lines = (measure(list(values), fixed, subject.lines, tie_orders)
                             for values in (scores, effort_scores))
    return Metrics(by_function.functions, by_lines.lines, by_function.auc, by_function.precision)


def measure_all(subjects, order, with_id=False):
    """Metrics by library; with_id: only fixes with a CVE or OSS-Fuzz number count, and libraries that have one."""
    return {subject.name: measure_library(subject, *order.scores[subject.name],
                                          subject.fixed_with_id if with_id else subject.fixed, order.tie_orders)
            for subject in subjects if not with_id or any(subject.fixed_with_id)}
