// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ffi.rs has two halves. An exported function makes safe values of what C passed, and calls the
// trait; what can be seen to break the contract (a NULL where there is none, a length that does not
// fit, objects that overlap) goes to the original with the arguments as they came, so nothing
// changes for callers that the contract does not know. `Original` makes raw values of safe ones,
// and calls the C function, whose symbol was renamed.
#include "rewriters/rust/Glue.h"
#include "rewriters/rust/Sources.h"
#include "rewriters/rust/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

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

/// Without r#, as a part of a longer name.
std::string plain(llvm::StringRef Name) {
  Name.consume_front("r#");
  return Name.str();
}

bool isVoid(const AbiType &T) { return T.kind == AbiKind::Void; }

class FfiWriter {
public:
  FfiWriter(const Bindings &All, const Binder &Bind, RustTypes &Types)
      : All(All), Bind(Bind), Types(Types) {}

  std::string write();

private:
  std::string rawParameters(const BoundFunction &B);
  std::string rawResult(const BoundFunction &B);
  std::string declarations(const std::vector<BoundFunction> &Some, bool Original);
  std::string exported(const BoundFunction &B);
  std::string caller(const BoundFunction &B, llvm::StringRef Module, llvm::StringRef Visibility);
  std::string safetyOf(const BoundFunction &B);

  std::string countOf(const BoundFunction &B, const BoundParameter &P);
  std::string converted(const BoundFunction &B, const BoundParameter &P);
  std::string rawArgument(const BoundFunction &B, const BoundParameter &P);
  std::string spans(const BoundFunction &B);
  std::string conversions();
  /// By its path: a parameter may have the name of a helper.
  std::string use(llvm::StringRef Helper) {
    Used.insert(Helper.str());
    return "convert::" + Helper.str();
  }

  const Bindings &All;
  const Binder &Bind;
  RustTypes &Types;
  std::set<std::string> Used;
};

std::string FfiWriter::rawParameters(const BoundFunction &B) {
  std::vector<std::string> Parts;
  for (const BoundParameter &P : B.parameters)
    Parts.push_back(P.name + ": " + Types.of(P.type));
  return llvm::join(Parts, ", ");
}

std::string FfiWriter::rawResult(const BoundFunction &B) { return Types.result(B.result.type); }

std::string FfiWriter::declarations(const std::vector<BoundFunction> &Some, bool Original) {
  std::string Text;
  for (const BoundFunction &B : Some)
    if (B.crosses()) {
      std::string Symbol = Original ? originalName(*B.function) : B.function->symbol;
      if (Symbol != B.function->name)
        Text += "        #[link_name = \"" + Symbol + "\"]\n";
      Text += "        pub fn " + B.name + "(" + rawParameters(B) + ")" + rawResult(B) + ";\n";
    }
  return Text;
}

/// A parameter as a count of elements: an Option<usize>.
std::string asCount(const AbiType &T, const std::string &Value) {
  if (T.alias == "size_t" || T.alias == "uintptr_t")
    return "Some(" + Value + ")";
  if (!T.isSigned && T.bits <= 16)
    return "Some(usize::from(" + Value + "))";
  return "usize::try_from(" + Value + ").ok()";
}

/// A count that stands behind a pointer: of an Option<&T> an Option<usize>.
std::string behind(llvm::StringRef Count) {
  if (Count == "Some(n)")
    return ".copied()";
  if (Count.consume_front("Some(") && Count.consume_back(")"))
    return ".map(|&n| " + Count.str() + ")";
  return ".and_then(|&n| " + Count.str() + ")";
}

std::string FfiWriter::countOf(const BoundFunction &B, const BoundParameter &P) {
  if (P.role == Role::Array)
    return "Some(" + std::to_string(P.elements) + ")";
  if (P.role == Role::Reference)
    return "Some(1)";
  const BoundParameter &Count = B.parameters[P.count];
  std::string Text;
  if (P.countBehind) {
    Text = "unsafe { " + use("reference") + "(" + Count.name +
           (Count.type.inner.front().isConst ? "" : ".cast_const()") + ") }" +
           behind(asCount(Count.type.inner.front(), "n"));
  } else {
    Text = asCount(Count.type, Count.name);
  }
  if (P.scale != 1)
    Text += ".and_then(|n| n.checked_mul(" + std::to_string(P.scale) + "))";
  return Text;
}

