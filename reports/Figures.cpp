// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Figures.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cassert>
#include <cmath>
#include <set>

using namespace llvm;

namespace ferrule {
namespace {

std::string number(std::size_t N) { return utostr(N); }

/// Of 100, rounded; what nobody can say is null, as jq prints it.
std::string share(double Part, double Whole) {
  return Whole > 0 ? utostr(static_cast<unsigned>(std::round(100 * Part / Whole))) : "null";
}

std::size_t findings(const Assessment &A, OperationState S) {
  return count_if(A.findings, [S](const Finding &F) { return F.state == S; });
}

unsigned sourceLines(const Assessment &A) {
  double Lines = 0;
  for (const RankedFunction &F : A.functions)
    if (auto It = F.signals.find("sloc"); It != F.signals.end())
      Lines += It->second;
  return static_cast<unsigned>(Lines);
}

std::size_t reached(const Assessment &A) {
  std::size_t Open = 0;
  for (const RankedFunction &F : A.functions)
    if (F.exposure.entry != EntryKind::None || !F.exposure.from.empty())
      for (const auto &[Family, Counts] : F.operations)
        Open += Counts.open;
  return Open;
}

std::size_t exportedPointers(const Assessment &A, bool Unknown) {
  return count_if(A.inferences, [&](const Inference &I) {
    return I.exported && (!Unknown || I.bounds == "unknown");
  });
}

std::size_t readyPatches(const Assessment &A) {
  return count_if(A.patches, [](const Patch &P) { return P.ready(); });
}

std::size_t answered(const Assessment &A) {
  std::set<StringRef> Prints;
  for (const Patch &P : A.patches)
    if (P.ready())
      Prints.insert(P.discharges.begin(), P.discharges.end());
  return Prints.size();
}

unsigned languageLines(const Assessment &A, bool Shipped, bool UnsafeOnly) {
  unsigned Lines = 0;
  for (const LanguageLines &L : A.inventory.languages)
    if (!UnsafeOnly || L.memoryUnsafe)
      Lines += Shipped ? L.shippedLines : L.lines;
  return Lines;
}

const RepeatableFigure All[] = {
    {"units", "compile commands", ".coverage.translationUnits.total",
     [](const Assessment &A) { return number(A.coverage.totalUnits()); }},
    {"analysed", "compile commands that were analysed",
     "[.coverage.translationUnits | .analysed, .recovered] | add",
     [](const Assessment &A) {
       return number(A.coverage.translationUnits.analysed + A.coverage.translationUnits.recovered);
     }},
    {"skipped", "compile commands that were left out", ".coverage.translationUnits.skipped",
     [](const Assessment &A) { return number(A.coverage.translationUnits.skipped); }},
    {"functions", "functions", ".functions | length",
     [](const Assessment &A) { return number(A.functions.size()); }},
    {"source-lines", "source lines in functions", "[.functions[].signals.sloc // 0] | add // 0",
     [](const Assessment &A) { return number(sourceLines(A)); }},
    {"operations", "operations in all", "(.findings | length) + (.discharged | length)",
     [](const Assessment &A) { return number(A.findings.size() + A.discharged.size()); }},
    {"open", "open operations", "[.findings[] | select(.state == \"open\")] | length",
     [](const Assessment &A) { return number(findings(A, OperationState::Open)); }},
    {"accepted", "operations that the source accepts",
     "[.findings[] | select(.state == \"accepted\")] | length",
     [](const Assessment &A) { return number(findings(A, OperationState::Accepted)); }},
    {"discharged", "operations that were shown to be safe", ".discharged | length",
     [](const Assessment &A) { return number(A.discharged.size()); }},
    {"defects", "diagnosed defects", "[.findings[] | select(.state == \"defect\")] | length",
     [](const Assessment &A) { return number(findings(A, OperationState::Defect)); }},
    {"discharged-share", "percent of all operations that were shown to be safe",
     "(.findings | length) as $f | (.discharged | length) as $d | "
     "if $f + $d > 0 then 100 * $d / ($f + $d) | round else null end",
     [](const Assessment &A) {
       return share(A.discharged.size(), A.discharged.size() + A.findings.size());
     }},
    {"density", "open operations in 1,000 source lines",
     "([.functions[].signals.sloc // 0] | add // 0) as $l | if $l > 0 then 1000 * ([.findings[] | "
     "select(.state == \"open\")] | length) / $l | round else null end",
     [](const Assessment &A) {
       return share(10.0 * findings(A, OperationState::Open), sourceLines(A));
     }},
    {"reached", "open operations in functions that bytes from outside come to",
     "[.functions[] | select(.exposure.entry != \"none\" or .exposure.from != \"\") | "
     ".operations[].open] | add // 0",
     [](const Assessment &A) { return number(reached(A)); }},
    {"exported-pointers", "pointers in the exported interface",
     "[.inferences[] | select(.exported)] | length",
     [](const Assessment &A) { return number(exportedPointers(A, false)); }},
    {"unknown-pointers", "of these, pointers whose extent is unknown",
     "[.inferences[] | select(.exported and .bounds == \"unknown\")] | length",
     [](const Assessment &A) { return number(exportedPointers(A, true)); }},
    {"changes", "verified changes that are ready",
     "[.patches[] | select(.status == \"ready\")] | length",
     [](const Assessment &A) { return number(readyPatches(A)); }},
    {"answered", "open operations that these are shown to answer",
     "[.patches[] | select(.status == \"ready\") | .discharges[]] | unique | length",
     [](const Assessment &A) { return number(answered(A)); }},
    {"unsafe-share", "percent of all source lines below the root in memory-unsafe languages",
     "([.inventory.languages[].lines] | add // 0) as $l | if $l > 0 then 100 * "
     "([.inventory.languages[] | select(.memoryUnsafe) | .lines] | add // 0) / $l | round else "
     "null "
     "end",
     [](const Assessment &A) {
       return share(languageLines(A, false, true), languageLines(A, false, false));
     }},
    {"unsafe-share-shipped", "the same of what is shipped",
     "([.inventory.languages[].shippedLines] | add // 0) as $l | if $l > 0 then 100 * "
     "([.inventory.languages[] | select(.memoryUnsafe) | .shippedLines] | add // 0) / $l | round "
     "else null end",
     [](const Assessment &A) {
       return share(languageLines(A, true, true), languageLines(A, true, false));
     }},
    {"unsafe-lines", "shipped source lines in memory-unsafe languages",
     "[.inventory.languages[] | select(.memoryUnsafe) | .shippedLines] | add // 0",
     [](const Assessment &A) { return number(languageLines(A, true, true)); }},
    {"risk-after", "percent of the risk that is left when the plan is done",
     "if .plan.phases == [] then null else 100 * .plan.phases[-1].riskAfter | round end",
     [](const Assessment &A) {
       return A.plan.phases.empty() ? "null" : share(A.plan.phases.back().riskAfter, 1);
     }},
    {"open-after", "operations that are still open then",
     "if .plan.phases == [] then null else .plan.phases[-1].openAfter end",
     [](const Assessment &A) {
       return A.plan.phases.empty() ? "null" : number(A.plan.phases.back().openAfter);
     }},
};

} // namespace

ArrayRef<RepeatableFigure> figures() { return All; }

std::string figure(StringRef Id, const Assessment &A) {
  const RepeatableFigure *Found =
      find_if(All, [&](const RepeatableFigure &F) { return F.id == Id; });
  assert(Found != std::end(All) && "no such figure");
  return Found->value(A);
}

} // namespace ferrule
