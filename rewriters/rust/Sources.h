// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The sources of a crate that are made from bindings, a function per file.
#pragma once
#include "rewriters/rust/Binding.h"
#include "rewriters/rust/Contract.h"

namespace ferrule::rust {

/// "adler: c_ulong, buf: Option<&[u8]>": the parameters of the safe signature.
std::string safeParameters(const BoundFunction &B);
/// " -> c_ulong" or nothing.
std::string safeResult(const BoundFunction &B);

/// src/api.rs: the safe trait and the types that it needs beside those of types.rs.
std::string apiSource(const Bindings &All);
/// src/ffi.rs: the C ABI in both directions; all that is unsafe.
std::string ffiSource(const Bindings &All, const Binder &Bind, RustTypes &Types);
/// src/port.rs: the place for the port.
std::string portSource(const Bindings &All);

/// The features of the crate that take functions back to the original C.
std::vector<std::string> featuresOf(const Bindings &All);

/// Blocks of unsafe by what they are for. Those that call the original go with the port.
struct UnsafeCount {
  unsigned conversions = 0;
  unsigned originals = 0;
  unsigned calls = 0;
  /// Pointers of which something is unknown: to follow one takes a block in the port.
  unsigned unknown = 0;
};
UnsafeCount countUnsafe(const Bindings &All);

} // namespace ferrule::rust
