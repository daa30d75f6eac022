// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How many bytes lie behind a pointer, as the source would say it.
#pragma once
#include "rewriters/Rewriter.h"

namespace ferrule {

struct Room {
  /// "sizeof(a)", "sizeof(a) - 2"
  std::string text;
  std::uint64_t bytes = 0;
  /// The text is a difference: as an operand it needs parentheses.
  bool difference = false;

  std::string operand() const { return difference ? "(" + text + ")" : text; }
};

/// Of an array of constant size, of &object, and of a constant offset into one of them. An array
/// that became a pointer as a parameter is none. Nothing when a macro is in the way, or to name the
/// array would do something twice.
std::optional<Room> roomAt(const clang::Expr &Pointer, const CheckContext &C,
                           const RewriteContext &R);

} // namespace ferrule
