// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// For each function a Rust function that makes its arguments, calls original or port as it is told,
// and says what there is to compare. What is the same for all crates is in differential/.
#include "rewriters/rust/Differential.h"
#include "rewriters/rust/DifferentialSources.h"
#include "rewriters/rust/Glue.h"
#include "rewriters/rust/Sources.h"
#include "rewriters/rust/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {
namespace {

std::string local(const BoundParameter &P) { return "in_" + plain(P.name); }

std::string quoted(llvm::StringRef Text) {
  std::string Result = "\"";
  for (char C : Text)
    if (C == '"' || C == '\\')
      Result += {'\\', C};
    else
      Result += llvm::isPrint(C) ? C : ' ';
  return Result + "\"";
}

/// A test has no use for more.
constexpr std::size_t MostConstants = 400;

/// What the functions of the cut spell.
struct Constants {
  std::set<long long> numbers;
  std::set<std::string> words;

  explicit Constants(const CrateInput &Input) {
    const std::set<llvm::StringRef> Inside(Input.cut.functions.begin(), Input.cut.functions.end());
    for (const FunctionUses &U : Input.program.uses)
      if (Inside.contains(U.function)) {
        numbers.insert(U.numbers.begin(), U.numbers.end());
        words.insert(U.words.begin(), U.words.end());
      }
  }

  template <class T, class Spell> static std::string list(const std::set<T> &All, Spell Of) {
    std::vector<std::string> Some;
    for (const T &Each : All)
      if (Some.size() < MostConstants)
        Some.push_back(Of(Each));
    return llvm::join(Some, ", ");
  }
};

class TestWriter {
public:
  TestWriter(const Bindings &All, const Exercises &Plan, const Constants &Named, RustTypes &Types,
             llvm::StringRef Crate)
      : All(All), Plan(Plan), Named(Named), Types(Types), Crate(Crate) {}

  std::string test();

private:
  std::string call(const Exercise &E);
  std::string counted(const Exercise &E, unsigned Index);
  std::string argument(const Exercise &E, unsigned Index);
  std::string observe(const Exercise &E);
  std::string choose(llvm::StringRef Function, llvm::StringRef Name) {
    return ("let " + Name + " = if side.is_original() { original::" + Function +
            " } else { ffi::" + Function + " };\n")
        .str();
  }
  std::string release(const ObjectKind &K, unsigned Index);

