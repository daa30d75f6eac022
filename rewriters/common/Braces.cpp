// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/common/Braces.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace ferrule {

SourceLocation statementEnd(const Stmt &S, const RewriteContext &R) {
  SourceLocation End = S.getEndLoc();
  if (End.isMacroID() &&
      !Lexer::isAtEndOfMacroExpansion(End, R.sources(), R.ast().getLangOpts(), &End))
    return {};
  auto Next = Lexer::findNextToken(End, R.sources(), R.ast().getLangOpts());
  if (Next && Next->is(tok::semi) && !isa<DeclStmt>(S))
    return Next->getLocation();
  return End;
}

/// The token behind which the opening brace goes.
static SourceLocation openingPlace(const Stmt &Owner, const Stmt &Child) {
  if (const auto *If = dyn_cast<IfStmt>(&Owner))
    return If->getThen() == &Child ? If->getRParenLoc() : If->getElseLoc();
  if (const auto *While = dyn_cast<WhileStmt>(&Owner))
    return While->getRParenLoc();
  return cast<ForStmt>(Owner).getRParenLoc();
}

void addBraces(Proposal &P, const Stmt &Owner, const Stmt &Child, StringRef Behind,
               const RewriteContext &R) {
  SourceLocation End = statementEnd(Child, R), Open = openingPlace(Owner, Child);
  if (End.isInvalid() || Open.isInvalid()) {
    P.refuse("the statement ends in a macro");
    return;
  }
  std::string Text;
  for (; !Behind.empty(); Behind = Behind.split('\n').second)
    Text += R.indentation(Child.getBeginLoc()).str() + Behind.split('\n').first.str() + "\n";
  P.insertAfter(Open, " {");
  P.insertLinesAfter(End, Text + R.indentation(Owner.getBeginLoc()).str() + "}");
}

bool sharesLine(const Stmt &S, const RewriteContext &R) {
  SourceLocation Begin = R.sources().getExpansionLoc(S.getBeginLoc());
  return R.sources().getExpansionColumnNumber(Begin) > R.indentation(Begin).size() + 1;
}

void addBracesOnLine(Proposal &P, const Stmt &Owner, const Stmt &Child, StringRef Front,
                     const RewriteContext &R) {
  SourceLocation End = statementEnd(Child, R), Open = openingPlace(Owner, Child);
  if (End.isInvalid() || Open.isInvalid() || Open.isMacroID() || Child.getBeginLoc().isMacroID()) {
    P.refuse("the statement begins or ends in a macro");
    return;
  }
  std::string Outer = R.indentation(Owner.getBeginLoc()).str(), Newline = R.lineEnd(Open).str();
  std::string Inner = Outer + R.indentStep(Owner.getBeginLoc());
  // The blank that is there becomes the last one of the indentation.
  auto [File, Offset] = R.sources().getDecomposedLoc(Child.getBeginLoc());
  SourceLocation Behind = Lexer::getLocForEndOfToken(Open, 0, R.sources(), R.ast().getLangOpts());
  if (R.sources().getDecomposedLoc(Behind) != std::pair(File, Offset - 1) || Inner.back() != ' ') {
    P.refuse("the statement does not begin its line");
    return;
  }
  std::string Text = " {";
  for (; !Front.empty(); Front = Front.split('\n').second)
    Text += Newline + Inner + Front.split('\n').first.str();
  P.insertAfter(Open, Text + Newline + Inner.substr(1));
  P.insertLinesAfter(End, Outer + "}");
}

} // namespace ferrule
