// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// C's names as Rust's.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <set>
#include <string>

namespace ferrule::rust {

/// A Rust identifier for a C one. A keyword becomes r#type, or crate_ where r# is not allowed; what
/// no identifier of Rust can have becomes '_'. An empty one becomes the placeholder.
std::string identifier(llvm::StringRef Name, llvm::StringRef Placeholder = "unnamed");

/// Without r#, as a part of a longer name.
std::string plain(llvm::StringRef Identifier);

/// Names within a namespace of Rust.
class UniqueNames {
public:
  /// Nobody gets it any more.
  void reserve(llvm::StringRef Name) { Taken.insert(Name.str()); }
  /// The identifier, or if it is taken, followed by the suffix, or by a number as well.
  std::string add(llvm::StringRef Identifier, llvm::StringRef Suffix = "");

private:
  std::set<std::string, std::less<>> Taken;
};

} // namespace ferrule::rust
