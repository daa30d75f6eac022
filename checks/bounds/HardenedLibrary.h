// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Whether the standard library that a unit is compiled with checks what it is given.
#pragma once
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"

namespace ferrule {

class HardenedLibrary {
public:
  /// The body of a member function has a branch to a call that does not return, as
  /// -D_GLIBCXX_ASSERTIONS and libc++'s hardening put there.
  bool checksState(const clang::FunctionDecl &F) { return checks(F, nullptr); }
  /// The same, and what decides on the branch is the first parameter.
  bool checksIndex(const clang::FunctionDecl &F) {
    return F.getNumParams() != 0 && checks(F, F.getParamDecl(0));
  }

private:
  bool checks(const clang::FunctionDecl &F, const clang::ParmVarDecl *Index);

  llvm::DenseMap<const clang::FunctionDecl *, bool> Known;
};

} // namespace ferrule
