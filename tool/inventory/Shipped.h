// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which files of a tree a project ships, by their names and what their first lines say.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/Regex.h"
#include <optional>
#include <string>
#include <vector>

namespace ferrule {

/// As ExcludedFiles of the model.
struct Exclusion {
  std::string why;
  /// The outermost directory that decides it, or the file.
  std::string path;
};

/// Whether a directory of the path holds what others wrote.
bool isThirdParty(llvm::StringRef Name);

class ShippedFiles {
public:
  /// Excluded: regular expressions over display paths. One that is none is an error.
  static llvm::Expected<ShippedFiles> make(llvm::ArrayRef<std::string> Excluded);

  /// Why a file is not shipped; nothing if it is.
  std::optional<Exclusion> whyNot(llvm::StringRef Name, llvm::StringRef Text);

private:
  bool isExcluded(llvm::StringRef Name) const;

  std::vector<llvm::Regex> Expressions;
};

} // namespace ferrule
