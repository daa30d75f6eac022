// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// tests/differential: a program that calls original and port with the same inputs.
#pragma once
#include "rewriters/rust/Exercise.h"

namespace ferrule::rust {

/// The files of the test, among them inputs.rs, which is its user's, and build.rs, which links the
/// original. Crate: the name of the library in Rust.
std::vector<CrateFile> differentialFiles(const Bindings &All, const Exercises &Plan,
                                         const CrateInput &Input, RustTypes &Types,
                                         llvm::StringRef Crate);

/// inputs.rs.
std::string inputsSource(const Exercises &Plan, llvm::StringRef Crate);

/// The functions that C may call: each writes down that it was called. Empty: there are none.
std::string callbacksModule(const Exercises &Plan, RustTypes &Types);

/// What the test compares and makes of the types that cross, by traits.
std::string testedTypes(const RustTypes &Types);

} // namespace ferrule::rust
