// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "clang/AST/Expr.h"

namespace ferrule {

/// Whether a call brings in bytes from a file, a socket or a stream: a function of the C or POSIX
/// library that reads one, or a member of std::istream or its buffers that takes from it.
bool isInputCall(const clang::CallExpr &Call);

} // namespace ferrule
