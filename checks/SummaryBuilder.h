// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From the AST of a unit to its summary: every extractor and check in one traversal.
#pragma once
#include "checks/EntityNames.h"
#include "tool/model/TUSummary.h"
#include "clang/AST/ASTContext.h"

namespace ferrule {

class Check;

/// Fills files, functions, operations and the other facts of Summary, sorted, so that equal input
/// gives equal bytes. Checks are those that are enabled; Skipped is what the preprocessor skipped,
/// from a directive to the next: suppressions in it say nothing about the unit.
void buildSummary(clang::ASTContext &AST, const SourceScope &Scope, llvm::ArrayRef<Check *> Checks,
                  llvm::ArrayRef<clang::SourceRange> Skipped, TUSummary &Summary);

} // namespace ferrule
