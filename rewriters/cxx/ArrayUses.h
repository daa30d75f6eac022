// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Every use of an array in a unit, and what would have to become of it were the array a std::array.
#pragma once
#include "rewriters/Proposal.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace ferrule {

struct ArrayUse {
  enum Change {
    None,    ///< a[i], sizeof a, for (x : a)
    Data,    ///< f(a) -> f(a.data())
    Element, ///< *a -> a[0]
    Refused, ///< why says it
  };
  Change change = None;
  /// Names the array.
  const clang::Expr *name = nullptr;
  /// The *a of Element.
  const clang::UnaryOperator *dereference = nullptr;
  /// The a[i] that it is the base of, or null.
  const clang::ArraySubscriptExpr *subscript = nullptr;
  /// The subscript is that of &a[i], and i may be the number of elements: one past the last.
  bool mayBeEnd = false;
  const char *why = "";
};

class ArrayUses {
public:
  explicit ArrayUses(const RewriteContext &R);

  /// Of a variable or field whose type is an array of constant size.
  llvm::ArrayRef<ArrayUse> of(const clang::ValueDecl &Array) const;
  /// Pointers to objects of this class are converted to pointers to something else.
  bool isReinterpreted(const clang::RecordDecl &Class) const;

private:
  friend class ArrayUseFinder;
  llvm::DenseMap<const clang::Decl *, std::vector<ArrayUse>> Uses;
  llvm::DenseSet<const clang::Decl *> Reinterpreted;
};

} // namespace ferrule
