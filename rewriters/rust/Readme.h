// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// README.md of a crate: what it is, how to run it, what to do next.
#pragma once
#include "rewriters/rust/Exercise.h"
#include "rewriters/rust/Sources.h"
#include "rewriters/rust/seam/Seam.h"

namespace ferrule::rust {

std::string readme(const Bindings &All, const Exercises &Plan, const FfiSource &Ffi,
                   const Seam &Cxx, const CrateInput &Input, const RustTypes &Types);

} // namespace ferrule::rust
