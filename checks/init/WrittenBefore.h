// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "checks/FunctionFlow.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace ferrule {

using Statements = llvm::SmallPtrSet<const clang::Stmt *, 4>;

/// Whether each of Uses comes after one of Writes on every path from the declaration of the
/// variable V. No when a use is in code that the graph does not have or does not reach, such as
/// the body of a lambda, or a handler of exceptions.
bool isWrittenBefore(const Statements &Uses, const Statements &Writes, const clang::VarDecl &V,
                     clang::AnalysisDeclContext &Function);

} // namespace ferrule
