// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A cut with all that crosses it.
#pragma once
#include "tool/boundary/Blockers.h"
#include "tool/boundary/PublicHeaders.h"
#include "tool/boundary/Seams.h"
#include "tool/model/Boundary.h"

namespace ferrule {

/// All that the proposals are made from.
struct CutContext {
  const ModuleTable &table;
  const Seams &seams;
  const Blockers &blockers;
  const PublicHeaders &published;

  /// The record of a crossing is one whose fields users may access.
  bool isPublic(const Crossing &Record) const {
    auto It = seams.accessors.find(Record.entity);
    return It != seams.accessors.end() && published.hasDefinition(*It->second.record);
  }
};

/// What crosses, what that costs and what it is worth. Name, shape, prerequisites and order are
/// left to others. Inside must not be empty.
Boundary measureCut(const Side &Inside, const CutContext &C);

} // namespace ferrule
