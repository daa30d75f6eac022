// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// V4 and V5: the project's own build and tests, with its patches, in a copy of the sources.
#pragma once
#include "tool/frontend/SourceFiles.h"
#include "tool/model/Patch.h"
#include "llvm/Support/Error.h"

namespace ferrule {

/// Runs Command with sh in a copy of the root: on the sources as they are, with each ready patch
/// alone, and with all of them in their order. Patches with which it does not end with 0 become
/// failed, with its last words; the others get Level ("V4"). The user types the command: it is not
/// confined. Errors: the copy cannot be made; the command fails without any patch.
llvm::Error testPatches(llvm::MutableArrayRef<Patch> Patches, SourceFiles &Files,
                        const std::string &Command, llvm::StringRef Level);

} // namespace ferrule