/// A value for the safe signature, as an Option that is None when the contract is broken.
std::string FfiWriter::converted(const BoundFunction &B, const BoundParameter &P) {
  bool Write = P.access != Access::Shared;
  bool RawConst = P.type.inner.front().isConst;
  std::string Pointer = P.name;
  if (Write && RawConst)
    Pointer += ".cast_mut()";
  else if (!Write && !RawConst)
    Pointer += ".cast_const()";
  std::string Element = P.access == Access::Output ? "MaybeUninit<" + P.element + ">" : P.element;
  if (P.role == Role::Array)
    Element = "[" + Element + "; " + std::to_string(P.elements) + "]";
  bool Casts = P.role == Role::Array || P.access == Access::Output ||
               isVoid(P.type.inner.front()) || llvm::StringRef(P.element).starts_with("Foreign<");
  if (Casts && P.role != Role::Text)
    Pointer += ".cast::<" + Element + ">()";
  std::string Test = P.name + (RawConst ? "" : ".cast_const()");
  std::string Some;
  switch (P.role) {
  case Role::Slice:
    Some = "unsafe { " + use(Write ? "slice_mut" : "slice") + "(" + Pointer + ", elements_of_" +
           plain(P.name) + ") }";
    use("fits");
    if (!P.nullable)
      return Some;
    return B.parameters[P.count].role == Role::Count
               ? use("empty_or") + "(" + Test + ", elements_of_" + plain(P.name) + ", " + Some + ")"
               : use("null_or") + "(" + Test + ", " + Some + ")";
  case Role::Array:
  case Role::Reference:
    Some = "unsafe { " + use(Write ? "reference_mut" : "reference") + "(" + Pointer + ") }";
    use("fits");
    return P.nullable ? use("null_or") + "(" + Test + ", " + Some + ")" : Some;
  case Role::Text: {
    if (P.type.inner.front().name != "char")
      Pointer += ".cast()";
    Some = "unsafe { " + use("text") + "(" + Pointer + ") }";
    return P.nullable ? use("null_or") + "(" + Test + ", " + Some + ")" : Some;
  }
  default:
    return "";
  }
}

std::string FfiWriter::spans(const BoundFunction &B) {
  std::vector<std::string> Spans;
  for (const BoundParameter &P : B.parameters)
    if (P.checkOverlap) {
      std::string Pointer = P.name + (P.type.inner.front().isConst ? "" : ".cast_const()");
      if (isVoid(P.type.inner.front()))
        Pointer += ".cast::<u8>()";
      Spans.push_back(use("span") + "(" + Pointer + ", " +
                      (P.role == Role::Slice ? "elements_of_" + plain(P.name) : countOf(B, P)) +
                      ", " + (P.access == Access::Shared ? "false" : "true") + ")");
    }
  return llvm::join(Spans, ", ");
}

std::string FfiWriter::safetyOf(const BoundFunction &B) {
  std::vector<std::string> Lines;
  std::string Slot;
  for (const ContractEntry &E : contractOf(B, Bind)) {
    if (E.property == "lifetime")
      continue;
    std::string Certainty = E.certainty == Certainty::Declared ? "declared"
                            : E.certainty == Certainty::Unknown
                                ? "unknown"
                                : "inferred, " + nameOf(E.confidence).str();
    std::string Line = E.slot + ", " + E.property + ": ";
    Line += E.certainty == Certainty::Unknown ? "unknown, and nothing is assumed"
                                              : E.value + " (" + Certainty + ": " + E.reason + ")";
    Lines.push_back("- " + Line);
  }
  if (Lines.empty())
    Lines.push_back("It takes no pointer that is followed.");
  Lines.insert(Lines.begin(), {"`" + B.function->name + "` for C.", "", "# Safety"});
  return docComment(Lines);
}

