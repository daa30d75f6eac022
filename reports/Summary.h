// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The counts and tables that the terminal and the Markdown report share. What a table leaves out,
// its [others] row counts, so that the last row is the total and the rows above it add up to it.
#pragma once
#include "reports/Tables.h"
#include "tool/model/Assessment.h"
#include "tool/model/Counted.h"
#include "llvm/ADT/DenseMap.h"

namespace ferrule {

/// Functions by their id. Refers to the assessment.
class FunctionIndex {
public:
  explicit FunctionIndex(const Assessment &A);
  /// Null for file scope.
  const RankedFunction *find(llvm::StringRef Id) const { return Functions.lookup(Id); }

private:
  llvm::DenseMap<llvm::StringRef, const RankedFunction *> Functions;
};

/// Sum over all families.
StateCounts sum(const OperationCounts &Counts);
/// All operations by family: those of each function, and those outside of functions.
OperationCounts countByFamily(const Assessment &A);

/// The first functions by rank, with how many calls they are from where input comes in, and in how
/// many settings they are one of the first ten.
Table functionTable(const Assessment &A, std::size_t Rows);
/// Both axes of the risk: how near to the input, and how much there is open. No rows when nothing
/// takes input.
Table exposureTable(const Assessment &A);
/// The first files or modules by score. No rows when that was not ranked.
Table placeTable(const Assessment &A, HotspotKind Kind, std::size_t Rows);
Table familyTable(const Assessment &A);

/// "15 compile commands: 12 analysed, 1 failed, 2 skipped; 9 files, 1200 lines, 80 functions".
std::string coverageLine(const Coverage &C);
/// What is missing of the history, without a full stop: "No history: the clone is shallow"; empty
/// when nothing is, or when there is none to read.
std::string historyLine(const HistoryCoverage &H);
/// What came of the files that the scan was given besides the code: a line for each.
std::vector<std::string> importLines(const Assessment &A);
/// What the order of the functions was worth where that is known, what it is not, and what the
/// columns of functionTable say.
extern const llvm::StringLiteral RankingMeaning;
/// The command that made the assessment, with a placeholder for the build directory.
std::string commandToRepeat(const Assessment &A);
/// {"-fplugin=x (2)", "-load (1)"}.
std::vector<std::string> flagCounts(const std::map<std::string, unsigned> &Flags);
/// What was not analysed first, then what has errors, then what was not meant to be analysed.
std::vector<const UnitProblem *> problemsByWeight(const Assessment &A);
/// Open operations that some analysis sees a way to go wrong for.
unsigned countPossible(const Assessment &A);
/// Findings that the source marks NOLINT.
unsigned countSuppressed(const Assessment &A);
/// "NOLINT(ferrule-libc-*)", "ferrule: accepted(libc-*)".
std::string marker(const SuppressionProblem &P);

} // namespace ferrule
