// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Manifest.h"
#include "rewriters/rust/Text.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {
namespace {

constexpr llvm::StringLiteral Manifest =
    R"(# Made by ferrule boundary, which writes this file anew each time.
[workspace]
members = ["link"]
default-members = [".", "link"]

[package]
name = "{{name}}"
version = "0.1.0"
edition = "2024"
publish = false

[lib]
doctest = false
# Without the original, which build.rs links to the test below, it does not link.
test = false

{{tests}}[lints]
workspace = true

[workspace.lints.rust]
# All of it is in src/ffi.rs, which allows it.
unsafe_code = "deny"
unsafe_op_in_unsafe_fn = "warn"

[workspace.lints.clippy]
undocumented_unsafe_blocks = "warn"
multiple_unsafe_ops_per_block = "warn"

# A panic must not unwind into C.
[profile.dev]
panic = "abort"

[profile.release]
panic = "abort"
lto = "fat"
codegen-units = 1
)";

constexpr llvm::StringLiteral Tests = R"([[test]]
name = "differential"
path = "tests/differential/main.rs"
harness = false

[[example]]
name = "fuzz"
path = "fuzz/target.rs"
crate-type = ["staticlib"]
required-features = ["fuzz"]

)";

constexpr llvm::StringLiteral LinkManifest =
    R"(# Made by ferrule boundary, which writes this file anew each time.
[package]
name = "{{name}}_link"
version = "0.1.0"
edition = "2024"
publish = false

[lib]
crate-type = ["staticlib"]
test = false
doctest = false

[dependencies]
{{name}} = { path = ".." }

[lints]
workspace = true
)";

constexpr llvm::StringLiteral Link =
    R"(//! The library that C links: all of {{name}} that has a name in C.
//!
//! Made by ferrule boundary, which writes this file anew each time.
extern crate {{name}} as _;
)";

constexpr llvm::StringLiteral LinkWithoutStd =
    R"(//! The library that C links: all of {{name}} that has a name in C.
//!
//! Made by ferrule boundary, which writes this file anew each time.
#![no_std]
#![allow(unsafe_code)]

extern crate {{name}} as _;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    // SAFETY: the C library has it, and it may be called at any time.
    unsafe extern "C" {
        safe fn abort() -> !;
    }
    abort()
}
)";

std::string libraryRoot(const CrateInput &Input, llvm::ArrayRef<llvm::StringRef> Modules) {
  std::string Text = "//! " + Input.cut.name +
                     " behind its C ABI. README.md says how to port it.\n"
                     "//!\n"
                     "//! Made by ferrule boundary, which writes this file anew each time.\n";
  if (Input.noStd)
    Text += "#![no_std]\n";
  Text += "\n";
  for (llvm::StringRef Module : Modules)
    Text += ("pub mod " + Module + ";\n").str();
  return Text;
}

} // namespace

std::string packageName(const Boundary &Cut) {
  std::string Name = "boundary_";
  for (char C : Cut.name)
    Name += llvm::isAlnum(C) ? llvm::toLower(C) : '_';
  return Name;
}

std::string staticLibraryName(const Boundary &Cut) { return packageName(Cut) + "_link"; }

std::vector<CrateFile> manifestFiles(const CrateInput &Input,
                                     llvm::ArrayRef<llvm::StringRef> Modules,
                                     llvm::ArrayRef<std::string> Features, bool Compares) {
  const std::pair<llvm::StringRef, std::string> Names[] = {{"name", packageName(Input.cut)},
                                                           {"tests", Compares ? Tests.str() : ""}};
  std::string Switches = "\n[features]\n# For fuzz/build.sh.\nfuzz = []\n";
  for (const std::string &F : Features)
    Switches += F + " = []\n";
  return {{.path = ".gitignore", .content = "/target\n"},
          {.path = "Cargo.toml", .content = renderTemplate(Manifest, Names) + Switches},
          {.path = "link/Cargo.toml", .content = renderTemplate(LinkManifest, Names)},
          {.path = "link/src/lib.rs",
           .content = renderTemplate(Input.noStd ? LinkWithoutStd : Link, Names)},
          {.path = "src/lib.rs", .content = libraryRoot(Input, Modules)}};
}

} // namespace ferrule::rust
