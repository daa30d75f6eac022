// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Names for variables that a rewriter adds to a function.
#pragma once
#include "checks/CheckContext.h"
#include "llvm/ADT/DenseMap.h"

namespace ferrule {

class FreeNames {
public:
  /// A word in front of a name, as that is written: "wide_size", "wideSize". With a number where
  /// the unit uses it already, or it was given out before in the visited function.
  std::string free(llvm::StringRef Word, const std::string &Base, const CheckContext &C);

private:
  /// By function, in the order of the traversal, which all units share.
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<std::string>> GivenOut;
};

} // namespace ferrule
