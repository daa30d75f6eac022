// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Functions that are kept in fields and variables, as in tables of functions and hooks: whoever is
// called through one gets what the function gets, so the slots of both are tied together.
#include "checks/EntityNames.h"
#include "checks/Values.h"
#include "checks/inference/Evidence.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace ferrule {
namespace {

const FunctionDecl *functionOf(const Expr &Value) {
  const Expr *E = Value.IgnoreParenCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_AddrOf)
    E = U->getSubExpr()->IgnoreParenCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
}

class Hooks final : public EvidenceCollector {
public:
  void subscribe(Dispatcher &D, EvidenceSink &Sink) override {
    D.on<BinaryOperator>([&Sink](const BinaryOperator &E, CheckContext &C) {
      if (C.function() && E.getOpcode() == BO_Assign && E.getType()->isFunctionPointerType())
        if (const FunctionDecl *F = functionOf(*E.getRHS()))
          tie(Sink.values(C).target(*E.getLHS()), *F, E, Sink, C);
    });
    D.on<VarDecl>([&Sink](const VarDecl &V, CheckContext &C) {
      const FunctionDecl *F = V.hasGlobalStorage() && !V.isStaticLocal() && V.getInit()
                                  ? functionOf(*V.getInit())
                                  : nullptr;
      if (F && V.getType()->isFunctionPointerType())
        tie(variableSlot(V, C.names()), *F, *V.getInit(), Sink, C);
    });
    // Also outside of functions.
    D.on<InitListExpr>([&Sink](const InitListExpr &E, CheckContext &C) {
      const auto *Record = E.getType()->getAsRecordDecl();
      if (!Record || Record->isUnion() || !E.isSemanticForm() || E.isInstantiationDependent())
        return;
      unsigned Index = 0;
      for (const FieldDecl *Field : Record->fields()) {
        if (Field->isUnnamedBitField())
          continue;
        if (Index == E.getNumInits())
          return;
        const Expr *Value = E.getInit(Index++);
        if (const FunctionDecl *F =
                Value && Field->getType()->isFunctionPointerType() ? functionOf(*Value) : nullptr)
          tie(fieldSlot(*Field, C.names()), *F, *Value, Sink, C);
      }
    });
  }

private:
  static void tie(const Slot &Holder, const FunctionDecl &F, const Expr &At, EvidenceSink &Sink,
                  CheckContext &C) {
    if (Holder.part != SlotPart::Self || Holder.level)
      return;
    for (unsigned I = 0; I != F.getNumParams(); ++I) {
      if (!F.getParamDecl(I)->getType()->isAnyPointerType())
        continue;
      EvidenceFact Fact{.slot = {Holder.entity, SlotPart::Parameter, I},
                        .kind = EvidenceKind::PassedTo,
                        .other = parameterSlot(F, I, C.names()),
                        .number = PassedUntested};
      Sink.add(Fact, At, C);
      // And its count, whichever that is.
      Fact.kind = EvidenceKind::PassedWith;
      Fact.number = 1;
      for (unsigned N = 0; N != F.getNumParams(); ++N)
        if (F.getParamDecl(N)->getType()->isIntegerType()) {
          Fact.with = {Holder.entity, SlotPart::Parameter, N};
          Fact.beside = N;
          Sink.add(Fact, At, C);
        }
    }
    if (F.getReturnType()->isAnyPointerType())
      Sink.add({.slot = {Holder.entity, SlotPart::Result},
                .kind = EvidenceKind::ReturnsSlot,
                .other = resultSlot(F, C.names())},
               At, C);
  }
};

RegisterCollector<Hooks> X("8-hooks");

} // namespace
} // namespace ferrule
