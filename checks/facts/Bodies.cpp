// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The bodies that the flow analysis reads when the program is linked, and the variables that code
// names which is in none of them.
#include "checks/Extractor.h"
#include "checks/flow/BodyBuilder.h"
#include "checks/flow/Lowering.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace ferrule {
namespace {

/// Variables with static storage that are named other than to read them.
class NamedVariables : public RecursiveASTVisitor<NamedVariables> {
public:
  explicit NamedVariables(llvm::SetVector<const VarDecl *> &Found) : Found(Found) {}

  bool shouldVisitImplicitCode() const { return true; }

  bool TraverseImplicitCastExpr(ImplicitCastExpr *Cast) {
    bool Read = Cast->getCastKind() == CK_LValueToRValue &&
                isa<DeclRefExpr>(Cast->getSubExpr()->IgnoreParens());
    return Read || RecursiveASTVisitor::TraverseImplicitCastExpr(Cast);
  }
  // Operands that are not evaluated.
  bool TraverseUnaryExprOrTypeTraitExpr(UnaryExprOrTypeTraitExpr *) { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *E) { return note(E->getDecl()); }
  bool VisitMemberExpr(MemberExpr *E) { return note(E->getMemberDecl()); }

private:
  bool note(const ValueDecl *D) {
    const auto *V = dyn_cast<VarDecl>(D);
    if (V && V->hasGlobalStorage() && !V->getType().isConstQualified())
      Found.insert(V->getCanonicalDecl());
    return true;
  }

  llvm::SetVector<const VarDecl *> &Found;
};

/// A function of an instance of a template, or inside of one: the others that have its name do
/// something else.
bool isInstance(const FunctionDecl &F) {
  for (const DeclContext *At = &F; At; At = At->getParent()) {
    if (const auto *Outer = dyn_cast<FunctionDecl>(At); Outer && Outer->isTemplateInstantiation())
      return true;
    if (const auto *Class = dyn_cast<CXXRecordDecl>(At);
        Class && isTemplateInstantiation(Class->getTemplateSpecializationKind()))
      return true;
  }
  return false;
}

class Bodies final : public Extractor {
public:
  void subscribe(Dispatcher &D) override {
    D.onFunctionEnd([this](CheckContext &C) { function(*C.function(), C); });
    // Initialisers, default arguments and lambdas are no part of the body of any function.
    D.on<VarDecl>([this](const VarDecl &V, CheckContext &) {
      if (V.hasGlobalStorage() && V.hasInit())
        note(V.getInit());
    });
    D.on<ParmVarDecl>([this](const ParmVarDecl &P, CheckContext &) {
      if (P.hasDefaultArg() && !P.hasUnparsedDefaultArg() && !P.hasUninstantiatedDefaultArg())
        note(P.getDefaultArg());
    });
    D.on<FieldDecl>([this](const FieldDecl &F, CheckContext &) {
      if (F.hasInClassInitializer())
        note(F.getInClassInitializer());
    });
    D.on<LambdaExpr>([this](const LambdaExpr &L, CheckContext &) {
      note(L.getBody());
      if (const FunctionTemplateDecl *Generic = L.getDependentCallOperator())
        for (const FunctionDecl *Instance : Generic->specializations())
          note(Instance->getBody());
    });
    D.on<BlockExpr>([this](const BlockExpr &B, CheckContext &) { note(B.getBody()); });
    D.on<TranslationUnitDecl>(
        [this](const TranslationUnitDecl &, CheckContext &C) { Context = &C; });
  }

  void finish(TUSummary &Summary) override {
    if (Outside.empty() || !Context)
      return;
    BodyBuilder B(Context->ast(), Context->names());
    for (const VarDecl *V : Outside)
      B.entity(*V);
    B.Body.blocks.emplace_back();
    Summary.bodies.push_back({"", flow::pack(B.Body)});
  }

private:
  void function(const FunctionDecl &F, CheckContext &C) {
    if (F.isDependentContext())
      return;
    if (!isInstance(F)) {
      if (!Seen.insert(C.names().of(F)).second)
        return;
      if (std::optional<flow::Body> B = lower(F, C.flow(F), C.ast(), C.names())) {
        C.summary()->bodies.push_back({B->id, flow::pack(*B)});
        return;
      }
    }
    note(F.getBody());
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
      for (const CXXCtorInitializer *I : Constructor->inits())
        note(I->getInit());
  }

  void note(const Stmt *S) { NamedVariables(Outside).TraverseStmt(const_cast<Stmt *>(S)); }

  llvm::StringSet<> Seen;
  llvm::SetVector<const VarDecl *> Outside;
  CheckContext *Context = nullptr;
};

RegisterExtractor<Bodies> X("5-bodies");

} // namespace
} // namespace ferrule
