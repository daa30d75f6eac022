// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Arithmetic whose result is kept in a variable and becomes a size, a length or (where it is
// signed) an index elsewhere in the same function.
#pragma once
#include "checks/CheckContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseSet.h"
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
  /// OfArray: into an array, whose extent its type tells.
  void noteIndex(const clang::Expr &Index, bool OfArray = false);
  /// A counter that goes up in a loop.
  void noteStep(const clang::UnaryOperator &Increment, const CheckContext &C);
  /// The address of E is taken, or a reference bound to it.
  void noteAddress(const clang::Expr &E);
  /// A variable that is compared with a size has to hold one; a counter that is compared with a
  /// number other than 0 has a limit.
  void noteComparison(const clang::BinaryOperator &Comparison, const CheckContext &C);

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
  void reportSteps(CheckContext &C) const;

  std::vector<Computation> Computations;
  llvm::MapVector<const clang::VarDecl *, std::string> Sizes;
  std::vector<std::pair<const clang::VarDecl *, const clang::VarDecl *>> Compared;
  struct Step {
    const clang::VarDecl *Counter;
    const clang::UnaryOperator *Increment;
    /// The loop's condition that shows that it does not overflow, or null.
    const clang::Expr *Below;
    /// What it is compared with there is of a larger type.
    const clang::Expr *Beyond;
  };
  std::vector<Step> Steps;
  llvm::DenseSet<const clang::VarDecl *> Indices, ArrayIndices, Limited, Exposed;
};

} // namespace ferrule
