// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What Clang's own analyses know of the flow through one function. Each part is made when somebody
// asks for it, and once for all who ask.
#pragma once
#include "clang/Analysis/Analyses/UninitializedValues.h"
#include "clang/Analysis/AnalysisDeclContext.h"
#include <optional>

namespace ferrule {

/// A use of a variable that no write reaches on some path.
struct UninitializedUse {
  const clang::VarDecl *Variable;
  clang::UninitUse Use;

  /// It is a read, and none of the paths to it passes a write. Who takes a pointer or reference to
  /// const may leave it unread.
  bool isCertain() const {
    return !Use.isConstRefOrPtrUse() && Use.getKind() == clang::UninitUse::Always;
  }
};

/// A pointer, reference or view is used, or returned, after what it points to has ended.
struct OutlivedBorrow {
  /// What it points to, where its address was taken.
  const clang::Expr *Borrowed;
  /// The pointer, where it is used; or all of what is returned.
  const clang::Expr *Use;
  bool Returned;
};

class FunctionFlow {
public:
  /// Function: a function, a lambda's operator() or a block, with a body.
  explicit FunctionFlow(const clang::Decl &Function);

  /// With the graph that all share: initialisers, destructors and ends of lifetimes are in it, and
  /// what is read and written stands where it happens. Clang makes no graph of some functions.
  clang::AnalysisDeclContext &context() { return Context; }

  /// Of scalars that are declared without a value, by -Wuninitialized. Nothing
  /// when the analysis could not run. A variable whose address was taken counts as written.
  const std::optional<std::vector<UninitializedUse>> &uninitialized();

  /// By LifetimeSafety, where it is certain that the use follows.
  const std::vector<OutlivedBorrow> &outlived();

  /// With a graph in which every expression stands, temporaries with their destructors: as
  /// LifetimeSafety and ThreadSafety read it.
  clang::AnalysisDeclContext &linear();

private:
  clang::AnalysisDeclContext Context;
  std::optional<clang::AnalysisDeclContext> Linear;
  std::optional<std::vector<OutlivedBorrow>> Outlived;
  bool LookedForUninitialized = false;
  std::optional<std::vector<UninitializedUse>> Uninitialized;
};

} // namespace ferrule
