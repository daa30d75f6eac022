// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether a std::unique_ptr could stand in the place of a pointer without a difference.
#pragma once
#include "rewriters/cxx/OwnerUses.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/ArrayRef.h"

namespace ferrule {

/// Sets of what a pointer can be at one point.
struct OwnerState {
  enum : unsigned {
    Undeclared = 1,
    Null = 2,
    /// It may point to an object that has to be deleted.
    Live = 4,
    /// The object is deleted or handed over; a unique_ptr would be null here.
    Gone = 8,
    /// As Live, and others have been given its address.
    Shared = 16,
    Alive = Live | Shared
  };
};

/// What would differ: each is null where nothing does.
struct OwnerDifferences {
  /// It is read after the object has gone.
  const clang::Expr *read = nullptr;
  /// It is set while the old object lives: a unique_ptr would delete that.
  const clang::Stmt *lost = nullptr;
  /// The scope is left while the object lives: the same. What leaves it.
  const clang::Stmt *left = nullptr;
  /// There others may have it.
  bool leftShared = false;
  /// What it can be at the function's end.
  unsigned atEnd = 0;
};

/// What is followed.
struct OwnerScope {
  /// The variable, or null for a member.
  const clang::VarDecl *local = nullptr;
  /// What it can be at the function's begin.
  unsigned start = OwnerState::Undeclared;
  /// What is called may set it while it is null.
  bool setByCalls = false;
};

/// Follows the pointer through the graph, in which each expression has to stand (setAllAlwaysAdd).
OwnerDifferences followOwner(const clang::CFG &Graph, llvm::ArrayRef<OwnerUse> Uses,
                             const OwnerScope &Scope, clang::ASTContext &AST);

} // namespace ferrule
