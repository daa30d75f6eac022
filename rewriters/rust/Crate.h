// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A crate that stands at a cut: docs/boundaries.md says what is in it.
#pragma once
#include "tool/model/Assessment.h"

namespace ferrule {

struct CrateFile {
  /// Relative to the crate, with '/'.
  std::string path;
  std::string content;
  bool executable = false;
  /// Written once, and then its user's: the port, and what only people know.
  bool ofUser = false;
};

/// What a crate is made from.
struct CrateInput {
  const Boundary &cut;
  /// Of all units, as Clang sees them in the configuration that was scanned.
  const UnitAbi &program;
  /// For the contracts and idioms.
  const Assessment &assessment;
  /// The same program in further configurations, such as another width of pointers.
  std::vector<UnitAbi> others;
  /// The crate builds without the standard library.
  bool noStd = false;
};

/// Fills Boundary::residualUnsafe: what of a crate at the cut is still unsafe when all of it is
/// ported.
void countResidualUnsafe(std::vector<Boundary> &Cuts, const UnitAbi &Program, const Assessment &A);

/// The files of the crate, by path. Equal input gives equal bytes.
std::vector<CrateFile> makeCrate(const CrateInput &Input);

} // namespace ferrule
