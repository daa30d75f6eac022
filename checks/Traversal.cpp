// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Traversal.h"
#include "checks/EntityNames.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace ferrule {

class Traversal : public RecursiveASTVisitor<Traversal> {
public:
  Traversal(const Dispatcher &D, CheckContext &C) : D(D), C(C) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }

  // Without a queue argument: this switches off the visitor's data recursion, so that the stack of
  // ancestors is exact.
  bool TraverseStmt(Stmt *S) {
    if (!S)
      return true;
    C.Stack.push_back(S);
    const auto *E = dyn_cast<Expr>(S);
    if (!E || !E->isInstantiationDependent())
      D.visit(*S, C);
    bool Continue = RecursiveASTVisitor::TraverseStmt(S);
    C.Stack.pop_back();
    return Continue;
  }

  bool TraverseDecl(Decl *Node) {
    if (!Node || Node->isImplicit() || Node->isInvalidDecl())
      return true;
    // Namespaces and linkage specifications are opened again and again: what they hold is judged.
    if (!isa<TranslationUnitDecl, NamespaceDecl, LinkageSpecDecl>(Node) && C.Stack.empty() &&
        !C.names().inScope(Node->getLocation()))
      return true;
    const auto *F = dyn_cast<FunctionDecl>(Node);
    if (!F || !F->doesThisDeclarationHaveABody()) {
      D.visit(*Node, C);
      return RecursiveASTVisitor::TraverseDecl(Node);
    }
    // A local class's method starts with a stack of its own.
    auto Outer = std::move(C.Stack);
    C.Stack.clear();
    C.Functions.push_back(F);
    D.visit(*Node, C);
    bool Continue = RecursiveASTVisitor::TraverseDecl(Node);
    D.endFunction(C);
    C.Functions.pop_back();
    C.Stack = std::move(Outer);
    return Continue;
  }

  // Operands that are not evaluated read and write nothing.
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) { return true; }
  bool TraverseCXXNoexceptExpr(CXXNoexceptExpr *) { return true; }
  bool TraverseDecltypeTypeLoc(DecltypeTypeLoc, bool) { return true; }

  // The semantic form has the types and the conversions; the syntactic one would repeat it.
  bool TraverseInitListExpr(InitListExpr *I) {
    InitListExpr *Form = I->isSemanticForm() ? I : I->getSemanticForm();
    for (Stmt *Child : (Form ? Form : I)->children())
      if (!TraverseStmt(Child))
        return false;
    return true;
  }

private:
  const Dispatcher &D;
  CheckContext &C;
};

void traverse(const Dispatcher &D, CheckContext &C) {
  Traversal(D, C).TraverseDecl(C.ast().getTranslationUnitDecl());
  D.endUnit(C);
}

} // namespace ferrule
