// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A file's language is what its extension says, or the interpreter in its first line. Some
// extensions have several owners (.d is a program or a list of dependencies, .m is Objective-C or
// Matlab): there, the text must have a word that only ours has.
#include "tool/inventory/Languages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using llvm::StringLiteral;
using llvm::StringRef;

namespace ferrule {
namespace {

using enum CommentSyntax::Option;

#define SYNTAX(id, line, blocks, quotes, options)                                                  \
  constexpr CommentSyntax id##Syntax = {StringLiteral(line), StringLiteral(blocks),                \
                                        StringLiteral(quotes), options};
#include "tool/inventory/Languages.def"

struct Row {
  Language language;
  StringLiteral extensions;
  StringLiteral needs;
};
constexpr Row Languages[] = {
#define LANGUAGE(name, unsafe, syntax, extensions, needs)                                          \
  {{StringLiteral(name), unsafe, &syntax##Syntax}, StringLiteral(extensions), StringLiteral(needs)},
#include "tool/inventory/Languages.def"
};

struct Interpreter {
  StringLiteral name;
  StringLiteral language;
};
constexpr Interpreter Interpreters[] = {
#define INTERPRETER(name, language) {StringLiteral(name), StringLiteral(language)},
#include "tool/inventory/Languages.def"
};

bool hasWord(StringRef List, StringRef Word) {
  return llvm::is_contained(llvm::split(List, ' '), Word);
}

const Row *findExactly(StringRef Extension) {
  const Row *Found =
      llvm::find_if(Languages, [&](const Row &R) { return hasWord(R.extensions, Extension); });
  return Found == std::end(Languages) ? nullptr : Found;
}

const Row *findExtension(StringRef Extension) {
  const Row *Found = findExactly(Extension);
  return Found ? Found : findExactly(Extension.lower());
}

/// What runs a script: the last part of the path after #!, or of the word behind env.
StringRef interpreterOf(StringRef Text) {
  if (!Text.consume_front("#!"))
    return "";
  llvm::SmallVector<StringRef, 4> Words;
  llvm::SplitString(Text.take_until([](char C) { return C == '\n' || C == '\r'; }), Words);
  if (Words.empty())
    return "";
  StringRef Program = llvm::sys::path::filename(Words.front());
  if (Program == "env")
    for (StringRef Word : llvm::drop_begin(Words))
      if (!Word.starts_with("-") && !Word.contains('='))
        return Word;
  return Program;
}

} // namespace

const Language &languageNamed(StringRef Name) {
  return llvm::find_if(Languages, [&](const Row &R) { return R.language.name == Name; })->language;
}

bool mayBeSource(StringRef FileName) {
  StringRef Extension = llvm::sys::path::extension(FileName);
  return !Extension.consume_front(".") || findExtension(Extension);
}

const Language *languageOf(StringRef FileName, StringRef Text) {
  // Text with a NUL is no text; a Qt translation is named as TypeScript is.
  if (Text.take_front(8192).contains('\0') || Text.starts_with("<?xml") ||
      Text.starts_with("<!DOCTYPE"))
    return nullptr;
  StringRef Extension = llvm::sys::path::extension(FileName);
  if (!Extension.consume_front(".")) {
    StringRef Program = interpreterOf(Text);
    for (const Interpreter &I : Interpreters)
      if (I.name == Program)
        return &languageNamed(I.language);
    return nullptr;
  }
  const Row *Found = findExtension(Extension);
  if (!Found)
    return nullptr;
  const bool IsOurs =
      Found->needs.empty() || llvm::any_of(llvm::split(Found->needs, ' '),
                                           [&](StringRef Word) { return Text.contains(Word); });
  return IsOurs ? &Found->language : nullptr;
}

} // namespace ferrule
