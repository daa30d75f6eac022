// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"
#include "checks/lifetime/Views.h"
#include "clang/AST/ASTLambda.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace ferrule {
namespace {

/// std::string_view V = std::string("gone");
class DanglingView final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-lifetime-dangling-view",
        .family = Family::Lifetime,
        .severity = Severity::High,
        .cwes = {416, 825, 562},
        .summary = "view of an object that can end before it",
        .rationale =
            "A view such as std::string_view or std::span does not keep alive what it looks at "
            "(C++ Core Guidelines F.43, Pro.lifetime; CERT EXP54-CPP). Defects are views of a "
            "temporary of the standard library, which ends with the full expression "
            "([class.temporary]p4), and returned views of a local. Members that are views, and "
            "methods that return one, are open. [[clang::lifetimebound]] on a method or parameter "
            "says what the view looks into: if it is one thing, the method is discharged, and each "
            "variable that "
            "keeps such a view is an operation, discharged where the object is shown to outlive "
            "it. A trivial class of a pointer to const and a size counts as a view.",
        .bad = "#include <string>\n#include <string_view>\nstd::string name();\n"
               "bool known() { std::string_view V = name(); return V == \"x\"; }\n",
        .good = "#include <string>\nstd::string name();\n"
                "bool known() { std::string V = name(); return V == \"x\"; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<VarDecl>([](const VarDecl &V, CheckContext &C) {
      if (C.isCXX() && V.getInit() && !V.getType()->isDependentType())
        judgeValue(*V.getInit(), V.getType(), &V, V.getSourceRange(),
                   "'" + V.getNameAsString() + "'", C);
    });
    D.on<CXXOperatorCallExpr>([](const CXXOperatorCallExpr &E, CheckContext &C) {
      if (E.getOperator() == OO_Equal && E.getNumArgs() == 2)
        judgeValue(*E.getArg(1), E.getArg(0)->getType(), variableOf(*E.getArg(0)),
                   E.getSourceRange(), "'" + C.text(*E.getArg(0)) + "'", C);
    });
    D.on<ReturnStmt>([](const ReturnStmt &S, CheckContext &C) {
      if (!C.isCXX() || !S.getRetValue() || !C.function() || insideLambda(C))
        return;
      judgeReturn(S, viewed(*S.getRetValue(), C.function()->getReturnType()), C);
    });
    D.on<FieldDecl>([](const FieldDecl &F, CheckContext &C) {
      if (C.isCXX() && isView(F.getType()))
        C.open(F.getSourceRange(), "the member '" + F.getNameAsString() + "' is a view",
               "nothing makes what it looks at live as long as the object");
    });
    D.on<CXXMethodDecl>([](const CXXMethodDecl &M, CheckContext &C) {
      if (!M.doesThisDeclarationHaveABody() || !isLender(M))
        return;
      std::string What = "'" + M.getNameAsString() + "' returns a view";
      if (promises(M))
        C.discharged(
            M.getSourceRange(), std::move(What),
            "its declaration says what it looks into: each variable that keeps the view is "
            "an operation of its own");
      else
        C.open(M.getSourceRange(), std::move(What),
               "nothing makes what it looks at live as long as the view");
    });
  }

private:
  /// A method that is an operation for the view that it returns.
  static bool isLender(const CXXMethodDecl &M) {
    return !M.isStatic() && !M.isDependentContext() && !isLambdaCallOperator(&M) &&
           isView(M.getReturnType()) && !isView(M.getParent());
  }

  static void judgeReturn(const ReturnStmt &S, const Viewed &Into, CheckContext &C) {
    if (!Into.Owner)
      return;
    if (isTemporary(*Into.Owner))
      return C.defect(S.getSourceRange(), "the function returns a view of a temporary",
                      "the temporary ends when the function returns");
    const auto *Ref = dyn_cast<DeclRefExpr>(Into.Owner);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    std::string What = "the function returns a view of '" + C.text(*Into.Owner) + "'";
    if (V && V->hasLocalStorage() && !V->getType()->isReferenceType() &&
        !V->getType()->isPointerType())
      return C.defect(S.getSourceRange(), std::move(What),
                      "the variable ends when the function returns");
    const FunctionDecl &F = *C.function();
    const auto *M = dyn_cast<CXXMethodDecl>(&F);
    if (!Into.Promised || (M && isLender(*M)))
      return;
    const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(V);
    if (Parameter && promisesParameter(F, Parameter->getFunctionScopeIndex()))
      C.discharged(S.getSourceRange(), std::move(What), "its declaration says so");
    else
      C.open(S.getSourceRange(), std::move(What), "nothing makes it live as long as the view");
  }

  /// Of several things that a view may look into, who keeps it would have to show more than one to
  /// live on.
  static bool promises(const CXXMethodDecl &M) {
    unsigned Promises = promisesObject(M);
    for (unsigned I = 0; I != M.getNumParams(); ++I)
      Promises += M.size_overridden_methods() == 0 && promisesParameter(M, I);
    return Promises == 1;
  }

  static bool isTemporary(const Expr &Owner) {
    return Owner.isPRValue() && !Owner.getType()->isPointerType();
  }

  /// A variable gets a value: of a temporary, or of what a function promises to look into.
  static void judgeValue(const Expr &Value, QualType T, const VarDecl *To, SourceRange Range,
                         const std::string &Name, CheckContext &C) {
    Viewed Into = viewed(Value, T);
    if (!Into.Owner)
      return;
    if (isTemporary(*Into.Owner))
      return C.defect(Range, Name + " is a view of a temporary",
                      "the temporary ends with the full expression");
    // Others are members, and operations of their own.
    if (!Into.Promised || !To)
      return;
    std::string What = Name + " is a view of '" + C.text(*Into.Owner) + "'";
    if (const char *Why = whyItOutlives(*Into.Owner, *To, C))
      C.discharged(Range, std::move(What), Why);
    else
      C.open(Range, std::move(What), "nothing makes it live as long as the view");
  }

  /// The owner lives at least as long as a local variable, or null.
  static const char *whyItOutlives(const Expr &Owner, const VarDecl &View, const CheckContext &C) {
    const Expr *E = Owner.IgnoreParenImpCasts();
    while (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (Member->getMemberDecl()->getType()->isReferenceType())
        return nullptr;
      E = Member->getBase()->IgnoreParenImpCasts();
      if (Member->isArrow() && !isa<CXXThisExpr>(E))
        return nullptr;
    }
    bool Pointer =
        Owner.getType()->isPointerType() && !isa<CXXThisExpr>(Owner.IgnoreParenImpCasts());
    if (Pointer || !View.hasLocalStorage())
      return nullptr;
    if (isa<CXXThisExpr>(E))
      return "it is the object whose function runs";
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!V)
      return nullptr;
    if (V->getType()->isReferenceType())
      return isa<ParmVarDecl>(V) && V->getType()->isLValueReferenceType()
                 ? "it is an object of the caller"
                 : nullptr;
    if (!V->hasLocalStorage())
      return V->getTLSKind() == VarDecl::TLS_None ? "it lives as long as the program" : nullptr;
    return C.sources().isBeforeInTranslationUnit(V->getLocation(), View.getLocation())
               ? "it is declared before the view, and ends after it"
               : nullptr;
  }

  static bool insideLambda(const CheckContext &C) {
    return llvm::any_of(C.ancestors(), [](const Stmt *S) { return isa<LambdaExpr>(S); });
  }
};

RegisterCheck<DanglingView> X;

} // namespace
} // namespace ferrule
