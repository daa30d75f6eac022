// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/FunctionFlow.h"
#include "clang/AST/ASTContext.h"
#include "clang/Analysis/Analyses/LifetimeSafety/LifetimeSafety.h"
#include "clang/Analysis/CFG.h"

using namespace clang;

namespace ferrule {

FunctionFlow::FunctionFlow(const Decl &Function) : Context(nullptr, &Function) {
  CFG::BuildOptions &Options = Context.getCFGBuildOptions();
  Options.AddInitializers = true;
  Options.AddImplicitDtors = true;
  Options.AddLifetime = true;
  // The statements that the analysis of what is not initialised looks for, as Sema asks for them.
  Options.setAlwaysAdd(Stmt::BinaryOperatorClass)
      .setAlwaysAdd(Stmt::CompoundAssignOperatorClass)
      .setAlwaysAdd(Stmt::BlockExprClass)
      .setAlwaysAdd(Stmt::CStyleCastExprClass)
      .setAlwaysAdd(Stmt::DeclRefExprClass)
      .setAlwaysAdd(Stmt::ImplicitCastExprClass)
      .setAlwaysAdd(Stmt::UnaryOperatorClass);
}

const std::optional<std::vector<UninitializedUse>> &FunctionFlow::uninitialized() {
  struct Collector final : UninitVariablesHandler {
    std::vector<UninitializedUse> Uses;
    void handleUseOfUninitVariable(const VarDecl *V, const UninitUse &Use) override {
      Uses.push_back({V, Use});
    }
  };
  if (std::exchange(LookedForUninitialized, true))
    return Uninitialized;
  const Decl &Function = *Context.getDecl();
  // Clang does not promise a usable graph of code that has errors.
  if (Function.getASTContext().getDiagnostics().hasUncompilableErrorOccurred() || !Context.getCFG())
    return Uninitialized;
  Collector Found;
  UninitVariablesAnalysisStats Statistics = {};
  runUninitializedVariablesAnalysis(*Decl::castToDeclContext(&Function), *Context.getCFG(), Context,
                                    Found, Statistics);
  Uninitialized = std::move(Found.Uses);
  return Uninitialized;
}

AnalysisDeclContext &FunctionFlow::linear() {
  if (!Linear) {
    Linear.emplace(nullptr, Context.getDecl());
    CFG::BuildOptions &Options = Linear->getCFGBuildOptions();
    Options.AddInitializers = true;
    Options.AddImplicitDtors = true;
    Options.AddTemporaryDtors = true;
    Options.AddCXXDefaultInitExprInCtors = true;
    Options.AddLifetime = true;
    Options.setAllAlwaysAdd();
  }
  return *Linear;
}

const std::vector<OutlivedBorrow> &FunctionFlow::outlived() {
  using lifetimes::Confidence;
  struct Collector final : lifetimes::LifetimeSafetyReporter {
    std::vector<OutlivedBorrow> Found;
    void reportUseAfterFree(const Expr *Issue, const Expr *Use, SourceLocation,
                            Confidence Sure) override {
      if (Sure == Confidence::Definite)
        Found.push_back({Issue, Use, false});
    }
    void reportUseAfterReturn(const Expr *Issue, const Expr *Escape, SourceLocation,
                              Confidence Sure) override {
      if (Sure == Confidence::Definite)
        Found.push_back({Issue, Escape, true});
    }
  };
  if (Outlived)
    return *Outlived;
  Collector C;
  lifetimes::LifetimeSafetyStats Statistics;
  const Decl &Function = *Context.getDecl();
  if (!Function.getASTContext().getDiagnostics().hasUncompilableErrorOccurred() &&
      linear().getCFG())
    lifetimes::runLifetimeSafetyAnalysis(linear(), &C, Statistics, /*CollectStats=*/false);
  return Outlived.emplace(std::move(C.Found));
}

} // namespace ferrule
