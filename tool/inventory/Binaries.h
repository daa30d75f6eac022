// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What linked binaries show of the measures that were taken: the linker and the loader's tables do
// not depend on what a build system says.
#pragma once
#include "tool/model/Inventory.h"
#include "llvm/Support/Error.h"

namespace ferrule {

/// A program, library, object or archive. ELF is looked into; of other formats only the name of the
/// format is known. The file is not trusted: one that is broken is an error, as is one that is no
/// binary or larger than 1 GiB.
llvm::Expected<BinaryFacts> readBinary(llvm::StringRef File, llvm::StringRef Root);

} // namespace ferrule
