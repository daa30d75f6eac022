// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tests of pointers for null. They run before the accesses are looked at: what stands behind a
// test, in source order, counts as guarded by it.
#include "checks/inference/Evidence.h"
#include "checks/null/NullSources.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

bool neverReturns(const Stmt *S) {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S))
    S = E->IgnoreParenCasts();
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return Call->getDirectCallee() && Call->getDirectCallee()->isNoReturn();
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return !Block->body_empty() && neverReturns(Block->body_back());
  return isa<CXXThrowExpr>(S);
}

/// The visited test decides whether control comes back: assert(p).
bool isAssertion(const CheckContext &C) {
  for (const Stmt *S : llvm::reverse(C.ancestors())) {
    if (const auto *If = dyn_cast<IfStmt>(S))
      return neverReturns(If->getThen()) || neverReturns(If->getElse());
    if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
      return neverReturns(Choice->getTrueExpr()) || neverReturns(Choice->getFalseExpr());
    if (!isa<Expr>(S))
      return false;
  }
  return false;
}

/// The visited expression is a part of the condition of a branch.
bool isInCondition(const CheckContext &C) {
  const Stmt *Inner = C.path().back();
  for (const Stmt *S : llvm::reverse(C.ancestors())) {
    if (const auto *If = dyn_cast<IfStmt>(S))
      return If->getCond() == Inner;
    if (const auto *Choice = dyn_cast<ConditionalOperator>(S))
      return Choice->getCond() == Inner;
    if (!isa<Expr>(S) || isa<CallExpr>(S))
      return false;
    Inner = S;
  }
  return false;
}

class NullTests final : public EvidenceCollector {
public:
  void subscribe(Dispatcher &D, EvidenceSink &Sink) override {
    D.on<BinaryOperator>([&Sink](const BinaryOperator &E, CheckContext &C) {
      if (E.isLogicalOp()) {
        test(E.getLHS(), Sink, C);
        test(E.getRHS(), Sink, C);
      } else if (E.isEqualityOp()) {
        if (isNullPointer(*E.getRHS(), C))
          test(E.getLHS(), Sink, C);
        else if (isNullPointer(*E.getLHS(), C))
          test(E.getRHS(), Sink, C);
      }
    });
    D.on<UnaryOperator>([&Sink](const UnaryOperator &E, CheckContext &C) {
      if (E.getOpcode() == UO_LNot)
        test(E.getSubExpr(), Sink, C);
    });
    D.on<CastExpr>([&Sink](const CastExpr &E, CheckContext &C) {
      if (E.getCastKind() == CK_PointerToBoolean)
        test(E.getSubExpr(), Sink, C);
    });
    D.on<IfStmt>([&Sink](const IfStmt &S, CheckContext &C) { test(S.getCond(), Sink, C); });
    D.on<WhileStmt>([&Sink](const WhileStmt &S, CheckContext &C) { test(S.getCond(), Sink, C); });
    D.on<ForStmt>([&Sink](const ForStmt &S, CheckContext &C) { test(S.getCond(), Sink, C); });
    D.on<ConditionalOperator>(
        [&Sink](const ConditionalOperator &E, CheckContext &C) { test(E.getCond(), Sink, C); });
    D.on<CallExpr>([&Sink](const CallExpr &E, CheckContext &C) {
      if (C.function() && isInCondition(C))
        testByCall(E, Sink, C);
    });
  }

private:
  static void test(const Expr *Full, EvidenceSink &Sink, CheckContext &C) {
    if (!C.function() || !Full || !Full->getType()->isAnyPointerType() ||
        Full->isInstantiationDependent())
      return;
    EvidenceKind Kind = isAssertion(C) ? EvidenceKind::Asserted : EvidenceKind::Tested;
    for (const Origin &O : Sink.values(C).of(*Full))
      if (O.What == Origin::InSlot) {
        Sink.add({.slot = O.In, .kind = Kind}, *Full, C);
        Sink.noteTest(O.In);
        if (Kind == EvidenceKind::Asserted)
          Sink.noteAssertion(O.In);
      }
  }

  static void testByCall(const CallExpr &Call, EvidenceSink &Sink, CheckContext &C) {
    FunctionValues &Values = Sink.values(C);
    for (auto [Index, Argument] : llvm::enumerate(Call.arguments())) {
      Slot Parameter = Argument->getType()->isAnyPointerType()
                           ? Values.callee(Call, SlotPart::Parameter, Index)
                           : Slot();
      if (!Parameter)
        continue;
      for (const Origin &O : Values.of(*Argument))
        if (O.What == Origin::InSlot && !O.Moved) {
          Sink.add({.slot = O.In, .kind = EvidenceKind::TestedByCall, .other = Parameter}, Call, C);
          Sink.noteTester(O.In, Parameter);
        }
    }
  }
};

RegisterCollector<NullTests> X("1-null-tests");

} // namespace
} // namespace ferrule
