// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From the AST of a unit to what ferrule boundary has to know of it.
#pragma once
#include "checks/EntityNames.h"
#include "tool/model/Abi.h"
#include "clang/AST/ASTContext.h"

namespace ferrule {

/// The functions that the unit defines, declares in the project or calls; the types that lead
/// there; what each definition touches. Sorted, so that equal input gives equal values.
UnitAbi describeUnit(clang::ASTContext &AST, const SourceScope &Scope);

} // namespace ferrule
