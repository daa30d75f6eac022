// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/CheckContext.h"
#include "checks/Check.h"
#include "checks/FunctionFlow.h"
#include "tool/model/TUSummary.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace ferrule {

CheckContext::CheckContext(ASTContext &AST, EntityNames &Names, MemoryWrappers &Wrappers,
                           ReportSink &Sink, TUSummary *Summary)
    : AST(AST), Names(Names), Wrappers(Wrappers), Sink(Sink), Summary(Summary) {}

CheckContext::~CheckContext() = default;

FunctionFlow &CheckContext::flow(const Decl &Function) {
  std::unique_ptr<FunctionFlow> &Flow = Flows[&Function];
  if (!Flow)
    Flow = std::make_unique<FunctionFlow>(Function);
  return *Flow;
}

const Stmt *CheckContext::parent() const {
  for (const Stmt *S : llvm::reverse(ancestors()))
    if (!isa<ParenExpr, ImplicitCastExpr, FullExpr>(S))
      return S;
  return nullptr;
}

std::string CheckContext::text(const Stmt &S) const {
  constexpr std::size_t Limit = 60;
  // What is written in a macro's argument is shown as it is written there; the body of a macro is
  // shown as its call.
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(S.getSourceRange()), sources(), language());
  StringRef Source = Range.isValid()
                         ? Lexer::getSourceText(Range, sources(), language())
                         : Lexer::getSourceText(sources().getExpansionRange(S.getSourceRange()),
                                                sources(), language());
  std::string Text;
  for (char C : Source) {
    if (isWhitespace(C)) {
      if (!Text.empty() && Text.back() != ' ')
        Text += ' ';
      continue;
    }
    if (Text.size() == Limit)
      return Text + "...";
    Text += C;
  }
  return Text;
}

FunctionFact *CheckContext::functionFact() const {
  if (Functions.empty() || !Summary)
    return nullptr;
  auto It = FactIndex.find(Functions.back());
  return It == FactIndex.end() ? nullptr : &Summary->functions[It->second];
}

void CheckContext::report(OperationState State, SourceRange Range, std::string Message,
                          std::string Reason, Confidence Sure) {
  assert(Running && "only a check reports");
  Sink.add({Running, State, Range, std::move(Message), std::move(Reason), Sure, function()});
}

template <class Entries, class... Args>
static void call(const Entries &Handlers, const Check *&Running, Args &&...As) {
  for (const auto &E : Handlers) {
    Running = E.Owner;
    E.Handler(As...);
  }
}

void Dispatcher::visit(const Stmt &S, CheckContext &C) const {
  call(Stmts[S.getStmtClass()], C.Running, S, C);
}

void Dispatcher::visit(const Decl &D, CheckContext &C) const {
  C.VisitingDecl = true;
  call(Decls[D.getKind()], C.Running, D, C);
  C.VisitingDecl = false;
}

void Dispatcher::endFunction(CheckContext &C) const {
  call(FunctionEnd, C.Running, C);
  C.Flows.clear();
}

void Dispatcher::endUnit(CheckContext &C) const { call(UnitEnd, C.Running, C); }

} // namespace ferrule
