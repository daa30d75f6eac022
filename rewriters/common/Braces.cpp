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

} // namespace ferrule
