// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/AssessmentBuilder.h"
#include "tool/Version.h"
#include "tool/rank/Score.h"
#include "tool/rank/SuppressionProblems.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <cmath>
#include <set>

namespace ferrule {

/// Functions that the list of hotspots names with the terms of their score; the list of functions
/// has them all.
static constexpr std::size_t HotspotFunctions = 100;

static Coverage coverageOf(const ProgramModel &Model) {
  Coverage C;
  for (const TUSummary &U : Model.units) {
    C.translationUnits.add(U.status);
    // Commands are counted: a flag or path may come up several times in one.
    std::set<std::pair<bool, std::string>> Flags;
    for (const FlagNote &Flag : U.flags)
      Flags.emplace(Flag.refused, Flag.flag);
    for (const auto &[Refused, Flag] : Flags)
      ++(Refused ? C.refusedFlags : C.droppedFlags)[Flag];
  }
  C.functions = Model.functions.size();
  for (const ProgramFunction &F : Model.functions) {
    C.cutFunctions += F.fact.flow == FlowCoverage::Cut;
    C.unfollowedFunctions += F.fact.flow == FlowCoverage::None;
  }
  C.files = Model.files.size();
  for (const FileFact &F : Model.files)
    C.lines += F.lines;
  return C;
}

/// Stays the same when lines are added above: no line number goes in. Equal lines of one function
/// are told apart by their order.
static std::string fingerprint(const Operation &Op, llvm::StringMap<unsigned> &Seen) {
  std::string Text = Op.check + '\0' + Op.range.file + '\0' + Op.function + '\0' +
                     llvm::StringRef(Op.snippet).trim().str() + '\0' + Op.message;
  unsigned Ordinal = Seen[Text]++;
  std::uint64_t Hash = llvm::xxh3_64bits(Text + '\0' + std::to_string(Ordinal));
  return llvm::utohexstr(Hash, /*LowerCase=*/true, /*Width=*/16);
}

static void addFindings(const ProgramModel &Model, Assessment &A) {
  llvm::StringMap<unsigned> Seen;
  for (const Operation &Op : Model.operations) {
    const CheckInfo *Rule = A.rule(Op.check);
    assert(Rule && "an operation of a check that did not run");
    Finding F{.check = Op.check,
              .family = Rule->family,
              .kind = Op.state == OperationState::Defect ? "defect"
                      : Op.steps.empty()                 ? "operation"
                                                         : "possible",
              .state = Op.countedState(),
              .cwe = Rule->cwes,
              .severity = Rule->severity,
              .confidence = Op.confidence,
              .file = Op.range.file,
              .line = Op.range.line,
              .column = Op.range.column,
              .endLine = Op.range.endLine,
              .endColumn = Op.range.endColumn,
              .function = Op.function,
              .message = Op.message,
              .reason = Op.reason,
              .snippet = Op.snippet,
              .suppressed = Op.suppressed,
              .acceptance = Op.acceptance,
              .fingerprint = fingerprint(Op, Seen)};
    for (const OperationStep &S : Op.steps)
      F.steps.push_back({S.range.file, S.range.line, S.range.column, S.range.endLine,
                         S.range.endColumn, S.message, S.snippet});
    (Op.state == OperationState::Discharged ? A.discharged : A.findings).push_back(std::move(F));
  }
}

static StateCounts sum(const OperationCounts &Counts) {
  StateCounts Sum;
  for (const auto &[Family, C] : Counts) {
    Sum += C;
  }
  return Sum;
}

/// Functions summed by a key, highest score first.
static std::vector<Hotspot> group(llvm::ArrayRef<RankedFunction> Functions, HotspotKind Kind,
                                  llvm::function_ref<std::string(const RankedFunction &)> KeyOf,
                                  double Total) {
  std::map<std::string, Hotspot> Groups;
  for (const RankedFunction &F : Functions) {
    std::string Key = KeyOf(F);
    Hotspot &H = Groups[Key];
    H.kind = Kind;
    H.id = H.name = Key;
    H.score += F.score;
    H.operations += sum(F.operations);
    if (Kind == HotspotKind::File)
      H.file = Key;
  }
  std::vector<Hotspot> Result;
  for (auto &[Key, H] : Groups) {
    H.score = std::round(H.score * 1000) / 1000;
    H.share = Total > 0 ? std::round(H.score / Total * 10000) / 10000 : 0;
    Result.push_back(std::move(H));
  }
  llvm::sort(Result, [](const Hotspot &A, const Hotspot &B) {
    return std::tie(B.score, A.id) < std::tie(A.score, B.id);
  });
  return Result;
}

static void addHotspots(Assessment &A) {
  double Total = 0;
  for (const RankedFunction &F : A.functions)
    Total += F.score;
  for (const RankedFunction &F : llvm::ArrayRef(A.functions).take_front(HotspotFunctions))
    A.hotspots.push_back({.kind = HotspotKind::Function,
                          .id = F.id,
                          .name = F.qualifiedName,
                          .file = F.file,
                          .line = F.line,
                          .score = F.score,
                          .share = Total > 0 ? std::round(F.score / Total * 10000) / 10000 : 0,
                          .operations = sum(F.operations),
                          .terms = scoreTerms(A.scoring, F.signals)});
  auto Directory = [](const RankedFunction &F) {
    llvm::StringRef Parent = llvm::sys::path::parent_path(F.file);
    return Parent.empty() ? std::string(".") : Parent.str();
  };
  llvm::append_range(
      A.hotspots,
      group(A.functions, HotspotKind::File, [](const RankedFunction &F) { return F.file; }, Total));
  llvm::append_range(A.hotspots, group(A.functions, HotspotKind::Module, Directory, Total));
}

Assessment assess(const ProgramModel &Model, std::vector<CheckInfo> Rules,
                  llvm::ArrayRef<std::string> AllChecks, ProjectInfo Project, Surroundings Around) {
  Assessment A;
  A.tool = {"ferrule", FERRULE_VERSION, FERRULE_LLVM_VERSION};
  A.project = std::move(Project);
  A.rules = std::move(Rules);
  A.coverage = coverageOf(Model);
  A.history = Around.past.coverage;
  for (const TUSummary &U : Model.units)
    if (U.status != UnitStatus::Analysed)
      A.problems.push_back({U.unit, U.file, U.status, U.reason, U.errors});
  A.files = Model.files;
  A.suppressionProblems =
      judgeSuppressions(Model.suppressions, AllChecks, A.rules, A.coverage.complete());
  rankFunctions(Model, Around, A);
  addFindings(Model, A);
  addHotspots(A);
  A.inferences = std::move(Around.contracts);
  return A;
}

} // namespace ferrule
