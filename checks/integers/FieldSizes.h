// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Arithmetic whose result is kept in a member, which elsewhere in the unit becomes the size of an
// allocation, by itself or through other variables and members, or a length.
#pragma once
#include "checks/CheckContext.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallVector.h"
#include <string>
#include <vector>

namespace ferrule {

/// Of one unit.
class FieldSizes {
public:
  /// Target gets Value, or, if it is an update such as x->n += m, its result.
  void noteValue(const clang::Expr &Target, const clang::Expr &Value, const CheckContext &C);
  void noteValue(const clang::VarDecl &Target, const clang::Expr &Value);
  /// What Size names is (part of) what Use says, such as "the length given to memcpy()".
  void noteUse(const clang::Expr &Size, const std::string &Use, bool Allocates);

  /// Reports the arithmetic on members that became a size.
  void report(CheckContext &C);

private:
  struct Computation {
    const clang::FunctionDecl *Function;
    const clang::FieldDecl *Into;
    const clang::Expr *Value;
    /// The operator that may wrap, or null.
    const clang::BinaryOperator *MayWrap;
  };
  std::vector<Computation> Computations;
  /// What the value of a variable or member is made of.
  llvm::MapVector<const clang::ValueDecl *, llvm::SmallVector<const clang::ValueDecl *, 2>> Sources;
  llvm::MapVector<const clang::ValueDecl *, std::string> Sizes, Lengths;
};

} // namespace ferrule
