// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/cxx/MemberMentions.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

class Finder : public RecursiveASTVisitor<Finder> {
public:
  Finder(const FieldDecl &Field, EntityNames &Names) : Field(Field), Names(Names) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (!D || (!isa<TranslationUnitDecl, NamespaceDecl, LinkageSpecDecl>(D) && Functions.empty() &&
               !Names.inScope(D->getLocation())))
      return true;
    auto *F = dyn_cast<FunctionDecl>(D);
    bool Body = F && F->doesThisDeclarationHaveABody();
    if (Body)
      Functions.push_back(F);
    bool Continue = RecursiveASTVisitor::TraverseDecl(D);
    if (Body)
      Functions.pop_back();
    return Continue;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (E->getMemberDecl() != &Field)
      return true;
    if (Functions.empty())
      Found.elsewhere = E->getMemberLoc();
    else if (!llvm::is_contained(Found.functions, Functions.back()))
      Found.functions.push_back(Functions.back());
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (E->getDecl() == &Field)
      Found.elsewhere = E->getLocation();
    return true;
  }

  bool VisitInitListExpr(InitListExpr *E) {
    if (E->getType()->getAsRecordDecl() == Field.getParent())
      Found.elsewhere = E->getBeginLoc();
    return true;
  }

  MemberMentions Found;

private:
  const FieldDecl &Field;
  EntityNames &Names;
  std::vector<FunctionDecl *> Functions;
};

} // namespace

MemberMentions findMentions(const FieldDecl &Field, EntityNames &Names) {
  Finder F(Field, Names);
  F.TraverseDecl(Field.getASTContext().getTranslationUnitDecl());
  return std::move(F.Found);
}

} // namespace ferrule
