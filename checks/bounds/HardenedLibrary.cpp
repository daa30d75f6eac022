// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Read from the bodies, not from the macros that switch the checks on: these are as many as there
// are libraries, and the body is what is compiled. __builtin_unreachable() promises that nothing
// comes there, and is no check; nor is what runs in constant evaluation only.
#include "checks/bounds/HardenedLibrary.h"
#include "checks/Guards.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

static const FunctionDecl *calleeOf(const Stmt &S) {
  const auto *Call = dyn_cast<CallExpr>(&S);
  return Call ? Call->getDirectCallee() : nullptr;
}

static bool endsProgram(const Stmt &S) {
  const FunctionDecl *F = calleeOf(S);
  return F && F->isNoReturn() && F->getBuiltinID() != Builtin::BI__builtin_unreachable;
}

static bool asksForConstantEvaluation(const Stmt &S) {
  const FunctionDecl *F = calleeOf(S);
  return F && F->getDeclName().isIdentifier() && F->getName().contains("is_constant_evaluated");
}

/// Some condition in the statement, on the index if there is one, leads to the end of the program.
static bool branchesToEnd(const Stmt &S, const ParmVarDecl *Index) {
  auto Decides = [&](const Stmt &Condition, std::initializer_list<const Stmt *> Branches) {
    bool Reads = !Index || holds(Condition, [&](const Stmt &Part) {
      const auto *Ref = dyn_cast<DeclRefExpr>(&Part);
      return Ref && Ref->getDecl() == Index;
    });
    return Reads &&
           llvm::any_of(Branches, [](const Stmt *B) { return B && holds(*B, endsProgram); });
  };
  if (const auto *If = dyn_cast<IfStmt>(&S)) {
    if (If->isConsteval() || holds(*If->getCond(), asksForConstantEvaluation))
      return If->getElse() && branchesToEnd(*If->getElse(), Index);
    if (Decides(*If->getCond(), {If->getThen(), If->getElse()}))
      return true;
  }
  if (const auto *Either = dyn_cast<AbstractConditionalOperator>(&S))
    if (Decides(*Either->getCond(), {Either->getTrueExpr(), Either->getFalseExpr()}))
      return true;
  return llvm::any_of(S.children(),
                      [&](const Stmt *Child) { return Child && branchesToEnd(*Child, Index); });
}

static const FunctionDecl *definitionOf(const FunctionDecl &F) {
  // One that was not needed so far has the body of its template only.
  const FunctionDecl *D = F.getDefinition();
  if (!D || !D->hasBody())
    D = F.getTemplateInstantiationPattern();
  return D && D->hasBody() ? D->getDefinition() : nullptr;
}

/// What a member function calls of its own object when that is all that it does, as optional's
/// operator* does, or null.
static const FunctionDecl *delegate(const Stmt &Body) {
  const auto *Block = dyn_cast<CompoundStmt>(&Body);
  const auto *Return =
      Block && Block->size() == 1 ? dyn_cast<ReturnStmt>(Block->body_front()) : nullptr;
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  const auto *Call = Value ? dyn_cast<CXXMemberCallExpr>(Value->IgnoreParenImpCasts()) : nullptr;
  if (!Call || !isa<CXXThisExpr>(Call->getImplicitObjectArgument()->IgnoreParenImpCasts()))
    return nullptr;
  return Call->getMethodDecl();
}

bool HardenedLibrary::checks(const FunctionDecl &F, const ParmVarDecl *Index) {
  auto [It, New] = Known.try_emplace(F.getCanonicalDecl(), false);
  if (!New)
    return It->second;
  const FunctionDecl *Definition = definitionOf(F);
  if (!Definition)
    return false;
  if (Index)
    Index = Definition->getParamDecl(Index->getFunctionScopeIndex());
  const FunctionDecl *Next = Index ? nullptr : delegate(*Definition->getBody());
  bool Checks = branchesToEnd(*Definition->getBody(), Index) || (Next && checks(*Next, nullptr));
  return Known[F.getCanonicalDecl()] = Checks;
}

} // namespace ferrule
