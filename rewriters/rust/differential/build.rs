// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//! Links the original to the differential test. Made by ferrule; not to be changed.
//!
//! FERRULE_ORIGINAL names the archives of the library, with ':' between them, built with the symbols
//! at the cut renamed; -lm and the like are handed on.
use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(original_is_linked)");
    println!("cargo::rerun-if-env-changed=FERRULE_ORIGINAL");
    let Ok(original) = std::env::var("FERRULE_ORIGINAL") else {
        return;
    };
    println!("cargo::rustc-cfg=original_is_linked");
    // tests/differential/memory.rs takes their place.
    for name in ["malloc", "calloc", "realloc"] {
        println!("cargo::rustc-link-arg-tests=-Wl,--wrap={name}");
    }
    // They may need each other, and the crate.
    println!("cargo::rustc-link-arg-tests=-Wl,--start-group");
    for archive in original.split(':').filter(|part| !part.is_empty()) {
        if archive.starts_with('-') {
            println!("cargo::rustc-link-arg-tests={archive}");
            continue;
        }
        let path = Path::new(archive).canonicalize().unwrap_or_else(|e| panic!("FERRULE_ORIGINAL: {archive}: {e}"));
        println!("cargo::rerun-if-changed={}", path.display());
        println!("cargo::rustc-link-arg-tests={}", path.display());
    }
    println!("cargo::rustc-link-arg-tests=-Wl,--end-group");
}
