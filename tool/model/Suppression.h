// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Comments that say of a line that a report is not wanted there, or that it is accepted and why.
#pragma once
#include "tool/model/Enum.h"
#include "tool/model/Fields.h"
#include <compare>
#include <string>

namespace ferrule {

/// What is written, and which lines it is about.
enum class SuppressionKind : unsigned char {
  NoLint,         ///< its own line
  NoLintNextLine, ///< the one below
  NoLintBegin,    ///< those below, up to the NOLINTEND of the same checks
  NoLintEnd,
  Accepted, ///< ferrule: accepted(CHECK) REASON: its own line; when it stands alone, the one below
};
template <> struct EnumNames<SuppressionKind> {
  static constexpr llvm::StringLiteral Names[] = {"NOLINT", "NOLINTNEXTLINE", "NOLINTBEGIN",
                                                  "NOLINTEND", "accepted"};
};

/// A marker in a comment, for one of the checks that it lists.
struct SuppressionFact {
  std::string file;
  unsigned line = 0;
  unsigned column = 0;
  SuppressionKind kind = SuppressionKind::NoLint;
  /// The line that it is about; of a NOLINTBEGIN or NOLINTEND its own.
  unsigned target = 0;
  /// A glob as it is written. Without a list: "*" for a NOLINT, and nothing for an acceptance.
  std::string check;
  /// Of an acceptance.
  std::string reason;
  friend auto operator<=>(const SuppressionFact &, const SuppressionFact &) = default;
};

FERRULE_FIELDS(SuppressionFact, file, line, column, kind, target, check, reason)

} // namespace ferrule
