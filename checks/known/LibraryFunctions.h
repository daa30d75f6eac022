// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The table of library functions for those who have Clang's AST: which row a call belongs to, and
// which argument has a role.
#pragma once
#include "tool/flow/LibraryFunctions.h"
#include "clang/AST/Expr.h"

namespace ferrule {

/// The row of the callee, or null. Functions of the project with internal linkage, C++ linkage
/// outside of namespace std, or too few arguments are none of ours, nor are templates. In C++, free
/// and malloc may be named through std as well.
const LibraryFunction *libraryFunction(const clang::FunctionDecl &Callee);
const LibraryFunction *libraryFunction(const clang::CallExpr &Call);

/// The argument for the first parameter with that role, or null.
const clang::Expr *argumentOf(const LibraryFunction &L, const clang::CallExpr &Call, Role R);

} // namespace ferrule