  const Bindings &All;
  const Exercises &Plan;
  const Constants &Named;
  RustTypes &Types;
  llvm::StringRef Crate;
};

/// The shortest slice decides, and what the type of the count can hold.
std::string TestWriter::counted(const Exercise &E, unsigned Index) {
  const BoundFunction &B = *E.function;
  const BoundParameter &Count = B.parameters[Index];
  bool Behind = false;
  std::vector<std::string> Lengths;
  for (unsigned S : slicesOf(E, Index)) {
    const BoundParameter &P = B.parameters[S];
    Behind |= P.countBehind;
    Lengths.push_back(P.nullable ? local(P) + ".as_ref().map_or(0, |s| s.len()" +
                                       (P.scale == 1 ? ")" : " / " + std::to_string(P.scale) + ")")
                                 : local(P) + ".len()" +
                                       (P.scale == 1 ? "" : " / " + std::to_string(P.scale)));
  }
  std::string Number = Types.of(Behind ? Count.type.inner.front() : Count.type);
  std::string Least = Lengths.front();
  for (const std::string &L : llvm::drop_begin(Lengths))
    Least = "(" + Least + ").min(" + L + ")";
  std::string Text = "        let " + local(Count) + " = " + Number + "::try_from(" + Least +
                     ").unwrap_or(" + Number + "::MAX);\n";
  if (Number == "usize")
    Text = "        let " + local(Count) + " = " + Least + ";\n";
  if (Behind)
    Text += "        let mut " + local(Count) + " = [" + local(Count) + "];\n        let to_" +
            plain(Count.name) + " = side.lent(" + quoted(plain(Count.name)) + ", &mut " +
            local(Count) + ");\n";
  else
    Text += "        side.given(" + quoted(plain(Count.name)) + ", &" + local(Count) + ");\n";
  return Text;
}

/// The call leaves it to the caller.
bool stays(const Argument &A) { return A.use == Use::Read || A.use == Use::Write; }

const char *inRust(Use U) {
  switch (U) {
  case Use::Read:
    return "Read";
  case Use::Write:
    return "Write";
  case Use::End:
    return "End";
  case Use::Move:
    return "Move";
  }
  return "";
}

bool isCountedBehind(const Exercise &E, unsigned Index) {
  return llvm::any_of(slicesOf(E, Index),
                      [&](unsigned S) { return E.function->parameters[S].countBehind; });
}

std::string TestWriter::argument(const Exercise &E, unsigned Index) {
  const BoundParameter &P = E.function->parameters[Index];
  const Argument &A = E.arguments[Index];
  if (A.supply == Supply::Counted)
    return isCountedBehind(E, Index) ? "to_" + plain(P.name) : local(P);
  if (A.supply != Supply::Input || !A.lent)
    return local(P);
  std::string Text = "to_" + plain(P.name);
  const AbiType &Pointee = P.type.inner.front();
  bool IsText = P.role == Role::Text || P.role == Role::Foreign;
  bool Cast = Pointee.kind == AbiKind::Void || (IsText && Pointee.name != "char");
  return Text + (Cast ? ".cast()" : "");
}

/// What there is to compare after the call.
std::string TestWriter::observe(const Exercise &E) {
  const BoundFunction &B = *E.function;
  std::string Text;
  const AbiType &Result = B.result.type;
  // Before the result is looked at: what is new may be where something has ended.
  for (auto [I, P] : llvm::enumerate(B.parameters))
    if (const Argument &A = E.arguments[I]; A.supply == Supply::Object && !stays(A))
      Text += std::string("        side.") + (A.use == Use::End ? "ended(" : "moved(") + local(P) +
              ");\n";
  if (E.resultIsText) {
    Text += "        // SAFETY: the contract: a string.\n        unsafe { "
            "side.see_text(\"result\", result" +
            std::string(Result.inner.front().name == "char" ? "" : ".cast()") + ") };\n";
  } else if (Result.kind == AbiKind::Pointer && Result.inner.front().kind == AbiKind::Function) {
    Text += "        side.see(\"result\", &result.is_some());\n";
  } else if (Result.kind != AbiKind::Void) {
    if (E.makes)
      Text += "        side.made(" + std::to_string(*E.makes) + ", " +
              quoted(Plan.kinds[*E.makes].type) + ", result);\n";
    Text += "        side.see(\"result\", &result);\n";
  }
  for (auto [I, P] : llvm::enumerate(B.parameters)) {
    const Argument &A = E.arguments[I];
    std::string Name = quoted(plain(P.name));
    bool Written = A.lent && P.access != Access::Shared;
    if ((A.supply == Supply::Input && Written) ||
        (A.supply == Supply::Counted && isCountedBehind(E, static_cast<unsigned>(I))))
      Text += "        side.see(" + Name + ", &" + local(P) + ");\n";
    if (A.supply == Supply::Input && A.lent)
      Text += "        side.keep(" + local(P) + ");\n";
    if (A.supply == Supply::Object && A.kept)
      Text += "        side.kept(" + local(P) + (A.frozen ? ", true" : ", false") +
              (A.asOwned ? ", true);\n" : ", false);\n");
    if (A.supply == Supply::Fresh) {
      const AbiType &R = B.result.type;
      bool Succeeds = R.kind == AbiKind::Integer || R.kind == AbiKind::Enum;
      std::string Made = "side.made(" + std::to_string(A.kind) + ", " +
                         quoted(Plan.kinds[A.kind].type) + ", " + local(P) + ");\n";
      std::string Zero =
          R.kind == AbiKind::Enum && Types.enumeration(R) && !Types.enumeration(R)->name.empty()
              ? "result.0 == 0"
              : "result == 0";
      Text += Succeeds ? "        if " + Zero + " {\n            " + Made + "        }\n"
                       : "        " + Made;
    } else if (A.supply == Supply::Object && stays(A) && Plan.kinds[A.kind].initialised) {
      Text += "        // SAFETY: it is initialised, and this call alone has it.\n        if let "
              "Some(record) = unsafe { " +
              local(P) + ".as_ref() } {\n            side.see(" + Name + ", record);\n        }\n";
    }
  }
  if (!E.releases.empty()) {
    std::string Cast =
        "result.cast" + std::string(Result.inner.front().isConst ? "_mut().cast()" : "()");
    if (E.releases == "free") {
      Text +=
          "        // SAFETY: the contract: the caller's, from malloc.\n        unsafe { free(" +
          Cast + ") };\n";
    } else {
      std::string Release = identifier(E.releases);
      Text += "        " + choose(Release, "release") +
              "        // SAFETY: the contract: the caller's, to be released with this.\n        "
              "unsafe { release(" +
              Cast + ") };\n";
    }
  }
  return Text;
}

std::string TestWriter::call(const Exercise &E) {
  const BoundFunction &B = *E.function;
  std::string Text = "    pub fn " + B.name + "(side: &mut Side) -> Option<()> {\n";
  for (auto [I, P] : llvm::enumerate(B.parameters)) {
    const Argument &A = E.arguments[I];
    std::string Kind = std::to_string(A.kind);
    if (A.supply == Supply::Object)
      Text += "        let " + local(P) + " = side.handle::<" + Plan.kinds[A.kind].type + ">(" +
              Kind + ", " + (P.nullable ? "true" : "false") + ", Use::" + inRust(A.use) + ")?;\n";
    else if (A.supply == Supply::Fresh)
      Text += "        let " + local(P) + " = side.fresh::<" + Plan.kinds[A.kind].type + ">();\n";
  }
  bool Any = llvm::any_of(E.arguments, [](const Argument &A) { return A.supply == Supply::Input; });
  Text += "        " +
          (Any ? "let " +
                     inputTuple(E,
                                [&](unsigned I) {
                                  const BoundParameter &P = B.parameters[I];
                                  bool Mutable = E.arguments[I].lent && P.role != Role::Reference;
                                  return (Mutable ? "mut " : "") + local(P);
                                }) +
                     " = "
               : "") +
          "inputs::" + B.name + "(&mut side.source)?;\n";
  for (auto [I, P] : llvm::enumerate(B.parameters)) {
    const Argument &A = E.arguments[I];
    std::string Name = quoted(plain(P.name));
    if (A.supply == Supply::Object || A.supply == Supply::Fresh) {
      const ObjectKind &K = Plan.kinds[A.kind];
      if (K.initialised && A.supply == Supply::Object && stays(A))
        Text += "        // SAFETY: it is initialised, and this call alone has it.\n        if let "
                "Some(record) = unsafe { " +
                local(P) + ".as_mut() } {\n            inputs::" + prepareName(K) +
                "(&mut side.source, record);\n        }\n";
      Text += "        side.given_handle(" + Name + ", " + local(P) + ");\n";
    } else if (A.supply == Supply::Input && A.lent) {
      if (P.role == Role::Reference)
        Text += "        let mut " + local(P) + " = " +
                (P.nullable ? local(P) + ".map(|value| [value])" : "[" + local(P) + "]") + ";\n";
      Text += "        let to_" + plain(P.name) + " = side.lent(" + Name + ", &mut " + local(P) +
              ");\n";
    } else if (A.supply == Supply::Input) {
      Text += "        side.given(" + Name + ", &" + local(P) + (A.callback ? ".is_some()" : "") +
              ");\n";
    }
  }
  std::vector<std::string> Arguments;
  for (unsigned I = 0; I < B.parameters.size(); ++I) {
    if (E.arguments[I].supply == Supply::Counted)
      Text += counted(E, I);
    Arguments.push_back(argument(E, I));
  }
  Text += "        side.admits()?;\n        " + choose(B.name, "function") +
          "        // SAFETY: the contract, as far as it is known; inputs.rs knows the rest.\n     "
          "   " +
          (B.result.type.kind == AbiKind::Void ? "" : "let result = ") + "unsafe { function(" +
          llvm::join(Arguments, ", ") + ") };\n";
  return Text + observe(E) + "        Some(())\n    }\n";
}

std::string TestWriter::release(const ObjectKind &K, unsigned Index) {
  const BoundFunction &B = *K.release;
  return "    pub fn release_" + std::to_string(Index) +
         "(side: &mut Side, pointer: *mut std::ffi::c_void) {\n        " +
         choose(B.name, "function") +
         "        // SAFETY: it is alive, and the caller's.\n        unsafe { "
         "function(pointer.cast()) };\n    }\n";
}

constexpr llvm::StringLiteral Main =
    R"(//! Calls the original and the port with the same inputs, and compares what they do. inputs.rs says
//! with which. Made by ferrule; not to be changed.
//!
//! FERRULE_INPUTS (100000) says how many inputs, FERRULE_SEED (1) which.
#![allow(unsafe_code, dead_code, unused_imports)]
#![allow(non_snake_case, non_camel_case_types, non_upper_case_globals)]
mod child;
mod harness;
mod inputs;
#[cfg(original_is_linked)]
mod memory;
mod sequence;
mod side;
mod source;
mod values;

use {{crate}}::types::*;
use sequence::{Cut, Function};
use source::{Any, Constants, See, Seen, Source};
use std::process::ExitCode;

pub const CUT: Cut = Cut {
    functions: &[
{{functions}}    ],
    kinds: &[{{kinds}}],
    constants: Constants {
        numbers: &[{{numbers}}],
        words: &[{{words}}],
    },
    not_called: &[
{{blocked}}    ],
};

/// Of fuzz/target.rs: one sequence of calls that follows from the bytes.
pub fn fuzz(bytes: &[u8]) {
    harness::fuzz(&CUT, bytes);
}

#[cfg(original_is_linked)]
fn main() -> ExitCode {
    harness::main(&CUT)
}

#[cfg(not(original_is_linked))]
fn main() -> ExitCode {
    eprintln!("There is nothing to compare with. FERRULE_ORIGINAL names the library, built with its");
    eprintln!("symbols renamed (FERRULE_BOUNDARY=rename): FERRULE_ORIGINAL=/path/lib.a:/path/more.a cargo test");
    ExitCode::from(2)
}

/// What the linker calls the original.
#[allow(improper_ctypes)]
mod original {
    use super::*;

