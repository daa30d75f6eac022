// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// README.md of a crate: what it is, how to run it, what to do next.
#pragma once
#include "rewriters/rust/Binding.h"

namespace ferrule::rust {

std::string readme(const Bindings &All, const CrateInput &Input, RustTypes &Types);

/// The functions of the cut that others call, in an order in which they can be ported: those that
/// call no other one first.
std::vector<const BoundFunction *> orderOfWork(const Bindings &All, const CrateInput &Input);

} // namespace ferrule::rust
