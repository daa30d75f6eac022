// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which patch is to blame for an operation that is open since the sources were changed.
#pragma once
#include "tool/patch/OpenPlaces.h"

namespace ferrule {

/// What a scan of the changed sources found.
struct ChangedProgram {
  llvm::ArrayRef<Finding> findings;
  /// All that have a body, each once.
  llvm::ArrayRef<FunctionFact> functions;
  llvm::ArrayRef<InterfaceFact> interfaces;
};

/// For each ready patch of the highest tier, by its place among Patches: the operations of
/// Brought that came with it. Those of other tiers have been judged without these. An operation
/// that nothing connects to a patch is nobody's.
std::map<std::size_t, std::vector<const Finding *>>
blameFor(llvm::ArrayRef<const Finding *> Brought, llvm::ArrayRef<Patch> Patches,
         const OpenPlaces &Places, const ChangedProgram &After);

} // namespace ferrule
