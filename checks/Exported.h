// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a library gives to others.
#pragma once
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"

namespace ferrule {

/// The function is declared where other programs can read it, and the linker lets them have it; or
/// it is an inline one of a header.
bool isExported(const clang::FunctionDecl &F, const clang::SourceManager &SM);

/// A macro that says so stands in a declaration of it, such as LIB_INTERNAL, whatever it expands to
/// here: where the linker hides such a function, by a version script or an attribute that only some
/// builds have, the compiler does not see it.
bool isMarkedInternal(const clang::FunctionDecl &F);

} // namespace ferrule
