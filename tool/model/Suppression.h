// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// NOLINT comments, as clang-tidy reads them: found in the text of a file, asked about with and
// without the text.
#pragma once
#include "tool/model/Enum.h"
#include "tool/model/Fields.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>
#include <vector>

namespace ferrule {

/// Which lines a marker is about.
enum class SuppressionKind : unsigned char {
  Line,     ///< NOLINT: its own
  NextLine, ///< NOLINTNEXTLINE: the one below
  Begin,    ///< NOLINTBEGIN: those below, up to the NOLINTEND of the same checks
  End,      ///< NOLINTEND
};
template <> struct EnumNames<SuppressionKind> {
  static constexpr llvm::StringLiteral Names[] = {"line", "nextLine", "begin", "end"};
};

/// A marker in a comment.
struct SuppressionFact {
  std::string file;
  unsigned line = 0;
  SuppressionKind kind = SuppressionKind::Line;
  /// The list of globs in its parentheses; "*" when it has none.
  std::string checks;
  friend bool operator==(const SuppressionFact &, const SuppressionFact &) = default;
};

FERRULE_FIELDS(SuppressionFact, file, line, kind, checks)

/// The markers in the text of a file, by line.
std::vector<SuppressionFact> findSuppressions(llvm::StringRef Text, llvm::StringRef File);

/// Whether the markers of a file, by line, cover reports of a check on a line of it.
bool isSuppressed(llvm::ArrayRef<SuppressionFact> Markers, unsigned Line, llvm::StringRef Check);

} // namespace ferrule
