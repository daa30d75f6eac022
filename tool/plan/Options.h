// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What each remedy would cost a module and bring it, whether it is chosen or not.
#pragma once
#include "tool/plan/Modules.h"
#include <set>

namespace ferrule {

struct RemedyOptions {
  RemedyOption age, harden, rewrite, annotate, isolate, replace, port;
  /// Fingerprints of operations that verified declarations and changes are shown to answer.
  std::set<llvm::StringRef> annotated, changed;

  /// The cheapest first.
  std::vector<RemedyOption> list() const;
};

RemedyOptions optionsOf(const PlannedModule &M, const Assessment &A,
                        llvm::ArrayRef<Replacement> Replacements);

} // namespace ferrule
