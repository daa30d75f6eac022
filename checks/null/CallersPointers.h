// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Pointers that callers outside of the program pass: parameters of exported functions, and of those
// in the unit that such a function hands them on to without having asked.
#pragma once
#include "checks/CheckContext.h"
#include "checks/null/NullEvents.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace ferrule {

/// Of one unit.
class CallersPointers {
public:
  void noteCall(const clang::CallExpr &Call, const CheckContext &C);
  /// The visited function has been walked.
  void noteFunction(const NullEventsOfFunction &Function, const CheckContext &C);

  /// Of files in which more than half of the exported functions ask whether what they use is null:
  /// calls Take with each first use of such a parameter that nobody asks of, and whether its
  /// function is exported itself.
  void
  forUses(const clang::SourceManager &SM,
          llvm::function_ref<void(const clang::ParmVarDecl &P, const NullEvent &Use, bool Exported)>
              Take) const;

private:
  bool isAsked(const clang::ParmVarDecl &P) const;
  llvm::DenseSet<clang::FileID> testingFiles(const clang::SourceManager &SM) const;

  using Parameters = llvm::SmallVector<const clang::ParmVarDecl *, 2>;
  Parameters Outside;
  llvm::DenseMap<const clang::ParmVarDecl *, NullEvent> FirstUse;
  llvm::DenseSet<const clang::ParmVarDecl *> Asked;
  llvm::DenseMap<const clang::ParmVarDecl *, Parameters> HandedTo;
};

} // namespace ferrule
