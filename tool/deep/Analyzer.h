// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Clang's static analyzer as a second tier: it follows single paths, knows what each of them has
// tested, and costs many times what parsing does. So it gets chosen functions only, with a budget.
#pragma once
#include "checks/EntityNames.h"
#include "tool/model/TUSummary.h"
#include "clang/AST/ASTConsumer.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class CompilerInstance;
class CompilerInvocation;
} // namespace clang

namespace ferrule {

/// Says in an invocation that was gated before which checkers run, and with which budget. Nothing
/// of what the command said of the analyzer stays.
void chooseCheckers(clang::CompilerInvocation &Invocation);

/// Analyses the Functions (EntityNames) that the unit defines, and adds to the Summary
///  - an open operation, with the steps that lead there, per report that is about a check of ours;
///  - a FunctionFact per function, of which only id and flow say something: Followed, or Cut when
///    the budget was spent.
std::unique_ptr<clang::ASTConsumer> createAnalyzer(clang::CompilerInstance &CI,
                                                   const SourceScope &Scope,
                                                   llvm::ArrayRef<std::string> Functions,
                                                   TUSummary &Summary);

} // namespace ferrule
