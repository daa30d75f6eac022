// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Scalars.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace ferrule::rust {

/// int64_t, size_t and so on.
static std::string aliasName(llvm::StringRef Alias) {
  llvm::StringRef Pointer = llvm::StringSwitch<llvm::StringRef>(Alias)
                                .Cases({"size_t", "uintptr_t"}, "usize")
                                .Cases({"ssize_t", "ptrdiff_t", "intptr_t"}, "isize")
                                .Default("");
  if (!Pointer.empty())
    return Pointer.str();
  bool Unsigned = Alias.consume_front("u");
  Alias.consume_front("int");
  Alias.consume_back("_t");
  return (Unsigned ? "u" : "i") + Alias.str();
}

std::string scalarName(const AbiType &T) {
  if (T.kind == AbiKind::Float)
    return "f" + llvm::utostr(T.bits);
  if (!T.alias.empty())
    return aliasName(T.alias);
  llvm::StringRef Machine = llvm::StringSwitch<llvm::StringRef>(T.name)
                                .Case("char", "c_char")
                                .Case("short", "c_short")
                                .Case("unsigned short", "c_ushort")
                                .Case("int", "c_int")
                                .Case("unsigned int", "c_uint")
                                .Case("long", "c_long")
                                .Case("unsigned long", "c_ulong")
                                .Case("long long", "c_longlong")
                                .Case("unsigned long long", "c_ulonglong")
                                .Default("");
  if (!Machine.empty())
    return ("core::ffi::" + Machine).str();
  return (T.isSigned ? "i" : "u") + llvm::utostr(T.bits);
}

std::string enumInteger(const AbiEnum &E) {
  switch (E.underlying.kind) {
  case AbiKind::Integer:
    return scalarName(E.underlying);
  case AbiKind::Bool:
    return "bool";
  default:
    // Declared and never defined: C compilers that allow it take an int.
    return "core::ffi::c_uint";
  }
}

std::string enumLiteral(const AbiEnum &E, const AbiEnumerator &Value) {
  if (E.underlying.kind == AbiKind::Bool)
    return Value.value ? "true" : "false";
  return E.underlying.isSigned ? llvm::itostr(Value.value)
                               : llvm::utostr(static_cast<unsigned long long>(Value.value));
}

} // namespace ferrule::rust
