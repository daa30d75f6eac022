// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Sources.h"
#include "rewriters/rust/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {

std::string safeParameters(const BoundFunction &B) {
  std::vector<std::string> Parts;
  for (const BoundParameter &P : B.parameters)
    if (P.role != Role::Count)
      Parts.push_back(P.name + ": " + P.safeType);
  return llvm::join(Parts, ", ");
}

std::string safeResult(const BoundFunction &B) {
  return B.result.safeType == "()" ? "" : " -> " + B.result.safeType;
}

std::vector<std::string> notShown(const BoundFunction &B) {
  std::vector<std::string> Lines = {"`" + B.function->name + "` of " + B.function->range.file + ".",
                                    ""};
  std::size_t Head = Lines.size();
  for (const BoundParameter &P : B.parameters) {
    if (P.role == Role::Count)
      continue;
    std::string Line = "- `" + P.name + "`: ";
    if (!P.question.empty())
      Line += "unknown: " + P.question;
    else if (P.role == Role::Foreign)
      Line += "a handle: " + P.why;
    else if (P.role == Role::Text)
      Line += "a string";
    else if (P.role == Role::Slice && P.contract)
      Line += P.contract->bounds;
    else
      continue;
    Lines.push_back(Line);
  }
  if (!B.result.question.empty())
    Lines.push_back("- result: unknown: " + B.result.question);
  else if (B.result.role == ResultRole::Foreign)
    Lines.push_back("- result: " + B.result.why);
  if (Lines.size() == Head)
    Lines.pop_back();
  return Lines;
}

static std::string method(const BoundFunction &B) {
  std::string Arguments;
  for (const BoundParameter &P : B.parameters)
    if (P.role != Role::Count)
      Arguments += (Arguments.empty() ? "" : ", ") + P.name;
  std::string Text = docComment(notShown(B), "    ");
  if (B.parameters.size() > 7)
    Text += "    #[allow(clippy::too_many_arguments)]\n";
  return Text + "    fn " + B.name + "(" + safeParameters(B) + ")" + safeResult(B) +
         " {\n        Original::" + B.name + "(" + Arguments + ")\n    }\n";
}

static constexpr llvm::StringLiteral Head =
    R"(//! The functions at the cut as safe Rust sees them. Made by ferrule; not to be changed.
//!
//! A parameter is a slice, a reference or a string where the contract says so: contract.md has the
//! evidence. All else is `Foreign`: it can be compared and handed on, not followed.
#![allow(non_snake_case, non_camel_case_types, non_upper_case_globals)]
{{uses}}
)";

static constexpr llvm::StringLiteral ForeignType = R"(
/// A pointer that belongs to C. There is no safe way to follow it. That it is not handed on when what
/// it leads to has ended, is left to whoever has it.
#[repr(transparent)]
#[derive(Debug)]
pub struct Foreign<T>(*mut T);

impl<T> Foreign<T> {
    /// What C calls NULL.
    pub const NULL: Self = Self(core::ptr::null_mut());

    /// Of what C gave; nobody else can make one.
    #[allow(dead_code)]
    pub(crate) fn new(pointer: *mut T) -> Self {
        Self(pointer)
    }

    /// As C has it.
    pub fn as_ptr(self) -> *mut T {
        self.0
    }

    /// Whether it is NULL.
    pub fn is_null(self) -> bool {
        self.0.is_null()
    }
}

impl<T> Clone for Foreign<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Foreign<T> {}

impl<T> PartialEq for Foreign<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Foreign<T> {}
)";

static constexpr llvm::StringLiteral CodeType = R"(
/// A result of C that says what went wrong.
#[repr(transparent)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code<T>(pub T);
)";

std::string apiSource(const Bindings &All, llvm::StringRef Others) {
  std::string Methods;
  for (const BoundFunction &B : All.entries)
    if (B.crosses())
      Methods += (Methods.empty() ? "" : "\n") + method(B);
  std::string Trait =
      "\n/// What the rest of the program calls. What is not written anew is the original C.\n"
      "pub trait Api {\n" +
      Methods + "}\n";
  std::string Body = Trait + Others.str();
  for (const BoundFunction &B : All.calls)
    if (B.crosses())
      Body += safeParameters(B) + safeResult(B);
  auto Mentions = [&](llvm::StringRef Name) { return llvm::StringRef(Body).contains(Name); };
  std::string Uses = Methods.empty() ? "" : "use crate::ffi::Original;\n";
  if (llvm::StringRef(Trait).contains("&CStr") || llvm::StringRef(Trait).contains("'static CStr"))
    Uses += "use core::ffi::CStr;\n";
  if (llvm::StringRef(Trait).contains("MaybeUninit<"))
    Uses += "use core::mem::MaybeUninit;\n";
  Uses += "#[allow(unused_imports)]\nuse crate::types::*;";
  std::string Text = renderTemplate(Head, {{"uses", Uses}});
  if (Mentions("Foreign<"))
    Text += ForeignType;
  if (Mentions("Code<"))
    Text += CodeType;
  return Text + Trait;
}

std::string portSource(const Bindings &All) {
  std::string Hints;
  for (const BoundFunction &B : All.entries)
    if (B.crosses())
      Hints += "    // fn " + B.name + "(" + safeParameters(B) + ")" + safeResult(B) + "\n";
  return "//! The port. A function that is written here replaces the original C; all others stay "
         "as they are.\n"
         "//! ferrule writes this file once and leaves it alone from then on.\n"
         "#![allow(non_snake_case)] // Names are those of C.\n"
         "#![allow(unused_imports)] // For what is written here.\n"
         "use crate::{api::*, types::*};\n"
         "use core::{ffi::CStr, mem::MaybeUninit};\n\n"
         "/// What runs: see `Api`.\n"
         "pub struct Port;\n\n"
         "impl Api for Port {\n" +
         Hints + "}\n";
}

} // namespace ferrule::rust
