// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A variable, or a member that is reached from one by . and -> only: p, p->next, this->list.head.
#pragma once
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace ferrule {

struct AccessPath {
  /// Null: this.
  const clang::VarDecl *Root = nullptr;
  llvm::SmallVector<const clang::FieldDecl *, 2> Fields;

  static std::optional<AccessPath> of(const clang::Expr &Full);

  /// Whoever changes this changes what Longer leads to. Equal paths: no.
  bool leadsTo(const AccessPath &Longer) const;

  friend bool operator==(const AccessPath &A, const AccessPath &B) = default;
};

} // namespace ferrule
