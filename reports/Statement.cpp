// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The stage is of the code that was analysed, which is C or C++ and thus never above the last of
// the three main stages, whatever else the repository holds. Its sub-stage asks for practices and
// tools, for the own code and for dependencies; what the repository shows is evidence of tools for
// the own code at most.
#include "reports/Statement.h"
#include "reports/Summary.h"
#include "tool/model/CweSets.h"
#include "tool/model/MetricExpressions.h"
#include "tool/model/Metrics.h"
#include "tool/model/ScanCommand.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

ContinuumStage stageOf(const Assessment &A) {
  ContinuumStage Stage{"non-memory-safe-by-default",
                       "C: a language that is not memory-safe by default",
                       {"the analysed code is C or C++"}};
  if (A.inventory.languages.empty()) {
    Stage.words += "; which tools check it is not measured";
    return Stage;
  }
  for (const Practice &P : A.inventory.practices)
    if (P.kind == "fuzzing" || P.kind == "sanitizers" || P.kind == "static analysis")
      Stage.evidence.push_back(P.kind + ": " + P.what);
  if (Stage.evidence.size() == 1) {
    Stage.words += "; the repository shows no tool that checks it";
    return Stage;
  }
  Stage.id += "/tooling-own-code";
  Stage.words += "; the repository shows tools that check its own code";
  return Stage;
}

std::string kindOf(unsigned Cwe) {
  for (const ExtraCwe &E : addedByFerrule())
    if (E.number == Cwe)
      return E.kind.str();
  return "";
}

void addCwes(const Assessment &A, Statement &S) {
  S.cweVersion = CweVersion;
  std::map<unsigned, StateCounts> ByCwe;
  for (const auto *List : {&A.findings, &A.discharged})
    for (const Finding &F : *List)
      ByCwe[F.cwe.empty() ? 0 : F.cwe.front()].add(F.state);
  for (CweSet Set : CweSets) {
    CweCount Count{nameOf(Set).str(), sizeOf(Set), "", {}};
    for (const auto &[Cwe, N] : ByCwe)
      if (contains(Set, Cwe))
        Count.operations += N;
    S.cweSets.push_back(std::move(Count));
  }
  for (const auto &[Cwe, N] : ByCwe) {
    if (contains(CweSet::Cisa1399, Cwe))
      continue;
    auto &List = contains(CweSet::FerruleMs1, Cwe) ? S.onlyFerrule : S.inNeither;
    List.push_back({Cwe ? "CWE-" + utostr(Cwe) : "no CWE", 1, kindOf(Cwe), N});
  }
}

void addLimits(const Assessment &A, Statement &S) {
  const UnitCounts &U = A.coverage.translationUnits;
  S.limits.emplace_back(
      "It is a statement of the project on itself, which nobody else has checked");
  S.limits.emplace_back("Errors that no check looks for are in no count");
  S.limits.emplace_back("One configuration of the build was seen, and no other branches of the "
                        "preprocessor, systems or compilers");
  if (U.skipped)
    S.limits.push_back(counted(U.skipped, "compile command") +
                       " skipped: excluded, repeated, or not C or C++");
  if (!A.coverage.complete())
    S.limits.emplace_back(
        "The assessment is incomplete: what could not be analysed is in no count");
  if (unsigned N = A.coverage.cutFunctions + A.coverage.unfollowedFunctions)
    S.limits.push_back(counted(N, "function") +
                       " not followed to the end by the flow analysis: templates, or too large");
  if (A.inventory.languages.empty())
    S.limits.emplace_back("Languages, hardening, tests and dependencies are not measured; ferrule "
                          "plan measures them");
}

void addCommands(const Assessment &A, Statement &S) {
  if (!A.project.commit.empty())
    S.reproduce.push_back("git checkout " + A.project.commit);
  S.reproduce.push_back("ferrule scan -p BUILD --root . -o OUT" + scanOptions(A));
  if (!A.plan.modules.empty() || !A.inventory.languages.empty())
    S.reproduce.emplace_back("ferrule plan OUT -p BUILD --root .");
  S.reproduce.emplace_back("ferrule report OUT --format statement");
}

} // namespace

Statement makeStatement(const Assessment &A) {
  Statement S;
  S.tool = A.tool;
  S.project = projectName(A);
  S.version = A.facts.version;
  S.commit = A.project.commit;
  S.date = A.history.date;
  S.scope = coverageLine(A.coverage);
  S.complete = A.coverage.complete();
  for (const Metric &M : allMetrics()) {
    auto Value = M.of(A);
    S.metrics.push_back({M.id, M.label, M.unit, M.meaning, expressionOf(M.id),
                         Value ? shown(M, *Value) : "not measured", Value.has_value(),
                         Value ? Value->likely : 0});
  }
  S.languages = A.inventory.languages;
  S.stage = stageOf(A);
  addCwes(A, S);
  addLimits(A, S);
  addCommands(A, S);
  return S;
}

} // namespace ferrule
