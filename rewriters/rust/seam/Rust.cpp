// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/FfiWriter.h"
#include "rewriters/rust/Text.h"
#include "rewriters/rust/seam/RustSources.h"
#include "rewriters/rust/seam/Seam.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {
namespace {

constexpr llvm::StringLiteral Safety =
    "        // SAFETY: references and slices keep the contract; what is Foreign came from C++.\n";

class RustWriter {
public:
  RustWriter(const Seam &S, RustTypes &Types) : S(S), Types(Types) {}

  std::string write() {
    std::string Declarations, Body;
    bool Throws = false;
    for (const SeamFunction &F : S.functions) {
      Declarations += declaration(F);
      Throws |= F.throws;
    }
    for (const SeamClass &C : S.classes)
      if (C.isString()) {
        const std::pair<llvm::StringRef, std::string> Name[] = {{"string", Types.of(C.type)}};
        Declarations += renderTemplate(source::StringDeclarations, Name);
        Body += renderTemplate(source::String, Name);
      } else {
        Body += classText(C);
      }
    if (Throws) {
      Declarations += "        pub fn seam_forget(thrown: *mut core::ffi::c_char);\n";
      Body = source::Thrown.str() + Body;
    }
    for (const SeamFunction &F : S.functions)
      if (!F.of)
        Body += "\n" + function(F, "");
    return renderTemplate(source::Head, {{"declarations", Declarations}}) + Body;
  }

private:
  std::string declaration(const SeamFunction &F) {
    std::vector<std::string> Parts;
    for (const BoundParameter &P : F.bound.parameters)
      Parts.push_back((P.name == "self" ? "this" : P.name) + ": " + Types.of(P.type));
    if (F.result == SeamResult::Record)
      Parts.push_back("result: *mut " + F.value);
    if (F.throws)
      Parts.emplace_back("thrown: *mut *mut core::ffi::c_char");
    return "        pub fn " + F.c.symbol + "(" + llvm::join(Parts, ", ") + ")" +
           Types.result(F.c.type.inner.front()) + ";\n";
  }

  /// From `result`, as C gave it.
  std::string safeValue(const SeamFunction &F) {
    const BoundResult &R = F.bound.result;
    const std::string Expect = F.isNullable() ? "" : ".expect(\"it is never NULL\")";
    const bool RawConst = R.type.kind == AbiKind::Pointer && R.type.inner.front().isConst;
    switch (F.result) {
    case SeamResult::Record:
      return "        // SAFETY: the seam wrote it.\n        unsafe { result.assume_init() }\n";
    case SeamResult::Owned:
      return std::string("        // SAFETY: nobody else has it.\n        unsafe { Owned::") +
             (F.isNullable() ? "or_null" : "of") + "(result" + (RawConst ? ".cast_mut()" : "") +
             ") }\n";
    case SeamResult::Borrowed:
      return std::string("        // SAFETY: the contract: it lives as long as the object.\n"
                         "        unsafe { result.") +
             (RawConst ? "as_ref" : "as_mut") + "() }" + Expect + "\n";
    case SeamResult::Text:
      return text("it lives as long as the object", R, Expect);
    case SeamResult::Plain:
      break;
    }
    if (R.role == ResultRole::StaticText)
      return text("it lives as long as the program", R,
                  R.nullable ? "" : ".expect(\"it is never NULL\")");
    if (R.role == ResultRole::Foreign)
      return std::string("        Foreign::new(result") + (RawConst ? ".cast_mut()" : "") +
             (llvm::StringRef(R.element).starts_with("Foreign<") ? ".cast()" : "") + ")\n";
    return R.type.kind == AbiKind::Void ? "" : "        result\n";
  }

  static std::string text(llvm::StringRef Life, const BoundResult &R, const std::string &Expect) {
    const AbiType &Char = R.type.inner.front();
    const std::string Cast = Char.name == "char" ? "" : ".cast()";
    return "        // SAFETY: the contract: a string; " + Life.str() +
           ".\n        (!result.is_null()).then(|| unsafe { CStr::from_ptr(result" + Cast + ") })" +
           Expect + "\n";
  }

