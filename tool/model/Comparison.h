// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What became of a project between two assessments of it: docs/diff.md.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// Of an operation in one of the two assessments.
enum class FoundState : unsigned char {
  Absent, ///< it is not there
  Discharged,
  Accepted,
  Open,
  Defect,
};
template <> struct EnumNames<FoundState> {
  static constexpr llvm::StringLiteral Names[] = {"absent", "discharged", "accepted", "open",
                                                  "defect"};
};

/// What happened to an operation that is open or a defect before or after.
enum class ChangeKind : unsigned char {
  Added,     ///< open or a defect now, and was not
  Worse,     ///< was open and is a defect now
  Fixed,     ///< was open or a defect, and is gone or shown to be safe
  Accepted,  ///< was open or a defect; the source says now why it stays
  Moved,     ///< is so still, at another place
  Unchanged, ///< is so still, at the same place
};
template <> struct EnumNames<ChangeKind> {
  static constexpr llvm::StringLiteral Names[] = {"added",    "worse", "fixed",
                                                  "accepted", "moved", "unchanged"};
};

struct ChangeCounts {
  unsigned added = 0;
  unsigned worse = 0;
  unsigned fixed = 0;
  unsigned accepted = 0;
  unsigned moved = 0;
  unsigned unchanged = 0;
};

/// How many operations went from one state to the other.
struct StateTransition {
  FoundState before = FoundState::Absent;
  FoundState after = FoundState::Absent;
  unsigned count = 0;
};

/// One of the two assessments.
struct ComparedSide {
  std::string commit;
  /// Of the commit; empty when the history was not read.
  std::string date;
  std::string tool;
  std::string llvm;
  /// Counts by family.
  OperationCounts families;
};

/// A figure of tool/model/Metrics.h on both sides. Measured: whether it was.
struct MetricChange {
  std::string id;
  bool measuredBefore = false;
  double before = 0;
  bool measuredAfter = false;
  double after = 0;
};

/// An operation that was added, fixed, accepted or became worse.
struct FindingChange {
  ChangeKind change = ChangeKind::Added;
  FoundState before = FoundState::Absent;
  FoundState after = FoundState::Absent;
  std::string check;
  Family family = Family::Bounds;
  Severity severity = Severity::Medium;
  std::string fingerprint;
  /// Where it is, or was when it is gone.
  std::string file;
  unsigned line = 0;
  /// Qualified name of the function around it; empty at file scope.
  std::string function;
  std::string message;
  /// Its file is one that users get.
  bool shipped = false;
  /// Marked NOLINT: no gate.
  bool suppressed = false;
};

/// A step of the plan on both sides.
struct StepChange {
  std::string id;
  std::string title;
  unsigned phase = 0;
  bool doneBefore = false;
  bool doneAfter = false;
};

struct Comparison {
  /// Of the later assessment.
  std::string project;
  ComparedSide before;
  ComparedSide after;
  /// Why the two cannot be compared fairly: each a sentence without a full stop.
  std::vector<std::string> warnings;
  ChangeCounts total;
  /// By family name.
  std::map<std::string, ChangeCounts> families;
  /// Operations that are in either, all states; by before and after.
  std::vector<StateTransition> transitions;
  /// What --fail-on new asks: new defects, and new open operations of shipped code, without those
  /// that are marked NOLINT.
  unsigned newDefects = 0;
  unsigned newOpen = 0;
  std::vector<MetricChange> metrics;
  /// Of the later plan, in the order of work; empty when one of the two has none.
  std::vector<StepChange> steps;
  /// By kind and place; without what moved or did not change.
  std::vector<FindingChange> changes;
  /// Changes of defects that are left out of it.
  unsigned withheld = 0;
};

FERRULE_FIELDS(ChangeCounts, added, worse, fixed, accepted, moved, unchanged)
FERRULE_FIELDS(StateTransition, before, after, count)
FERRULE_FIELDS(ComparedSide, commit, date, tool, llvm, families)
FERRULE_FIELDS(MetricChange, id, measuredBefore, before, measuredAfter, after)
FERRULE_FIELDS(FindingChange, change, before, after, check, family, severity, fingerprint, file,
               line, function, message, shipped, suppressed)
FERRULE_FIELDS(StepChange, id, title, phase, doneBefore, doneAfter)
FERRULE_FIELDS(Comparison, project, before, after, warnings, total, families, transitions,
               newDefects, newOpen, metrics, steps, changes, withheld)

} // namespace ferrule
