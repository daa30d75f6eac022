// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Who ends the life of what a pointer leads to, by its declaration: gsl::owner<T *>, and the macro
// FERRULE_OWNED, which is an annotate attribute as long as ferrule reads the file
// (docs/annotations.md).
#pragma once
#include "clang/AST/Decl.h"

namespace ferrule {

/// Of a parameter: the function ends it, or gives it on. Of a function: who gets its result does.
/// Of a field or variable: what it points to belongs to it alone.
bool declaresOwner(const clang::ValueDecl &D);

} // namespace ferrule
