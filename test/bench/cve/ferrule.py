# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Ferrule's orders: as it would order a library that it never saw, with parts left out, and as it is delivered."""
import numpy as np

import fit
from model import HistoryModel, Model, held_out, values_of, without
from orders import Order

# Functions that a scan lacks come after all others.
LAST = -1e9
# Weights that are printed as zero are none.
LEAST_WEIGHT = 0.0005


class Signals:
    """The signals of the libraries, by group (fit.GROUPS)."""

    def __init__(self, subjects):
        self.subjects = subjects
        self.names = sorted(set().union(*[signals for subject in subjects for signals in subject.signals]))

    def of(self, groups):
        return fit.signals_of(groups, self.names)

    def model(self, groups):
        matrices = [fit.standardise(values_of(subject, self.of(groups))) for subject in self.subjects]
        return Model(self.subjects, matrices)

    def history_on(self, first):
        names = self.of(("history",))
        return HistoryModel(first, [fit.standardise(values_of(subject, names)) for subject in self.subjects])


def models(signals):
    """Name to model; the last is the whole."""
    program = signals.model(fit.CODE + fit.PROGRAM)
    return {"code": signals.model(fit.CODE), "code and program": program,
            "code, program and history": signals.history_on(program)}


def ablations(signals, settings):
    """The whole without one group of signals, or without weak labels, all with the same settings."""
    first = fit.CODE + fit.PROGRAM
    whole = signals.model(first)
    left_out = {"nothing": signals.history_on(whole)}
    for group in first:
        left_out[group] = signals.history_on(signals.model([other for other in first if other != group]))
    left_out["history"] = whole
    orders = {name: held_out(model, settings)[0] for name, model in left_out.items()}
    orders["weak labels"], _ = held_out(left_out["nothing"], settings._replace(weak=0))
    return orders


def nearness(subjects):
    """By the calls from the nearest entry point alone: the exposure that is no part of the score."""
    return Order.same({subject.name: subject.most(lambda entry: entry["signals"]["inputReach"], 0)
                       for subject in subjects})


def delivered(subjects):
    """The order of the assessments themselves, whose weights were fitted to these very libraries."""
    def ordered(key):
        return {subject.name: np.array(subject.most(lambda entry: entry[key], LAST)) for subject in subjects}

    scores, effort_scores = ordered("score"), ordered("effortScore")
    return Order({name: (scores[name], effort_scores[name]) for name in scores})


def weights(signals, model, settings):
    """Rows of the table of tool/rank/Weights.cpp, from a model with history: fitted to all libraries, and without each."""
    names = [*signals.of(fit.CODE + fit.PROGRAM), *signals.of(("history",))]

    def fitted(training):
        return np.concatenate([one.weights(training, settings.weak, settings.penalty) for one in (model.first, model)])

    everything = tuple(model.subjects)
    columns = [fitted(everything), *(fitted(without(everything, left)) for left in everything)]
    rows = sorted(zip(names, zip(*columns)), key=lambda row: (-row[1][0], row[0]))
    return [f'    {{"{name}", {row[0]:.3f}, {{{", ".join(f"{weight:.3f}" for weight in row[1:])}}}}},'
            for name, row in rows if row[0] >= LEAST_WEIGHT]
