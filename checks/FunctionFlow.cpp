// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/FunctionFlow.h"
#include "clang/AST/ASTContext.h"
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

} // namespace ferrule
