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

/// All uses of the pointer in a function's body. IsName: the expression names it.
/// Array: delete[] ends what it points to.
std::vector<OwnerUse> ownerUses(const clang::Stmt &Body, bool Array, clang::ASTContext &AST,
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

/// Follows the pointer through the graph, in which each expression has to stand (setAllAlwaysAdd).
/// Local: the variable, or null for a member, which is as Start says at first.
OwnerDifferences followOwner(const clang::CFG &Graph, llvm::ArrayRef<OwnerUse> Uses,
                             const clang::VarDecl *Local, unsigned Start, clang::ASTContext &AST);

} // namespace ferrule
