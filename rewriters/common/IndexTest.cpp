// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/common/IndexTest.h"
#include "checks/Values.h"

using namespace clang;

namespace ferrule {
namespace {

/// What an operand is in a comparison, after the promotion to int.
struct Operand {
  unsigned width;
  /// As it is declared: a small unsigned number is promoted to int, and is not negative.
  bool isSigned;
  bool promoted;
};

Operand operandOf(QualType T, const ASTContext &AST) {
  unsigned Int = AST.getIntWidth(AST.IntTy), Width = AST.getIntWidth(T);
  return {std::max(Int, Width), T->isSignedIntegerOrEnumerationType(), Width < Int};
}

std::string castTo(QualType T, const std::string &Name, const std::string &Text,
                   const CheckContext &C) {
  std::string Type =
      !Name.empty() ? Name : T.getUnqualifiedType().getAsString(C.ast().getPrintingPolicy());
  if (C.isCXX())
    return "static_cast<" + Type + ">(" + Text + ")";
  bool Simple = StringRef(Text).find_first_of(" (") == StringRef::npos;
  return "(" + Type + ")" + (Simple ? Text : "(" + Text + ")");
}

} // namespace

std::string indexTest(const Expr &Index, const std::string &Text, const ElementCount &Count,
                      bool OnePast, const CheckContext &C) {
  auto Range = rangeOf(Index, C);
  if (auto Constant = Range && Range->Low == Range->High ? std::optional(Range->Low) : std::nullopt;
      Constant && *Constant >= 0 && !Count.number)
    return Count.text + (OnePast ? " < " : " <= ") + std::to_string(*Constant / Count.times);

  const auto *Sum = dyn_cast<BinaryOperator>(&Index);
  const bool Binds = isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr, CallExpr>(Index) ||
                     (Sum && (Sum->isAdditiveOp() || Sum->isMultiplicativeOp()));
  std::string Left = Binds ? Text : "(" + Text + ")", Right = Count.text;
  QualType T = Index.getType();
  const Operand I = operandOf(T, C.ast());
  const bool MayBeNegative = I.isSigned && !(Range && Range->Low >= 0);
  std::string Below = MayBeNegative ? Left + " < 0" : "";
  // The upper end is bounded already.
  if (Count.number && Range && MayBeNegative && Range->High < *Count.number)
    return Below;
  if (!Count.number) {
    const Operand N = operandOf(Count.type, C.ast());
    if (I.isSigned && !N.isSigned && !N.promoted && N.width >= I.width) {
      Left = castTo(Count.type, Count.typeName, Text, C);
    } else if (!I.isSigned && !I.promoted && N.isSigned && I.width >= N.width) {
      if (Count.mayBeNegative)
        Below = Right + " < 0";
      Right = castTo(T, "", Right, C);
    }
  }
  return (Below.empty() ? "" : Below + " || ") + Left + (OnePast ? " > " : " >= ") + Right;
}

} // namespace ferrule
