// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//! The differential test with a fuzzer's bytes in the place of random numbers. fuzz/build.sh builds
//! and runs it. Made by ferrule; not to be changed.
#![allow(unsafe_code)]
#[path = "../tests/differential/main.rs"]
mod differential;

/// libFuzzer calls it.
///
/// # Safety
/// There are so many bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn LLVMFuzzerTestOneInput(data: *const u8, size: usize) -> i32 {
    if size > 0 {
        // SAFETY: as above.
        differential::fuzz(unsafe { std::slice::from_raw_parts(data, size) });
    }
    0
}
