// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What in a tree shows that the project looks for errors: tests, fuzzing, sanitizers, static
// analysis, continuous integration.
#pragma once
#include "tool/inventory/TakeInventory.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <map>

namespace ferrule {

class PracticeSearch {
public:
  /// Whether the text of a file of that name could show something beyond what its language is.
  static bool mayShow(llvm::StringRef Name);

  /// A file of the tree that is not of a third party.
  void look(llvm::StringRef Name, llvm::StringRef Text);

  /// By kind and what was found, at most three files for each.
  std::vector<Practice> finish(llvm::ArrayRef<UnitCommand> Commands);

private:
  void add(llvm::StringRef Kind, llvm::StringRef What, llvm::StringRef File, unsigned Line);

  std::map<std::pair<std::string, std::string>, std::vector<Practice>> Found;
};

} // namespace ferrule