    unsafe extern "C" {
{{declarations}}    }
}

/// Each makes arguments, calls one of the two, and says what there is to compare.
mod calls {
    use super::side::{Side, Use};
    use super::*;
    use {{crate}}::ffi;
{{free}}
{{calls}}}

{{callbacks}}/// All bits zero.
fn zeroed<T: Copy>() -> T {
    // SAFETY: it is used for unions, gaps and pointers to functions, of which zeros are a value.
    unsafe { std::mem::zeroed() }
}
{{types}})";

std::string TestWriter::test() {
  std::string Functions, Kinds, Blocked, Declarations, Calls;
  for (const Exercise &E : Plan.functions) {
    const BoundFunction &B = *E.function;
    Functions +=
        "        Function { name: " + quoted(B.function->name) +
        ", group: " + std::to_string(E.group) + ", run: calls::" + B.name + ", uses_objects: " +
        (llvm::any_of(E.arguments, [](const Argument &A) { return A.supply == Supply::Object; })
             ? "true"
             : "false") +
        ", unknown: " + quoted(E.unknown) + " },\n";
    Declarations += "        #[link_name = \"" + originalName(*B.function) +
                    "\"]\n        pub fn " + B.name + "(";
    std::vector<std::string> Parameters;
    for (const BoundParameter &P : B.parameters)
      Parameters.push_back(P.name + ": " + Types.of(P.type));
    Declarations += llvm::join(Parameters, ", ") + ")" + Types.result(B.result.type) + ";\n";
    Calls += (Calls.empty() ? "" : "\n") + call(E);
  }
  bool Free = llvm::any_of(Plan.functions, [](const Exercise &E) { return E.releases == "free"; });
  for (auto [I, K] : llvm::enumerate(Plan.kinds)) {
    Kinds +=
        (Kinds.empty() ? "" : ", ") +
        (K.release ? "sequence::Kind { release: Some(calls::release_" + std::to_string(I) + ") }"
                   : std::string("sequence::Kind { release: None }"));
    if (K.release)
      Calls += "\n" + release(K, static_cast<unsigned>(I));
  }
  for (const BoundFunction &B : All.entries)
    if (!B.crosses())
      Blocked += "        (" + quoted(B.function->name) + ", " + quoted(B.blocker) + "),\n";
  return renderTemplate(
      Main,
      {{"crate", Crate.str()},
       {"functions", Functions},
       {"kinds", Kinds},
       {"blocked", Blocked},
       {"callbacks", callbacksModule(Plan, Types)},
       {"numbers", Constants::list(Named.numbers, [](long long N) { return std::to_string(N); })},
       {"words", Constants::list(Named.words, quoted)},
       {"declarations", Declarations},
       {"free", Free ? "\n    unsafe extern \"C\" {\n        fn free(pointer: *mut "
                       "std::ffi::c_void);\n    }\n"
                     : ""},
       {"calls", Calls},
       {"types", testedTypes(Types)}});
}

} // namespace

