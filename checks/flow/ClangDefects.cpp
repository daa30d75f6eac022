// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Defects that Clang's own analyses see in one function, under the ids and at the places of the
// flow analysis, so that what both see is one defect. With less confidence: then the report of the
// flow analysis is kept, which has the steps that lead there.
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

/// -Wuninitialized where it is certain.
class UninitializedReads {
public:
  void declare(const VarDecl &V, const CheckContext &C) {
    if (C.function() && V.isLocalVarDecl() && !V.hasInit() && V.getType()->isScalarType() &&
        !V.getDeclContext()->isDependentContext())
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

template <class Analysis> static void subscribe(Dispatcher &D) {
  auto A = std::make_shared<Analysis>();
  D.on<VarDecl>([A](const VarDecl &V, CheckContext &C) { A->declare(V, C); });
  D.onFunctionEnd([A](CheckContext &C) { A->judge(C); });
}

void subscribeClang(flow::DefectKind K, Dispatcher &D) {
  if (K == flow::DefectKind::UninitializedRead)
    subscribe<UninitializedReads>(D);
}

} // namespace ferrule
