// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The second line behind CommandCleaner: whatever got into a CompilerInvocation, it can only parse.
#pragma once
#include "tool/model/TUSummary.h"
#include <vector>

namespace clang {
class CompilerInvocation;
}

namespace ferrule {

/// Clears all of \p Invocation that loads code, writes a file, reads compiled modules or overlays,
/// or prints; and sets the action to parsing. The cleaned command of an honest project loses
/// nothing here.
/// \param Notes receives a refused note for each thing that had to be cleared.
void gateInvocation(clang::CompilerInvocation &Invocation, std::vector<FlagNote> &Notes);

} // namespace ferrule
