// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Enumerations with names: one table per enumeration serves printing, parsing and JSON.
// To give one to an enumeration E whose values count from 0:
//   template <> struct EnumNames<E> { static constexpr llvm::StringLiteral Names[] = {"a", "b"}; };
#pragma once
#include "llvm/ADT/StringRef.h"
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

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

template <ferrule::NamedEnum E> struct nlohmann::adl_serializer<E> {
  static void to_json(json &J, E Value) { J = ferrule::nameOf(Value).str(); }
  /// Throws json::exception for a name that is not in the table.
  static void from_json(const json &J, E &Value) {
    auto Name = J.get<std::string>();
    auto Parsed = ferrule::parseEnum<E>(Name);
    if (!Parsed)
      throw json::other_error::create(501, "unknown value '" + Name + "'", &J);
    Value = *Parsed;
  }
};
