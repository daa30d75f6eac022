// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What no price makes possible.
#pragma once
#include "tool/boundary/Modules.h"

namespace ferrule {

/// A jump by longjmp leaves all functions that are active between it and its setjmp.
struct Jump {
  /// At the setjmp, or at a longjmp that nobody in sight is called under a setjmp for.
  Blocker blocker;
  /// The modules of the functions that it may leave, and one such function of each, by name.
  Side modules;
  std::map<unsigned, std::string> examples;
};

class Blockers {
public:
  /// Table outlives it.
  explicit Blockers(const ModuleTable &Table);

  llvm::ArrayRef<Jump> jumps() const { return Jumps; }
  /// Whatever the cut: a function of it has what Rust does not have, or is exported and cannot be.
  bool isBlocked(unsigned Module) const { return !OfModule[Module].empty(); }
  /// Of a cut, by place. Crossing: indices of the functions that are called across it.
  std::vector<Blocker> of(const Side &Inside, llvm::ArrayRef<unsigned> Crossing) const;

private:
  void findJumps();
  void addJump(const Blocker &B, const llvm::BitVector &Active, bool FromOutside);

  const ModuleTable &Table;
  std::vector<Jump> Jumps;
  std::vector<std::vector<Blocker>> OfModule;
};

} // namespace ferrule
