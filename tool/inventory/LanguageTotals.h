// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Source lines of a tree by language, and what of it is not shipped.
#pragma once
#include "tool/inventory/Languages.h"
#include "tool/inventory/Shipped.h"
#include "tool/model/Inventory.h"
#include <map>

namespace ferrule {

class LanguageTotals {
public:
  explicit LanguageTotals(ShippedFiles Shipped) : Shipped(std::move(Shipped)) {}

  /// A file of the tree that could be read.
  void add(llvm::StringRef Name, llvm::StringRef Text);
  /// One that could not, or a directory.
  void addUnread(llvm::StringRef Name, llvm::StringRef Why);

  /// Fills in what it is about; once.
  void finish(Inventory &Result);

private:
  struct Key {
    std::string why, path;
    auto operator<=>(const Key &) const = default;
  };

  ShippedFiles Shipped;
  std::map<llvm::StringRef, LanguageLines> Languages;
  /// By directory: .h files, whose language only those beside them tell, and these.
  std::map<std::string, LanguageLines> Headers;
  std::map<std::string, std::map<llvm::StringRef, unsigned>> Sources;
  std::map<Key, ExcludedFiles> Excluded;
};

} // namespace ferrule