std::string FfiWriter::exported(const BoundFunction &B) {
  const BoundResult &R = B.result;
  std::string Text = safetyOf(B);
  std::string Raw, Safe, Body;
  for (const BoundParameter &P : B.parameters) {
    Raw += (Raw.empty() ? "" : ", ") + P.name;
    if (P.role == Role::Count)
      continue;
    Safe += (Safe.empty() ? "" : ", ") +
            (P.role == Role::Foreign
                 ? "Foreign::new(" + P.name + (P.type.inner.front().isConst ? ".cast_mut()" : "") +
                       (llvm::StringRef(P.element).starts_with("Foreign<") ? ".cast()" : "") + ")"
             : P.role == Role::Value ? P.name
                                     : "safe_" + plain(P.name));
  }
  if (B.parameters.size() > 7)
    Text += "#[allow(clippy::too_many_arguments)]\n";
  Text += B.function->symbol == B.name
              ? "#[unsafe(no_mangle)]\n"
              : "#[unsafe(export_name = \"" + B.function->symbol + "\")]\n";
  Text +=
      "pub unsafe extern \"C\" fn " + B.name + "(" + rawParameters(B) + ")" + rawResult(B) + " {\n";
  Text += "    // SAFETY: the arguments are those that the caller has for it.\n"
          "    let as_it_came = || unsafe { original::" +
          B.name + "(" + Raw + ") };\n";
  Text += "    if cfg!(any(feature = \"original\", feature = \"original-" + B.function->name +
          "\")) {\n        return as_it_came();\n    }\n";
  for (const BoundParameter &P : B.parameters)
    if (P.role == Role::Slice) {
      if (P.countBehind)
        Text += "    // SAFETY: the contract above.\n";
      Text += "    let elements_of_" + plain(P.name) + " = " + countOf(B, P) + ";\n";
    }
  if (std::string Spans = spans(B); !Spans.empty())
    Text += "    if !" + use("disjoint") + "(&[" + Spans +
            "]) {\n        return as_it_came();\n    }\n";
  for (const BoundParameter &P : B.parameters)
    if (P.isReference() || P.role == Role::Text) {
      std::string Value = converted(B, P);
      if (llvm::StringRef(Value).starts_with("unsafe"))
        Value = "(" + Value + ")";
      Text += "    // SAFETY: the contract above.\n    let Some(safe_" + plain(P.name) +
              ") = " + Value + " else {\n        return as_it_came();\n    };\n";
    }
  std::string Call = "Port::" + B.name + "(" + Safe + ")";
  switch (R.role) {
  case ResultRole::Value:
    Text += "    " + Call + "\n";
    break;
  case ResultRole::Status:
    Text += "    match " + Call + " {\n        Ok(()) => 0,\n        Err(code) => code.0,\n    }\n";
    break;
  case ResultRole::StatusValue:
    Text += "    match " + Call +
            " {\n        Ok(value) => value,\n        Err(code) => code.0,\n    }\n";
    break;
  case ResultRole::StaticText: {
    std::string Cast = R.type.inner.front().name == "char" ? "" : ".cast()";
    Text += "    " + Call +
            (R.nullable ? ".map_or(core::ptr::null(), CStr::as_ptr)" : ".as_ptr()") + Cast +
            (R.type.inner.front().isConst ? "" : ".cast_mut()") + "\n";
    break;
  }
  case ResultRole::Foreign:
    Text += "    " + Call + ".as_ptr()" +
            (llvm::StringRef(R.element).starts_with("Foreign<") ? ".cast()" : "") +
            (R.type.inner.front().isConst ? ".cast_const()" : "") + "\n";
    break;
  }
  return Text + "}\n";
}

