// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/AccessPath.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/ArrayRef.h"
#include <algorithm>

using namespace clang;

namespace ferrule {

std::optional<AccessPath> AccessPath::of(const Expr &Full) {
  AccessPath Path;
  const Expr *E = Full.IgnoreParenImpCasts();
  while (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field)
      return std::nullopt;
    Path.Fields.push_back(Field);
    E = Member->getBase()->IgnoreParenCasts();
  }
  std::reverse(Path.Fields.begin(), Path.Fields.end());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    Path.Root = dyn_cast<VarDecl>(Ref->getDecl());
  else if (!isa<CXXThisExpr>(E))
    return std::nullopt;
  return Path.Root || (isa<CXXThisExpr>(E) && !Path.Fields.empty()) ? std::optional(Path)
                                                                    : std::nullopt;
}

bool AccessPath::leadsTo(const AccessPath &Longer) const {
  return Root == Longer.Root && Fields.size() < Longer.Fields.size() &&
         std::equal(Fields.begin(), Fields.end(), Longer.Fields.begin());
}

} // namespace ferrule
