// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Calls, direct and through pointers, functions whose address is taken, and variables with static
// storage that a function names.
#include "checks/EntityNames.h"
#include "checks/Extractor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

class Calls final : public Extractor {
public:
  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &E, CheckContext &C) { call(E, C); });
    D.on<CXXConstructExpr>(
        [](const CXXConstructExpr &E, CheckContext &C) { addCall(*E.getConstructor(), C); });
    D.on<DeclRefExpr>([](const DeclRefExpr &E, CheckContext &C) {
      if (const auto *F = dyn_cast<FunctionDecl>(E.getDecl()))
        reference(E, *F, C);
      else if (const auto *V = dyn_cast<VarDecl>(E.getDecl()); V && V->hasGlobalStorage())
        if (FunctionFact *Fact = C.functionFact(); Fact && !V->isConstexpr())
          Fact->globals.push_back(C.names().of(*V));
    });
  }

  void finish(TUSummary &Summary) override {
    for (FunctionFact &F : Summary.functions) {
      unique(F.indirectCalls);
      unique(F.globals);
      // The sites of one callee together.
      llvm::sort(F.calls, [](const auto &A, const auto &B) { return A.callee < B.callee; });
      std::vector<CallFact> Merged;
      for (CallFact &Call : F.calls) {
        if (!Merged.empty() && Merged.back().callee == Call.callee)
          ++Merged.back().sites;
        else
          Merged.push_back(std::move(Call));
      }
      F.calls = std::move(Merged);
    }
    llvm::sort(Summary.addressTaken, [](const auto &A, const auto &B) {
      return std::tie(A.function, A.type) < std::tie(B.function, B.type);
    });
    Summary.addressTaken.erase(llvm::unique(Summary.addressTaken), Summary.addressTaken.end());
  }

private:
  static void unique(std::vector<std::string> &Names) {
    llvm::sort(Names);
    Names.erase(llvm::unique(Names), Names.end());
  }

  static void addCall(const FunctionDecl &Callee, CheckContext &C) {
    if (FunctionFact *Fact = C.functionFact())
      Fact->calls.push_back({C.names().of(Callee), Callee.getNameAsString(), 1});
  }

  static void call(const CallExpr &E, CheckContext &C) {
    if (const FunctionDecl *Callee = E.getDirectCallee())
      return addCall(*Callee, C);
    FunctionFact *Fact = C.functionFact();
    QualType T = E.getCallee()->getType();
    if (!Fact || !T->isPointerType())
      return;
    Fact->indirectCalls.push_back(T->getPointeeType().getCanonicalType().getAsString());
  }

  /// A function that is named without being called has its address taken.
  static void reference(const DeclRefExpr &E, const FunctionDecl &F, CheckContext &C) {
    if (const auto *Call = dyn_cast_or_null<CallExpr>(C.parent());
        Call && Call->getCallee()->IgnoreParenImpCasts() == &E)
      return;
    C.summary()->addressTaken.push_back(
        {C.names().of(F), F.getType().getCanonicalType().getAsString()});
  }
};

RegisterExtractor<Calls> X("2-calls");

} // namespace
} // namespace ferrule
