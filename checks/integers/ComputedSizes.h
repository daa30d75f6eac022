// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Arithmetic whose result is kept in a variable and becomes a size, a length or (where it is
// signed) an index elsewhere in the same function.
#pragma once
#include "checks/CheckContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/MapVector.h"
#include <string>
#include <utility>
#include <vector>

namespace ferrule {

/// Of one function.
class ComputedSizes {
public:
  /// V gets Value, or, if Update is an assignment such as V += x, its result.
  void noteValue(const clang::VarDecl &V, const clang::Expr &Value, const CheckContext &C);
  void noteUpdate(const clang::CompoundAssignOperator &Update, const CheckContext &C);

  /// The variables in Size are (part of) what Use says, such as "the length given to memcpy()".
  void noteUse(const clang::Expr &Size, const std::string &Use);
  void noteIndex(const clang::Expr &Index);
  /// A variable that is compared with a size has to hold one.
  void noteComparison(const clang::BinaryOperator &Comparison);

  /// Reports the arithmetic on those that became a size.
  void report(CheckContext &C) const;

private:
  struct Computation {
    const clang::VarDecl *Into;
    const clang::Expr *Value;
    /// The operator that may overflow, or null.
    const clang::BinaryOperator *MayWrap;
    /// One operand is constant, as in the step of a counter.
    bool Steps;
    bool Signed;
  };
  std::string useOf(const Computation &Computed) const;

  std::vector<Computation> Computations;
  llvm::MapVector<const clang::VarDecl *, std::string> Sizes;
  llvm::MapVector<const clang::VarDecl *, bool> Indices;
  std::vector<std::pair<const clang::VarDecl *, const clang::VarDecl *>> Compared;
};

} // namespace ferrule
