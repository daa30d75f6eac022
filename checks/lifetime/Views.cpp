// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/lifetime/Views.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/Analyses/LifetimeSafety/LifetimeAnnotations.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>

using namespace clang;

namespace ferrule {

static bool isNamedView(const CXXRecordDecl &R) {
  return R.getIdentifier() &&
         llvm::StringSwitch<bool>(R.getName())
             .Cases({"basic_string_view", "span", "mdspan"}, true)
             .Cases({"basic_zstring_view"}, true)
             .Cases({"StringRef", "ArrayRef", "MutableArrayRef", "Twine"}, true)
             .Cases({"StringPiece", "QStringView", "string_ref"}, true)
             .Default(false);
}

/// With no more than constructors and methods.
static bool looksLikeView(const CXXRecordDecl &R) {
  unsigned Pointers = 0, Sizes = 0, Others = 0;
  for (const FieldDecl *F : R.fields()) {
    QualType T = F->getType();
    bool ToConst = T->isPointerType() && T->getPointeeType().isConstQualified() &&
                   !T->getPointeeType()->isRecordType();
    ++(ToConst ? Pointers : T->isUnsignedIntegerType() ? Sizes : Others);
  }
  return Pointers == 1 && Sizes == 1 && Others == 0 && R.getNumBases() == 0 &&
         R.hasUserDeclaredConstructor() && !R.isPolymorphic() && R.hasTrivialDestructor();
}

bool isView(const CXXRecordDecl *R) {
  R = R ? R->getDefinition() : nullptr;
  return R && !R->isDependentType() && !R->isLambda() && (isNamedView(*R) || looksLikeView(*R));
}

bool isView(QualType T) { return !T.isNull() && isView(T->getAsCXXRecordDecl()); }

bool promisesObject(const CXXMethodDecl &M) {
  return M.isImplicitObjectMemberFunction() && lifetimes::implicitObjectParamIsLifetimeBound(&M) &&
         llvm::all_of(M.overridden_methods(),
                      [](const CXXMethodDecl *Base) { return promisesObject(*Base); });
}

bool promisesParameter(const FunctionDecl &F, unsigned Index) {
  const FunctionDecl *D = lifetimes::getDeclWithMergedLifetimeBoundAttrs(&F);
  return Index < D->getNumParams() && D->getParamDecl(Index)->hasAttr<LifetimeBoundAttr>();
}

/// A class of the standard library that ends what it holds with itself.
static bool isStandardOwner(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && R->isInStdNamespace() && R->getIdentifier() &&
         llvm::StringSwitch<bool>(R->getName())
             .Cases({"basic_string", "vector", "array", "unique_ptr"}, true)
             .Default(false);
}

static bool isAccessor(const CXXMethodDecl &M) {
  return M.getIdentifier() && (M.getName() == "c_str" || M.getName() == "data");
}

/// What the declaration says that the result of a call looks into.
static llvm::SmallVector<const Expr *, 2> promisedLenders(const CallExpr &Call) {
  llvm::SmallVector<const Expr *, 2> Lenders;
  if (const auto *Of = dyn_cast<CXXMemberCallExpr>(&Call))
    if (const CXXMethodDecl *M = Of->getMethodDecl(); M && promisesObject(*M))
      Lenders.push_back(Of->getImplicitObjectArgument()->IgnoreParenImpCasts());
  const FunctionDecl *F = Call.getDirectCallee();
  if (!F || isa<CXXOperatorCallExpr>(Call))
    return Lenders;
  for (unsigned I = 0; I != std::min(F->getNumParams(), Call.getNumArgs()); ++I)
    if (promisesParameter(*F, I))
      Lenders.push_back(Call.getArg(I)->IgnoreParenImpCasts());
  return Lenders;
}

/// What the result of a call looks into; null: not known.
static const Expr *lenderOf(const CallExpr &Call, bool &Promised) {
  if (const auto *Of = dyn_cast<CXXMemberCallExpr>(&Call)) {
    const CXXMethodDecl *M = Of->getMethodDecl();
    const Expr *Object = Of->getImplicitObjectArgument()->IgnoreParenImpCasts();
    if (M && (isa<CXXConversionDecl>(M) || isAccessor(*M)) && isStandardOwner(Object->getType()))
      return Object;
  }
  auto Lenders = promisedLenders(Call);
  if (Lenders.empty())
    return nullptr;
  Promised = true;
  if (Lenders.size() == 1)
    return Lenders.front();
  // The one that ends first counts.
  const auto *Temporary = llvm::find_if(Lenders, [](const Expr *E) {
    return E->isPRValue() && E->getType()->isRecordType() && !isView(E->getType());
  });
  return Temporary == Lenders.end() ? nullptr : *Temporary;
}

Viewed viewed(const Expr &Value, QualType T) {
  if (!T->isPointerType() && !isView(T))
    return {};
  Viewed Found;
  const Expr *E = &Value;
  for (;;) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Full = dyn_cast<FullExpr>(E)) {
      E = Full->getSubExpr();
    } else if (const auto *Functional = dyn_cast<ExplicitCastExpr>(E)) {
      E = Functional->getSubExpr();
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
      E = lenderOf(*Call, Found.Promised);
      if (!E)
        return {};
      if (!isView(E->getType()))
        return {E, Found.Promised};
    } else if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
      if (Made->getNumArgs() == 0)
        return {};
      E = Made->getArg(0)->IgnoreParenImpCasts();
      if (isStandardOwner(E->getType()) || (E->isLValue() && E->getType()->isConstantArrayType()))
        return {E, Found.Promised};
    } else {
      return {};
    }
  }
}

} // namespace ferrule
