// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/Proposal.h"
#include "checks/CodeRanges.h"
#include "rewriters/Rewriter.h"
#include "clang/Lex/Lexer.h"
#include "clang/Tooling/Inclusions/HeaderIncludes.h"
#include "llvm/ADT/STLExtras.h"
#include <array>

using namespace clang;

namespace ferrule {

RewriteContext::RewriteContext(ASTContext &AST, EntityNames &Names, const RewriteInput &Input,
                               std::vector<Suggestion> &Suggestions)
    : AST(AST), Names(Names), Suggestions(Suggestions) {
  for (const OpenOperation &Op : Input.open) {
    Open.emplace(std::tuple(Op.range.file, Op.range.line, Op.range.column), &Op);
    OpenByFunction.emplace(Op.function, &Op);
  }
  for (const SlotContract &C : Input.contracts)
    Contracts.try_emplace({C.entity, C.slot, C.property}, &C);
}

const OpenOperation *RewriteContext::open(llvm::StringRef Check, SourceRange Node) const {
  // A default argument stands nowhere.
  if (Node.isInvalid())
    return nullptr;
  CodeRange Range = codeRange(Node, sources(), AST.getLangOpts(), Names);
  auto [First, Last] = Open.equal_range({Range.file, Range.line, Range.column});
  for (; First != Last; ++First) {
    const OpenOperation &Op = *First->second;
    if (Op.check == Check && Op.range.endLine == Range.endLine &&
        Op.range.endColumn == Range.endColumn)
      return &Op;
  }
  return nullptr;
}

std::vector<const OpenOperation *> RewriteContext::operationsAbout(const NamedDecl &Entity,
                                                                   const NamedDecl &Slot) const {
  std::vector<const OpenOperation *> Found;
  const std::string Name = Slot.getNameAsString();
  bool Result = &Entity == &Slot && isa<FunctionDecl>(Entity);
  if (isa<FunctionDecl>(Entity)) {
    auto [First, Last] = OpenByFunction.equal_range(Names.of(Entity));
    for (; First != Last; ++First)
      if (Result || StringRef(First->second->message + First->second->reason).contains("'" + Name))
        Found.push_back(First->second);
    if (!Result)
      return Found;
  }
  for (const auto &[Function, Op] : OpenByFunction)
    if (StringRef Text = Op->message;
        Text.contains("'" + Name) || Text.contains("->" + Name) || Text.contains("." + Name))
      Found.push_back(Op);
  return Found;
}

const SlotContract *RewriteContext::contract(const NamedDecl &Entity, llvm::StringRef Slot,
                                             llvm::StringRef Property) const {
  auto It = Contracts.find({Names.of(Entity), Slot.str(), Property.str()});
  return It == Contracts.end() ? nullptr : It->second;
}

/// The text of the line up to the location, from its start.
static StringRef lineStart(SourceLocation Loc, const SourceManager &SM) {
  auto [File, Offset] = SM.getDecomposedLoc(SM.getExpansionLoc(Loc));
  StringRef Before = SM.getBufferData(File).take_front(Offset);
  return Before.substr(Before.rfind('\n') + 1);
}

StringRef RewriteContext::indentation(SourceLocation Loc) const {
  return lineStart(Loc, sources()).take_while([](char C) { return C == ' ' || C == '\t'; });
}

StringRef RewriteContext::lineEnd(SourceLocation Loc) const {
  auto [File, Offset] = sources().getDecomposedLoc(sources().getExpansionLoc(Loc));
  StringRef Text = sources().getBufferData(File);
  std::size_t End = Text.find('\n');
  return End != StringRef::npos && End && Text[End - 1] == '\r' ? "\r\n" : "\n";
}

std::string RewriteContext::indentStep(SourceLocation Loc) const {
  StringRef Here = indentation(Loc);
  if (Here.contains('\t'))
    return "\t";
  // By how much lines of the file are most often deeper than the line before.
  auto [File, Offset] = sources().getDecomposedLoc(sources().getExpansionLoc(Loc));
  std::array<unsigned, 9> Deeper{};
  std::size_t Before = 0;
  StringRef Rest = sources().getBufferData(File);
  for (unsigned Lines = 0; !Rest.empty() && Lines != 2000; ++Lines) {
    auto [Line, Next] = Rest.split('\n');
    Rest = Next;
    std::size_t Spaces = Line.find_first_not_of(' ');
    // Block comments go on as they like.
    if (Spaces == StringRef::npos || Line[Spaces] == '*' || Line[Spaces] == '\r')
      continue;
    if (Spaces > Before + 1 && Spaces - Before < Deeper.size())
      ++Deeper[Spaces - Before];
    Before = Spaces;
  }
  const auto *Most = llvm::max_element(Deeper);
  const std::size_t Step = *Most ? static_cast<std::size_t>(Most - Deeper.begin()) : 8;
  std::string Spaces(Step, ' ');
  return Spaces;
}

StringRef RewriteContext::fileText(SourceLocation Loc) const {
  return sources().getBufferData(sources().getFileID(sources().getExpansionLoc(Loc)));
}

std::string RewriteContext::sourceText(SourceRange Tokens) const {
  CharSourceRange Range = Lexer::makeFileCharRange(CharSourceRange::getTokenRange(Tokens),
                                                   sources(), AST.getLangOpts());
  return Lexer::getSourceText(Range, sources(), AST.getLangOpts()).str();
}

Proposal::Proposal(RewriteContext &R, const RewriterInfo &Info, SourceLocation Where,
                   std::string Title)
    : R(R) {
  SourceLocation Loc = R.sources().getExpansionLoc(Where);
  S.rewriter = Info.id;
  S.tier = Info.tier;
  S.title = std::move(Title);
  S.file = R.names().file(Loc);
  S.line = R.sources().getExpansionLineNumber(Loc);
  S.group = S.file + ":" + std::to_string(R.sources().getFileOffset(Loc));
}

Proposal &Proposal::answers(const OpenOperation &Op) {
  S.answers.push_back(Op.fingerprint);
  return *this;
}

Proposal &Proposal::group(std::string Key) {
  S.group = std::move(Key);
  return *this;
}

Proposal &Proposal::tier(PatchTier T) {
  S.tier = T;
  return *this;
}

Proposal &Proposal::ask(std::string Question) {
  S.question = std::move(Question);
  return tier(PatchTier::Review);
}

Proposal &Proposal::require(std::string Precondition) {
  S.preconditions.push_back(std::move(Precondition));
  return *this;
}

Proposal &Proposal::because(std::string What, SourceLocation Where) {
  PatchEvidence E{std::move(What)};
  if (Where.isValid()) {
    E.file = R.names().file(Where);
    E.line = R.sources().getExpansionLineNumber(Where);
  }
  S.evidence.push_back(std::move(E));
  return *this;
}

Proposal &Proposal::because(PatchEvidence Evidence) {
  S.evidence.push_back(std::move(Evidence));
  return *this;
}

Proposal &Proposal::against(PatchEvidence Evidence) {
  S.against.push_back(std::move(Evidence));
  return *this;
}

Proposal &Proposal::refuse(std::string Reason) {
  if (S.refusal.empty())
    S.refusal = std::move(Reason);
  return *this;
}

void Proposal::edit(SourceLocation Begin, unsigned Length, std::string Text) {
  if (!R.names().inScope(Begin)) {
    refuse("the text to change is in a file that is not of the project");
    return;
  }
  auto [File, Offset] = R.sources().getDecomposedLoc(Begin);
  S.edits.push_back({R.names().file(Begin), Offset, Length, std::move(Text)});
}

Proposal &Proposal::replace(SourceRange Tokens, std::string Text) {
  CharSourceRange Range = Lexer::makeFileCharRange(CharSourceRange::getTokenRange(Tokens),
                                                   R.sources(), R.ast().getLangOpts());
  if (Range.isInvalid() || Range.getBegin().isMacroID())
    return refuse("the text to change comes from a macro");
  edit(Range.getBegin(),
       R.sources().getFileOffset(Range.getEnd()) - R.sources().getFileOffset(Range.getBegin()),
       std::move(Text));
  return *this;
}

Proposal &Proposal::insertBefore(SourceLocation Token, std::string Text) {
  if (Token.isMacroID() &&
      !Lexer::isAtStartOfMacroExpansion(Token, R.sources(), R.ast().getLangOpts(), &Token))
    return refuse("the text to change comes from a macro");
  edit(Token, 0, std::move(Text));
  return *this;
}

Proposal &Proposal::insertAfter(SourceLocation Token, std::string Text) {
  // In the argument of a macro it stands where it is written.
  CharSourceRange Written = Lexer::makeFileCharRange(CharSourceRange::getTokenRange(Token, Token),
                                                     R.sources(), R.ast().getLangOpts());
  if (Written.isInvalid())
    return refuse("the text to change comes from a macro");
  edit(Written.getEnd(), 0, std::move(Text));
  return *this;
}

Proposal &Proposal::insertLineBefore(SourceLocation Token, StringRef Text) {
  if (Token.isMacroID() &&
      !Lexer::isAtStartOfMacroExpansion(Token, R.sources(), R.ast().getLangOpts(), &Token))
    return refuse("the text to change comes from a macro");
  StringRef Before = lineStart(Token, R.sources());
  if (!Before.trim(" \t").empty())
    return refuse("the statement does not begin its line");
  std::string Lines, End = R.lineEnd(Token).str();
  for (StringRef Rest = Text; !Rest.empty();) {
    auto [Line, Next] = Rest.split('\n');
    Lines += Before.str() + Line.str() + End;
    Rest = Next;
  }
  edit(Token.getLocWithOffset(-static_cast<int>(Before.size())), 0, std::move(Lines));
  return *this;
}

/// The text as HeaderIncludes is to see it: '#define NAME 1' is no include guard to it, so the
/// value is blanked.
static std::string withPlainGuard(StringRef Text, const LangOptions &Options) {
  Lexer Lex(SourceLocation(), Options, Text.begin(), Text.begin(), Text.end());
  std::string Plain = Text.str();
  StringRef Name;
  for (StringRef Word : {"ifndef", "define"}) {
    Token Hash, Directive, Guard;
    Lex.LexFromRawLexer(Hash);
    Lex.LexFromRawLexer(Directive);
    Lex.LexFromRawLexer(Guard);
    if (Hash.isNot(tok::hash) || Directive.isNot(tok::raw_identifier) ||
        Directive.getRawIdentifier() != Word || Guard.isNot(tok::raw_identifier) ||
        (!Name.empty() && Guard.getRawIdentifier() != Name))
      return Plain;
    Name = Guard.getRawIdentifier();
  }
  StringRef Value = Text.drop_front(Name.end() - Text.begin()).take_until([](char C) {
    return C == '\n' || C == '\r' || C == '/';
  });
  Plain.replace(Value.begin() - Text.begin(), Value.size(), Value.size(), ' ');
  return Plain;
}

Proposal &Proposal::include(SourceLocation Where, StringRef Header) {
  Where = R.sources().getExpansionLoc(Where);
  auto [File, Offset] = R.sources().getDecomposedLoc(Where);
  StringRef Text = R.sources().getBufferData(File);
  const std::string Plain = withPlainGuard(Text, R.ast().getLangOpts());
  tooling::HeaderIncludes Includes(R.names().file(Where), Plain, tooling::IncludeStyle());
  auto Replacement = Includes.insert(Header.drop_front().drop_back(), Header.front() == '<',
                                     tooling::IncludeDirective::Include);
  // It is there.
  if (!Replacement)
    return *this;
  std::string Line = Replacement->getReplacementText().str();
  if (R.lineEnd(Where) == "\r\n" && !StringRef(Line).ends_with("\r\n"))
    Line.insert(Line.size() - 1, "\r");
  edit(R.sources().getLocForStartOfFile(File).getLocWithOffset(Replacement->getOffset()), 0,
       std::move(Line));
  return *this;
}

/// The rest of a line holds nothing but white space and comments that end on it.
static bool isCommentOnly(StringRef Rest) {
  Rest = Rest.trim();
  while (Rest.consume_front("/*")) {
    std::size_t End = Rest.find("*/");
    if (End == StringRef::npos)
      return false;
    Rest = Rest.drop_front(End + 2).ltrim();
  }
  return Rest.empty() || Rest.starts_with("//");
}

Proposal &Proposal::insertLinesAfter(SourceLocation Token, StringRef Text) {
  CharSourceRange Written = Lexer::makeFileCharRange(CharSourceRange::getTokenRange(Token, Token),
                                                     R.sources(), R.ast().getLangOpts());
  if (Written.isInvalid())
    return refuse("the text to change comes from a macro");
  auto [File, Offset] = R.sources().getDecomposedLoc(Written.getEnd());
  StringRef Rest = R.sources().getBufferData(File).substr(Offset).take_until(
      [](char C) { return C == '\n' || C == '\r'; });
  unsigned Skip = isCommentOnly(Rest) ? Rest.size() : 0;
  std::string Lines;
  for (; !Text.empty(); Text = Text.split('\n').second)
    Lines += R.lineEnd(Token).str() + Text.split('\n').first.str();
  edit(Written.getEnd().getLocWithOffset(Skip), 0, std::move(Lines));
  return *this;
}

Proposal &Proposal::insertBlock(SourceLocation Where, StringRef Lines) {
  Where = R.sources().getExpansionLoc(Where);
  FileID File = R.sources().getFileID(Where);
  StringRef Text = R.sources().getBufferData(File);
  if (Text.contains(Lines))
    return *this;
  // Where an #include would be put whose name comes after all others: behind include guards and
  // comments, too.
  const std::string Plain = withPlainGuard(Text, R.ast().getLangOpts());
  tooling::HeaderIncludes Includes(R.names().file(Where), Plain, tooling::IncludeStyle());
  auto Place = Includes.insert("~", /*IsAngled=*/true, tooling::IncludeDirective::Include);
  if (!Place)
    return refuse("there is no place for the macros in this file");
  std::string Block;
  for (StringRef Rest = Lines; !Rest.empty(); Rest = Rest.split('\n').second)
    Block += Rest.split('\n').first.str() + R.lineEnd(Where).str();
  edit(R.sources().getLocForStartOfFile(File).getLocWithOffset(Place->getOffset()), 0,
       std::move(Block));
  return *this;
}

void Proposal::offer() {
  if (!S.refusal.empty())
    S.edits.clear();
  R.Suggestions.push_back(std::move(S));
}

} // namespace ferrule
