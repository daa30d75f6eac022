// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The figures that a summary is made of. Each has one definition, and beside it the jq expression
// that makes the same of assessment.json: a reader can repeat every one, and a test does.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

struct RepeatableFigure {
  /// Names it in texts and tests.
  llvm::StringLiteral id;
  /// What it counts, with its unit.
  llvm::StringLiteral label;
  /// For jq -r; prints what value gives.
  llvm::StringLiteral jq;
  std::string (*value)(const Assessment &A);
};

llvm::ArrayRef<RepeatableFigure> figures();

/// The value of a figure; the id is one of them.
std::string figure(llvm::StringRef Id, const Assessment &A);

} // namespace ferrule
