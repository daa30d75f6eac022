// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From what the units propose to patches: what belongs together becomes one, and of those that
// change the same text one is kept.
#pragma once
#include "tool/model/Patch.h"

namespace ferrule {

/// Suggestions in any order: the result does not depend on it. Sorted by tier, place and rewriter,
/// the order in which patches are applied. A group of which one unit refuses its part, or whose
/// units propose different edits of the same text, is refused as a whole.
std::vector<Patch> groupSuggestions(std::vector<Suggestion> Suggestions);

/// Marks each patch that collides with a ready one before it. Patches of a tier that is not wanted
/// are no reason.
void markOverlaps(std::vector<Patch> &Patches);

} // namespace ferrule
