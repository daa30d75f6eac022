// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a library gives to others.
#pragma once
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"

namespace ferrule {

/// The function is declared where other programs can read it, and the linker lets them have it; or
/// it is an inline one of a header.
bool isExported(const clang::FunctionDecl &F, const clang::SourceManager &SM);

} // namespace ferrule
