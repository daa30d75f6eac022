// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the comments in the source say of the operations of the program, and which of them say
// anything.
#pragma once
#include "tool/model/TUSummary.h"
#include "llvm/ADT/ArrayRef.h"

namespace ferrule {

/// A suppression of the program, and what it covers.
struct SuppressionUse {
  SuppressionFact fact;
  /// Every unit that has it was analysed without errors, so none could hide an operation.
  bool certain = true;
  /// It says something of an operation: a NOLINT of any, as it also speaks to clang-tidy, which
  /// sees less of the program and so discharges less; an acceptance of one that is open or a
  /// defect.
  bool used = false;
  /// It covers an operation that was shown to be safe.
  bool coversDischarged = false;
};

/// The suppressions of all units, each once, by place.
std::vector<SuppressionUse> collectSuppressions(llvm::ArrayRef<TUSummary> Units);

/// Marks the operations that suppressions cover, and the suppressions that cover any; of nested
/// blocks the innermost. An acceptance without a reason accepts nothing. Both are sorted by place.
void applySuppressions(llvm::MutableArrayRef<SuppressionUse> Suppressions,
                       llvm::MutableArrayRef<Operation> Operations);

/// Whether the glob of a suppression names a check. An acceptance may leave out "ferrule-".
bool namesCheck(const SuppressionFact &Fact, llvm::StringRef Check);

} // namespace ferrule
