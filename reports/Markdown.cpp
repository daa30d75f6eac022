// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The summary for a pull request or the summary page of a CI job.
#include "reports/Report.h"
#include "reports/Summary.h"
#include "reports/Tables.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ferrule {
namespace {

constexpr std::size_t FunctionRows = 20;
constexpr std::size_t PlaceRows = 10;
constexpr std::size_t ProblemRows = 20;
constexpr std::size_t SuppressionRows = 20;

void printCoverage(const Assessment &A, raw_ostream &Out) {
  Out << "## Coverage\n\n" << coverageLine(A.coverage) << ".\n\n";
  if (!A.coverage.complete())
    Out << "**Incomplete**: the counts leave out what failed.\n\n";
  if (std::string Line = historyLine(A.history); !Line.empty())
    Out << inCode(Line) << "\n\n";
  for (const std::string &Line : importLines(A))
    Out << inCode(Line) << "\n\n";
  auto Problems = problemsByWeight(A);
  for (const UnitProblem *P : ArrayRef(Problems).take_front(ProblemRows))
    Out << "- " << nameOf(P->status) << ": " << inCode(P->file) << ": " << inCode(P->reason)
        << "\n";
  if (Problems.size() > ProblemRows)
    Out << "- " << Problems.size() - ProblemRows << " others\n";
  if (!Problems.empty())
    Out << "\n";
  if (A.coverage.refusedFlags.empty())
    return;
  Out << "Refused flags (they could have run code or written files): "
      << join(map_range(flagCounts(A.coverage.refusedFlags), inCode), ", ") << "\n\n";
}

void printAccepted(const Assessment &A, raw_ostream &Out) {
  Table T{"Accepted in the source", {{"where"}, {"check"}, {"why"}}, {}};
  std::size_t Others = 0;
  for (const Finding &F : A.findings)
    if (F.state == OperationState::Accepted) {
      if (T.rows.size() == SuppressionRows)
        ++Others;
      else
        T.rows.push_back(
            {{F.file + ":" + utostr(F.line), true}, {F.check, true}, {F.acceptance.reason, true}});
    }
  if (Others)
    T.rows.push_back({{"[" + utostr(Others) + " others]"}, {}, {}});
  if (!T.rows.empty())
    printMarkdownTable(T, Out);
}

void printSuppressionProblems(ArrayRef<SuppressionProblem> Problems, raw_ostream &Out) {
  if (Problems.empty())
    return;
  Out << "## Suppressions to put right\n\n";
  for (const SuppressionProblem &P : Problems.take_front(SuppressionRows))
    Out << "- " << inCode(P.file + ":" + utostr(P.line)) << ": " << inCode(marker(P)) << ": "
        << inCode(P.reason) << "\n";
  if (Problems.size() > SuppressionRows)
    Out << "- " << Problems.size() - SuppressionRows << " others\n";
  Out << "\n";
}

void write(const Assessment &A, const ReportOptions &, raw_ostream &Out) {
  StateCounts All = sum(countByFamily(A));
  Out << "# Memory safety of " << inCode(sys::path::filename(A.project.root)) << "\n\n";
  Out << "**" << counted(All.defect, "defect") << "**, " << counted(All.open, "open operation")
      << ", ";
  if (All.accepted)
    Out << All.accepted << " accepted, ";
  Out << All.discharged << " discharged";
  if (unsigned N = countSuppressed(A))
    Out << " (" << N << " marked NOLINT)";
  Out << ". An open operation is one that nobody has shown to be safe; that does not make it a "
         "bug.\n\n";
  printCoverage(A, Out);
  printMarkdownTable(functionTable(A, FunctionRows), Out);
  Out << RankingMeaning << "\n\n";
  if (Table T = exposureTable(A); !T.rows.empty())
    printMarkdownTable(T, Out);
  for (HotspotKind Kind : {HotspotKind::File, HotspotKind::Module})
    if (Table T = placeTable(A, Kind, PlaceRows); !T.rows.empty())
      printMarkdownTable(T, Out);
  printMarkdownTable(familyTable(A), Out);
  printAccepted(A, Out);
  printSuppressionProblems(A.suppressionProblems, Out);
  Out << inCode(A.tool.name + " " + A.tool.version) << ", LLVM " << inCode(A.tool.llvm);
  if (!A.project.commit.empty())
    Out << ", commit " << inCode(A.project.commit);
  Out << "\n";
}

RegisterReport X({"md", "summary in Markdown for a pull request or a CI job", write});

} // namespace
} // namespace ferrule
