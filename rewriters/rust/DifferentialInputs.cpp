// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// inputs.rs: what ferrule knows to call the functions with, for people to improve.
#include "rewriters/rust/Differential.h"
#include "rewriters/rust/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {

static constexpr llvm::StringLiteral InputsHead =
    R"(//! What the differential test calls the functions with. Yours: ferrule writes this file once and
//! leaves it alone from then on.
//!
//! A function gives the arguments of one call; the length of a slice is not among them, nor are
//! objects that other functions make. What is random here comes from the source, so that both sides
//! get the same. None: these inputs are not within the contract. Preconditions belong here, and the
//! structure without which nothing gets far.
#![allow(clippy::type_complexity)]
use super::source::*;
#[allow(unused_imports)]
use {{crate}}::types::*;
#[allow(unused_imports)]
use std::ffi::CString;
)";

std::string inputsSource(const Exercises &Plan, llvm::StringRef Crate) {
  std::string Text = renderTemplate(InputsHead, {{"crate", Crate.str()}});
  std::set<std::string> Prepared;
  for (const ObjectKind &K : Plan.kinds) {
    if (!K.initialised || !Prepared.insert(K.type).second)
      continue;
    bool None = K.buffers.empty();
    Text += "\n/// What a caller sets in the record before a call. Memory for its pointers comes "
            "from from.memory().\npub fn " +
            prepareName(K) + "(" + (None ? "_" : "") + "from: &mut Source, " + (None ? "_" : "") +
            "record: &mut " + K.type + ") {\n";
    for (const ObjectKind::Buffer &F : K.buffers)
      Text += "    let content = from.slice();\n    record." + F.count +
              " = content.len() as _;\n    record." + F.pointer + " = from.memory(content);\n";
    Text += "}\n";
  }
  for (const Exercise &E : Plan.functions) {
    const BoundFunction &B = *E.function;
    bool Inputs = false, Shares = false;
    for (unsigned I = 0; I < E.arguments.size(); ++I) {
      Inputs |= E.arguments[I].supply == Supply::Input && E.arguments[I].value != "None" &&
                !llvm::StringRef(E.arguments[I].value).starts_with("std::ptr");
      Shares |= slicesOf(E, I).size() > 1;
    }
    bool Known = E.unknown.empty();
    Text += "\n";
    if (!Known)
      Text += docComment({"Not called until this gives inputs. " + E.unknown});
    Text += "pub fn " + B.name + "(" + (Known && (Inputs || Shares) ? "" : "_") +
            "from: &mut Source) -> Option<" +
            inputTuple(E, [&](unsigned I) { return E.arguments[I].type; }) + "> {\n";
    if (!Known) {
      Text += "    None\n}\n";
      continue;
    }
    if (Shares)
      Text += "    let length = from.length();\n";
    for (unsigned I = 0; I < E.arguments.size(); ++I)
      if (E.arguments[I].supply == Supply::Input)
        Text += "    let " + B.parameters[I].name + " = " + E.arguments[I].value + ";\n";
    Text +=
        "    Some(" + inputTuple(E, [&](unsigned I) { return B.parameters[I].name; }) + ")\n}\n";
  }
  return Text;
}

} // namespace ferrule::rust
