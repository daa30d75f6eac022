// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/SecondScan.h"
#include "tool/commands/Output.h"
#include "tool/patch/Discharges.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <map>
#include <set>

namespace ferrule {

llvm::Expected<SecondScan::Result> SecondScan::scan(llvm::ArrayRef<const Patch *> Patches) {
  auto Units = runPlan(S.plan, S.analysis, Pool, C, ProgressMode::None);
  if (!Units)
    return Units.takeError();
  std::map<std::string, TUSummary *> ByUnit;
  for (TUSummary &U : Units->units)
    ByUnit[U.unit] = &U;
  std::vector<Job> Jobs = V.jobsWith(Patches, JobTask::Summarize);
  llvm::erase_if(Jobs, [&](const Job &J) { return !ByUnit.contains(J.unit); });
  Result Found;
  if (llvm::Error E =
          runJobs(Jobs, S.analysis, Pool,
                  [&](std::size_t Index, UnitOutput Output, std::chrono::system_clock::time_point) {
                    TUSummary &Unit = *ByUnit[Jobs[Index].unit];
                    if (Unit.status == UnitStatus::Analysed &&
                        Output.summary.status != UnitStatus::Analysed)
                      Found.broken.insert(Unit.unit);
                    Unit = std::move(Output.summary);
                  }))
    return E;
  Shard Program{S.analysis, A.project, std::move(Units->units)};
  followFlow(Program);
  std::set<llvm::StringRef> Seen;
  for (const TUSummary &U : Program.units)
    llvm::copy_if(U.functions, std::back_inserter(Found.functions),
                  [&](const FunctionFact &F) { return Seen.insert(F.id).second; });
  Found.assessment = assessProgram(std::move(Program), llvm::nulls());
  return Found;
}

void SecondScan::findDischarged(llvm::MutableArrayRef<Patch> Patches, const Result &After) {
  std::map<std::string, Patch> ById;
  for (const Patch &P : Patches)
    ById.try_emplace(P.id, P);
  auto Accusations = findDischarges(
      Patches, A.findings,
      {After.assessment.findings, After.functions, After.assessment.interfaces},
      [&](llvm::StringRef File) -> llvm::StringRef { return Files.of(File).text; },
      [&](const Patch &P, const std::string &Check) {
        return llvm::is_contained(V.demands(P).mayBring, Check);
      },
      Nobodys);
  for (Accusation &Each : Accusations)
    Accused.emplace_back(std::move(ById.at(Each.patch)), std::move(Each.operations));
}

/// What stays open without the patches that it was laid to did not come with them. One after the
/// other is tried, as several can have the same effect; Final: there is nobody else. True: a patch
/// is ready again.
bool SecondScan::acquit(const Assessment &After, bool Final) {
  constexpr unsigned Trials = 3;
  std::map<llvm::StringRef, unsigned> Tried;
  for (const auto &[Before, Operations] : Accused)
    for (const std::string &O : Operations)
      ++Tried[O];
  std::set<llvm::StringRef> Unexplained;
  for (const Finding &F : After.findings)
    if (F.state == OperationState::Open && (Final || Tried[F.fingerprint] >= Trials))
      Unexplained.insert(F.fingerprint);
  auto Innocent = [&](const auto &Each) {
    return llvm::all_of(Each.second, [&](const std::string &O) { return Unexplained.contains(O); });
  };
  bool Any = false;
  for (const auto &Each : Accused) {
    if (!Innocent(Each))
      continue;
    for (Patch &P : A.patches)
      if (P.id == Each.first.id)
        P = Each.first;
    Nobodys.insert(Each.second.begin(), Each.second.end());
    Any = true;
  }
  llvm::erase_if(Accused, Innocent);
  return Any;
}

static bool writesMacro(const Patch &P) {
  return llvm::any_of(P.edits,
                      [](const Edit &E) { return llvm::StringRef(E.text).contains("FERRULE_"); });
}

/// An annotation is nothing to a compiler, but something to ferrule: it may stand where no
/// attribute can. Each is tried alone in the units that could not be read. Where none of them alone
/// is to blame, nothing can be said of any patch that such a unit reads. True: one has failed.
llvm::Expected<bool> SecondScan::failBroken(const std::set<std::string> &Broken) {
  if (Broken.empty())
    return false;
  std::vector<Job> Jobs;
  std::vector<Patch *> Of;
  std::map<Patch *, std::string> Guilty, Reading;
  for (Patch &P : A.patches) {
    if (!P.ready())
      continue;
    const Patch *Alone[] = {&P};
    for (Job &J : V.jobsWith(Alone, JobTask::Summarize)) {
      if (!Broken.contains(J.unit))
        continue;
      Reading.try_emplace(&P, J.displayFile);
      if (!writesMacro(P))
        continue;
      Jobs.push_back(std::move(J));
      Of.push_back(&P);
    }
  }
  if (llvm::Error E = runJobs(
          Jobs, S.analysis, Pool,
          [&](std::size_t Index, const UnitOutput &Output, std::chrono::system_clock::time_point) {
            if (Output.summary.status != UnitStatus::Analysed)
              Guilty.try_emplace(Of[Index], Jobs[Index].displayFile);
          }))
    return E;
  for (const auto &[P, File] : Guilty.empty() ? Reading : Guilty)
    P->fail("V1: ferrule cannot read '" + File + "' with it, where __FERRULE__ is defined");
  return !Reading.empty();
}

namespace {

/// How many defects of a check there are in a function.
using Defects = std::map<std::pair<std::string, std::string>, std::vector<const Finding *>>;

Defects defectsOf(const Assessment &A) {
  Defects Result;
  for (const Finding &F : A.findings)
    if (F.state == OperationState::Defect)
      Result[{F.function, F.check}].push_back(&F);
  return Result;
}

/// By function: a defect that came with the patches.
std::map<std::string, const Finding *> newDefects(const Assessment &Before,
                                                  const Assessment &After) {
  std::map<std::string, const Finding *> Result;
  Defects Old = defectsOf(Before);
  for (const auto &[Key, Found] : defectsOf(After))
    if (Found.size() > Old[Key].size())
      Result.try_emplace(Key.first, Found.back());
  return Result;
}

/// By patch: a defect that came with the patches, in a function of which the patch answers an
/// operation.
std::map<std::string, const Finding *>
newDefectsBy(llvm::ArrayRef<Patch> Patches, const Assessment &Before, const Assessment &After) {
  std::map<std::string, const Finding *> Result;
  auto New = newDefects(Before, After);
  if (New.empty())
    return Result;
  std::map<std::string, const Finding *> ByFingerprint;
  for (const Finding &F : Before.findings)
    ByFingerprint[F.fingerprint] = &F;
  for (const Patch &P : Patches)
    for (const std::string &Answer : P.answers)
      if (auto F = ByFingerprint.find(Answer); F != ByFingerprint.end())
        if (auto D = New.find(F->second->function); D != New.end())
          Result.try_emplace(P.id, D->second);
  return Result;
}

std::string describe(const Finding &Defect) {
  return "with it a defect is seen in '" + Defect.file + "', " + Defect.message + ": " +
         Defect.reason;
}

} // namespace

bool SecondScan::refuseContradicted(llvm::ArrayRef<Patch> Annotations, const Assessment &After) {
  auto Against = newDefectsBy(Annotations, A, After);
  for (const Patch &Annotation : Annotations) {
    auto It = Against.find(Annotation.id);
    if (It == Against.end())
      continue;
    // Those that declare it with something else are wrong as well.
    for (Patch &P : A.patches)
      if (P.ready() && llvm::includes(P.edits, Annotation.edits))
        P.refuse("the code does not keep it: " + describe(*It->second));
  }
  return !Against.empty();
}

/// A patch that declares what an annotation does, and more, answers what the declaration alone does
/// not.
void SecondScan::leaveToAnnotations() {
  for (const Patch &Annotation : A.patches) {
    if (!Annotation.ready() || !V.demands(Annotation).annotates())
      continue;
    for (Patch &P : A.patches) {
      if (!P.ready() || V.demands(P).annotates() || !llvm::includes(P.edits, Annotation.edits))
        continue;
      llvm::erase_if(P.answers, [&](const std::string &Answer) {
        return llvm::is_contained(Annotation.discharges, Answer);
      });
      if (P.answers.empty())
        P.refuse("the declaration alone is enough: " + Annotation.id);
    }
  }
}

llvm::Error SecondScan::judgeAnnotations() {
  for (;;) {
    std::vector<Patch> Annotations;
    for (const Patch &P : A.patches)
      if (P.ready() && V.demands(P).annotates())
        Annotations.push_back(P);
    if (Annotations.empty())
      return llvm::Error::success();
    std::vector<const Patch *> Chosen;
    for (const Patch &P : Annotations)
      Chosen.push_back(&P);
    auto After = scan(Chosen);
    if (!After)
      return After.takeError();
    auto Failed = failBroken(After->broken);
    if (!Failed)
      return Failed.takeError();
    if (*Failed || acquit(After->assessment, /*Final=*/false) ||
        refuseContradicted(Annotations, After->assessment))
      continue;
    findDischarged(Annotations, *After);
    std::map<std::string, const Patch *> ById;
    for (const Patch &P : Annotations)
      ById[P.id] = &P;
    bool AnyFailed = false;
    for (Patch &P : A.patches)
      if (auto It = ById.find(P.id); It != ById.end()) {
        P = *It->second;
        AnyFailed |= !P.ready();
      }
    if (AnyFailed || acquit(After->assessment, /*Final=*/true))
      continue;
    Accused.clear();
    for (Patch &P : A.patches) {
      if (!ById.contains(P.id))
        continue;
      P.answers = P.discharges;
      if (P.ready() && P.discharges.empty())
        P.refuse("nothing more could be shown with it");
    }
    leaveToAnnotations();
    return llvm::Error::success();
  }
}

/// True: a patch has failed, and what the others do has to be seen again.
llvm::Expected<bool> SecondScan::judgeOnce(PatchTier Highest) {
  std::vector<Patch> Set;
  for (const Patch &P : A.patches)
    if (P.ready() && P.tier <= Highest)
      Set.push_back(P);
  if (llvm::none_of(Set, [&](const Patch &P) { return P.tier == Highest; }))
    return false;
  std::vector<const Patch *> Chosen;
  for (const Patch &P : Set)
    Chosen.push_back(&P);
  auto After = scan(Chosen);
  if (!After)
    return After.takeError();
  auto Broken = failBroken(After->broken);
  if (!Broken || *Broken)
    return Broken;
  if (acquit(After->assessment, /*Final=*/false))
    return true;
  findDischarged(Set, *After);
  // What the others discharge is known when those that have failed are out of the way.
  const bool Brings =
      llvm::any_of(Set, [&](const Patch &P) { return !P.ready() && P.tier == Highest; });
  // Annotations have been judged; what else brings a defect, such as a way out on which a block is
  // lost, is not ready.
  auto Against = newDefectsBy(Set, A, After->assessment);
  std::map<std::string, const Patch *> ById;
  for (const Patch &P : Set)
    ById[P.id] = &P;
  bool Changed = false;
  for (Patch &P : A.patches) {
    auto It = ById.find(P.id);
    if (It == ById.end() || P.tier != Highest)
      continue;
    P = *It->second;
    if (P.ready() && !Brings && V.demands(P).mustDischarge && P.discharges.empty())
      P.fail("the scan of the changed sources still has it open");
    if (auto D = Against.find(P.id); D != Against.end() && P.ready() && !V.demands(P).annotates())
      P.fail(describe(*D->second));
    Changed |= !P.ready();
  }
  Changed = Changed || acquit(After->assessment, /*Final=*/true);
  if (!Changed)
    OpenAfter = llvm::count_if(After->assessment.findings,
                               [](const Finding &F) { return F.state == OperationState::Open; });
  return Changed;
}

llvm::Error SecondScan::judgeTiers() {
  // The promise of the safe ones must not hang on those that somebody may turn down.
  for (PatchTier Highest : {PatchTier::Safe, PatchTier::Review})
    for (;;) {
      auto Changed = judgeOnce(Highest);
      if (!Changed)
        return Changed.takeError();
      if (!*Changed)
        break;
    }
  return llvm::Error::success();
}

} // namespace ferrule