/// A safe value as C wants it.
std::string FfiWriter::rawArgument(const BoundFunction &B, const BoundParameter &P) {
  bool Write = P.access != Access::Shared;
  if (P.role == Role::Value || P.role == Role::Count)
    return P.name;
  bool RawConst = P.type.inner.front().isConst;
  std::string Text;
  if (P.role == Role::Foreign) {
    Text = P.name + ".as_ptr()";
    if (llvm::StringRef(P.element).starts_with("Foreign<"))
      Text += ".cast()";
    return Text + (RawConst ? ".cast_const()" : "");
  }
  std::string Null = Write ? "core::ptr::null_mut()" : "core::ptr::null()";
  if (P.role == Role::Reference)
    Text = P.nullable
               ? P.name + ".map_or(" + Null + ", core::ptr::from_" + (Write ? "mut" : "ref") + ")"
               : std::string("core::ptr::from_") + (Write ? "mut" : "ref") + "(" + P.name + ")";
  else {
    std::string As = Write ? "as_mut_ptr()" : "as_ptr()";
    Text = P.nullable ? P.name + ".map_or(" + Null + ", |s| s." + As + ")" : P.name + "." + As;
  }
  bool Casts = P.role == Role::Text ? P.type.inner.front().name != "char"
                                    : P.access == Access::Output || isVoid(P.type.inner.front()) ||
                                          llvm::StringRef(P.element).starts_with("Foreign<");
  // What the type of the argument is, cast() takes from the parameter, so it comes last.
  if (!Write && !RawConst)
    Text += ".cast_mut()";
  else if (Write && RawConst)
    Text += ".cast_const()";
  return Text + (Casts ? ".cast()" : "");
}

std::string FfiWriter::caller(const BoundFunction &B, llvm::StringRef Module,
                              llvm::StringRef Visibility) {
  const BoundResult &R = B.result;
  std::string Text;
  if (B.parameters.size() > 7)
    Text += "    #[allow(clippy::too_many_arguments)]\n";
  if (!Visibility.empty())
    Text += "    /// `" + B.function->name + "` of " + B.function->range.file + ".\n";
  Text += "    " + Visibility.str() + "fn " + B.name + "(" + safeParameters(B) + ")" +
          safeResult(B) + " {\n";
  for (auto [Index, Count] : llvm::enumerate(B.parameters)) {
    if (Count.role != Role::Count)
      continue;
    std::string First;
    for (const BoundParameter &P : B.parameters) {
      if (P.role != Role::Slice || P.count != Index || P.countBehind)
        continue;
      std::string Length = P.nullable ? P.name + (P.access == Access::Shared ? "" : ".as_ref()") +
                                            ".map_or(0, |s| s.len())"
                                      : P.name + ".len()";
      if (First.empty()) {
        First = Length;
        Text += "        let " + Count.name + " = " + Length + ";\n";
      } else {
        Text +=
            "        assert_eq!(" + Count.name + ", " + Length + ", \"one count is for both\");\n";
      }
    }
    std::string Type = Types.of(Count.type);
    if (Type != "usize")
      Text += "        let " + Count.name + " = " + Type + "::try_from(" + Count.name +
              ").expect(\"more than C can count\");\n";
  }
  std::string Arguments;
  for (const BoundParameter &P : B.parameters)
    Arguments += (Arguments.empty() ? "" : ", ") + rawArgument(B, P);
  std::string Call = "unsafe { " + Module.str() + "::" + B.name + "(" + Arguments + ") }";
  std::string Safety =
      "        // SAFETY: references and slices keep the contract; what is Foreign came from C.\n";
  switch (R.role) {
  case ResultRole::Value:
    Text += Safety + "        " + Call + "\n";
    break;
  case ResultRole::Status:
    Text += Safety + "        match " + Call +
            " {\n            0 => Ok(()),\n            code => Err(Code(code)),\n        }\n";
    break;
  case ResultRole::StatusValue:
    Text += Safety + "        match " + Call +
            " {\n            code if code < 0 => Err(Code(code)),\n            value => "
            "Ok(value),\n        }\n";
    break;
  case ResultRole::StaticText: {
    std::string Cast = (R.type.inner.front().isConst ? "" : ".cast_const()");
    if (R.type.inner.front().name != "char")
      Cast += ".cast()";
    Text += Safety + "        let result = " + Call + Cast + ";\n" +
            "        // SAFETY: the contract: a string that lives as long as the program.\n        "
            "unsafe { " +
            use("text") + "(result) }" + (R.nullable ? "" : ".expect(\"it is never NULL\")") + "\n";
    break;
  }
  case ResultRole::Foreign: {
    std::string Cast = R.type.inner.front().isConst ? ".cast_mut()" : "";
    if (llvm::StringRef(R.element).starts_with("Foreign<"))
      Cast += ".cast()";
    Text += Safety + "        Foreign::new(" + Call + Cast + ")\n";
    break;
  }
  }
  return Text + "    }\n";
}

