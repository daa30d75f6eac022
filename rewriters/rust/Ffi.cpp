// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ffi.rs has two halves. An exported function makes safe values of what C passed, and calls the
// trait; what can be seen to break the contract (a NULL where there is none, a length that does not
// fit, objects that overlap) goes to the original with the arguments as they came, so nothing
// changes for callers that the contract does not know. `Original` makes raw values of safe ones,
// and calls the C function, whose symbol was renamed.
#include "rewriters/rust/Conversions.h"
#include "rewriters/rust/FfiWriter.h"
#include "rewriters/rust/Glue.h"
#include "rewriters/rust/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace ferrule::rust {

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
static std::string asCount(const AbiType &T, const std::string &Value) {
  if (T.alias == "size_t" || T.alias == "uintptr_t")
    return "Some(" + Value + ")";
  if (!T.isSigned && T.bits <= 16)
    return "Some(usize::from(" + Value + "))";
  return "usize::try_from(" + Value + ").ok()";
}

/// A count that stands behind a pointer: of an Option<&T> an Option<usize>.
static std::string behind(llvm::StringRef Count) {
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
               P.type.inner.front().kind == AbiKind::Void ||
               llvm::StringRef(P.element).starts_with("Foreign<");
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
      if (P.type.inner.front().kind == AbiKind::Void)
        Pointer += ".cast::<u8>()";
      Spans.push_back(use("span") + "(" + Pointer + ", " +
                      (P.role == Role::Slice ? "elements_of_" + plain(P.name) : countOf(B, P)) +
                      ", " + (P.access == Access::Shared ? "false" : "true") + ")");
    }
  return llvm::join(Spans, ", ");
}

std::string FfiWriter::safetyOf(const BoundFunction &B) {
  std::vector<std::string> Lines;
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
    Lines.emplace_back("- " + Line);
  }
  if (Lines.empty())
    Lines.emplace_back("It takes no pointer that is followed.");
  Lines.insert(Lines.begin(), {"`" + B.function->name + "` for C.", "", "# Safety"});
  return docComment(Lines);
}

std::string FfiWriter::exported(const BoundFunction &B) {
  const BoundResult &R = B.result;
  std::string Text = safetyOf(B);
  std::string Raw, Safe;
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
  Text += R"(    if cfg!(any(feature = "original", feature = "original-)" + B.function->name +
          R"(")) {
        return as_it_came();
    }
)";
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

static constexpr llvm::StringLiteral Head =
    R"(//! The C ABI in both directions: all that is unsafe. Made by ferrule; not to be changed.
//!
//! What C passes is made safe here. Where it can be seen to break the contract, the original gets it
//! as it came.
#![allow(unsafe_code)]
#![allow(non_snake_case, non_camel_case_types, non_upper_case_globals)]
#![allow(improper_ctypes, improper_ctypes_definitions)]
{{uses}}
)";

UnsafeCount countUnsafe(llvm::StringRef Text) {
  UnsafeCount Count;
  for (llvm::StringRef Line : llvm::split(Text, '\n')) {
    const unsigned Blocks = Line.count("unsafe { ");
    Count.blocks += Blocks;
    Count.lines += Blocks != 0;
  }
  return Count;
}

FfiSource FfiWriter::write() {
  unsigned Crossing = 0;
  std::string Exports, Impl, Calls;
  for (const BoundFunction &B : All.entries)
    if (B.crosses()) {
      ++Crossing;
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
  FfiSource Made;
  if (!Used.empty())
    Exports += conversionModule(Used);
  Body += Exports;
  Made.conversions = countUnsafe(Exports);
  Made.originals = countUnsafe(Impl);
  Made.calls = countUnsafe(Calls);
  // Each function hands to the original what it got as it came, on a line of its own.
  const UnsafeCount AsItCame{Crossing, Crossing};
  Made.originals += AsItCame;
  Made.conversions.blocks -= AsItCame.blocks;
  Made.conversions.lines -= AsItCame.lines;
  llvm::StringRef Text = Body;
  std::vector<std::string> FromApi = {"Api"};
  if (Text.contains("Err(Code("))
    FromApi.emplace_back("Code");
  if (Text.contains("Foreign::") || Text.contains("Foreign<"))
    FromApi.emplace_back("Foreign");
  std::string Uses = FromApi.size() == 1 ? "use crate::api::Api;\n"
                                         : "use crate::api::{" + llvm::join(FromApi, ", ") + "};\n";
  if (Crossing)
    Uses += "use crate::port::Port;\n";
  Uses += "#[allow(unused_imports)]\nuse crate::types::*;\n";
  if (Text.contains("CStr"))
    Uses += "use core::ffi::CStr;\n";
  if (Text.contains("MaybeUninit"))
    Uses += "use core::mem::MaybeUninit;\n";
  Made.text = renderTemplate(Head, {{"uses", llvm::StringRef(Uses).rtrim("\n").str()}}) + Body;
  return Made;
}

FfiSource ffiSource(const Bindings &All, const Binder &Bind, RustTypes &Types) {
  return FfiWriter(All, Bind, Types).write();
}

std::vector<std::string> featuresOf(const Bindings &All) {
  std::vector<std::string> Features = {"original"};
  for (const BoundFunction &B : All.entries)
    if (B.crosses())
      Features.push_back("original-" + B.function->name);
  return Features;
}

} // namespace ferrule::rust
