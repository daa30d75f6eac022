// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The history of a program whose units are all there: what scan and merge do before they render.
#pragma once
#include "tool/frontend/Cache.h"
#include "tool/frontend/Shard.h"

namespace ferrule {

/// Reads the history of the files of S into S.history, with at most Jobs processes of git at once.
/// Not Wanted: S says that it was left out.
void addHistory(Shard &S, bool Wanted, unsigned Jobs, const Cache &C);

} // namespace ferrule
