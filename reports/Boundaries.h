// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Cuts for people and programs.
#pragma once
#include "tool/model/Assessment.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

struct BoundaryFormat {
  llvm::StringRef name;
  /// All of them, a line each.
  void (*list)(const Assessment &A, llvm::raw_ostream &Out);
  /// One with all that crosses it.
  void (*show)(const Boundary &Cut, const Assessment &A, llvm::raw_ostream &Out);
};

/// "md" or "json"; null for anything else.
const BoundaryFormat *findBoundaryFormat(llvm::StringRef Name);

/// A shape, or what crosses, as a reader says it: "opaque handle".
std::string inWords(llvm::StringRef Name);

} // namespace ferrule
