// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What an assessment shows of the elements of a memory-safe roadmap.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

/// Of one element. Everything is in words without a full stop.
struct RoadmapClaim {
  /// As in tool/model/RoadmapElements.h.
  unsigned element = 0;
  /// What is claimed.
  std::string predicate;
  /// What shows it.
  std::string reasoning;
  std::vector<std::string> evidence;
  /// What speaks against it, or is missing.
  std::vector<std::string> counterEvidence;
  /// 1: all of the element is there. 0.5: what a tool can show is there, the rest is for people.
  /// 0: it was looked for, and is not there.
  double score = 0;
  std::string rationale;
};

/// By element. An element of which nothing is known has no claim.
std::vector<RoadmapClaim> roadmapClaims(const Assessment &A);

} // namespace ferrule
