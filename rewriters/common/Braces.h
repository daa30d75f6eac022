// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Room for a further statement where a branch or loop has only one.
#pragma once
#include "rewriters/Proposal.h"

namespace ferrule {

/// The last token of the statement, its semicolon included; invalid in a macro.
clang::SourceLocation statementEnd(const clang::Stmt &S, const RewriteContext &R);

/// The branch or body Child of an if, for or while gets braces, and Behind (lines without
/// indentation; may be empty) stands behind it. Refuses the proposal where the text does not allow
/// it.
void addBraces(Proposal &P, const clang::Stmt &Owner, const clang::Stmt &Child,
               llvm::StringRef Behind, const RewriteContext &R);

} // namespace ferrule
