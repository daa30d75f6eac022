// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The fields of a value type, named once. JSON in both directions (Json.h) and the binary form that
// workers and the cache use (Archive.h) are all made from this list.
#pragma once
#include <nlohmann/detail/macro_scope.hpp>
#include <type_traits>

/// Behind the definition of Type: FERRULE_FIELDS(Type, a, b, c). Defines
/// visitFields(Value, Visit), which calls Visit("a", Value.a) and so on, in this order.
#define FERRULE_FIELDS(Type, ...)                                                                  \
  template <class Self, class Visitor>                                                             \
    requires std::is_same_v<std::remove_const_t<Self>, Type>                                       \
  void visitFields(Self &Value, Visitor &&Visit) {                                                 \
    NLOHMANN_JSON_EXPAND(NLOHMANN_JSON_PASTE(FERRULE_VISIT_FIELD, __VA_ARGS__))                    \
  }
#define FERRULE_VISIT_FIELD(Name) Visit(#Name, Value.Name);

namespace ferrule {

/// A type that has FERRULE_FIELDS.
template <class T>
concept HasFields = requires(T &Value) { visitFields(Value, [](const char *, auto &) {}); };

} // namespace ferrule
