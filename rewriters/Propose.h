// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// All rewriters over one unit, in one traversal.
#pragma once
#include "rewriters/Proposal.h"

namespace ferrule {

/// What the rewriters propose for the operations that are open, sorted, each proposal once.
std::vector<Suggestion> proposeRewrites(clang::ASTContext &AST, const SourceScope &Scope,
                                        const RewriteInput &Input);

} // namespace ferrule
