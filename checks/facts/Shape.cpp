// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the code of a function does with memory and numbers, counted: signals of the ranking. Each
// count says at its declaration (FunctionShape) what it is.
#include "checks/Extractor.h"
#include "checks/Values.h"
#include "checks/inference/Origins.h"
#include "checks/known/InputCalls.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/ownership/MemoryCalls.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

bool isLoop(const Stmt *S) { return isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S); }

bool isInLoop(const CheckContext &C) { return llvm::any_of(C.ancestors(), isLoop); }

bool isConditional(const CheckContext &C) {
  return llvm::any_of(C.ancestors(), [](const Stmt *S) { return isa<IfStmt, SwitchStmt>(S); });
}

const Expr *conditionOf(const Stmt &Loop) {
  if (const auto *For = dyn_cast<ForStmt>(&Loop))
    return For->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(&Loop))
    return While->getCond();
  if (const auto *Do = dyn_cast<DoStmt>(&Loop))
    return Do->getCond();
  return nullptr;
}

/// The object that an lvalue is a part of lies behind a pointer or is an element.
bool isBehindPointer(const Expr &LValue) {
  const Expr *E = LValue.IgnoreParens();
  while (true) {
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (Member->isArrow())
        return true;
      E = Member->getBase()->IgnoreParenImpCasts();
    } else if (const auto *U = dyn_cast<UnaryOperator>(E)) {
      return U->getOpcode() == UO_Deref;
    } else {
      return isa<ArraySubscriptExpr>(E);
    }
  }
}

class Shape final : public Extractor {
public:
  void subscribe(Dispatcher &D) override {
    D.on<Stmt>([](const Stmt &S, CheckContext &C) {
      FunctionFact *Fact = C.function() ? C.functionFact() : nullptr;
      // An instance of a template adds nothing to the shape of it.
      if (Fact && !C.function()->isTemplateInstantiation())
        count(S, Fact->shape, C);
    });
  }

private:
  static void count(const Stmt &S, FunctionShape &Shape, CheckContext &C) {
    if (isLoop(&S)) {
      const Expr *Condition = conditionOf(S);
      const auto *B = dyn_cast_or_null<BinaryOperator>(Condition);
      bool IsFixed = B && B->isComparisonOp() && !B->isInstantiationDependent() &&
                     B->getLHS()->getType()->isIntegerType() && constantOf(*B->getRHS(), C);
      Shape.dataLoops += !IsFixed;
    } else if (isa<SwitchStmt>(S)) {
      Shape.switchesInLoops += isInLoop(C);
    } else if (isa<ReturnStmt, GotoStmt>(S)) {
      ++(isa<ReturnStmt>(S) ? Shape.returns : Shape.jumps);
      Shape.lateExits += (Shape.writes || Shape.fieldWrites) && isConditional(C);
    } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(&S)) {
      ++Shape.subscripts;
      Shape.computedSubscripts +=
          !Element->isInstantiationDependent() && !constantOf(*Element->getIdx(), C).has_value();
    } else if (const auto *Member = dyn_cast<MemberExpr>(&S)) {
      Shape.dereferences += Member->isArrow();
    } else if (const auto *U = dyn_cast<UnaryOperator>(&S)) {
      unary(*U, Shape, C);
    } else if (const auto *Both = dyn_cast<BinaryOperator>(&S)) {
      binary(*Both, Shape, C);
    } else if (const auto *Cast = dyn_cast<CastExpr>(&S)) {
      cast(*Cast, Shape, C);
    } else if (const auto *Call = dyn_cast<CallExpr>(&S)) {
      call(*Call, Shape, C);
    }
  }

  static void unary(const UnaryOperator &U, FunctionShape &Shape, CheckContext &C) {
    if (U.getOpcode() == UO_Deref) {
      ++Shape.dereferences;
    } else if (U.isIncrementDecrementOp()) {
      if (U.getType()->isAnyPointerType())
        step(Shape, C);
      Shape.writes += isBehindPointer(*U.getSubExpr());
    }
  }

  static void step(FunctionShape &Shape, const CheckContext &C) {
    ++Shape.pointerSteps;
    Shape.walks += isInLoop(C);
  }

  static void binary(const BinaryOperator &B, FunctionShape &Shape, CheckContext &C) {
    if (B.isAssignmentOp()) {
      Shape.writes += isBehindPointer(*B.getLHS());
      Shape.fieldWrites += isa<MemberExpr>(B.getLHS()->IgnoreParens());
    }
    if (B.isInstantiationDependent())
      return;
    if (B.getType()->isAnyPointerType() && (B.isAdditiveOp() || B.isCompoundAssignmentOp()))
      step(Shape, C);
    bool IsShift = B.isShiftOp() || B.getOpcode() == BO_ShlAssign || B.getOpcode() == BO_ShrAssign;
    bool IsArithmetic = B.isAdditiveOp() || B.isMultiplicativeOp() || IsShift ||
                        (B.isCompoundAssignmentOp() && !B.isBitwiseOp());
    if (!B.getType()->isIntegerType() || constantOf(B, C))
      return;
    Shape.arithmetic += IsArithmetic;
    Shape.shifts += IsShift || B.isBitwiseOp();
  }

  static void cast(const CastExpr &Cast, FunctionShape &Shape, CheckContext &C) {
    QualType To = Cast.getType(), From = Cast.getSubExpr()->getType();
    if (Cast.getCastKind() == CK_BitCast && To->isPointerType() && From->isPointerType()) {
      std::uint64_t A = bytesOf(To->getPointeeType(), C.ast()),
                    B = bytesOf(From->getPointeeType(), C.ast());
      Shape.elementCasts += A && B && A != B;
    } else if (Cast.getCastKind() == CK_IntegralCast && !Cast.isInstantiationDependent()) {
      Shape.narrowings +=
          C.ast().getTypeSize(To) < C.ast().getTypeSize(From) && !constantOf(*Cast.getSubExpr(), C);
    }
  }

  static void call(const CallExpr &Call, FunctionShape &Shape, CheckContext &C) {
    ++Shape.calls;
    Shape.indirectCalls += !Call.getDirectCallee() && !Call.isInstantiationDependent();
    for (const Expr *Argument : Call.arguments()) {
      const auto *U = dyn_cast<UnaryOperator>(Argument->IgnoreParenCasts());
      Shape.outArguments += U && U->getOpcode() == UO_AddrOf;
    }
    if (Call.isInstantiationDependent())
      return;
    Shape.inputCalls += isInputCall(Call);
    if (const LibraryFunction *L = libraryFunction(Call))
      for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I)
        if (L->Parameters[I] == Role::Length)
          Shape.computedCopies += !constantOf(*Call.getArg(I), C).has_value();
    if (auto Memory = memoryCall(Call, C.wrappers()))
      Shape.dataAllocations += llvm::any_of(
          Memory->Sizes, [&](const Expr *Size) { return !constantOf(*Size, C).has_value(); });
  }
};

RegisterExtractor<Shape> X("8-shape");

} // namespace
} // namespace ferrule
