// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/boundary/ProposeBoundaries.h"

namespace ferrule {

std::vector<Boundary> proposeBoundaries(const UnitAbi &, const Assessment &) { return {}; }

llvm::Expected<Boundary> findCut(llvm::StringRef Name, const UnitAbi &, const Assessment &) {
  return llvm::createStringError("--cut '" + Name + "': there is no such cut");
}

} // namespace ferrule
