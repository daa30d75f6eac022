// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/CodeRanges.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace ferrule {

CodeRange codeRange(SourceRange Range, const SourceManager &SM, const LangOptions &Language,
                    EntityNames &Names) {
  CodeRange Result;
  SourceLocation Begin = Range.getBegin();
  Result.inMacro = Begin.isMacroID() && !SM.isMacroArgExpansion(Begin);
  CharSourceRange Chars = SM.getExpansionRange(CharSourceRange::getTokenRange(Range));
  auto [File, Offset] = SM.getDecomposedLoc(Chars.getBegin());
  Result.file = Names.file(Chars.getBegin());
  Result.line = SM.getLineNumber(File, Offset);
  Result.column = SM.getColumnNumber(File, Offset);
  SourceLocation End = Chars.getEnd();
  if (Chars.isTokenRange())
    End = Lexer::getLocForEndOfToken(End, 0, SM, Language);
  auto [EndFile, EndOffset] = SM.getDecomposedLoc(End);
  // An expression that starts in one file and ends in another (an #include in its middle) ends
  // where it starts.
  bool SameFile = End.isValid() && EndFile == File && EndOffset >= Offset;
  Result.endLine = SameFile ? SM.getLineNumber(File, EndOffset) : Result.line;
  Result.endColumn = SameFile ? SM.getColumnNumber(File, EndOffset) : Result.column;
  return Result;
}

std::string sourceLine(SourceLocation Loc, const SourceManager &SM) {
  auto [File, Offset] = SM.getDecomposedLoc(SM.getExpansionLoc(Loc));
  StringRef Buffer = SM.getBufferData(File);
  std::size_t Start = Buffer.substr(0, Offset).rfind('\n') + 1;
  return Buffer.substr(Start).take_until([](char C) { return C == '\n' || C == '\r'; }).str();
}

} // namespace ferrule
