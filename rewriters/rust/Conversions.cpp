// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Conversions.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace ferrule::rust {
namespace {

struct Helper {
  llvm::StringLiteral name;
  llvm::StringLiteral text;
};

constexpr Helper Helpers[] = {
    {"slice", R"(
/// # Safety
/// `pointer` leads to `count` elements that nothing writes during 'a, or breaks the contract visibly.
pub unsafe fn slice<'a, T>(pointer: *const T, count: Option<usize>) -> Option<&'a [T]> {
    if pointer.is_null() || !fits(pointer, count?) {
        return None;
    }
    // SAFETY: as above; neither null, misaligned nor larger than an object can be.
    Some(unsafe { core::slice::from_raw_parts(pointer, count?) })
}
)"},
    {"slice_mut", R"(
/// # Safety
/// `pointer` leads to `count` elements that nothing else accesses during 'a, or breaks the contract
/// visibly.
pub unsafe fn slice_mut<'a, T>(pointer: *mut T, count: Option<usize>) -> Option<&'a mut [T]> {
    if pointer.is_null() || !fits(pointer, count?) {
        return None;
    }
    // SAFETY: as above; neither null, misaligned nor larger than an object can be.
    Some(unsafe { core::slice::from_raw_parts_mut(pointer, count?) })
}
)"},
    {"reference", R"(
/// # Safety
/// `pointer` leads to a T that nothing writes during 'a, or breaks the contract visibly.
pub unsafe fn reference<'a, T>(pointer: *const T) -> Option<&'a T> {
    if !fits(pointer, 1) {
        return None;
    }
    // SAFETY: as above; not misaligned.
    unsafe { pointer.as_ref() }
}
)"},
    {"reference_mut", R"(
/// # Safety
/// `pointer` leads to a T that nothing else accesses during 'a, or breaks the contract visibly.
pub unsafe fn reference_mut<'a, T>(pointer: *mut T) -> Option<&'a mut T> {
    if !fits(pointer, 1) {
        return None;
    }
    // SAFETY: as above; not misaligned.
    unsafe { pointer.as_mut() }
}
)"},
    {"text", R"(
/// # Safety
/// `pointer` is NULL or leads to bytes up to a NUL, which nothing writes during 'a.
pub unsafe fn text<'a>(pointer: *const core::ffi::c_char) -> Option<&'a CStr> {
    if pointer.is_null() {
        return None;
    }
    // SAFETY: as above; not null.
    Some(unsafe { CStr::from_ptr(pointer) })
}
)"},
    {"empty_or", R"(
/// Null with no elements is an answer of its own; null with some breaks the contract.
pub fn empty_or<T, S>(pointer: *const T, count: Option<usize>, some: Option<S>) -> Option<Option<S>> {
    if pointer.is_null() {
        return (count == Some(0)).then_some(None);
    }
    some.map(Some)
}
)"},
    {"null_or", R"(
/// Null is an answer of its own.
pub fn null_or<T, S>(pointer: *const T, some: Option<S>) -> Option<Option<S>> {
    if pointer.is_null() {
        return Some(None);
    }
    some.map(Some)
}
)"},
    {"fits", R"(
/// Rust asks of references what C does not: alignment, and no object above isize::MAX bytes.
fn fits<T>(pointer: *const T, count: usize) -> bool {
    pointer.is_aligned() && count.checked_mul(size_of::<T>()).is_some_and(|bytes| isize::try_from(bytes).is_ok())
}
)"},
    {"span", R"(
/// First and last address, and whether it is written.
pub fn span<T>(pointer: *const T, count: Option<usize>, written: bool) -> (usize, usize, bool) {
    let bytes = count.unwrap_or(0).saturating_mul(size_of::<T>());
    (pointer.addr(), pointer.addr().saturating_add(bytes), written)
}
)"},
    {"disjoint", R"(
/// No two overlap of which one is written.
pub fn disjoint(spans: &[(usize, usize, bool)]) -> bool {
    spans.iter().enumerate().all(|(i, a)| {
        spans[..i].iter().all(|b| !(a.2 || b.2) || a.1 <= b.0 || b.1 <= a.0)
    })
}
)"},
};

} // namespace

std::string conversionModule(const std::set<std::string> &Used) {
  std::string Text;
  for (const Helper &H : Helpers)
    if (Used.contains(H.name.str()))
      Text += H.text;
  llvm::SmallVector<llvm::StringRef, 64> Lines;
  llvm::StringRef(Text).trim("\n").split(Lines, '\n');
  std::string Module = "\n/// From what C passes to safe values; None for what breaks the "
                       "contract.\nmod convert {\n";
  if (Used.contains("text"))
    Module += "    use core::ffi::CStr;\n\n";
  for (llvm::StringRef Line : Lines)
    Module += (Line.empty() ? "" : "    " + Line.str()) + "\n";
  return Module + "}\n";
}

} // namespace ferrule::rust
