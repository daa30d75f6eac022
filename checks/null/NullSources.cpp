// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/null/NullSources.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/null/NullStates.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

bool isNullPointer(const Expr &E, const CheckContext &C) {
  return E.isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull) ||
         E.IgnoreParenCasts()->isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull);
}

bool NullSources::returnsNull(const Stmt &S, const CheckContext &C) {
  if (const auto *Return = dyn_cast<ReturnStmt>(&S); Return && Return->getRetValue()) {
    std::string Source;
    const Expr &Value = *Return->getRetValue();
    return !Value.isInstantiationDependent() && (valueOf(Value, Source, C) & NullState::Null);
  }
  return !isa<LambdaExpr>(S) && llvm::any_of(S.children(), [&](const Stmt *Child) {
    return Child && returnsNull(*Child, C);
  });
}

bool NullSources::mayReturnNull(const FunctionDecl &F, const CheckContext &C) {
  const FunctionDecl *Definition = F.getDefinition();
  if (!Definition || !Definition->getBody() || Definition->isDependentContext() ||
      !Definition->getReturnType()->isPointerType())
    return false;
  // Recursion ends at what is known so far: nothing.
  if (Known.try_emplace(Definition, false).second) {
    bool Found = returnsNull(*Definition->getBody(), C);
    Known[Definition] = Found;
  }
  return Known[Definition];
}

unsigned NullSources::valueOf(const Expr &Full, std::string &Source, const CheckContext &C) {
  if (isNullPointer(Full, C))
    return NullState::Null;
  const Expr &E = *Full.IgnoreParenCasts();
  // The cast itself, which IgnoreParenCasts has dropped.
  if (const auto *Dynamic = dyn_cast<CXXDynamicCastExpr>(Full.IgnoreParenImpCasts());
      Dynamic && Dynamic->getType()->isPointerType()) {
    Source = "dynamic_cast";
    return NullState::Nullable;
  }
  if (const auto *Call = dyn_cast<CallExpr>(&E)) {
    const LibraryFunction *L = libraryFunction(*Call);
    auto Declared = Call->getCallReturnType(C.ast())->getNullability();
    const FunctionDecl *F = Call->getDirectCallee();
    if ((!L || !L->has(LibraryFunction::ReturnsNull)) && Declared != NullabilityKind::Nullable &&
        !(F && !L && mayReturnNull(*F, C)))
      return NullState::Unknown;
    Source = Call->getDirectCallee() ? Call->getDirectCallee()->getNameAsString()
                                     : C.text(*Call->getCallee());
    return NullState::Nullable;
  }
  if (const auto *New = dyn_cast<CXXNewExpr>(&E)) {
    Source = "new";
    return New->getOperatorNew() && New->shouldNullCheckAllocation() ? NullState::Nullable
                                                                     : NullState::NonNull;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(&E))
    return valueOf(*Choice->getTrueExpr(), Source, C) | valueOf(*Choice->getFalseExpr(), Source, C);
  if (const auto *B = dyn_cast<BinaryOperator>(&E)) {
    if (B->getOpcode() == BO_Assign)
      return valueOf(*B->getRHS(), Source, C);
    return B->isAdditiveOp() ? NullState::NonNull : NullState::Unknown;
  }
  const auto *U = dyn_cast<UnaryOperator>(&E);
  bool Object = isa<StringLiteral, CXXThisExpr>(E) || E.getType()->isArrayType() ||
                (U && (U->getOpcode() == UO_AddrOf || U->isIncrementDecrementOp()));
  return Object ? NullState::NonNull : NullState::Unknown;
}

} // namespace ferrule
