// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What CISA and its partners expect of a memory-safe roadmap: "The Case for Memory Safe Roadmaps",
// December 2023. Six elements of its list (pages 15 and 16), then what the text asks elsewhere. The
// numbers are ours; the words are ours too, shorter than the original.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace ferrule {

struct RoadmapElement {
  /// 1 to 15: MSR-1 and so on.
  unsigned number;
  llvm::StringLiteral title;
  /// One sentence with its full stop.
  llvm::StringLiteral text;
  /// Pages of the document.
  llvm::StringLiteral pages;
};

/// All 15, by number.
llvm::ArrayRef<RoadmapElement> roadmapElements();

} // namespace ferrule
