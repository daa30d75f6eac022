// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Identifier.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {

/// Strict and reserved ones of edition 2024.
static bool isKeyword(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Keywords[] = {
      "abstract", "as",     "async",   "await",  "become",  "box",      "break", "const",
      "continue", "do",     "dyn",     "else",   "enum",    "extern",   "false", "final",
      "fn",       "for",    "gen",     "if",     "impl",    "in",       "let",   "loop",
      "macro",    "match",  "mod",     "move",   "mut",     "override", "priv",  "pub",
      "ref",      "return", "static",  "struct", "trait",   "true",     "try",   "type",
      "typeof",   "unsafe", "unsized", "use",    "virtual", "where",    "while", "yield"};
  return llvm::is_contained(Keywords, Name);
}

/// Those that r# does not free.
static bool isForeverReserved(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Names[] = {"_", "Self", "crate", "self", "super"};
  return llvm::is_contained(Names, Name);
}

std::string identifier(llvm::StringRef Name, llvm::StringRef Placeholder) {
  std::string Made = Name.empty() ? Placeholder.str() : Name.str();
  for (char &C : Made)
    if (!llvm::isAlnum(C))
      C = '_';
  if (isForeverReserved(Made))
    return Made + "_";
  return isKeyword(Made) ? "r#" + Made : Made;
}

std::string plain(llvm::StringRef Identifier) {
  Identifier.consume_front("r#");
  return Identifier.str();
}

std::string UniqueNames::add(llvm::StringRef Identifier, llvm::StringRef Suffix) {
  if (Taken.insert(Identifier.str()).second)
    return Identifier.str();
  Identifier.consume_front("r#");
  for (unsigned I = Suffix.empty() ? 2 : 1;; ++I) {
    std::string Made = (Identifier + Suffix + (I == 1 ? "" : "_" + llvm::utostr(I))).str();
    if (Taken.insert(Made).second)
      return Made;
  }
}

} // namespace ferrule::rust