std::string FfiWriter::conversions() {
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

constexpr llvm::StringLiteral Head =
    R"(//! The C ABI in both directions: all that is unsafe. Made by ferrule; not to be changed.
//!
//! What C passes is made safe here. Where it can be seen to break the contract, the original gets it
//! as it came.
#![allow(unsafe_code)]
#![allow(non_snake_case, non_camel_case_types, non_upper_case_globals)]
#![allow(improper_ctypes, improper_ctypes_definitions)]
{{uses}}
)";

std::string FfiWriter::write() {
  std::string Exports, Impl, Calls;
  for (const BoundFunction &B : All.entries)
    if (B.crosses()) {
      Exports += "\n" + exported(B);
      Impl += (Impl.empty() ? "" : "\n") + caller(B, "original", "");
    }
  for (const BoundFunction &B : All.calls)
    if (B.crosses())
      Calls += (Calls.empty() ? "" : "\n") + caller(B, "rest", "pub ");
  std::string Body = "\nmod original {\n    #[allow(unused_imports)]\n    use crate::types::*;\n\n "
                     "   unsafe extern \"C\" {\n" +
                     declarations(All.entries, /*Original=*/true) + "    }\n}\n" +
                     "\n/// The C functions that the crate took the place of.\npub struct "
                     "Original;\n\nimpl Api for Original {\n" +
                     Impl + "}\n";
  if (!Calls.empty())
    Body +=
        "\nmod rest {\n    #[allow(unused_imports)]\n    use crate::types::*;\n\n    unsafe extern "
        "\"C\" {\n" +
        declarations(All.calls, /*Original=*/false) + "    }\n}\n" +
        "\n/// What the cut calls in the rest of the program.\npub struct Rest;\n\nimpl Rest {\n" +
        Calls + "}\n";
  Body += Exports;
  if (!Used.empty())
    Body += conversions();
  llvm::StringRef Text = Body;
  std::vector<std::string> FromApi = {"Api"};
  if (Text.contains("Err(Code("))
    FromApi.push_back("Code");
  if (Text.contains("Foreign"))
    FromApi.push_back("Foreign");
  std::string Uses = FromApi.size() == 1 ? "use crate::api::Api;\n"
                                         : "use crate::api::{" + llvm::join(FromApi, ", ") + "};\n";
  Uses += "use crate::port::Port;\n#[allow(unused_imports)]\nuse crate::types::*;\n";
  if (Text.contains("CStr"))
    Uses += "use core::ffi::CStr;\n";
  if (Text.contains("MaybeUninit"))
    Uses += "use core::mem::MaybeUninit;\n";
  return fill(Head, {{"uses", llvm::StringRef(Uses).rtrim("\n").str()}}) + Body;
}

} // namespace

std::string ffiSource(const Bindings &All, const Binder &Bind, RustTypes &Types) {
  return FfiWriter(All, Bind, Types).write();
}

std::vector<std::string> featuresOf(const Bindings &All) {
  std::vector<std::string> Features = {"original"};
  for (const BoundFunction &B : All.entries)
    if (B.crosses())
      Features.push_back("original-" + B.function->name);
  return Features;
}

UnsafeCount countUnsafe(const Bindings &All) {
  UnsafeCount Count;
  for (const BoundFunction &B : All.entries) {
    if (!B.crosses())
      continue;
    // As it came, and by way of the safe signature.
    Count.originals += 2;
    for (const BoundParameter &P : B.parameters)
{
      Count.conversions += P.isReference() || P.role == Role::Text;
      Count.unknown += !P.question.empty();
    }
    Count.unknown += !B.result.question.empty();
  }
  for (const BoundFunction &B : All.calls)
    Count.calls += B.crosses();
  return Count;
}

} // namespace ferrule::rust