/// Our licence is that of the source, not of what is made from it.
static CrateFile instantiated(llvm::StringRef Name, llvm::StringRef Text) {
  bool Script = Name == "build.sh";
  llvm::StringRef Directory = Name == "build.rs"              ? ""
                              : Script || Name == "target.rs" ? "fuzz/"
                                                              : "tests/differential/";
  llvm::StringRef Shebang = Script ? "#!/bin/sh\n" : "";
  Text.consume_front(Shebang);
  return {.path = (Directory + Name).str(),
          .content = (Shebang + Text.split('\n').second).str(),
          .executable = Script};
}

std::vector<CrateFile> differentialFiles(const Bindings &All, const Exercises &Plan,
                                         const CrateInput &Input, RustTypes &Types,
                                         llvm::StringRef Crate) {
  const Constants Named(Input);
  TestWriter Writer(All, Plan, Named, Types, Crate);
  std::vector<CrateFile> Files;
  for (const auto &[Name, Text] : DifferentialSources)
    Files.push_back(instantiated(Name, Text));
  Files.push_back({.path = "tests/differential/inputs.rs",
                   .content = inputsSource(Plan, Crate),
                   .ofUser = true});
  Files.push_back({.path = "tests/differential/main.rs", .content = Writer.test()});
  return Files;
}

} // namespace ferrule::rust
