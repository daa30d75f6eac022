// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The memory-safety statement of a project: what was looked at, what was counted, what is not
// known. A value, so that the short text, the JSON and the CycloneDX document say the same.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// Changes when a reader of the old shape would misread the new one; docs/statement.md.
inline constexpr llvm::StringLiteral StatementSchema = "ferrule-statement/1";

struct StatementMetric {
  /// As in tool/model/Metrics.h.
  std::string id;
  std::string label;
  std::string unit;
  std::string meaning;
  /// For jq over the assessment.
  std::string expression;
  /// For people: "97 %", or "not measured".
  std::string shown;
  bool measured = false;
  double value = 0;
};

/// Where the analysed code stands in the OpenSSF Memory Safety Continuum, as far as it shows.
struct ContinuumStage {
  /// "non-memory-safe-by-default/tooling-own-code".
  std::string id;
  /// In words, without a full stop.
  std::string words;
  /// What shows it, each without a full stop.
  std::vector<std::string> evidence;
};

/// Operations whose first CWE is in a set, or is one that a set lacks.
struct CweCount {
  /// The set's name, or "CWE-476".
  std::string name;
  /// Members of the set; of a single CWE the class of error.
  unsigned members = 0;
  std::string kind;
  StateCounts operations;
};

struct Statement {
  ToolInfo tool;
  std::string project;
  /// As .ferrule.yaml gives it; may be empty.
  std::string version;
  std::string commit;
  /// Of the commit; may be empty.
  std::string date;
  /// What was analysed, in one sentence without a full stop.
  std::string scope;
  bool complete = false;
  std::vector<StatementMetric> metrics;
  std::vector<LanguageLines> languages;
  ContinuumStage stage;
  std::string cweVersion;
  /// Both sets.
  std::vector<CweCount> cweSets;
  /// CWEs of operations that are in ferrule-MS-1 only.
  std::vector<CweCount> onlyFerrule;
  /// CWEs of operations that are in neither set.
  std::vector<CweCount> inNeither;
  /// Each a sentence without its full stop.
  std::vector<std::string> limits;
  /// Commands that make it again.
  std::vector<std::string> reproduce;
};

Statement makeStatement(const Assessment &A);

FERRULE_FIELDS(StatementMetric, id, label, unit, meaning, expression, shown, measured, value)
FERRULE_FIELDS(ContinuumStage, id, words, evidence)
FERRULE_FIELDS(CweCount, name, members, kind, operations)
FERRULE_FIELDS(Statement, tool, project, version, commit, date, scope, complete, metrics, languages,
               stage, cweVersion, cweSets, onlyFerrule, inNeither, limits, reproduce)

} // namespace ferrule
