// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/ContainerCalls.h"
#include "checks/Guards.h"

using namespace clang;

namespace ferrule {

const Expr *objectOfStandardCall(const Expr &Call, llvm::ArrayRef<llvm::StringRef> Members) {
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call.IgnoreParenImpCasts());
  const CXXMethodDecl *Method = Member ? Member->getMethodDecl() : nullptr;
  return Method && Method->getIdentifier() && Member->getNumArgs() == 0 &&
                 Method->getParent()->isInStdNamespace() &&
                 llvm::is_contained(Members, Method->getName())
             ? Member->getImplicitObjectArgument()
             : nullptr;
}

static bool areOfOneObject(const Expr &Pointer, const Expr &Count,
                           llvm::ArrayRef<llvm::StringRef> Counts, const CheckContext &C) {
  const Expr *First = objectOfStandardCall(Pointer, {"data", "c_str"});
  const Expr *Second = objectOfStandardCall(Count, Counts);
  return First && Second && !First->HasSideEffects(C.ast()) && sameText(*First, *Second, C);
}

bool areOfOneContainer(const Expr &Pointer, const Expr &Count, const CheckContext &C) {
  return areOfOneObject(Pointer, Count, {"size", "length"}, C);
}

bool areBytesOfOneContainer(const Expr &Pointer, const Expr &Bytes, const CheckContext &C) {
  const Expr &P = *Pointer.IgnoreParenImpCasts();
  if (!P.getType()->isPointerType())
    return false;
  auto Element = C.ast().getTypeSizeInCharsIfKnown(P.getType()->getPointeeType());
  if (!Element)
    return false;
  const auto *Product = dyn_cast<BinaryOperator>(Bytes.IgnoreParenImpCasts());
  if (!Product || Product->getOpcode() != BO_Mul)
    return areOfOneObject(P, Bytes, {"size_bytes"}, C) ||
           (Element->isOne() && areOfOneContainer(P, Bytes, C));
  auto IsElement = [&](const Expr &E) {
    auto Size = E.getIntegerConstantExpr(C.ast());
    return Size && *Size == Element->getQuantity();
  };
  const Expr &L = *Product->getLHS(), &R = *Product->getRHS();
  return (IsElement(R) && areOfOneContainer(P, L, C)) ||
         (IsElement(L) && areOfOneContainer(P, R, C));
}

} // namespace ferrule
