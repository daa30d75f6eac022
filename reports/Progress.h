// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What changed between two assessments, for ferrule diff.
#pragma once
#include "tool/model/Comparison.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

struct ProgressFormat {
  llvm::StringLiteral name;
  /// Equal input gives equal bytes.
  void (*write)(const Comparison &C, llvm::raw_ostream &Out);
};

/// "text", "md" or "json"; null for anything else.
const ProgressFormat *findProgressFormat(llvm::StringRef Name);

} // namespace ferrule
