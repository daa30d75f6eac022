// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From a function's clang::CFG to the body that the flow analysis reads.
#pragma once
#include "checks/EntityNames.h"
#include "checks/FunctionFlow.h"
#include "tool/flow/Body.h"
#include "clang/AST/Decl.h"

namespace ferrule {

/// The body of a function definition that depends on no template parameter. Nothing when Clang
/// makes no CFG of it or it is larger than the analysis takes (some 100,000 instructions).
std::optional<flow::Body> lower(const clang::FunctionDecl &F, FunctionFlow &Flow,
                                clang::ASTContext &AST, EntityNames &Names);

/// The constant with which a variable with static storage starts, if it is an integer and the unit
/// defines it.
std::optional<std::int64_t> initialValue(const clang::VarDecl &V, clang::ASTContext &AST);

} // namespace ferrule
