// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The report for a terminal: where to look first, what was counted, and what was not looked at.
#include "reports/Report.h"
#include "reports/Snippet.h"
#include "reports/Summary.h"
#include "reports/Tables.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

constexpr std::size_t FunctionRows = 10;
constexpr std::size_t PlaceRows = 5;
constexpr std::size_t ProblemRows = 5;
constexpr std::size_t SuppressionRows = 5;

/// Defects first; what is possible comes before what is only open.
void printFindings(const Assessment &A, bool All, const Palette &Paint, raw_ostream &Out) {
  FunctionIndex Functions(A);
  auto Print = [&](auto Which) {
    for (const Finding &F : A.findings)
      if (!F.suppressed && Which(F))
        printFinding(F, Functions, Paint, Out);
  };
  Print([](const Finding &F) { return F.state == OperationState::Defect; });
  if (!All)
    return;
  auto IsOpen = [](const Finding &F) { return F.state == OperationState::Open; };
  Print([&](const Finding &F) { return IsOpen(F) && F.kind == "possible"; });
  Print([&](const Finding &F) { return IsOpen(F) && F.kind != "possible"; });
  Print([](const Finding &F) { return F.state == OperationState::Accepted; });
}

void printProblems(const Assessment &A, const Palette &Paint, raw_ostream &Out) {
  auto Problems = problemsByWeight(A);
  if (Problems.empty())
    return;
  Out << Paint.bold << "Not analysed, or with errors" << Paint.reset << "\n";
  for (const UnitProblem *P : ArrayRef(Problems).take_front(ProblemRows)) {
    Out << "  " << nameOf(P->status) << "  " << printable(P->file) << ": " << printable(P->reason)
        << "\n";
    for (const UnitDiagnostic &D : ArrayRef(P->errors).take_front(1))
      Out << "    " << printable(D.file) << ":" << D.line << ":" << D.column << ": "
          << printable(D.message) << "\n";
  }
  if (Problems.size() > ProblemRows)
    Out << "  [" << Problems.size() - ProblemRows << " others]\n";
  Out << "\n";
}

void printSuppressionProblems(const Assessment &A, const ReportOptions &Options,
                              const Palette &Paint, raw_ostream &Out) {
  ArrayRef<SuppressionProblem> Problems = A.suppressionProblems;
  if (Problems.empty())
    return;
  std::size_t Rows = Options.allFindings ? Problems.size() : SuppressionRows;
  Out << Paint.bold << "Suppressions to put right" << Paint.reset << "\n";
  for (const SuppressionProblem &P : Problems.take_front(Rows))
    Out << "  " << printable(P.file) << ":" << P.line << ":" << P.column << ": "
        << printable(marker(P)) << ": " << printable(P.reason) << "\n";
  if (Problems.size() > Rows)
    Out << "  [" << Problems.size() - Rows << " others]\n";
  Out << "\n";
}

void printFlags(const Coverage &C, const Palette &Paint, raw_ostream &Out) {
  if (C.refusedFlags.empty())
    return;
  Out << Paint.bold << "Refused flags" << Paint.reset
      << " (they could have run code or written files)\n";
  for (const std::string &Flag : flagCounts(C.refusedFlags))
    Out << "  " << printable(Flag) << "\n";
  Out << "\n";
}

void write(const Assessment &A, const ReportOptions &Options, raw_ostream &Out) {
  Palette Paint(Options.color);
  printFindings(A, Options.allFindings, Paint, Out);
  printTextTable(functionTable(A, FunctionRows), Paint, Out);
  Out << RankingMeaning << "\n\n";
  if (Table T = exposureTable(A); !T.rows.empty())
    printTextTable(T, Paint, Out);
  for (HotspotKind Kind : {HotspotKind::File, HotspotKind::Module})
    if (Table T = placeTable(A, Kind, PlaceRows); !T.rows.empty())
      printTextTable(T, Paint, Out);
  printTextTable(familyTable(A), Paint, Out);
  Out << "Open: nobody has shown that it is safe, which does not make it a bug. "
         "Defect: an analysis shows how it goes wrong.\n";
  if (unsigned N = countPossible(A))
    Out << "Possible defects among the open operations: " << N
        << (Options.allFindings ? ".\n" : "; --all prints them.\n");
  if (sum(countByFamily(A)).accepted)
    Out << "Accepted: open or a defect, and the source says why it stays.\n";
  if (unsigned N = countSuppressed(A))
    Out << "Marked NOLINT in the source, and counted all the same: " << N << ".\n";
  Out << "\n";
  printSuppressionProblems(A, Options, Paint, Out);
  printProblems(A, Paint, Out);
  printFlags(A.coverage, Paint, Out);
  Out << coverageLine(A.coverage) << "\n";
  if (std::string Line = historyLine(A.history); !Line.empty())
    Out << printable(Line) << "\n";
  for (const std::string &Line : importLines(A))
    Out << printable(Line) << "\n";
  if (!A.coverage.complete())
    Out << Paint.error << "Incomplete" << Paint.reset << ": the counts leave out what failed.\n";
}

RegisterReport X({"text", "hotspots, counts and coverage for a terminal", write});

} // namespace
} // namespace ferrule
