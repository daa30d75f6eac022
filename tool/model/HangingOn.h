// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Root causes over operations and patches: parameters and fields whose declaration says too little,
// and what would follow if it said more. After 3C's root causes, which are ranked by the pointers
// that stay unchecked because of one (Machiry et al., OOPSLA 2022).
#pragma once
#include "tool/model/Assessment.h"
#include <string>
#include <vector>

namespace ferrule {

/// A declaration, and what hangs on it.
struct HangingOn {
  /// Of the assessment.
  const Inference *declaration = nullptr;
  /// Open operations that name it, or say that they do not know what it leads to.
  std::vector<const Finding *> operations;
  /// Patches that are about the declaration itself, or answer one of the operations.
  std::vector<const Patch *> patches;
  /// Of the operations, those that ready patches discharge.
  unsigned discharged = 0;
  /// Declarations of which nothing is known because nothing is known of this one
  /// (RootCause::blocks).
  unsigned waiting = 0;

  /// "'buf' of 'read_all'"
  std::string name() const;
  /// Of the patches.
  unsigned ready() const;
};

/// The declarations on which at least two operations hang, those with most first. Equal ones in the
/// order of the assessment. Pointers into A.
std::vector<HangingOn> findHangingOn(const Assessment &A);

} // namespace ferrule