  std::string function(const SeamFunction &F, llvm::StringRef Indent) {
    std::vector<std::string> Parameters, Arguments;
    for (auto [I, P] : llvm::enumerate(F.bound.parameters)) {
      Arguments.push_back(FfiWriter::rawArgument(P));
      if (P.name == "self")
        Parameters.emplace_back(P.access == Access::Shared ? "&self" : "&mut self");
      else if (P.role != Role::Count)
        Parameters.push_back(P.name + ": " + P.safeType);
    }
    if (F.result == SeamResult::Record)
      Arguments.emplace_back("result.as_mut_ptr()");
    if (F.throws)
      Arguments.emplace_back("&mut thrown");
    const std::string &Type = F.bound.result.safeType;
    std::string Text = docComment(notShown(F.bound), "    ");
    Text += "    pub fn " + F.method + "(" + llvm::join(Parameters, ", ") + ")" +
            (Type == "()" ? "" : " -> " + Type) + " {\n" + FfiWriter::counts(F.bound, Types);
    if (F.result == SeamResult::Record)
      Text += "        let mut result = MaybeUninit::uninit();\n";
    if (F.throws)
      Text += "        let mut thrown = core::ptr::null_mut();\n";
    const bool Void = F.c.type.inner.front().kind == AbiKind::Void;
    const std::string Call =
        "unsafe { cxx::" + F.c.symbol + "(" + llvm::join(Arguments, ", ") + ") }";
    const std::string Value = safeValue(F);
    const bool Direct = !F.throws && (Value.empty() || Value == "        result\n");
    if (Direct)
      return indented(Text + Safety.str() + "        " + Call + "\n    }\n", Indent);
    Text += Safety.str() + "        " + (Void ? "" : "let result = ") + Call + ";\n";
    if (!F.throws)
      return indented(Text + Value + "    }\n", Indent);
    Text += "        Thrown::check(thrown)?;\n";
    if (Value.empty())
      Text += "        Ok(())\n";
    else if (Value == "        result\n")
      Text += "        Ok(result)\n";
    else
      Text += "        Ok({\n" + Value + "        })\n";
    return indented(Text + "    }\n", Indent);
  }

  /// As it stands in an impl, or a level further out.
  static std::string indented(std::string Text, llvm::StringRef Indent) {
    if (!Indent.empty())
      return Text;
    std::string Out;
    for (llvm::StringRef Line : llvm::split(llvm::StringRef(Text).rtrim("\n"), '\n')) {
      Line.consume_front("    ");
      Out += Line.str() + "\n";
    }
    return Out;
  }

  std::string classText(const SeamClass &C) {
    const std::string Name = Types.of(C.type);
    std::string Methods, Traits;
    if (!C.isRecord)
      Traits += "\nimpl Object for " + Name + " {}\n";
    bool First = true;
    for (const SeamFunction &F : S.functions) {
      if (F.of != &C)
        continue;
      switch (F.call) {
      case SeamCall::Function:
      case SeamCall::Make:
        Methods += (Methods.empty() ? "" : "\n") + function(F, "    ");
        break;
      case SeamCall::End:
        Traits += "\nimpl Ends for " + Name +
                  " {\n    unsafe fn end(object: *mut Self) {\n"
                  "        // SAFETY: the caller says so.\n        unsafe { cxx::" +
                  F.c.symbol + "(object) }\n    }\n}\n";
        break;
      case SeamCall::Copy:
        Traits += "\nimpl Copies for " + Name +
                  " {\n    fn copied(&self) -> Owned<Self> {\n"
                  "        // SAFETY: it is a reference.\n        let result = unsafe { cxx::" +
                  F.c.symbol +
                  "(self) };\n        // SAFETY: it is new.\n        unsafe { Owned::of(result) "
                  "}\n    }\n}\n";
        break;
      case SeamCall::Base:
        (First ? Traits : Methods) += base(F, First, Name, Methods.empty());
        First = false;
        break;
      }
    }
    if (!Methods.empty())
      Methods = "\nimpl " + Name + " {\n" + Methods + "}\n";
    return Methods + Traits;
  }

  /// The first base class is what the class derefs to, so that its functions can be called as in
  /// C++.
  std::string base(const SeamFunction &F, bool First, const std::string &Name, bool Alone) {
    const std::string Base = F.value;
    const std::string Shared =
        "        // SAFETY: it is a part of the object.\n        let base = unsafe { cxx::" +
        F.c.symbol +
        "(self) };\n        // SAFETY: it lives as long.\n        unsafe { base.as_ref() "
        "}.expect(\"a part has an address\")\n    }\n";
    const std::string Mutable =
        "        // SAFETY: it is a part of the object.\n        let base = unsafe { cxx::" +
        F.c.symbol +
        "(self) }.cast_mut();\n        // SAFETY: it lives as long.\n        unsafe { "
        "base.as_mut() "
        "}.expect(\"a part has an address\")\n    }\n";
    if (First)
      return "\nimpl Deref for " + Name + " {\n    type Target = " + Base +
             ";\n    fn deref(&self) -> &" + Base + " {\n" + Shared + "}\n\nimpl DerefMut for " +
             Name + " {\n    fn deref_mut(&mut self) -> &mut " + Base + " {\n" + Mutable + "}\n";
    return std::string(Alone ? "" : "\n") + "    /// The `" + F.to->spelling + "` that it is.\n" +
           "    pub fn " + F.method + "(&self) -> &" + Base + " {\n" + Shared +
           "\n    /// The same, to be changed.\n    pub fn " + plain(F.method) +
           "_mut(&mut self) -> &mut " + Base + " {\n" + Mutable;
  }

  const Seam &S;
  RustTypes &Types;
};

} // namespace

std::string seamInRust(const Seam &S, RustTypes &Types) { return RustWriter(S, Types).write(); }

} // namespace ferrule::rust
