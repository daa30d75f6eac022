// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The half of ffi.rs that calls C: from safe values to raw ones, and back for the result.
#include "rewriters/rust/FfiWriter.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::rust {

std::string FfiWriter::rawArgument(const BoundParameter &P) {
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
  if (P.role == Role::Reference) {
    Text = P.nullable
               ? P.name + ".map_or(" + Null + ", core::ptr::from_" + (Write ? "mut" : "ref") + ")"
               : std::string("core::ptr::from_") + (Write ? "mut" : "ref") + "(" + P.name + ")";
  } else {
    std::string As = Write ? "as_mut_ptr()" : "as_ptr()";
    Text = P.nullable ? P.name + ".map_or(" + Null + ", |s| s." + As + ")" : P.name + "." + As;
  }
  bool Casts = P.role == Role::Text
                   ? P.type.inner.front().name != "char"
                   : P.access == Access::Output || P.type.inner.front().kind == AbiKind::Void ||
                         llvm::StringRef(P.element).starts_with("Foreign<");
  // What the type of the argument is, cast() takes from the parameter, so it comes last.
  if (!Write && !RawConst)
    Text += ".cast_mut()";
  else if (Write && RawConst)
    Text += ".cast_const()";
  return Text + (Casts ? ".cast()" : "");
}

std::string FfiWriter::counts(const BoundFunction &B, RustTypes &Types) {
  std::string Text;
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
  return Text;
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
  Text += counts(B, Types);
  std::string Arguments;
  for (const BoundParameter &P : B.parameters)
    Arguments += (Arguments.empty() ? "" : ", ") + rawArgument(P);
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

} // namespace ferrule::rust
