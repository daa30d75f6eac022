// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where a checkout keeps its objects, and which commit it is at: found by reading the files that
// say so, and not by git, which would read the repository's configuration.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace ferrule {

struct Checkout {
  /// Absolute path of the directory that holds the objects.
  std::string objects;
  /// Id of the commit that is checked out: 40 or 64 hexadecimal digits. Empty before the first
  /// commit, and when the references are not kept as files.
  std::string head;
  /// The commits at which a shallow clone ends, an id per line; empty when it is whole.
  std::string shallow;
};

/// The checkout whose top directory Root is; nothing when it is none.
std::optional<Checkout> findCheckout(llvm::StringRef Root);

/// Id of the commit that the checkout at Root is at, or empty.
std::string commitOf(llvm::StringRef Root);

/// 40 or 64 hexadecimal digits.
bool isCommitId(llvm::StringRef Text);

/// The content of a regular file of at most Limit bytes: what else may lie in a repository in its
/// place would block or has no end.
std::optional<std::string> readRegularFile(llvm::StringRef Path, std::uint64_t Limit);

} // namespace ferrule
