// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Crate.h"

namespace ferrule {

std::vector<CrateFile> makeCrate(const CrateInput &) { return {}; }

} // namespace ferrule
