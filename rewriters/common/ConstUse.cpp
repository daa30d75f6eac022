// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From the name outwards to where the pointer, or what it points to, is read, written, or handed to
// somebody with a type of his own.
#include "rewriters/common/ConstUse.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

/// A type to which what lies behind a pointer cannot be written.
bool isConstPointer(QualType T) {
  return T->isPointerType() && T->getPointeeType().isConstQualified();
}

bool mayBeWritten(QualType T) {
  return T->isPointerType() && !T->getPointeeType()->isFunctionType() && !isConstPointer(T);
}

bool isOverloaded(const FunctionDecl &F) {
  return llvm::any_of(F.getDeclContext()->lookup(F.getDeclName()), [&](const NamedDecl *D) {
    return D->getCanonicalDecl() != F.getCanonicalDecl() && isa<FunctionDecl>(D);
  });
}

/// How a use of the pointer ends: why it cannot be const for it, or empty.
class UseOfPointer {
public:
  explicit UseOfPointer(const FunctionDecl &F) : F(F) {}

  /// Path: from the outermost statement down to the name of the parameter.
  std::string follow(llvm::ArrayRef<const Stmt *> Path) {
    const auto *At = cast<Expr>(Path.back());
    for (const Stmt *Parent : llvm::reverse(Path.drop_back())) {
      const auto *E = dyn_cast<Expr>(Parent);
      Step Next = E ? step(*E, *At) : endOf(*Parent, *At);
      if (Next != Step::On)
        return Next == Step::Fine ? "" : Why;
      At = E;
    }
    return "";
  }

private:
  enum class Step : unsigned char { On, Fine, Bad };

  Step bad(std::string Reason) {
    Why = (Deeper ? "what a pointer in it leads to may be written: " : "") + std::move(Reason);
    return Step::Bad;
  }

  /// It goes where the type is another one.
  Step given(QualType To, const std::string &Whom) {
    if (!Pointer)
      return Step::Fine;
    return isConstPointer(To) ? Step::Fine : bad("it is given to " + Whom);
  }

  Step endOf(const Stmt &S, const Expr &Value) {
    if (const auto *Declared = dyn_cast<DeclStmt>(&S)) {
      for (const Decl *D : Declared->decls())
        if (const auto *V = dyn_cast<VarDecl>(D);
            V && V->getInit() && V->getInit()->IgnoreParenImpCasts() == Value.IgnoreParenImpCasts())
          return given(V->getType(), "'" + V->getNameAsString() + "', which is not const");
      return Step::Fine;
    }
    if (isa<ReturnStmt>(S))
      return given(F.getReturnType(), "the caller, as a result that is not const");
    return Step::Fine;
  }

  Step step(const Expr &E, const Expr &Operand) {
    if (isa<ParenExpr, ConditionalOperator, BinaryConditionalOperator>(E))
      return &Operand == conditionOf(E) ? Step::Fine : Step::On;
    if (const auto *Cast = dyn_cast<CastExpr>(&E))
      return convert(*Cast);
    if (const auto *Unary = dyn_cast<UnaryOperator>(&E))
      return apply(*Unary);
    if (const auto *Binary = dyn_cast<BinaryOperator>(&E))
      return combine(*Binary, Operand);
    if (isa<ArraySubscriptExpr>(E)) {
      // Else it is the index.
      if (!Pointer)
        return Step::Fine;
      return lookBehind();
    }
    if (const auto *Member = dyn_cast<MemberExpr>(&E))
      return isa<FieldDecl>(Member->getMemberDecl()) ? lookBehind() : Step::Fine;
    if (const auto *Call = dyn_cast<CallExpr>(&E))
      return pass(*Call, Operand);
    if (isa<InitListExpr, CompoundLiteralExpr, CXXConstructExpr, CXXNewExpr, StmtExpr>(E))
      return Pointer ? bad("it is put into an object") : Step::Fine;
    return Step::Fine;
  }

  Step lookBehind() {
    Pointer = false;
    Behind = true;
    return Step::On;
  }

  static const Expr *conditionOf(const Expr &E) {
    const auto *C = dyn_cast<AbstractConditionalOperator>(&E);
    return C ? C->getCond() : nullptr;
  }

