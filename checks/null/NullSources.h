// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What an expression says of the pointer that it yields.
#pragma once
#include "checks/CheckContext.h"
#include "llvm/ADT/DenseMap.h"

namespace ferrule {

bool isNullPointer(const clang::Expr &E, const CheckContext &C);

class NullSources {
public:
  /// The NullState bits of a variable that gets the value of E, and the
  /// function that it is from.
  unsigned valueOf(const clang::Expr &Full, std::string &Source, const CheckContext &C);

private:
  /// The function's body is in this unit and has a return of a null pointer.
  bool mayReturnNull(const clang::FunctionDecl &F, const CheckContext &C);
  bool returnsNull(const clang::Stmt &S, const CheckContext &C);

  llvm::DenseMap<const clang::FunctionDecl *, bool> Known;
};

} // namespace ferrule
