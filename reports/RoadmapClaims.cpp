// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Only what the assessment shows is claimed: what a tool measured, or what the project says of
// itself in .ferrule.yaml. That somebody signed, published or decided is never inferred.
#include "reports/RoadmapClaims.h"
#include "tool/model/Counted.h"
#include "tool/model/CweSets.h"
#include "tool/model/Metrics.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

using Claim = std::optional<RoadmapClaim>;

/// What .ferrule.yaml says of an element, as the project says it.
Claim stated(unsigned Element, const char *Predicate, const std::string &Fact) {
  if (Fact.empty())
    return std::nullopt;
  return RoadmapClaim{Element, Predicate, "the project says so in .ferrule.yaml", {Fact},
                      {},      1,         "stated by the project; not checked"};
}

Claim phases(const Assessment &A) {
  const Plan &P = A.plan;
  if (P.phases.empty())
    return std::nullopt;
  auto Measurable = count_if(P.steps, [](const PlanStep &S) { return !S.exitCriteria.empty(); });
  return RoadmapClaim{1,
                      "the work is broken into phases with outcomes that can be measured",
                      "ferrule plan proposes them from the measured code",
                      {counted(P.phases.size(), "phase") + ", " + counted(P.steps.size(), "step"),
                       counted(Measurable, "step") + " with commands that succeed when it is done"},
                      {"no dates: they are the owner's to set"},
                      0.5,
                      "phases and criteria are there; dates are not"};
}

Claim dependencies(const Assessment &A) {
  if (A.inventory.languages.empty())
    return std::nullopt;
  std::vector<std::string> Evidence = {
      counted(A.inventory.dependencies.size(), "native dependency", "native dependencies") +
      " found"};
  for (const NativeDependency &D : A.inventory.dependencies)
    Evidence.push_back(D.name + ": " + D.how);
  return RoadmapClaim{4,
                      "dependencies in native code are known",
                      "they are read from the build, from headers and from binaries",
                      std::move(Evidence),
                      {"no decision for each of them: it is the owner's to make"},
                      0.5,
                      "the inventory is there; decisions are not"};
}

Claim transparency(const Assessment &A) {
  if (A.project.commit.empty())
    return std::nullopt;
  return RoadmapClaim{5,
                      "the figures can be measured again and compared",
                      "the same commit gives the same bytes, and ferrule diff compares two of them",
                      {"commit " + A.project.commit, A.tool.name + " " + A.tool.version},
                      {"no published rhythm, and no account of wins and challenges"},
                      0.5,
                      "measured in a way that can be repeated; publishing is for people"};
}

Claim obstacles(const Assessment &A) {
  if (A.plan.modules.empty())
    return std::nullopt;
  RoadmapClaim C{10,
                 "what hinders is named, with what would help",
                 "ferrule plan finds them in the code",
                 {},
                 {"what hinders beside the code is not known to a tool"},
                 0.5,
                 "obstacles in the code are there; others are for people"};
  for (const TargetBlocker &B : A.plan.blockers)
    C.evidence.push_back(B.target + ": " + B.what + ", " + counted(B.places, "place"));
  if (C.evidence.empty())
    C.evidence.emplace_back("none was found");
  return C;
}

Claim maturity(const Assessment &A) {
  if (A.inventory.languages.empty())
    return std::nullopt;
  return RoadmapClaim{11,
                      "the project is placed in the OpenSSF Memory Safety Continuum",
                      "from the languages and from the tools that the repository shows",
                      {"see the property ferrule:memory-safety:continuum-stage"},
                      {"whether it is the model that the organisation follows is not known"},
                      0.5,
                      "placed by evidence; the choice of the model is for people"};
}

Claim priorities(const Assessment &A) {
  if (A.functions.empty())
    return std::nullopt;
  auto Reached = count_if(A.functions, [](const auto &F) { return !F.exposure.from.empty(); });
  RoadmapClaim C{12,
                 "it is said which code comes first, and why",
                 "each function has a score with its terms, and its distance from input",
                 {counted(A.functions.size(), "function") + " ranked, " + utostr(Reached) +
                  " of them reached by input"},
                 {},
                 0.5,
                 "an order with reasons is there; what matters to users is for people to say"};
  if (!A.plan.modules.empty())
    C.evidence.push_back("a remedy with reasons for " + counted(A.plan.modules.size(), "module"));
  else
    C.counterEvidence.emplace_back("no remedy is chosen: ferrule plan did not run");
  return C;
}

Claim mitigations(const Assessment &A) {
  if (A.inventory.languages.empty())
    return std::nullopt;
  RoadmapClaim C{
      13, "interim mitigations are named", "observed in the compile commands and files", {}, {}, 0,
      ""};
  for (const HardeningMeasure &M : A.inventory.hardening) {
    std::string Text =
        M.flag + " on " + utostr(M.observed) + " of " + counted(M.units, "compile command");
    if (M.units)
      (M.observed ? C.evidence : C.counterEvidence).push_back(std::move(Text));
  }
  for (const Practice &P : A.inventory.practices)
    C.evidence.push_back(P.kind + ": " + P.what);
  C.score = C.evidence.empty() ? 0 : 0.5;
  C.rationale = C.evidence.empty()
                    ? "looked for in the compile commands and files, and none was found"
                    : "what is in use is there; whether it is enough is for people to say";
  return C;
}

Claim boundaries(const Assessment &A) {
  if (A.functions.empty())
    return std::nullopt;
  const std::vector<Metric> Metrics = allMetrics();
  auto Shown = [&](StringRef Id) {
    const Metric &M = *find_if(Metrics, [&](const Metric &X) { return X.id == Id; });
    return shown(M, *M.of(A));
  };
  RoadmapClaim C{
      14,
      "what crosses the interface is qualified",
      "the contract of every pointer in the interface is inferred, or said to be unknown",
      {Shown("exported.functions") + " exported functions, " + Shown("exported.pointers") +
       " pointer parameters"},
      {Shown("exported.unbounded") + " of them without known bounds"},
      0.5,
      "measured at the interface; guarantees are for the project to give"};
  for (const Boundary &B : A.boundaries)
    for (const ResidualUnsafe &U : B.residualUnsafe)
      if (B.name == "library")
        C.evidence.push_back("a port of the library keeps unsafe code: " + U.reason + ", " +
                             counted(U.lines, "line"));
  return C;
}

Claim definition(const Assessment &) {
  return RoadmapClaim{15,
                      "the weaknesses that count as memory safety are listed",
                      "two sets with names and versions, and the counts of each",
                      {("CISA-1399 (CWE " + CweVersion + ")").str(), "ferrule-MS-1"},
                      {},
                      1,
                      "both sets are named, with the difference"};
}

} // namespace

std::vector<RoadmapClaim> roadmapClaims(const Assessment &A) {
  const ProjectFacts &F = A.facts;
  std::vector<RoadmapClaim> Claims;
  for (Claim C :
       {phases(A), stated(2, "there is a date for memory-safe languages in new code", F.newCode),
        stated(3, "there is a plan for training and integration", F.training), dependencies(A),
        transparency(A), stated(6, "there is a commitment on CWE data", F.vulnerabilityData),
        stated(8, "there is a named owner", F.owner), obstacles(A), maturity(A), priorities(A),
        mitigations(A), boundaries(A), definition(A)})
    if (C)
      Claims.push_back(std::move(*C));
  return Claims;
}

} // namespace ferrule
