// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule-init-uninitialized-read by -Wuninitialized, where that is certain.
#include "checks/CheckContext.h"
#include "checks/Dispatcher.h"
#include "checks/FunctionFlow.h"
#include "checks/flow/Defects.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace ferrule {
namespace {

class UninitializedReads {
public:
  void declare(const VarDecl &V, const CheckContext &C) {
    if (C.function() && V.hasLocalStorage() && !isa<ParmVarDecl>(V) && !V.hasInit() &&
        V.getType()->isScalarType() && !V.getDeclContext()->isDependentContext())
      Wanted.insert({C.function(), Decl::castFromDeclContext(V.getDeclContext())});
  }

  /// The functions in which it is worth looking are the one at hand and lambdas in it.
  void judge(CheckContext &C) {
    for (auto [Function, Context] : Wanted)
      if (Function == C.function())
        report(C.flow(*Context), C);
    Wanted.remove_if([&](const auto &Each) { return Each.first == C.function(); });
  }

private:
  /// What is computed from such a value is no second defect: of each variable the first use counts.
  static void report(FunctionFlow &Flow, CheckContext &C) {
    const auto &Uses = Flow.uninitialized();
    if (!Uses)
      return;
    llvm::MapVector<const VarDecl *, const UninitializedUse *> First;
    for (const UninitializedUse &Each : *Uses) {
      const UninitializedUse *&Earliest = First[Each.Variable];
      if (!Earliest ||
          C.sources().isBeforeInTranslationUnit(Each.Use.getUser()->getBeginLoc(),
                                                Earliest->Use.getUser()->getBeginLoc()))
        Earliest = &Each;
    }
    for (auto [Variable, Use] : First)
      if (Use->isCertain())
        C.defect(Use->Use.getUser()->getSourceRange(),
                 "'" + Variable->getNameAsString() + "' is read before it is written",
                 "no path to this place passes a write", Confidence::Medium);
  }

  llvm::SetVector<std::pair<const FunctionDecl *, const Decl *>> Wanted;
};

} // namespace

void subscribeUninitializedReads(Dispatcher &D) {
  auto Reads = std::make_shared<UninitializedReads>();
  D.on<VarDecl>([Reads](const VarDecl &V, CheckContext &C) { Reads->declare(V, C); });
  D.onFunctionEnd([Reads](CheckContext &C) { Reads->judge(C); });
}

} // namespace ferrule
