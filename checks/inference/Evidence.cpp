// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/inference/Evidence.h"
#include "checks/EntityNames.h"
#include "checks/Extractor.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace clang;

namespace ferrule {

FunctionValues &EvidenceSink::values(CheckContext &C) {
  if (Current != C.function()) {
    Current = C.function();
    Values = std::make_unique<FunctionValues>(*Current, C);
    Tested.clear();
    Asserted.clear();
    HasRead.clear();
    Testers.clear();
    Kept.clear();
    Counted.clear();
    Noted.clear();
    MayHaveLeft = false;
  }
  return *Values;
}

void EvidenceSink::add(EvidenceFact Fact, const Stmt &At, CheckContext &C) {
  add(std::move(Fact), At.getBeginLoc(), C);
}

/// Of uses and calls; other kinds are rare, and each of their places matters.
bool EvidenceSink::isRepeated(const EvidenceFact &Fact) {
  using enum EvidenceKind;
  bool IsUse = (Fact.kind >= Accessed && Fact.kind <= Dereferenced) ||
               (Fact.kind >= PassedTo && Fact.kind <= HandedTo) || Fact.kind == Masked ||
               (Fact.kind >= CountedUp && Fact.kind <= CountsFor) || Fact.kind == SetsErrno;
  if (!IsUse)
    return false;
  std::hash<std::string> Of;
  auto Hash = static_cast<std::size_t>(Fact.kind);
  auto Mix = [&](std::size_t Value) { Hash = (Hash ^ Value) * 0x9E3779B97F4A7C15u; };
  for (const Slot *S : {&Fact.slot, &Fact.other, &Fact.with}) {
    Mix(Of(S->entity));
    Mix(S->index * 64 + S->level * 4 + static_cast<unsigned>(S->part));
  }
  Mix(Fact.beside);
  Mix(static_cast<std::size_t>(Fact.number));
  // The two values that the set keeps for itself.
  return !Noted.insert(Hash >> 1).second;
}

void EvidenceSink::add(EvidenceFact Fact, SourceLocation At, CheckContext &C) {
  if (C.function())
    values(C);
  if (isRepeated(Fact))
    return;
  At = C.sources().getExpansionLoc(At);
  Fact.file = C.names().file(At);
  Fact.line = C.sources().getSpellingLineNumber(At);
  Fact.column = C.sources().getSpellingColumnNumber(At);
  Facts.push_back(std::move(Fact));
}

/// Child may stay away although Parent runs.
static bool mayBeSkipped(const Stmt &Parent, const Stmt &Child) {
  if (const auto *If = dyn_cast<IfStmt>(&Parent))
    return &Child != If->getCond() && &Child != If->getInit();
  if (const auto *For = dyn_cast<ForStmt>(&Parent))
    return &Child != For->getInit() && &Child != For->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(&Parent))
    return &Child != While->getCond();
  if (const auto *Switch = dyn_cast<SwitchStmt>(&Parent))
    return &Child != Switch->getCond();
  if (const auto *B = dyn_cast<BinaryOperator>(&Parent))
    return B->isLogicalOp() && &Child == B->getRHS();
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(&Parent))
    return &Child != Choice->getCond();
  return isa<CXXForRangeStmt, CXXTryStmt, CXXCatchStmt, LambdaExpr, LabelStmt>(Parent);
}

bool EvidenceSink::isOnEveryPath(const CheckContext &C) const {
  llvm::ArrayRef<const Stmt *> Path = C.path();
  for (std::size_t I = 0; I + 1 < Path.size(); ++I)
    if (mayBeSkipped(*Path[I], *Path[I + 1]))
      return false;
  return !MayHaveLeft;
}

using CollectorFactory = std::unique_ptr<EvidenceCollector> (*)();

static std::map<std::string, CollectorFactory> &collectorFactories() {
  static std::map<std::string, CollectorFactory> Factories;
  return Factories;
}

void addCollectorFactory(llvm::StringRef Name, CollectorFactory Factory) {
  collectorFactories()[Name.str()] = Factory;
}

namespace {

/// Runs the collectors.
class Evidence final : public Extractor {
public:
  void subscribe(Dispatcher &D) override {
    D.on<Stmt>([this](const Stmt &S, CheckContext &C) {
      if (isa<ReturnStmt, GotoStmt>(S) && C.function()) {
        Sink.values(C);
        if (!Sink.isOnEveryPath(C))
          Sink.noteLeave();
      }
    });
    for (const auto &[Name, Factory] : collectorFactories()) {
      Collectors.push_back(Factory());
      Collectors.back()->subscribe(D, Sink);
    }
  }

  void finish(TUSummary &Summary) override { Summary.evidence.add(std::move(Facts)); }

private:
  std::vector<EvidenceFact> Facts;
  EvidenceSink Sink{Facts};
  std::vector<std::unique_ptr<EvidenceCollector>> Collectors;
};

RegisterExtractor<Evidence> X("6-evidence");

} // namespace
} // namespace ferrule
