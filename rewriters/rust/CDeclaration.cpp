// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A declarator of C is written from the name outwards: what a type is made of goes around what is
// there already, and brackets are needed where a pointer meets an array or a function.
#include "rewriters/rust/CDeclaration.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {
namespace {

std::string qualifiers(const AbiType &T) {
  return std::string(T.isConst ? "const " : "") + (T.isVolatile ? "volatile " : "");
}

std::optional<std::string> parameters(const AbiType &Function, const AbiIndex &Index) {
  if (Function.noPrototype)
    return "";
  std::vector<std::string> Each;
  for (const AbiType &P : llvm::drop_begin(Function.inner)) {
    // What a parameter itself may not do is the callee's affair.
    AbiType Unqualified = P;
    Unqualified.isConst = Unqualified.isVolatile = false;
    std::optional<std::string> One = declaration(Unqualified, "", Index);
    if (!One)
      return std::nullopt;
    Each.push_back(*One);
  }
  if (Function.variadic)
    Each.emplace_back("...");
  return Each.empty() ? "void" : llvm::join(Each, ", ");
}

/// The name of a type that is not made of others. Empty: it has none.
std::string nameInC(const AbiType &T, const AbiIndex &Index) {
  if (const AbiRecord *R = Index.record(T))
    return R->spelling;
  if (const AbiEnum *E = Index.enumeration(T))
    return E->spelling.empty() ? E->underlying.name : E->spelling;
  bool Named = T.kind == AbiKind::Bool || T.kind == AbiKind::Integer || T.kind == AbiKind::Float;
  return Named ? T.name : "";
}

} // namespace

std::optional<std::string> declaration(const AbiType &T, std::string Declarator,
                                       const AbiIndex &Index) {
  auto Bracketed = [&] {
    return llvm::StringRef(Declarator).starts_with("*") ? "(" + Declarator + ")" : Declarator;
  };
  switch (T.kind) {
  case AbiKind::Pointer: {
    std::string Qualified = "*" + qualifiers(T) + Declarator;
    return declaration(T.inner.front(), std::move(Qualified), Index);
  }
  case AbiKind::Array:
    return declaration(T.inner.front(),
                       Bracketed() + "[" + (T.count ? llvm::utostr(T.count) : "") + "]", Index);
  case AbiKind::Function: {
    std::optional<std::string> Takes = parameters(T, Index);
    if (!Takes)
      return std::nullopt;
    return declaration(T.inner.front(), Bracketed() + "(" + *Takes + ")", Index);
  }
  case AbiKind::Void:
    return qualifiers(T) + "void " + Declarator;
  case AbiKind::Unsupported:
    return std::nullopt;
  default:
    std::string Name = nameInC(T, Index);
    if (Name.empty())
      return std::nullopt;
    return qualifiers(T) + Name + (Declarator.empty() ? "" : " " + Declarator);
  }
}

} // namespace ferrule::rust
