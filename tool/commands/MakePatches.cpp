// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The way of a patch: proposed by the units, grouped, refused where a file must not change,
// formatted, verified alone, then with the others, and at last scanned (SecondScan.cpp), to see
// which operations are really gone.
#include "rewriters/Rewriter.h"
#include "tool/commands/PatchFiles.h"
#include "tool/commands/Rewrite.h"
#include "tool/commands/SecondScan.h"
#include "tool/frontend/Formatting.h"
#include "tool/patch/Grouping.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/GlobPattern.h"

namespace ferrule {
namespace {

/// The jobs of all configurations, each command once.
std::vector<Job> allJobs(llvm::ArrayRef<Setup> Setups) {
  std::vector<Job> Jobs;
  for (const Setup &S : Setups)
    llvm::append_range(Jobs, S.plan.jobs);
  llvm::sort(Jobs, [](const Job &A, const Job &B) { return A.unit < B.unit; });
  Jobs.erase(llvm::unique(Jobs, [](const Job &A, const Job &B) { return A.unit == B.unit; }),
             Jobs.end());
  return Jobs;
}

OpenOperation openOperation(const Finding &F) {
  return {F.check,       {F.file, F.line, F.column, F.endLine, F.endColumn},
          F.fingerprint, F.function,
          F.message,     F.reason};
}

/// What a rewriter may ask of a slot.
std::vector<SlotContract> slotContracts(const Inference &I) {
  std::vector<SlotContract> All;
  for (const char *Property : {"bounds", "ownership", "nullability", "mutability"}) {
    auto Known = I.answers.find(Property);
    if (Known == I.answers.end() || Known->second.value == "unknown")
      continue;
    SlotContract C{I.entity, I.slot == "field" ? "field '" + I.slotName + "'" : I.slot, Property};
    C.value = Known->second.value;
    C.reason = Known->second.reason;
    C.confidence = Known->second.confidence;
    C.conflict = Known->second.conflict;
    auto Add = [&](llvm::ArrayRef<EvidenceSample> From, std::vector<PatchEvidence> &To) {
      for (const EvidenceSample &E : From)
        if (E.property == Property)
          To.push_back({E.what, E.file, E.line});
    };
    Add(I.evidence, C.evidence);
    Add(I.against, C.against);
    All.push_back(std::move(C));
  }
  return All;
}

/// Each unit gets what is in its main file, and what is in no main file: headers.
void addInput(std::vector<Job> &Jobs, const Assessment &A) {
  llvm::StringMap<RewriteInput> InMain;
  RewriteInput InHeaders;
  for (const Job &J : Jobs)
    InMain.try_emplace(J.displayFile);
  auto Of = [&](llvm::StringRef File) -> RewriteInput & {
    auto It = InMain.find(File);
    return It == InMain.end() ? InHeaders : It->second;
  };
  for (const Finding &F : A.findings)
    if (F.state == OperationState::Open && !F.suppressed)
      Of(F.file).open.push_back(openOperation(F));
  for (const Inference &I : A.inferences)
    llvm::append_range(Of(I.file).contracts, slotContracts(I));
  for (Job &J : Jobs) {
    J.rewrite = InMain[J.displayFile];
    llvm::append_range(J.rewrite.open, InHeaders.open);
    llvm::append_range(J.rewrite.contracts, InHeaders.contracts);
  }
}

/// Those of some targets; empty: all.
llvm::Expected<std::vector<std::unique_ptr<Rewriter>>>
rewritersFor(llvm::ArrayRef<std::string> Targets) {
  constexpr auto &Known = EnumNames<RewriteTarget>::Names;
  for (const std::string &T : Targets)
    if (!llvm::is_contained(Known, T))
      return llvm::createStringError("--target: '" + T + "' is none of " +
                                     llvm::join(std::begin(Known), std::end(Known), ", "));
  auto All = createRewriters();
  if (!Targets.empty())
    llvm::erase_if(
        All, [&](const auto &R) { return !llvm::is_contained(Targets, nameOf(R->info().target)); });
  return All;
}

/// The ids of rewriters that a list of globs over rewriters and checks names.
llvm::Expected<llvm::StringSet<>> chooseRewriters(const PatchChoice &Choice) {
  auto OfTargets = rewritersFor(Choice.targets);
  if (!OfTargets)
    return OfTargets.takeError();
  const auto &All = *OfTargets;
  llvm::StringRef Globs = Choice.globs;
  llvm::StringSet<> Chosen;
  llvm::SmallVector<llvm::StringRef, 4> Parts;
  (Globs.empty() ? llvm::StringRef("*") : Globs).split(Parts, ',', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Part : Parts) {
    auto Pattern = llvm::GlobPattern::create(Part.trim());
    if (!Pattern)
      return llvm::createStringError("--check: '" + Part +
                                     "' is not a glob: " + llvm::toString(Pattern.takeError()));
    bool Matched = false;
    for (const auto &R : All)
      if (Pattern->match(R->info().id) ||
          llvm::any_of(R->info().checks, [&](const std::string &C) { return Pattern->match(C); })) {
        Matched = true;
        Chosen.insert(R->info().id);
      }
    if (!Matched)
      return llvm::createStringError("--check: no rewriter answers '" + Part +
                                     "'; 'ferrule rewriters' lists them");
  }
  return Chosen;
}

/// What all units allow is not shown by units that say nothing.
void refuseWithoutWitness(std::vector<Patch> &Patches, const RewriterInfo &Info) {
  for (Patch &P : Patches)
    if (P.rewriter == Info.id && P.reason.empty() &&
        llvm::none_of(P.evidence, [&](const PatchEvidence &E) { return E.what == Info.witness; }))
      P.refuse(Info.withoutWitness);
}

/// Why the files of a patch must stay as they are, or empty. Workers are not trusted.
std::string problemOf(const Patch &P, SourceFiles &Files) {
  for (const Edit &E : P.edits) {
    const SourceFiles::File &F = Files.of(E.file);
    if (!F.problem.empty())
      return F.problem;
    if (E.offset > F.text.size() || E.length > F.text.size() - E.offset)
      return "what would be changed lies outside of '" + E.file + "'";
  }
  return "";
}

} // namespace

llvm::Expected<std::optional<std::size_t>> makePatches(Assessment &A, std::vector<Setup> &Setups,
                                                       const PatchChoice &Choice,
                                                       SourceFiles &Files, const PoolOptions &Pool,
                                                       Cache &C,
                                                       std::vector<UnitProblem> &Problems) {
  auto Chosen = chooseRewriters(Choice);
  if (!Chosen)
    return Chosen.takeError();
  const auto Rewriters = createRewriters();
  std::map<std::string, RewriterDemands> Demands;
  for (const auto &R : Rewriters)
    Demands[R->info().id] = {R->info().sameObject, R->info().mustDischarge, R->info().warnings,
                             R->info().mayBring};
  Verification V(Files, Setups.front().analysis, Pool, std::move(Demands));
  std::vector<Job> Jobs = allJobs(Setups);
  addInput(Jobs, A);
  auto Suggestions = V.propose(std::move(Jobs));
  if (!Suggestions)
    return Suggestions.takeError();
  llvm::erase_if(*Suggestions, [&](const Suggestion &S) { return !Chosen->contains(S.rewriter); });
  Problems = V.problems();
  A.patches = groupSuggestions(std::move(*Suggestions));
  llvm::erase_if(A.patches, [&](const Patch &P) {
    return P.tier > Choice.highest ||
           (!Choice.only.empty() && !llvm::is_contained(Choice.only, P.id));
  });
  for (const auto &R : Rewriters)
    if (const RewriterInfo &Info = R->info(); !Info.witness.empty())
      refuseWithoutWitness(A.patches, Info);
  for (Patch &P : A.patches)
    if (std::string Problem = problemOf(P, Files); !Problem.empty())
      P.refuse(Problem);
  auto Unformatted = formatPatches(A.patches, Files, Setups.front().analysis, Pool);
  if (!Unformatted)
    return Unformatted.takeError();
  for (const std::string &Why : *Unformatted) {
    llvm::errs() << "ferrule: ";
    llvm::errs().write_escaped(Why) << "\n";
  }
  markOverlaps(A.patches);
  SecondScan Again(A, Setups.front(), V, Files, Pool, C);
  if (llvm::Error E = Again.judgeAnnotations())
    return E;
  if (llvm::Error E = V.verifyAlone(A.patches))
    return E;
  if (llvm::Error E = V.verifyTogether(A.patches))
    return E;
  if (llvm::Error E = Again.judgeTiers())
    return E;
  for (Patch &P : A.patches)
    P.diff = diffOf({&P}, Files);
  return Again.openAfter();
}

} // namespace ferrule
