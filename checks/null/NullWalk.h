// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What statements do to a pointer: the part of checks/null/NullStates that knows their kinds.
#pragma once
#include "checks/null/NullStates.h"

namespace ferrule {

/// First, then Second.
NullState sequence(const NullState &First, NullState Second);

class NullWalk {
public:
  using Range = llvm::ArrayRef<NullEvent>;

  NullWalk(const AccessPath &V, clang::ASTContext &AST) : V(V), AST(AST) {}

  /// What S, which stands at Depth in the paths of the events in it, does to
  /// the variable.
  NullState after(const clang::Stmt *S, unsigned Depth, Range Events) const;
  NullState afterChild(const clang::Stmt *Child, unsigned Depth, Range Events) const {
    return Child ? after(Child, Depth + 1, in(Child, Depth + 1, Events)) : NullState{};
  }
  /// Inside of the branch that is taken when the condition has that value.
  NullState branch(const clang::Expr *Condition, bool Value, unsigned Depth, Range Events) const;
  /// What the rest of a loop does before Child of it runs.
  NullState beforeInLoop(const clang::Stmt *Loop, const clang::Stmt *Child, unsigned Depth,
                         Range Events) const;

  static Range in(const clang::Stmt *S, unsigned Depth, Range Events) {
    auto Inside = [&](const NullEvent &E) { return E.Path.size() > Depth && E.Path[Depth] == S; };
    const auto *First = llvm::find_if(Events, Inside);
    const auto *Last = std::find_if_not(First, Events.end(), Inside);
    return {First, Last};
  }

  static NullState effect(const NullEvent &E);

private:
  /// Whether the condition's being Value shows that the variable is (or is not)
  /// null.
  bool shows(const clang::Expr &Condition, bool Value, bool IsNull) const;
  NullState afterExpr(const clang::Stmt *S, unsigned Depth, Range Events) const;
  NullState afterLoop(const clang::Stmt *S, unsigned Depth, Range Events) const;
  static NullState anyAssignment(Range Events, unsigned Depth);

  const AccessPath &V;
  clang::ASTContext &AST;
};

} // namespace ferrule
