// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a raw pointer that owns is used for, and what a std::unique_ptr has for that.
#pragma once
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
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
    /// make(&p): what is called sets it.
    Fills,
    /// No unique_ptr can be used that way; or it would be no owner.
    Unfit,
  };
  Kind kind;
  /// The expression that names the pointer.
  const clang::Expr *name;
  /// Where it takes effect: the delete, the assignment, the call that fills it, or the name.
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

bool isNullPointer(const clang::Expr &E, clang::ASTContext &AST);

/// An exception can leave the statement, as far as declarations tell.
bool mayThrow(const clang::Stmt &S);

} // namespace ferrule
