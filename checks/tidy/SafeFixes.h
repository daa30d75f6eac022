// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The rewrites that clang-tidy may make as fix-its.
#pragma once
#include "tool/model/Operation.h"
#include "tool/model/Patch.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>

namespace ferrule {

struct SourceScope;

/// Edits of one file by the index of the first operation that they answer. Safe ones only, which
/// change nothing but the unit's main file, and hold without another scan: nobody compiles what
/// clang-tidy changes before it is written.
std::map<std::size_t, std::vector<Edit>> safeFixes(clang::ASTContext &AST, const SourceScope &Scope,
                                                   llvm::ArrayRef<Operation> Operations);

} // namespace ferrule
