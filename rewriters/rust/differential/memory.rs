// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//! What malloc gives to both sides alike: the same content, even if C never writes to it, and nothing
//! if the size is so large that it depends on the machine. The linker puts these in its place. Made by
//! ferrule; not to be changed.
#![allow(unsafe_code)]
use std::ffi::c_void;

/// Bytes; more is refused.
const MOST: usize = 64 << 20;
const CONTENT: u8 = 0xa5;

unsafe extern "C" {
    fn __real_malloc(size: usize) -> *mut c_void;
    fn __real_calloc(count: usize, size: usize) -> *mut c_void;
    fn __real_realloc(memory: *mut c_void, size: usize) -> *mut c_void;
    fn malloc_usable_size(memory: *mut c_void) -> usize;
}

/// # Safety
/// The memory is from malloc, and nobody has an interest in what is behind so many bytes.
unsafe fn fill(memory: *mut c_void, from: usize) {
    // SAFETY: as above; it takes NULL.
    let size = unsafe { malloc_usable_size(memory) };
    if from < size {
        // SAFETY: so many bytes can be used.
        unsafe { memory.cast::<u8>().add(from).write_bytes(CONTENT, size - from) };
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_malloc(size: usize) -> *mut c_void {
    if size > MOST {
        return std::ptr::null_mut();
    }
    // SAFETY: what the caller asks for.
    let memory = unsafe { __real_malloc(size) };
    // SAFETY: it is new.
    unsafe { fill(memory, 0) };
    memory
}

#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_calloc(count: usize, size: usize) -> *mut c_void {
    if count.checked_mul(size).is_none_or(|bytes| bytes > MOST) {
        return std::ptr::null_mut();
    }
    // SAFETY: what the caller asks for.
    unsafe { __real_calloc(count, size) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_realloc(memory: *mut c_void, size: usize) -> *mut c_void {
    if size > MOST {
        return std::ptr::null_mut();
    }
    // SAFETY: the caller has it from malloc; it takes NULL.
    let before = unsafe { malloc_usable_size(memory) };
    // SAFETY: what the caller asks for.
    let memory = unsafe { __real_realloc(memory, size) };
    // SAFETY: what is behind is new.
    unsafe { fill(memory, before) };
    memory
}
