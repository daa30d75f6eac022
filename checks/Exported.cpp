// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Exported.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

bool isExported(const FunctionDecl &F, const SourceManager &SM) {
  auto InHeader = [&](const Decl &D) {
    return !SM.isInMainFile(SM.getExpansionLoc(D.getLocation()));
  };
  // static inline in a header is how C gives an inline function to everybody.
  if (!F.hasExternalFormalLinkage())
    return InHeader(F) && F.isInlineSpecified();
  if (F.getVisibility() != DefaultVisibility || F.getAccess() == AS_private)
    return false;
  return llvm::any_of(F.redecls(), [&](const FunctionDecl *D) { return InHeader(*D); });
}

} // namespace ferrule
