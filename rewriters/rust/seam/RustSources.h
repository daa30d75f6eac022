// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What every src/seam.rs has.
#pragma once
#include "llvm/ADT/StringRef.h"

namespace ferrule::rust::source {

inline constexpr llvm::StringLiteral Head =
    R"(//! What C++ offers at the cut, by the seam in cxx/: all of it that is unsafe. Made by ferrule; not
//! to be changed.
//!
//! An object of C++ is behind a reference or `Owned`, which ends it. A parameter is a reference, a
//! slice or a string where the contract says so; all else is `Foreign`: it can be compared and
//! handed on, and whoever knows what the contract does not can follow it, which is unsafe.
#![allow(unsafe_code)]
#![allow(non_snake_case, non_camel_case_types, non_upper_case_globals)]
#![allow(improper_ctypes)]
// Names are those of C++, and mean what they mean there.
#![allow(clippy::should_implement_trait, clippy::wrong_self_convention)]
#![allow(clippy::len_without_is_empty, clippy::new_without_default, clippy::new_ret_no_self)]
#![allow(clippy::too_many_arguments, clippy::type_complexity, clippy::inherent_to_string)]
#![allow(unused_imports)] // Not every seam needs all of them.
use crate::api::Foreign;
use crate::types::*;
use core::ffi::CStr;
use core::mem::MaybeUninit;
use core::ops::{Deref, DerefMut};
use core::ptr::NonNull;

mod cxx {
    use crate::types::*;

    unsafe extern "C" {
{{declarations}}    }
}

/// A class of C++, of which Rust knows the address of an object only.
pub trait Object {}

/// A class whose objects Rust may end.
pub trait Ends: Object {
    /// # Safety
    ///
    /// The object is there, and nobody uses it any more.
    unsafe fn end(object: *mut Self);
}

/// A class whose objects Rust may copy.
pub trait Copies: Ends + Sized {
    /// Another one like it.
    fn copied(&self) -> Owned<Self>;
}

/// An object of C++ that ends with this.
#[repr(transparent)]
#[derive(Debug)]
pub struct Owned<T: Ends>(NonNull<T>);

impl<T: Ends> Owned<T> {
    /// # Safety
    ///
    /// The object is there, and nobody else ends it.
    pub unsafe fn of(object: *mut T) -> Self {
        Self(NonNull::new(object).expect("it is never NULL"))
    }

    /// # Safety
    ///
    /// As `of`, if it is not NULL.
    pub unsafe fn or_null(object: *mut T) -> Option<Self> {
        NonNull::new(object).map(Self)
    }

    /// For a function that takes it over. If none does, it is never ended.
    pub fn release(self) -> Foreign<T> {
        let object = self.0.as_ptr();
        core::mem::forget(self);
        Foreign::new(object)
    }
}

impl<T: Ends> Drop for Owned<T> {
    fn drop(&mut self) {
        // SAFETY: it is there, and nobody else ends it.
        unsafe { T::end(self.0.as_ptr()) }
    }
}

impl<T: Ends> Deref for Owned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: it is there until this ends.
        unsafe { self.0.as_ref() }
    }
}

impl<T: Ends> DerefMut for Owned<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: it is there until this ends.
        unsafe { self.0.as_mut() }
    }
}

impl<T: Copies> Clone for Owned<T> {
    fn clone(&self) -> Self {
        T::copied(self)
    }
}

impl<T: Object> From<&mut T> for Foreign<T> {
    fn from(object: &mut T) -> Self {
        Self::new(object)
    }
}

impl<T> Foreign<T> {
    /// For what the contract does not know.
    ///
    /// # Safety
    ///
    /// It is what the function that it is handed to asks for, as long as that wants it.
    pub unsafe fn of(pointer: *const T) -> Self {
        Self::new(pointer.cast_mut())
    }

    /// # Safety
    ///
    /// It is NULL, or leads to one that is there and that nobody changes as long as this is used.
    pub unsafe fn follow<'a>(self) -> Option<&'a T> {
        // SAFETY: the caller says so.
        unsafe { self.as_ptr().as_ref() }
    }

    /// # Safety
    ///
    /// It is NULL, or leads to one that is there and that nobody else uses as long as this is.
    pub unsafe fn follow_mut<'a>(self) -> Option<&'a mut T> {
        // SAFETY: the caller says so.
        unsafe { self.as_ptr().as_mut() }
    }
}
)";

inline constexpr llvm::StringLiteral Thrown = R"(
/// An exception of C++, of which the message is left.
pub struct Thrown(NonNull<core::ffi::c_char>);

impl Thrown {
    fn check(message: *mut core::ffi::c_char) -> Result<(), Self> {
        NonNull::new(message).map_or(Ok(()), |message| Err(Self(message)))
    }

    /// What it says of itself.
    pub fn message(&self) -> &CStr {
        // SAFETY: the seam gives a string.
        unsafe { CStr::from_ptr(self.0.as_ptr()) }
    }
}

impl Drop for Thrown {
    fn drop(&mut self) {
        // SAFETY: the seam gave it, and nobody else has it.
        unsafe { cxx::seam_forget(self.0.as_ptr()) }
    }
}

impl core::fmt::Debug for Thrown {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Thrown").field(&self.message()).finish()
    }
}

impl core::fmt::Display for Thrown {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for part in self.message().to_bytes().utf8_chunks() {
            f.write_str(part.valid())?;
            if !part.invalid().is_empty() {
                f.write_str("\u{fffd}")?;
            }
        }
        Ok(())
    }
}

impl core::error::Error for Thrown {}
)";

inline constexpr llvm::StringLiteral String = R"(
/// A `std::string`.
pub type CxxString = {{string}};

impl CxxString {
    /// A string of these bytes.
    pub fn new(bytes: &[u8]) -> Owned<Self> {
        // SAFETY: a slice is so many bytes.
        let result = unsafe { cxx::seam_std_string_new(bytes.as_ptr().cast(), bytes.len()) };
        // SAFETY: it is new.
        unsafe { Owned::of(result) }
    }

    /// Its bytes, without the NUL behind them.
    pub fn as_bytes(&self) -> &[u8] {
        // SAFETY: it is a string.
        let length = unsafe { cxx::seam_std_string_length(self) };
        // SAFETY: it is a string.
        let data = unsafe { cxx::seam_std_string_data(self) };
        // SAFETY: it is not changed as long as it is borrowed.
        unsafe { core::slice::from_raw_parts(data.cast(), length) }
    }
}

impl Object for CxxString {}

impl Ends for CxxString {
    unsafe fn end(object: *mut Self) {
        // SAFETY: the caller says so.
        unsafe { cxx::seam_std_string_end(object) }
    }
}

impl Copies for CxxString {
    fn copied(&self) -> Owned<Self> {
        Self::new(self.as_bytes())
    }
}
)";

inline constexpr llvm::StringLiteral StringDeclarations =
    R"(        pub fn seam_std_string_new(bytes: *const core::ffi::c_void, bytes_length: usize) -> *mut {{string}};
        pub fn seam_std_string_end(this: *mut {{string}});
        pub fn seam_std_string_data(this: *const {{string}}) -> *const core::ffi::c_void;
        pub fn seam_std_string_length(this: *const {{string}}) -> usize;
)";

} // namespace ferrule::rust::source
