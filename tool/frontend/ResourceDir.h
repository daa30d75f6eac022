// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Clang's built-in headers (stddef.h and the like). A tool that lies elsewhere than clang does not
// find them by itself, and then no unit parses.
#pragma once
#include "llvm/Support/Error.h"
#include <string>

namespace ferrule {

/// The first that holds include/stddef.h: ../lib/ferrule/clang/22 beside this program, the
/// directory that it was built with, that of a clang-22 on the PATH. The error says what to
/// install.
llvm::Expected<std::string> findResourceDir();

} // namespace ferrule
