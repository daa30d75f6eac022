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

/// What the safe signature does not show, for a documentation comment.
std::vector<std::string> notShown(const BoundFunction &B);

/// src/api.rs: the safe trait and the types that it needs beside those of types.rs.
/// Others: what else uses its types.
std::string apiSource(const Bindings &All, llvm::StringRef Others);
/// Blocks of unsafe, and the lines that they are on, as they are written.
struct UnsafeCount {
  unsigned blocks = 0;
  unsigned lines = 0;
  UnsafeCount &operator+=(const UnsafeCount &Other) {
    blocks += Other.blocks;
    lines += Other.lines;
    return *this;
  }
};

/// src/ffi.rs: the C ABI in both directions; all that is unsafe.
UnsafeCount countUnsafe(llvm::StringRef Text);
struct FfiSource {
  std::string text;
  /// Makes safe values of what C passes, and back.
  UnsafeCount conversions;
  /// Calls the original: these go with the port.
  UnsafeCount originals;
  /// Calls the rest of the program.
  UnsafeCount calls;
};
FfiSource ffiSource(const Bindings &All, const Binder &Bind, RustTypes &Types);
/// src/port.rs: the place for the port.
std::string portSource(const Bindings &All);

/// The features of the crate that take functions back to the original C.
std::vector<std::string> featuresOf(const Bindings &All);

} // namespace ferrule::rust
