// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#pragma once
#include "tool/model/Abi.h"

namespace ferrule::rust {

/// The Rust type of an integer or floating number: "core::ffi::c_int" for int, as its width is the
/// machine's; "usize" for size_t, "u32" for uint32_t, "f64".
std::string scalarName(const AbiType &T);

/// The integer that an enumeration is stored as.
std::string enumInteger(const AbiEnum &E);

/// A value of it as a literal.
std::string enumLiteral(const AbiEnum &E, const AbiEnumerator &Value);

} // namespace ferrule::rust
