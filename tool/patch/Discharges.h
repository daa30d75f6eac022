// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What became of the open operations when the changed sources were scanned.
#pragma once
#include "tool/patch/Blame.h"

namespace ferrule {

/// A patch that has failed for what is open elsewhere because of it.
struct Accusation {
  /// Its id.
  std::string patch;
  /// Fingerprints of what is open.
  std::vector<std::string> operations;
};

/// Fills in Patch::discharges: of the operations that a ready patch answers, those that are not
/// open any more where they would now be. Before: findings of the scan before. TextOf: the text of
/// a file before.
///
/// A patch whose new text brings more open operations of a check than the text that it replaces had
/// becomes failed, unless it MayBring that check. What it may bring, and what is open elsewhere
/// because of it, takes the place of as many that it discharges: these are not promised. A patch
/// that brings more than it discharges becomes failed, and one that brings as much of something
/// that it may not bring. Nobodys: fingerprints of what is laid to no patch.
std::vector<Accusation>
findDischarges(llvm::MutableArrayRef<Patch> Patches, llvm::ArrayRef<Finding> Before,
               const ChangedProgram &After,
               llvm::function_ref<llvm::StringRef(llvm::StringRef File)> TextOf,
               llvm::function_ref<bool(const Patch &, const std::string &Check)> MayBring,
               const std::set<std::string> &Nobodys);

} // namespace ferrule
