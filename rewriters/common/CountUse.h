// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is taken for the number of elements behind a pointer, because of its name or because of what
// callers give, and how the function itself uses both.
#pragma once
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include <string>

namespace ferrule {

class CheckContext;

/// E is D, or the member D of whatever record.
bool isName(const clang::Expr &E, const clang::ValueDecl &D);

/// Why Count is not the number of elements behind Pointer as the function's body uses them, or
/// empty: there are more, or it counts groups of them.
std::string whyNoCount(const clang::Stmt &Body, const clang::ValueDecl &Pointer,
                       const clang::ValueDecl &Count, const CheckContext &C);

} // namespace ferrule
