// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Reads the bodies of functions for what they do with memory on behalf of their callers.
#include "checks/Values.h"
#include "checks/ownership/MemoryCalls.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

using Effect = MemoryWrappers::Effect;

class BodyReader {
public:
  BodyReader(const FunctionDecl &F, MemoryWrappers &Wrappers) : F(F), Wrappers(Wrappers) {}

  Effect read() {
    // A function with a result may release only when it fails: then it has to be a statement of
    // its own, whatever the conditions.
    for (const Stmt *S : F.getBody()->children())
      if (const Expr *Block = S ? releasedBy(*S) : nullptr)
        release(*Block);
    visit(*F.getBody());
    for (const Expr *Value : Returned)
      if (Effect Made = allocated(*Value); Made.Does)
        return Made;
    return Released;
  }

private:
  void visit(const Stmt &S) {
    if (isa<LambdaExpr>(S))
      return;
    if (const auto *Return = dyn_cast<ReturnStmt>(&S); Return && Return->getRetValue())
      Returned.push_back(Return->getRetValue());
    if (const auto *Declared = dyn_cast<DeclStmt>(&S))
      for (const Decl *D : Declared->decls())
        if (const auto *V = dyn_cast<VarDecl>(D); V && V->getInit())
          Values.emplace_back(V, V->getInit());
    if (const auto *B = dyn_cast<BinaryOperator>(&S); B && B->getOpcode() == BO_Assign)
      if (const VarDecl *V = variableOf(*B->getLHS()))
        Values.emplace_back(V, B->getRHS());
    if (const Expr *Block = releasedBy(S); Block && F.getReturnType()->isVoidType())
      release(*Block);
    for (const Stmt *Child : S.children())
      if (Child)
        visit(*Child);
  }

  const Expr *releasedBy(const Stmt &S) const {
    if (const auto *Delete = dyn_cast<CXXDeleteExpr>(&S))
      return Delete->getArgument();
    const auto *Call = dyn_cast<CallExpr>(&S);
    auto Found = Call ? memoryCall(*Call, Wrappers) : std::nullopt;
    return Found && Found->Does == MemoryCall::Releases ? Found->Block : nullptr;
  }

  std::optional<unsigned> parameterOf(const Expr &E) const {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(variableOf(*E.IgnoreParenCasts()));
    return P && P->getDeclContext() == &F ? std::optional(P->getFunctionScopeIndex())
                                          : std::nullopt;
  }

  void release(const Expr &Block) {
    if (auto Index = parameterOf(Block); Index && !Released.Does) {
      Released.Does = MemoryCall::Releases;
      Released.Block = *Index;
    }
  }

  /// What a returned value is, if it is fresh memory whose size the caller has a say in.
  Effect allocated(const Expr &Value) const {
    if (const VarDecl *V = variableOf(*Value.IgnoreParenCasts()); V && V->hasLocalStorage()) {
      for (const auto &[Variable, Given] : Values)
        if (Effect Made = Variable == V ? made(*Given) : Effect(); Made.Does)
          return Made;
      return {};
    }
    return made(Value);
  }

  Effect made(const Expr &Value) const {
    const Expr &E = *Value.IgnoreParenCasts();
    if (const auto *Choice = dyn_cast<ConditionalOperator>(&E)) {
      Effect Made = made(*Choice->getTrueExpr());
      return Made.Does ? Made : made(*Choice->getFalseExpr());
    }
    const auto *Call = dyn_cast<CallExpr>(&E);
    return Call ? allocated(*Call) : Effect();
  }

  Effect allocated(const CallExpr &Call) const {
    Effect Made;
    auto Inner = memoryCall(Call, Wrappers);
    if (!Inner || Inner->Does == MemoryCall::Releases)
      return Made;
    for (const Expr *Size : Inner->Sizes)
      addParameters(*Size, Made);
    auto Block = Inner->Block ? parameterOf(*Inner->Block) : std::nullopt;
    if (Made.Sizes.empty() || (Inner->Block && !Block))
      return {};
    Made.Does = Inner->Does;
    Made.Block = Block.value_or(0);
    Made.ReleasedBy = Inner->ReleasedBy;
    return Made;
  }

  /// The parameters that a size is computed from.
  void addParameters(const Expr &Size, Effect &Made) const {
    const Expr &E = *Size.IgnoreParenCasts();
    if (auto Index = parameterOf(E); Index && !llvm::is_contained(Made.Sizes, *Index))
      Made.Sizes.push_back(*Index);
    if (const auto *B = dyn_cast<BinaryOperator>(&E)) {
      addParameters(*B->getLHS(), Made);
      addParameters(*B->getRHS(), Made);
    }
  }

  const FunctionDecl &F;
  MemoryWrappers &Wrappers;
  llvm::SmallVector<const Expr *, 4> Returned;
  llvm::SmallVector<std::pair<const VarDecl *, const Expr *>, 8> Values;
  Effect Released;
};

} // namespace

const Effect &MemoryWrappers::of(const FunctionDecl &F) {
  // Recursion ends at what is known so far: nothing.
  if (Known.try_emplace(&F).second) {
    Effect Found = BodyReader(F, *this).read();
    Known[&F] = std::move(Found);
  }
  return Known[&F];
}

} // namespace ferrule
