// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A sheet on which somebody judges a random sample of what ferrule says of a project, and what came
// of it. Precision that was measured elsewhere is no measure of this code base: funders ask for
// figures of the project itself (docs/reports.md).
#pragma once
#include "tool/model/Assessment.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

/// What a sample is drawn from.
enum class Population : unsigned char {
  Defects,    ///< diagnosed defects
  Open,       ///< open operations
  Discharged, ///< discharged operations
  Contracts,  ///< answers about pointers that are not unknown
};
template <> struct EnumNames<Population> {
  static constexpr llvm::StringLiteral Names[] = {"defects", "open", "discharged", "contracts"};
};

/// Draws Count of them, or all if there are fewer, each as likely as the other, and writes the
/// sheet in Markdown. The same assessment, count and seed give the same sheet on every machine.
void writeJudgingSheet(const Assessment &A, Population From, std::size_t Count, std::uint64_t Seed,
                       llvm::raw_ostream &Out);

/// "of 50 open operations drawn at random (of 789, seed 1), 47 were right, 2 wrong, 1 undecided":
/// for the fact `sample` of the configuration. Fails on a sheet with an item that has no verdict,
/// and on text that is no sheet; errors name the item and the remedy.
llvm::Expected<std::string> countVerdicts(llvm::StringRef Sheet);

} // namespace ferrule
