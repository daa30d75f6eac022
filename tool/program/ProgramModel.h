// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The summaries of all units as one program: each entity once, calls resolved across units.
#pragma once
#include "tool/model/Assessment.h"
#include "tool/program/Suppressions.h"

namespace ferrule {

/// A function of the program. References to others are indices into ProgramModel::functions.
struct ProgramFunction {
  /// As merged from all units that saw it. The id is unique in the program: of several definitions
  /// of one name each has its file behind it.
  FunctionFact fact;
  /// The id that units gave it, by which calls refer to it.
  std::string name;
  /// Functions that it calls directly, through a pointer of the same type, or through a virtual
  /// function; sorted, without repetition.
  std::vector<unsigned> callees;
  std::vector<unsigned> callers;
  /// Calls from the nearest exported function: 0 for an exported one, absent when none reaches it.
  std::optional<unsigned> distance;
  /// It may be called through a pointer.
  bool addressTaken = false;
  /// Functions in its strongly connected component, itself included: above 1 means recursion
  /// through others.
  unsigned componentSize = 1;
  std::array<StateCounts, NumFamilies> operations{};
};

struct ProgramModel {
  /// The ledger: a summary per compile command without its facts, sorted by unit.
  std::vector<TUSummary> units;
  std::vector<FileFact> files;
  /// Sorted by place.
  std::vector<ProgramFunction> functions;
  /// Each place once, the worst state that a unit saw; sorted by place. Operation::function is an
  /// id of functions, or empty.
  std::vector<Operation> operations;
  /// Sorted by place.
  std::vector<SuppressionUse> suppressions;
  std::vector<GlobalFact> globals;
  std::vector<RecordFact> records;
};

/// Links summaries. The result does not depend on their order. FamilyOf tells a check's family.
ProgramModel link(std::vector<TUSummary> Summaries,
                  llvm::function_ref<Family(llvm::StringRef Check)> FamilyOf);

} // namespace ferrule
