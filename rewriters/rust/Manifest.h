// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What cargo needs to know of the crate.
#pragma once
#include "rewriters/rust/Crate.h"

namespace ferrule::rust {

/// The package and, as Rust writes it, the library: "boundary_adler32" for the cut "adler32".
std::string packageName(const Boundary &Cut);

/// The static library that C links: lib + this + .a, in target/release.
std::string staticLibraryName(const Boundary &Cut);

/// The manifests with the features, the package that makes the static library, and src/lib.rs with
/// the modules in the order given. Compares: it has a differential test.
///
/// The static library is a package of its own, in link/: link-time optimisation, which leaves out
/// what nobody needs of the standard library, is not done for a library that Rust can use as well,
/// and only a static library without the standard library must say what a panic does.
std::vector<CrateFile> manifestFiles(const CrateInput &Input,
                                     llvm::ArrayRef<llvm::StringRef> Modules,
                                     llvm::ArrayRef<std::string> Features, bool Compares);

} // namespace ferrule::rust
