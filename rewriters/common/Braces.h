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

/// The same with Front (lines without indentation) before it, for a statement on the line of its
/// owner: it gets a line of its own.
void addBracesOnLine(Proposal &P, const clang::Stmt &Owner, const clang::Stmt &Child,
                     llvm::StringRef Front, const RewriteContext &R);

/// The statement stands behind something else of its line.
bool sharesLine(const clang::Stmt &S, const RewriteContext &R);

} // namespace ferrule
