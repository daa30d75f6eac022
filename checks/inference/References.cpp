// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Counts of references: p->n++ and p->n--, plain or atomic. Whether n counts references is not
// known yet: it does if whoever counts it down ends the life of p (tool/contracts/Ownership.cpp).
#include "checks/Values.h"
#include "checks/inference/Evidence.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferrule {
namespace {

enum class Step { None, Up, Down };

Step stepOfAtomic(const AtomicExpr &E) {
  llvm::StringRef Name = E.getOpAsString();
  return Name.contains("fetch_add") || Name.contains("add_fetch")   ? Step::Up
         : Name.contains("fetch_sub") || Name.contains("sub_fetch") ? Step::Down
                                                                    : Step::None;
}

/// __sync_add_and_fetch and its kin, and what Windows calls it.
Step stepOfCall(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (!Callee || !Callee->getIdentifier() || !E.getNumArgs())
    return Step::None;
  llvm::StringRef Name = Callee->getName();
  if (Name.starts_with("__sync_"))
    return Name.contains("add") ? Step::Up : Name.contains("sub") ? Step::Down : Step::None;
  return Name.contains("InterlockedIncrement")   ? Step::Up
         : Name.contains("InterlockedDecrement") ? Step::Down
                                                 : Step::None;
}

class References final : public EvidenceCollector {
public:
  void subscribe(Dispatcher &D, EvidenceSink &Sink) override {
    D.on<UnaryOperator>([&Sink](const UnaryOperator &E, CheckContext &C) {
      if (E.isIncrementDecrementOp())
        count(*E.getSubExpr(), E.isIncrementOp() ? Step::Up : Step::Down, E, Sink, C);
    });
    D.on<BinaryOperator>([&Sink](const BinaryOperator &E, CheckContext &C) {
      if (E.getOpcode() == BO_AddAssign || E.getOpcode() == BO_SubAssign)
        if (auto By = constantOf(*E.getRHS(), C); By && *By == 1)
          count(*E.getLHS(), E.getOpcode() == BO_AddAssign ? Step::Up : Step::Down, E, Sink, C);
    });
    D.on<AtomicExpr>([&Sink](const AtomicExpr &E, CheckContext &C) {
      countAt(*E.getPtr(), stepOfAtomic(E), E, Sink, C);
    });
    D.on<CallExpr>([&Sink](const CallExpr &E, CheckContext &C) {
      if (Step Done = stepOfCall(E); Done != Step::None)
        countAt(*E.getArg(0), Done, E, Sink, C);
    });
  }

private:
  static void countAt(const Expr &Address, Step Done, const Expr &At, EvidenceSink &Sink,
                      CheckContext &C) {
    const auto *U = dyn_cast<UnaryOperator>(Address.IgnoreParenCasts());
    if (U && U->getOpcode() == UO_AddrOf)
      count(*U->getSubExpr(), Done, At, Sink, C);
  }

  static void count(const Expr &Counter, Step Done, const Expr &At, EvidenceSink &Sink,
                    CheckContext &C) {
    const auto *Member = dyn_cast<MemberExpr>(Counter.IgnoreParens());
    const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    // p->n, or p->head.n.
    const Expr *Base = Member;
    while (const auto *M = dyn_cast_or_null<MemberExpr>(Base)) {
      Base = M->getBase()->IgnoreParenImpCasts();
      if (M->isArrow())
        break;
    }
    QualType T = Field ? Field->getType().getAtomicUnqualifiedType() : QualType();
    if (!C.function() || Done == Step::None || !Field || !T->isIntegerType() ||
        !Base->getType()->isAnyPointerType())
      return;
    FunctionValues &Values = Sink.values(C);
    Slot Count = fieldSlot(*Field, C.names());
    if (const VarDecl *V = variableOf(*Base); V && Done == Step::Up)
      Sink.noteCounted(*V, Count);
    for (const Origin &O : Values.of(*Base)) {
      if (O.What != Origin::InSlot || O.Moved)
        continue;
      Sink.add({.slot = O.In,
                .kind = Done == Step::Up ? EvidenceKind::CountedUp : EvidenceKind::CountedDown,
                .other = Count},
               At, C);
      if (Done == Step::Down)
        Sink.add({.slot = Count, .kind = EvidenceKind::CountsFor, .other = O.In}, At, C);
    }
  }
};

RegisterCollector<References> X("6-references");

} // namespace
} // namespace ferrule
