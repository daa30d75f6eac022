// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a check says of itself. ferrule checks, ferrule explain, docs/checks and the SARIF rules are
// all made from this value.
#pragma once
#include "tool/model/Fields.h"
#include "tool/model/Operation.h"
#include <vector>

namespace ferrule {

struct CheckInfo {
  /// "ferrule-FAMILY-WHAT".
  std::string id;
  Family family = Family::Bounds;
  Severity severity = Severity::Medium;
  /// CWE numbers; the first is the primary one: no category, none that MITRE discourages.
  std::vector<unsigned> cwes;
  /// What the operation is, in one line without a full stop.
  std::string summary;
  /// Why it matters, when it is discharged, and where the rule is from.
  std::string rationale;
  /// Code that it reports.
  std::string bad;
  /// Code that does the same and is not reported, or is discharged.
  std::string good;

  friend bool operator==(const CheckInfo &, const CheckInfo &) = default;
};

FERRULE_FIELDS(CheckInfo, id, family, severity, cwes, summary, rationale, bad, good)

} // namespace ferrule
