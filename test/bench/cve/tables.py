# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Markdown tables of metrics."""
import statistics

from metrics import Metrics, mean
from orders import measure_all

HEADS = ("functions", "lines", "AUC", "average precision")


def table(heads, rows):
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (heads, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(heads), *lines[1:]]) + "\n"


def cells(metrics):
    return [f"{value:.3f}" for value in metrics]


def spread(rows):
    """Standard deviation of metrics over the libraries."""
    return Metrics(*(statistics.stdev(column) for column in zip(*rows)))


def of_orders(subjects, orders, head="order", with_id=False, summary=mean):
    """A row per order: the `summary` of its metrics over the libraries."""
    rows = []
    for name, order in orders.items():
        if order is None:
            rows.append([name, "not installed", *[""] * (len(HEADS) - 1)])
        else:
            rows.append([name, *cells(summary(list(measure_all(subjects, order, with_id).values())))])
    return table((head, *HEADS), rows)


def of_libraries(subjects, order):
    measured = measure_all(subjects, order)
    return table(("library", "later fixed", *HEADS),
                 [[subject.name, sum(subject.fixed), *cells(measured[subject.name])] for subject in subjects])


def of_scans(subjects, coverages):
    """What was scanned, and how much of the benchmark that covers."""
    rows = []
    for subject, coverage in zip(subjects, coverages):
        units = coverage["translationUnits"]
        rows.append([f"{subject.name} {subject.library.tag}", subject.library.date, subject.library.until,
                     f"{units['analysed']} of {units['total']}", len(subject.lines),
                     sum(map(bool, subject.matches)), sum(subject.fixed), sum(subject.fixed_with_id)])
    return table(("library", "snapshot", "fixes until", "units analysed", "functions", "found in the scan",
                  "later fixed", "with an id"), rows)


def of_settings(used):
    """`used`: by order what held_out says of the settings that it chose."""
    return table(("left out", "order", "weak label", "penalty", "exponent"),
                 [[name, order, *settings] for order, chosen in used.items() for name, settings in chosen.items()])


def of_curve(points):
    return table(("learned from", *HEADS), [[count, *cells(metrics)] for count, metrics in points])