  Step convert(const CastExpr &Cast) {
    switch (Cast.getCastKind()) {
    case CK_LValueToRValue:
      // Of the parameter itself it is the pointer. A pointer that lies behind it leads on: const
      // says nothing of that, but who reads it thinks so.
      if (Behind && !mayBeWritten(Cast.getType()))
        return Step::Fine;
      Deeper |= Behind;
      Pointer = true;
      Behind = false;
      return Step::On;
    case CK_ArrayToPointerDecay:
      Pointer = true;
      Behind = false;
      return Step::On;
    case CK_NoOp:
    case CK_BitCast:
    case CK_DerivedToBase:
    case CK_UncheckedDerivedToBase:
      if (!Pointer)
        return Step::On;
      if (isConstPointer(Cast.getType()))
        return Step::Fine;
      return isa<ExplicitCastExpr>(Cast) ? bad("it is cast to a type that may be written")
                                         : Step::On;
    default:
      return Step::Fine;
    }
  }

  Step apply(const UnaryOperator &E) {
    if (E.isIncrementDecrementOp() && Behind)
      return bad("what it points to is written");
    switch (E.getOpcode()) {
    case UO_Deref:
      return lookBehind();
    case UO_AddrOf:
      if (!Behind)
        return bad("its address is taken");
      Behind = false;
      Pointer = true;
      return Step::On;
    case UO_PreInc:
    case UO_PreDec:
    case UO_PostInc:
    case UO_PostDec:
      Pointer = !E.isLValue();
      return Step::On;
    case UO_Extension:
      return Step::On;
    default:
      return Step::Fine;
    }
  }

  Step combine(const BinaryOperator &E, const Expr &Operand) {
    bool Left = E.getLHS() == &Operand;
    if (E.isAssignmentOp()) {
      if (Left && Behind)
        return bad("what it points to is written");
      if (Left) {
        Pointer = !E.isLValue();
        return Step::On;
      }
      return E.getOpcode() == BO_Assign ? given(E.getLHS()->getType(), "what is not const")
                                        : Step::Fine;
    }
    if (E.getOpcode() == BO_Comma)
      return Left ? Step::Fine : Step::On;
    return Pointer && E.getType()->isPointerType() ? Step::On : Step::Fine;
  }

  Step pass(const CallExpr &Call, const Expr &Operand) {
    const FunctionDecl *Callee = Call.getDirectCallee();
    const Expr *Function = Call.getCallee();
    const auto *Type = Function->getType()->isPointerType()
                           ? Function->getType()->getPointeeType()->getAs<FunctionProtoType>()
                           : nullptr;
    for (unsigned I = 0; I != Call.getNumArgs(); ++I) {
      if (Call.getArg(I) != &Operand)
        continue;
      // The object of an operator is its first operand.
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
      if (Method && isa<CXXOperatorCallExpr>(Call) && I == 0)
        return Method->isConst() ? Step::Fine : bad("what it points to is written");
      QualType To = Callee && I < Callee->getNumParams() ? Callee->getParamDecl(I)->getType()
                    : Type && I < Type->getNumParams()   ? Type->getParamType(I)
                                                         : QualType();
      if (To.isNull())
        return Step::Fine;
      if (To->isReferenceType() && !To.getNonReferenceType().isConstQualified())
        return bad("it is given by reference");
      return given(
          To, (Callee ? "'" + Callee->getNameAsString() +
                            (isOverloaded(*Callee) ? "', whose overload for this call" : "', which")
                      : "a function that") +
                  " does not take it as const");
    }
    return Step::Fine;
  }

  const FunctionDecl &F;
  /// The value at hand is the pointer, or leads to what lies behind it.
  bool Pointer = false;
  /// The lvalue at hand is a part of what lies behind it.
  bool Behind = false;
  /// It was read from a pointer that lies there.
  bool Deeper = false;
  std::string Why;
};

} // namespace

std::string whyNotConst(const FunctionDecl &F, llvm::ArrayRef<const Stmt *> Path) {
  return UseOfPointer(F).follow(Path);
}

} // namespace ferrule
