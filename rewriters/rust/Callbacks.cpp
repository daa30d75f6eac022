// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What C calls back in the differential test, how often and with which numbers, has to be the same
// for original and port. What the pointers lead to, no contract says.
#include "rewriters/rust/Differential.h"
#include "rewriters/rust/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {

/// It returns zero, which most callers of a callback understand.
static std::string callback(const BoundFunction &B, const BoundParameter &P, RustTypes &Types) {
  const AbiType &T = P.type.inner.front();
  std::vector<std::string> Parameters, Seen;
  for (auto [I, Parameter] : llvm::enumerate(llvm::drop_begin(T.inner))) {
    std::string Name = "a" + std::to_string(I + 1);
    Parameters.push_back(Name + ": " + Types.of(Parameter));
    bool Function =
        Parameter.kind == AbiKind::Pointer && Parameter.inner.front().kind == AbiKind::Function;
    Seen.push_back("&" + Name + (Function ? ".is_some()" : ""));
  }
  std::string Result = Types.result(T.inner.front());
  std::string Name = callbackName(B, P);
  return "\n    pub unsafe extern \"C\" fn " + Name + "(" + llvm::join(Parameters, ", ") + ")" +
         Result + " {\n        called(\"" + Name + "\", &[" + llvm::join(Seen, ", ") + "]);\n" +
         (Result.empty() ? "" : "        zeroed()\n") + "    }\n";
}

std::string callbacksModule(const Exercises &Plan, RustTypes &Types) {
  std::string Functions;
  for (const Exercise &E : Plan.functions)
    for (auto [I, A] : llvm::enumerate(E.arguments))
      if (A.callback)
        Functions += callback(*E.function, E.function->parameters[I], Types);
  if (Functions.empty())
    return "";
  return "/// What C calls back.\n#[allow(improper_ctypes_definitions)]\nmod callbacks {\n"
         "    use super::side::called;\n    use super::*;\n" +
         Functions + "}\n\n";
}

} // namespace ferrule::rust
