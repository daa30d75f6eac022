// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Libraries in native code that a project is built with, from what is linked, needed and included.
#pragma once
#include "tool/inventory/LinkCommands.h"
#include "tool/inventory/TakeInventory.h"
#include "llvm/ADT/ArrayRef.h"

namespace ferrule {

/// By name. Left out are the C library and what compilers bring along (libstdc++, libgcc, the
/// runtimes of sanitizers), which everything is built with, and what the build makes itself.
std::vector<NativeDependency> findDependencies(const InventoryInput &Input,
                                               llvm::ArrayRef<LinkCommand> Links,
                                               llvm::ArrayRef<BinaryFacts> Binaries);

} // namespace ferrule
