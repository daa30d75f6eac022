// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The summary for a pull request or the summary page of a CI job.
#include "reports/Report.h"
#include "reports/Summary.h"
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

/// Text of the analysed code, as code: in a code span GitHub sees no mark-up, no HTML, no @mention,
/// no #number and no address. What a code span in a table cannot hold goes into <code>.
std::string code(StringRef Foreign) {
  std::string Text = printable(Foreign);
  if (Text.empty())
    return "";
  if (StringRef(Text).find_first_of("`|\\") == StringRef::npos)
    return "`" + Text + "`";
  std::string Result = "<code>";
  for (char C : Text)
    if (isASCII(C) && !isAlnum(C) && C != ' ')
      Result += "&#" + utostr(static_cast<unsigned char>(C)) + ";";
    else
      Result += C;
  return Result + "</code>";
}

void printTable(const Table &T, raw_ostream &Out) {
  Out << "## " << T.title << "\n\n|";
  for (const TableColumn &C : T.columns)
    Out << " " << C.heading << " |";
  Out << "\n|";
  for (const TableColumn &C : T.columns)
    Out << (C.number ? "---:|" : "---|");
  Out << "\n";
  for (const auto &Row : T.rows) {
    Out << "|";
    for (const TableCell &Cell : Row)
      Out << " " << (Cell.foreign ? code(Cell.text) : Cell.text) << " |";
    Out << "\n";
  }
  Out << "\n";
}

void printCoverage(const Assessment &A, raw_ostream &Out) {
  Out << "## Coverage\n\n" << coverageLine(A.coverage) << ".\n\n";
  if (!A.coverage.complete())
    Out << "**Incomplete**: the counts leave out what failed.\n\n";
  if (std::string Line = historyLine(A.history); !Line.empty())
    Out << code(Line) << "\n\n";
  for (const std::string &Line : importLines(A))
    Out << code(Line) << "\n\n";
  auto Problems = problemsByWeight(A);
  for (const UnitProblem *P : ArrayRef(Problems).take_front(ProblemRows))
    Out << "- " << nameOf(P->status) << ": " << code(P->file) << ": " << code(P->reason) << "\n";
  if (Problems.size() > ProblemRows)
    Out << "- " << Problems.size() - ProblemRows << " others\n";
  if (!Problems.empty())
    Out << "\n";
  if (A.coverage.refusedFlags.empty())
    return;
  Out << "Refused flags (they could have run code or written files): "
      << join(map_range(flagCounts(A.coverage.refusedFlags), code), ", ") << "\n\n";
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
    printTable(T, Out);
}

void printSuppressionProblems(ArrayRef<SuppressionProblem> Problems, raw_ostream &Out) {
  if (Problems.empty())
    return;
  Out << "## Suppressions to put right\n\n";
  for (const SuppressionProblem &P : Problems.take_front(SuppressionRows))
    Out << "- " << code(P.file + ":" + utostr(P.line)) << ": " << code(marker(P)) << ": "
        << code(P.reason) << "\n";
  if (Problems.size() > SuppressionRows)
    Out << "- " << Problems.size() - SuppressionRows << " others\n";
  Out << "\n";
}

void write(const Assessment &A, const ReportOptions &, raw_ostream &Out) {
  StateCounts All = sum(countByFamily(A));
  Out << "# Memory safety of " << code(sys::path::filename(A.project.root)) << "\n\n";
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
  printTable(functionTable(A, FunctionRows), Out);
  Out << RankingMeaning << "\n\n";
  if (Table T = exposureTable(A); !T.rows.empty())
    printTable(T, Out);
  for (HotspotKind Kind : {HotspotKind::File, HotspotKind::Module})
    if (Table T = placeTable(A, Kind, PlaceRows); !T.rows.empty())
      printTable(T, Out);
  printTable(familyTable(A), Out);
  printAccepted(A, Out);
  printSuppressionProblems(A.suppressionProblems, Out);
  Out << code(A.tool.name + " " + A.tool.version) << ", LLVM " << code(A.tool.llvm);
  if (!A.project.commit.empty())
    Out << ", commit " << code(A.project.commit);
  Out << "\n";
}

RegisterReport X({"md", "summary in Markdown for a pull request or a CI job", write});

} // namespace
} // namespace ferrule
