// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/null/CallersPointers.h"
#include "checks/Exported.h"
#include "checks/Values.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

static const ParmVarDecl *parameterOf(const Expr &E) {
  return E.getType()->isPointerType() ? dyn_cast_or_null<ParmVarDecl>(variableOf(E)) : nullptr;
}

static bool isForOthers(const FunctionDecl &F, const CheckContext &C) {
  return isExported(F, C.sources()) && !isMarkedInternal(F) && !F.isMain();
}

void CallersPointers::noteCall(const CallExpr &Call, const CheckContext &C) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const FunctionDecl *Body = Callee ? Callee->getDefinition() : nullptr;
  if (!Body || Body->isVariadic() || isa<CXXOperatorCallExpr>(Call) || isForOthers(*Body, C))
    return;
  for (unsigned I = 0, N = std::min(Call.getNumArgs(), Body->getNumParams()); I != N; ++I)
    if (const ParmVarDecl *P = parameterOf(*Call.getArg(I)->IgnoreParenCasts()))
      HandedTo[P].push_back(Body->getParamDecl(I));
}

void CallersPointers::noteFunction(const NullEventsOfFunction &Function, const CheckContext &C) {
  const FunctionDecl &F = *C.function();
  // One template has many instances.
  if (F.getTemplateInstantiationPattern())
    return;
  if (isForOthers(F, C))
    for (const ParmVarDecl *P : F.parameters())
      if (P->getType()->isPointerType())
        Outside.push_back(P);
  for (const auto &[Path, Events] : Function.Paths) {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(Path.Root);
    if (!P || !Path.Fields.empty())
      continue;
    for (const NullEvent &E : Events) {
      if (E.What == NullEvent::Use)
        FirstUse.try_emplace(P, E);
      else
        Asked.insert(P);
    }
  }
}

/// It is tested or set in its function, or given to one that tests it, as if (!isValid(p)) return.
bool CallersPointers::isAsked(const ParmVarDecl &P) const {
  return Asked.contains(&P) || llvm::any_of(HandedTo.lookup(&P), [&](const ParmVarDecl *Next) {
           return Asked.contains(Next);
         });
}

llvm::DenseSet<FileID> CallersPointers::testingFiles(const SourceManager &SM) const {
  llvm::DenseMap<const DeclContext *, bool> Tests;
  for (const ParmVarDecl *P : Outside)
    if (isAsked(*P) || FirstUse.contains(P))
      Tests[P->getDeclContext()] |= isAsked(*P);
  llvm::DenseMap<FileID, int> Majority;
  for (const auto &[F, Asks] : Tests)
    Majority[SM.getFileID(SM.getExpansionLoc(cast<FunctionDecl>(F)->getLocation()))] +=
        Asks ? 1 : -1;
  llvm::DenseSet<FileID> Result;
  for (const auto &[File, Count] : Majority)
    if (Count > 0)
      Result.insert(File);
  return Result;
}

void CallersPointers::forUses(
    const SourceManager &SM,
    llvm::function_ref<void(const ParmVarDecl &, const NullEvent &, bool)> Take) const {
  llvm::DenseSet<FileID> Testing = testingFiles(SM);
  Parameters Work;
  llvm::copy_if(Outside, std::back_inserter(Work), [&](const ParmVarDecl *P) {
    return Testing.contains(SM.getFileID(SM.getExpansionLoc(P->getLocation())));
  });
  const std::size_t Exported = Work.size();
  llvm::DenseSet<const ParmVarDecl *> Seen(Work.begin(), Work.end());
  for (std::size_t I = 0; I != Work.size(); ++I) {
    const ParmVarDecl *P = Work[I];
    if (isAsked(*P))
      continue;
    if (auto Use = FirstUse.find(P); Use != FirstUse.end()) {
      Take(*P, Use->second, I < Exported);
      continue;
    }
    for (const ParmVarDecl *Next : HandedTo.lookup(P))
      if (Seen.insert(Next).second)
        Work.push_back(Next);
  }
}

} // namespace ferrule
