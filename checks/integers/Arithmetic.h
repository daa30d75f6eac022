// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The arithmetic in the text of a size or length.
#pragma once
#include "checks/Values.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

/// What the integer operators in a size expression come to.
struct SizeArithmetic {
  /// There is an operator on values that are not all constant.
  bool Computes = false;
  /// The first operator that may wrap, or null.
  const clang::BinaryOperator *MayWrap = nullptr;
};

/// Looks at the operators that Wanted accepts; not into calls, subscripts or what is behind a
/// pointer: those yield a value of their own.
template <class Predicate>
SizeArithmetic arithmeticIn(const clang::Expr &Size, const class CheckContext &C,
                            Predicate Wanted) {
  SizeArithmetic Result;
  const clang::Expr *E = Size.IgnoreParenCasts();
  const auto *B = llvm::dyn_cast<clang::BinaryOperator>(E);
  if (!B || !B->getType()->isIntegralOrEnumerationType() || constantOf(*E, C))
    return Result;
  for (const clang::Expr *Side : {B->getLHS(), B->getRHS()}) {
    SizeArithmetic Inner = arithmeticIn(*Side, C, Wanted);
    Result.Computes |= Inner.Computes;
    if (!Result.MayWrap)
      Result.MayWrap = Inner.MayWrap;
  }
  if (!Wanted(*B))
    return Result;
  Result.Computes = true;
  if (!Result.MayWrap && !staysInType(*B, C))
    Result.MayWrap = B;
  return Result;
}

} // namespace ferrule
