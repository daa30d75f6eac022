# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Orders of functions that are learned from other libraries than the one that is ordered."""
import random
from functools import cache
from itertools import combinations, product

import numpy as np

import fit
from metrics import mean
from orders import Order, by_effort, measure_library

WEAK = (0, 0.1, 0.25, 0.5)
PENALTIES = (0.003, 0.01, 0.03)
EXPONENTS = (0.5, 0.75, 0.9, 1.0)
# Enough to choose by; what is printed is measured over more.
TIE_ORDERS_TO_CHOOSE = 5
MOST_SUBSETS = 10


def values_of(subject, names):
    return np.array([[signals.get(name, 0.0) for name in names] for signals in subject.signals])


class Model:
    """Stage 1 alone. `matrices`: a standardised matrix per subject."""

    def __init__(self, subjects, matrices, weak=WEAK, penalties=PENALTIES, free=False):
        self.subjects = {subject.name: subject for subject in subjects}
        self.matrices = dict(zip(self.subjects, matrices))
        self.grid = list(product(weak, penalties))
        self.free = free

    def labels(self, name, weak):
        subject = self.subjects[name]
        return np.array([max(fixed, weak * (signals.get("history.memoryFixes", 0) > 0))
                         for fixed, signals in zip(subject.fixed, subject.signals)], float)

    @cache
    def weights(self, training, weak, penalty):
        return fit.regress([self.matrices[name] for name in training], [self.labels(name, weak) for name in training],
                           penalty, free=self.free)

    def scores(self, name, training, weak, penalty):
        return self.matrices[name] @ self.weights(training, weak, penalty)


class HistoryModel(Model):
    """Stage 2, on top of a model of stage 1."""

    def __init__(self, first, matrices):
        super().__init__(first.subjects.values(), matrices)
        self.first = first

    @cache
    def weights(self, training, weak, penalty):
        return fit.regress([self.matrices[name] for name in training], [self.labels(name, 0) for name in training],
                           penalty, offsets=[self.first.scores(name, training, weak, penalty) for name in training])

    def scores(self, name, training, weak, penalty):
        return self.first.scores(name, training, weak, penalty) + super().scores(name, training, weak, penalty)


def without(names, left):
    return tuple(name for name in names if name != left)


def choose(model, training):
    """The settings that serve the libraries of `training` best when each is left out in turn."""
    values = {}
    for weak, penalty in model.grid:
        scores = {left: model.scores(left, without(training, left), weak, penalty) for left in training}
        for exponent in EXPONENTS:
            rows = [measure_library(model.subjects[left], scores[left],
                                    by_effort(model.subjects[left], scores[left], exponent),
                                    tie_orders=TIE_ORDERS_TO_CHOOSE) for left in training]
            values[fit.Settings(weak, penalty, exponent)] = sum(mean(rows))
    return max(values, key=values.get)


def order_by(model, name, training, settings):
    """Scores of one library, by function and by effort."""
    scores = model.scores(name, training, settings.weak, settings.penalty)
    return scores, by_effort(model.subjects[name], scores, settings.exponent)


def held_out(model, settings=None):
    """The order of each library by what the others teach; `settings` are chosen among those others if not given.

    Gives also the settings, by library."""
    others = {name: without(model.subjects, name) for name in model.subjects}
    used = {name: settings or choose(model, others[name]) for name in others}
    return Order({name: order_by(model, name, others[name], used[name]) for name in others}), used


def learning_curve(model, settings):
    """(number of libraries learned from, metrics): means over at most MOST_SUBSETS subsets and all libraries."""
    for count in range(1, len(model.subjects)):
        rows = []
        for name, subject in model.subjects.items():
            subsets = list(combinations(without(model.subjects, name), count))
            if len(subsets) > MOST_SUBSETS:
                subsets = random.Random(f"{name} {count}").sample(subsets, MOST_SUBSETS)
            rows.append(mean([measure_library(subject, *order_by(model, name, subset, settings))
                              for subset in subsets]))
        yield count, mean(rows)
