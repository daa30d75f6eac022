// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Programming languages by the names of their files, and their lines of source: Languages.def.
#pragma once
#include "llvm/ADT/StringRef.h"

namespace ferrule {

/// What a comment is in a language, and what only looks like one.
struct CommentSyntax {
  enum Option : unsigned {
    None = 0,
    Characters = 1,    ///< 'x' is a character; an apostrophe alone means nothing
    RawStrings = 2,    ///< R"x(...)x" of C++, r#"..."# of Rust
    LongStrings = 4,   ///< strings go on over the end of a line
    TripleQuotes = 8,  ///< strings in three quotes do so
    WordStart = 16,    ///< a line comment starts behind space only
    HashComments = 32, ///< # starts a comment unless a directive of the preprocessor follows
    Nested = 64,       ///< comments within comments
  };
  llvm::StringLiteral line;
  llvm::StringLiteral blocks;
  llvm::StringLiteral quotes;
  unsigned options = 0;
};

struct Language {
  llvm::StringLiteral name;
  /// On CISA's list: tool/model/Inventory.h.
  bool memoryUnsafe = false;
  const CommentSyntax *syntax = nullptr;
};

/// Whether a name is worth a look at the text: it has the extension of a language, or none.
bool mayBeSource(llvm::StringRef FileName);

/// The language that a file is written in; null when it is none, data, or mark-up that goes by the
/// same name.
const Language *languageOf(llvm::StringRef FileName, llvm::StringRef Text);

/// The language of that name, which there is.
const Language &languageNamed(llvm::StringRef Name);

/// Lines that hold more than space and comments. The content of a string is source; one at the
/// start of a statement in Python is a comment.
unsigned countSourceLines(llvm::StringRef Text, const CommentSyntax &Syntax);

} // namespace ferrule
