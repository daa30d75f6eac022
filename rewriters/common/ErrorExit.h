// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How a function leaves when something is wrong, by what it does elsewhere.
#pragma once
#include "clang/AST/Decl.h"
#include <optional>
#include <string>

namespace ferrule {

class CheckContext;
class RewriteContext;

struct ErrorExit {
  /// With its semicolon: "return NULL;", "goto fail;".
  std::string statement;
  /// Where the function does that already; invalid when its type alone says it.
  clang::SourceLocation example;
};

/// Nothing when the function does not show it.
std::optional<ErrorExit> errorExit(const clang::FunctionDecl &F, const RewriteContext &R);

/// The visited node is in a lambda or block: a return there leaves that, and not function().
bool isInLambda(const CheckContext &C);

} // namespace ferrule
