// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What numbers in an interface mean: parameters that are sets of bits, results whose cause is in
// errno. And functions in which threads start.
#include "checks/Values.h"
#include "checks/inference/Evidence.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;

namespace ferrule {
namespace {

/// The argument that is the function in which the thread starts, or -1.
int threadStartOf(const FunctionDecl &Callee) {
  if (!Callee.getIdentifier())
    return -1;
  return llvm::StringSwitch<int>(Callee.getName())
      .Cases({"pthread_create", "CreateThread", "_beginthreadex"}, 2)
      .Case("thrd_create", 1)
      .Case("_beginthread", 0)
      .Default(-1);
}

class Conventions final : public EvidenceCollector {
public:
  void subscribe(Dispatcher &D, EvidenceSink &Sink) override {
    D.on<BinaryOperator>([&Sink](const BinaryOperator &E, CheckContext &C) {
      if (!C.function())
        return;
      if (E.getOpcode() == BO_And)
        mask(E, Sink, C);
      // Who sets it to 0 wants to know what others will say in it.
      else if (E.getOpcode() == BO_Assign && isErrno(*E.getLHS()) &&
               constantOf(*E.getRHS(), C) != 0)
        Sink.add({.slot = resultSlot(*C.function(), C.names()), .kind = EvidenceKind::SetsErrno}, E,
                 C);
    });
    D.on<CallExpr>([&Sink](const CallExpr &E, CheckContext &C) {
      const FunctionDecl *Callee = E.getDirectCallee();
      int Index = C.function() && Callee ? threadStartOf(*Callee) : -1;
      if (Index >= 0 && static_cast<unsigned>(Index) < E.getNumArgs())
        startThread(*E.getArg(Index), E, Sink, C);
    });
    D.on<CXXConstructExpr>([&Sink](const CXXConstructExpr &E, CheckContext &C) {
      const CXXRecordDecl *Made = E.getConstructor()->getParent();
      if (C.function() && E.getNumArgs() && Made->isInStdNamespace() && Made->getIdentifier() &&
          (Made->getName() == "thread" || Made->getName() == "jthread"))
        startThread(*E.getArg(0), E, Sink, C);
    });
  }

private:
  static void mask(const BinaryOperator &E, EvidenceSink &Sink, CheckContext &C) {
    auto Bits = constantOf(*E.getRHS(), C);
    if (!Bits || *Bits <= 0 || !llvm::isPowerOf2_64(static_cast<std::uint64_t>(*Bits)))
      return;
    auto Number = Sink.values(C).number(*E.getLHS());
    if (Number && Number->In.part == SlotPart::Parameter && !Number->In.level &&
        Number->Scale == 1 && !Number->Offset)
      Sink.add({.slot = Number->In, .kind = EvidenceKind::Masked, .number = *Bits}, E, C);
  }

  /// errno is *f() in most libraries.
  static bool isErrno(const Expr &LValue) {
    const auto *U = dyn_cast<UnaryOperator>(LValue.IgnoreParens());
    const auto *Call = U && U->getOpcode() == UO_Deref
                           ? dyn_cast<CallExpr>(U->getSubExpr()->IgnoreParenImpCasts())
                           : nullptr;
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee || !Callee->getIdentifier())
      return false;
    llvm::StringRef Name = Callee->getName();
    return Name == "__errno_location" || Name == "__errno" || Name == "__error" || Name == "_errno";
  }

  static void startThread(const Expr &Function, const Expr &At, EvidenceSink &Sink,
                          CheckContext &C) {
    const Expr *E = Function.IgnoreParenCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_AddrOf)
      E = U->getSubExpr()->IgnoreParens();
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    if (const auto *F = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr)
      Sink.add({.slot = resultSlot(*F, C.names()), .kind = EvidenceKind::ThreadStart}, At, C);
  }
};

RegisterCollector<Conventions> X("7-conventions");

} // namespace
} // namespace ferrule
