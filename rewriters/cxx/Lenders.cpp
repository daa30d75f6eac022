// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A view that is made of another view, or of a pointer, may look anywhere: only what is held by
// value counts. Calls of methods of the same object are followed into their bodies, so that an
// annotation of one does not wait for that of another.
#include "rewriters/cxx/Lenders.h"
#include "checks/lifetime/Views.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

const CXXMethodDecl *methodOf(const CXXMemberCallExpr &Call) {
  const CXXMethodDecl *M = Call.getMethodDecl();
  return M && M->getIdentifier() ? M : nullptr;
}

/// The container of the standard library that an element is held in, or null.
const Expr *containerOf(const Expr &Element) {
  const Expr *Container = nullptr;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Element)) {
    if (Operator->getOperator() == OO_Subscript)
      Container = Operator->getArg(0);
  } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&Element)) {
    const CXXMethodDecl *M = methodOf(*Call);
    if (M && llvm::is_contained({"at", "front", "back"}, M->getName()))
      Container = Call->getImplicitObjectArgument();
  }
  const CXXRecordDecl *Class = Container ? Container->getType()->getAsCXXRecordDecl() : nullptr;
  bool Owns = Class && Class->isInStdNamespace() && Class->getIdentifier() &&
              llvm::is_contained({"vector", "array", "deque", "list", "map", "unordered_map"},
                                 Class->getName());
  return Owns ? Container : nullptr;
}

class LenderFinder : public RecursiveASTVisitor<LenderFinder> {
public:
  LenderFinder(const CXXMethodDecl &Method, llvm::SmallVectorImpl<const CXXMethodDecl *> &Open)
      : Method(Method), Open(Open) {}

  Lenders Found;

  // Their returns are others'.
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
  bool TraverseBlockExpr(BlockExpr *) { return true; }
  bool TraverseCXXRecordDecl(CXXRecordDecl *) { return true; }

  bool VisitReturnStmt(ReturnStmt *S) {
    if (S->getRetValue() && !addValue(*S->getRetValue()))
      Found.unknown = textOf(*S);
    return true;
  }

private:
  std::string textOf(const ReturnStmt &S) const {
    std::string Text;
    llvm::raw_string_ostream Out(Text);
    S.getRetValue()->printPretty(Out, nullptr, Method.getASTContext().getPrintingPolicy());
    return Text;
  }

  bool addValue(const Expr &Value) {
    const Expr *E = withoutCopies(Value);
    if (const auto *Either = dyn_cast<ConditionalOperator>(E))
      return addValue(*Either->getTrueExpr()) && addValue(*Either->getFalseExpr());
    if (looksAtNothing(*E))
      return true;
    if (const Expr *Owner = viewed(*E, Method.getReturnType()).Owner)
      return addOwner(*Owner);
    const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
    return Call && addOwnMethod(*Call);
  }

  /// Copies of views, which only older versions of C++ have here.
  static const Expr *withoutCopies(const Expr &Value) {
    const Expr *E = &Value;
    for (;;) {
      E = E->IgnoreParenImpCasts();
      const auto *Made = dyn_cast<CXXConstructExpr>(E);
      const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E);
      if (const auto *Full = dyn_cast<FullExpr>(E))
        E = Full->getSubExpr();
      else if (Made && Made->getConstructor()->isCopyOrMoveConstructor())
        E = Made->getArg(0);
      else if (Cast && isView(Cast->getSubExpr()->getType()))
        E = Cast->getSubExpr();
      else
        return E;
    }
  }

  static bool looksAtNothing(const Expr &E) {
    const auto *Made = dyn_cast<CXXConstructExpr>(&E);
    if (!Made)
      return false;
    if (Made->getNumArgs() == 0 || Made->getArg(0)->isDefaultArgument())
      return true;
    const Expr *From = Made->getArg(0)->IgnoreParenImpCasts();
    return isa<StringLiteral, CXXNullPtrLiteralExpr>(From);
  }

  bool addOwner(const Expr &Owner) {
    const Expr *E = Owner.IgnoreParenImpCasts();
    if (const auto *Either = dyn_cast<ConditionalOperator>(E))
      return addOwner(*Either->getTrueExpr()) && addOwner(*Either->getFalseExpr());
    for (;;) {
      if (const auto *Member = dyn_cast<MemberExpr>(E)) {
        if (!isa<FieldDecl>(Member->getMemberDecl()) ||
            Member->getMemberDecl()->getType()->isReferenceType())
          return false;
        E = Member->getBase()->IgnoreParenImpCasts();
        if (Member->isArrow() && !isa<CXXThisExpr>(E))
          return false;
      } else if (const Expr *Container = containerOf(*E)) {
        E = Container->IgnoreParenImpCasts();
      } else {
        break;
      }
    }
    if (isa<CXXThisExpr>(E)) {
      Found.object = true;
      return true;
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(V);
    if (Parameter && Parameter->getDeclContext() == &Method &&
        Parameter->getType()->isLValueReferenceType()) {
      Found.parameters.insert(Parameter->getFunctionScopeIndex());
      return true;
    }
    return V && V->hasGlobalStorage() && !V->getType()->isReferenceType() &&
           V->getTLSKind() == VarDecl::TLS_None;
  }

  bool addOwnMethod(const CXXMemberCallExpr &Call) {
    const CXXMethodDecl *Next = methodOf(Call);
    if (!Next || Next->isVirtual() || llvm::is_contained(Open, Next->getCanonicalDecl()) ||
        !isa<CXXThisExpr>(Call.getImplicitObjectArgument()->IgnoreParenImpCasts()))
      return false;
    const auto *Definition = cast_or_null<CXXMethodDecl>(Next->getDefinition());
    if (!Definition || !Definition->hasBody() || !isView(Definition->getReturnType()))
      return false;
    Open.push_back(Next->getCanonicalDecl());
    LenderFinder Inner(*Definition, Open);
    Inner.TraverseStmt(Definition->getBody());
    Open.pop_back();
    Found.object |= Inner.Found.object;
    return Inner.Found.unknown.empty() && Inner.Found.parameters.empty();
  }

  const CXXMethodDecl &Method;
  /// Those that are being looked at: a cycle of calls returns nothing.
  llvm::SmallVectorImpl<const CXXMethodDecl *> &Open;
};

} // namespace

Lenders lendersOf(const CXXMethodDecl &Method) {
  llvm::SmallVector<const CXXMethodDecl *, 4> Open{Method.getCanonicalDecl()};
  LenderFinder Finder(Method, Open);
  Finder.TraverseStmt(Method.getBody());
  return Finder.Found;
}

} // namespace ferrule
