// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/inference/WrittenAttributes.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

bool isSalName(StringRef Name) {
  return Name.starts_with("_In_") || Name.starts_with("_Out_") || Name.starts_with("_Inout_") ||
         Name.starts_with("_Ret_");
}

/// The name with something in parentheses behind it.
bool hasCallOf(StringRef Name, StringRef Text) {
  for (std::size_t At = 0; (At = Text.find(Name, At)) != StringRef::npos;) {
    At += Name.size();
    if (Text.substr(At).ltrim('_').ltrim().starts_with("("))
      return true;
  }
  return false;
}

bool mayHoldAny(StringRef Text) {
  bool IsGnu = hasCallOf("access", Text) ||
               (Text.contains("malloc") && (Text.contains("__attribute") || Text.contains("gnu")));
  return IsGnu || Text.contains("_In_") || Text.contains("_Out_") || Text.contains("_Inout_") ||
         Text.contains("_Ret_");
}

/// Takes tokens one by one, and gathers attributes.
class Reader {
public:
  Reader(FileID File, StringRef Text, const CheckContext &C)
      : Text(Text), Lex(C.sources().getLocForStartOfFile(File), C.language(), Text.begin(),
                        Text.begin(), Text.end()) {
    next();
  }

  bool atEnd() const { return Now.is(tok::eof); }
  unsigned offset() const { return Start; }

  /// Reads up to the end of a declaration, and past it.
  std::vector<WrittenAttribute> declaration() {
    std::vector<WrittenAttribute> Found;
    unsigned Depth = 0;
    for (; !atEnd(); next()) {
      if (Now.is(tok::l_paren))
        ++Depth;
      else if (Now.is(tok::r_paren) && Depth)
        --Depth;
      else if (Now.is(tok::raw_identifier))
        attribute(Found);
      else if (Now.isOneOf(tok::semi, tok::l_brace, tok::r_brace) && !Depth)
        break;
      Before = Now.getKind();
    }
    next();
    return Found;
  }

private:
  void next() {
    Lex.LexFromRawLexer(Now);
    // A directive is no part of a declaration.
    while (Now.is(tok::hash) && Now.isAtStartOfLine())
      do
        Lex.LexFromRawLexer(Now);
      while (Now.isNot(tok::eof) && !Now.isAtStartOfLine());
    Start =
        Now.is(tok::eof) ? Text.size() : Lex.getBufferLocation() - Text.begin() - Now.getLength();
  }

  StringRef spelling() const { return Text.substr(Start, Now.getLength()); }

  void attribute(std::vector<WrittenAttribute> &Found) {
    StringRef Name = spelling();
    if (isSalName(Name)) {
      Found.push_back({Name.str(), {}, Start});
      if (isCallAhead())
        arguments(Found.back());
      return;
    }
    StringRef Plain = Name.trim('_');
    bool IsNamed = Plain == "access" || Plain == "malloc" || Name == "__attr_access";
    bool IsListed = Name == "__attr_access" || Before == tok::l_paren || Before == tok::comma ||
                    Before == tok::coloncolon;
    if (!IsNamed || !IsListed || !isCallAhead())
      return;
    Found.push_back({Plain == "malloc" ? "malloc" : "access", {}, Start});
    arguments(Found.back());
  }

  bool isCallAhead() const { return Text.substr(Start + Now.getLength()).ltrim().starts_with("("); }

  /// The closing parenthesis stays.
  void arguments(WrittenAttribute &Into) {
    unsigned Depth = 0;
    for (next(); !atEnd(); next()) {
      if (Now.is(tok::l_paren))
        ++Depth;
      else if (Now.is(tok::r_paren) && !--Depth)
        break;
      else if (Now.isOneOf(tok::raw_identifier, tok::numeric_constant))
        Into.Arguments.push_back(spelling().str());
    }
  }

  StringRef Text;
  Lexer Lex;
  Token Now;
  tok::TokenKind Before = tok::unknown;
  unsigned Start = 0;
};

} // namespace

std::vector<WrittenAttributes::Declaration> WrittenAttributes::read(FileID File,
                                                                    const CheckContext &C) {
  std::vector<Declaration> Found;
  StringRef Text = C.sources().getBufferData(File);
  if (!mayHoldAny(Text))
    return Found;
  for (Reader R(File, Text, C); !R.atEnd();) {
    std::vector<WrittenAttribute> Attributes = R.declaration();
    Found.push_back({R.offset(), std::move(Attributes)});
  }
  return Found;
}

llvm::ArrayRef<WrittenAttribute> WrittenAttributes::of(const FunctionDecl &F,
                                                       const CheckContext &C) {
  auto [File, Offset] = C.sources().getDecomposedExpansionLoc(F.getLocation());
  auto It = Files.find(File);
  if (It == Files.end())
    It = Files.try_emplace(File, read(File, C)).first;
  auto Found =
      llvm::partition_point(It->second, [&](const Declaration &D) { return D.End <= Offset; });
  if (Found == It->second.end())
    return {};
  return Found->Attributes;
}

} // namespace ferrule
