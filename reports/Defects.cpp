// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The file that is not for others: where diagnosed defects are and how they come about. The reports
// for others only count them.
#include "reports/Report.h"
#include "reports/Summary.h"
#include "tool/model/Metrics.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

void printDefect(const Finding &F, const FunctionIndex &Functions, raw_ostream &Out) {
  Out << "## " << inCode(F.file + ":" + utostr(F.line)) << "\n\n" << inMarkdown(F.message);
  if (const RankedFunction *In = Functions.find(F.function))
    Out << ", in " << inCode(In->qualifiedName);
  Out << ". " << inCode(F.check) << ", "
      << join(map_range(F.cwe, [](unsigned N) { return "CWE-" + utostr(N); }), ", ") << ", "
      << (F.kind == "possible" ? "possible: no run is known to go that way"
                               : "confidence " + nameOf(F.confidence).str())
      << ".\n\n";
  for (const auto &[I, S] : enumerate(F.steps))
    Out << I + 1 << ". " << inCode(S.file + ":" + utostr(S.line)) << ": " << inMarkdown(S.message)
        << "\n";
  if (!F.steps.empty())
    Out << "\n";
  if (!F.snippet.empty())
    Out << inCode(F.snippet) << "\n\n";
  Out << "Fingerprint " << inCode(F.fingerprint) << "\n\n";
}

void write(const Assessment &A, const ReportOptions &, raw_ostream &Out) {
  const auto Print = [&](StringRef Kind) {
    const FunctionIndex Functions(A);
    for (const Finding &F : A.findings)
      if (F.kind == Kind && !F.suppressed)
        printDefect(F, Functions, Out);
  };
  Out << "# Diagnosed defects of " << inMarkdown(projectName(A))
      << "\n\n**Private**: for those who mend them. Other reports only count them until then.\n\n";
  Print("defect");
  Print("possible");
  if (none_of(A.findings, [](const Finding &F) { return F.kind != "operation" && !F.suppressed; }))
    Out << "None were diagnosed.\n";
}

RegisterReport X({"defects", "private: diagnosed defects with their steps, in Markdown", write});

} // namespace
} // namespace ferrule
