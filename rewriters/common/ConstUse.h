// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "clang/AST/Decl.h"
#include "llvm/ADT/ArrayRef.h"
#include <string>

namespace ferrule {

/// Why a parameter that is a pointer could not lead to what is const, as far as one use tells: what
/// lies behind it, or behind a pointer that is read from there, is written, or goes to where it may
/// be. Empty: it could. Path: from the outermost statement of the function down to the name.
std::string whyNotConst(const clang::FunctionDecl &F, llvm::ArrayRef<const clang::Stmt *> Path);

} // namespace ferrule
