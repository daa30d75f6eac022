// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From what C passes to safe values: the functions of ffi.rs that all others use.
#pragma once
#include <set>
#include <string>

namespace ferrule::rust {

/// The module `convert` with the functions of these names: slice, slice_mut, reference,
/// reference_mut, text, empty_or, null_or, fits, span, disjoint.
std::string conversionModule(const std::set<std::string> &Used);

} // namespace ferrule::rust
