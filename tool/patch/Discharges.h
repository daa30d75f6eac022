// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What became of the open operations when the changed sources were scanned.
#pragma once
#include "tool/model/Assessment.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace ferrule {

/// Fills in Patch::discharges: of the operations that a ready patch answers, those that are not
/// open any more where they would now be. Before, After: findings of the two scans. TextOf: the
/// text of a file before.
///
/// A patch whose new text brings more open operations of a check than the text that it replaces had
/// becomes failed. Of those that it MayBring there may be as many as it discharges,
/// and so many of its discharges are not promised.
void findDischarges(llvm::MutableArrayRef<Patch> Patches, llvm::ArrayRef<Finding> Before,
                    llvm::ArrayRef<Finding> After,
                    llvm::function_ref<llvm::StringRef(llvm::StringRef File)> TextOf,
                    llvm::function_ref<bool(const Patch &, const std::string &Check)> MayBring);

} // namespace ferrule
