// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How the declaration of an array is written as one of a std::array.
#pragma once
#include "rewriters/Proposal.h"

namespace ferrule {

/// Edits the declaration, or refuses where its text is not of a form that is understood. Array is
/// not of a template.
void declareAsStdArray(Proposal &P, const clang::DeclaratorDecl &Array, const RewriteContext &R);

} // namespace ferrule
