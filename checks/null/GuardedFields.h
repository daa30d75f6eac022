// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Members that several functions of the unit test for null before they follow them, and another
// follows without a test.
#pragma once
#include "checks/CheckContext.h"
#include "checks/null/NullEvents.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace ferrule {

/// Of one unit.
class GuardedFields {
public:
  /// A test guards a use of P, whose value is not from the same function.
  void noteGuarded(const AccessPath &P, const NullEvents &Events, const NullEvent &Test,
                   const clang::FunctionDecl &Function);
  /// P is used, and the visited function never asks whether it is null.
  void noteUnguarded(const AccessPath &P, const NullEventsOfFunction &Function,
                     llvm::ArrayRef<LabelOrder> Labels, CheckContext &C);

  struct Unguarded {
    const clang::FunctionDecl *Function;
    AccessPath Path;
    NullEvent Use;
  };
  /// Calls Take with those that are guarded elsewhere, and with the test there.
  void
  forUses(llvm::function_ref<void(const Unguarded &Place, clang::SourceLocation Test)> Take) const;

private:
  struct TestedBy {
    clang::SourceLocation Place;
    const clang::FunctionDecl *First = nullptr;
    bool Several = false;
  };
  llvm::DenseMap<const clang::FieldDecl *, TestedBy> Tests;
  std::vector<Unguarded> Places;
};

} // namespace ferrule
