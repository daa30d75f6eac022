// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Text of the analysed code (names, paths, source lines) on its way into a report. Whoever wrote
// that code is not trusted: a file name may hold ESC, a comment may hold a right-to-left override.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace ferrule {

/// What stands at the start of a text.
struct CodePoint {
  /// Nothing: the byte begins no UTF-8 sequence.
  std::optional<char32_t> value;
  unsigned bytes = 1;
};
/// Text must not be empty.
CodePoint firstCodePoint(llvm::StringRef Text);

/// Text on one line in which each character can be seen: others become <U+001B>, bytes that are not
/// UTF-8 become <FF>.
std::string printable(llvm::StringRef Text);

/// The same in Markdown, within a table or not: what could be mark-up becomes a character
/// reference.
std::string inMarkdown(llvm::StringRef Text);

/// Positions that a printable text takes on a terminal.
unsigned displayWidth(llvm::StringRef Printable);

/// UTF-16 code units of a text, a byte that is not UTF-8 counting as one.
unsigned utf16Length(llvm::StringRef Text);

/// At most Bytes bytes of the text, cut between code points; "..." takes the place of the rest.
std::string cut(llvm::StringRef Text, std::size_t Bytes);

} // namespace ferrule
