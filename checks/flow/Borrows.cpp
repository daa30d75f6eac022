// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule-lifetime-stack-address-returned and -use-after-release by Clang's LifetimeSafety, in C++:
// it knows references, views and what [[clang::lifetimebound]] says, of which the flow analysis
// sees no more than calls. Of C it would see what the flow analysis sees.
//
// The analysis costs more than all the rest of a function, so it runs only where it can find
// something: a local variable whose address can be in a pointer, reference or view, and a return
// or an assignment that can carry it out of the scope of the variable.
#include "checks/CheckContext.h"
#include "checks/Dispatcher.h"
#include "checks/FunctionFlow.h"
#include "checks/flow/Defects.h"
#include "clang/AST/ParentMap.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace ferrule {
namespace {

class Borrows {
public:
  explicit Borrows(bool Returned) : Returned(Returned) {}

  void subscribe(Dispatcher &D, const std::shared_ptr<Borrows> &Self) const {
    D.on<VarDecl>([Self](const VarDecl &V, CheckContext &C) {
      if (C.isCXX() && C.function() && canBeLent(V))
        Self->Lent.insert(C.function());
    });
    D.on<UnaryOperator>([Self](const UnaryOperator &E, CheckContext &C) {
      if (C.isCXX() && C.function() && E.getOpcode() == UO_AddrOf && localOf(*E.getSubExpr()))
        Self->Lent.insert(C.function());
    });
    if (!Returned) {
      D.on<BinaryOperator>([Self](const BinaryOperator &E, CheckContext &C) {
        if (C.isCXX() && E.getOpcode() == BO_Assign && E.getType()->isPointerType())
          Self->assign(*E.getLHS(), C);
      });
      D.on<CXXOperatorCallExpr>([Self](const CXXOperatorCallExpr &E, CheckContext &C) {
        if (E.getOperator() == OO_Equal)
          Self->assign(*E.getArg(0), C);
      });
    }
    D.onFunctionEnd([Self](CheckContext &C) { Self->judge(C); });
  }

private:
  /// Its address can be taken without an operator. What a parameter refers to lives on.
  static bool canBeLent(const VarDecl &V) {
    QualType T = V.getType();
    return V.hasLocalStorage() && (T->isRecordType() || T->isArrayType() ||
                                   (T->isReferenceType() && !isa<ParmVarDecl>(V)));
  }

  /// The local variable that is the object or has it as a member, or null.
  static const VarDecl *localOf(const Expr &Object) {
    const Expr *E = Object.IgnoreParenImpCasts();
    while (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (Member->isArrow())
        return nullptr;
      E = Member->getBase()->IgnoreParenImpCasts();
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && V->hasLocalStorage() ? V : nullptr;
  }

  void assign(const Expr &To, const CheckContext &C) {
    if (C.function() && localOf(To))
      Carried.insert(C.function());
  }

  void judge(CheckContext &C) {
    const FunctionDecl &F = *C.function();
    bool Both = Lent.erase(&F);
    Both &= Returned ? carriesPointer(F.getReturnType()) : Carried.erase(&F);
    if (!Both || F.isDependentContext())
      return;
    FunctionFlow &Flow = C.flow(F);
    for (const OutlivedBorrow &Each : Flow.outlived())
      if (Each.Returned == Returned)
        report(Each, Flow.linear().getParentMap(), C);
  }

  static bool carriesPointer(QualType T) {
    return T->isPointerType() || T->isReferenceType() || T->isRecordType();
  }

  static void report(const OutlivedBorrow &Found, const ParentMap &Parents, CheckContext &C) {
    std::string Of = "'" + C.text(*Found.Borrowed) + "'";
    if (Found.Returned)
      return C.defect(returnOf(*Found.Use, Parents),
                      "the function returns a pointer, reference or view to " + Of,
                      "the variable ends when the function returns", Confidence::Medium);
    C.defect(accessBy(*Found.Use, Parents).getSourceRange(),
             "'" + C.text(*Found.Use) + "' is used and still points to " + Of,
             "the scope of the variable was left before", Confidence::Medium);
  }

  /// The statement that returns the value.
  static SourceRange returnOf(const Expr &Value, const ParentMap &Parents) {
    for (const Stmt *S = &Value; S; S = Parents.getParent(S))
      if (isa<ReturnStmt>(S))
        return S->getSourceRange();
    return Value.getSourceRange();
  }

  /// The object that is accessed through the pointer, such as p->x for p.
  static const Expr &accessBy(const Expr &Pointer, const ParentMap &Parents) {
    const Expr *Access = &Pointer;
    const Stmt *Child = &Pointer;
    for (const Stmt *S = Parents.getParent(Child); S; Child = S, S = Parents.getParent(S)) {
      const auto *Deref = dyn_cast<UnaryOperator>(S);
      const auto *Element = dyn_cast<ArraySubscriptExpr>(S);
      if (isa<MemberExpr>(S) || (Deref && Deref->getOpcode() == UO_Deref) ||
          (Element && Element->getBase() == Child))
        Access = cast<Expr>(S);
      else if (!isa<ParenExpr, ImplicitCastExpr>(S))
        break;
    }
    return *Access;
  }

  /// What is returned, or what is used.
  const bool Returned;
  /// Functions in which something can be pointed to, and those that can carry a pointer on.
  llvm::DenseSet<const FunctionDecl *> Lent, Carried;
};

} // namespace

void subscribeReturnedBorrows(Dispatcher &D) {
  auto B = std::make_shared<Borrows>(true);
  B->subscribe(D, B);
}

void subscribeOutlivedBorrows(Dispatcher &D) {
  auto B = std::make_shared<Borrows>(false);
  B->subscribe(D, B);
}

} // namespace ferrule
