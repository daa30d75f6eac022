// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a raw pointer that owns is used for, and whether std::unique_ptr could stand in its place
// without a difference.
#pragma once
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>
#include <vector>

namespace ferrule {

struct OwnerUse {
  enum Kind {
    /// It is written the same way of a unique_ptr: *p, p->x, !p, p == nullptr.
    Stays,
    /// The pointer's value: p.get().
    Value,
    /// return p, std::unique_ptr<T>(p): p.release().
    HandsOver,
    /// delete p: p.reset().
    Deletes,
    /// p = new T: p.reset(new T).
    Sets,
    /// p = nullptr.
    Clears,
    /// No unique_ptr can be used that way; or it would be no owner.
    Unfit,
  };
  Kind kind;
  /// The expression that names the pointer.
  const clang::Expr *name;
  /// Where it takes effect: the delete, the assignment, or the name.
  const clang::Stmt *effect;
  /// Of what is unfit.
  std::string why;
  /// p[i], as unique_ptr<T[]> has it.
  const clang::Expr *subscript = nullptr;
};

struct OwnerTraits {
  /// delete[] ends what it points to.
  bool array = false;
  /// It outlives the function: return does not hand over what it points to, and what it is set to
  /// is its own from then on.
  bool member = false;
};

/// All uses of the pointer in a statement. IsName: the expression names it.
std::vector<OwnerUse> ownerUses(const clang::Stmt &Body, OwnerTraits Traits, clang::ASTContext &AST,
                                llvm::function_ref<bool(const clang::Expr &)> IsName);

/// A new of the global operator, or a call, that makes what it returns: not an address that others
/// have, too. Null for all else.
const clang::Expr *madeForOwner(const clang::Expr &Value, bool Array);

/// Sets of what a pointer can be at one point.
struct OwnerState {
  enum : unsigned {
    Undeclared = 1,
    Null = 2,
    /// It may point to an object that has to be deleted.
    Live = 4,
    /// The object is deleted or handed over; a unique_ptr would be null here.
    Gone = 8
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

/// An exception can leave the statement, as far as declarations tell.
bool mayThrow(const clang::Stmt &S);

} // namespace ferrule
