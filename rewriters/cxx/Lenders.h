// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the views that a method returns look into.
#pragma once
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/SmallSet.h"
#include <string>

namespace ferrule {

struct Lenders {
  /// Its object, by value in it or in a container that it owns.
  bool object = false;
  /// Parameters that are references, by index.
  llvm::SmallSet<unsigned, 2> parameters;
  /// A return of which it is not known, as it is written; empty: none.
  std::string unknown;
};

/// Of all its returns. Views of nothing, of literals and of what lives as long as the program look
/// into neither.
Lenders lendersOf(const clang::CXXMethodDecl &Method);

} // namespace ferrule
