// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Arguments of compilers and linkers, in one spelling each.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace ferrule {

enum class CompilerFamily : unsigned char { Unknown, Gcc, Clang };

/// By the name of the program, behind launchers such as ccache. A plain cc or c++ may be either.
CompilerFamily compilerFamilyOf(llvm::ArrayRef<std::string> Arguments);

/// Those behind the compiler, as they take effect: -Wl,a,b, -Wp,a,b and -Xlinker a are what they
/// hand on; -D X, -U X, -z X, -I X, -l X are joined to one; -isystem X is "-isystem" and X;
/// -fsanitize=a,b is two; the leading dashes of --param and the like stay.
std::vector<std::string> plainArguments(llvm::ArrayRef<std::string> Arguments);

} // namespace ferrule
