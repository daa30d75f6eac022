// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a memory-safe roadmap has to contain: CISA and others, "The Case for Memory Safe Roadmaps",
// December 2023. The first six are its numbered list, the others are asked for in its text.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace ferrule {

struct RoadmapElement {
  unsigned number = 0;
  llvm::StringLiteral title;
  /// Pages of the document.
  llvm::StringLiteral pages;
};

/// Fifteen, by number.
llvm::ArrayRef<RoadmapElement> roadmapElements();

} // namespace ferrule
