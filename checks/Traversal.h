// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The one walk over the AST of a unit that serves every extractor and check.
#pragma once
#include "checks/CheckContext.h"
#include "checks/Dispatcher.h"

namespace ferrule {

/// Walks the declarations of the unit that are in scope and hands each node to the dispatcher.
/// System headers are never entered: in C++ they are most of the AST. Expressions that depend on a
/// template parameter are not handed out; their instances are.
void traverse(const Dispatcher &D, CheckContext &C);

} // namespace ferrule
