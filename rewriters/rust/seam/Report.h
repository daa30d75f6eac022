// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What README.md says of C++.
#pragma once
#include "rewriters/rust/seam/Seam.h"

namespace ferrule::rust {

/// Empty: the cut has no C++ that others call.
std::string seamChapter(const Seam &S);

} // namespace ferrule::rust
