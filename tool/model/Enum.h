// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Enumerations with names: one table per enumeration serves printing, parsing and JSON.
// To give one to an enumeration E whose values count from 0:
//   template <> struct EnumNames<E> { static constexpr llvm::StringLiteral Names[] = {"a", "b"}; };
#pragma once
#include "llvm/ADT/StringRef.h"
#include <iterator>
#include <optional>

namespace ferrule {

template <class E> struct EnumNames;

template <class E>
concept NamedEnum = requires { EnumNames<E>::Names; };

template <NamedEnum E> inline constexpr unsigned NumValues = std::size(EnumNames<E>::Names);

template <NamedEnum E> llvm::StringRef nameOf(E Value) {
  return EnumNames<E>::Names[static_cast<unsigned>(Value)];
}

template <NamedEnum E> std::optional<E> parseEnum(llvm::StringRef Name) {
  for (unsigned I = 0; I != NumValues<E>; ++I)
    if (EnumNames<E>::Names[I] == Name)
      return static_cast<E>(I);
  return std::nullopt;
}

} // namespace ferrule
