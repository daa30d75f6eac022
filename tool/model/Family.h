// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The families that operations and checks are grouped by: the rooms below checks/.
#pragma once
#include "tool/model/Enum.h"

namespace ferrule {

/// A family of weaknesses. The value is also the index into per-family counts.
enum class Family : unsigned char {
  Bounds,
  Lifetime,
  Ownership,
  Null,
  Init,
  Types,
  Integers,
  Concurrency,
  Libc,
};
template <> struct EnumNames<Family> {
  static constexpr llvm::StringLiteral Names[] = {
      "bounds", "lifetime", "ownership", "null", "init", "types", "integers", "concurrency", "libc",
  };
};
inline constexpr unsigned NumFamilies = NumValues<Family>;

} // namespace ferrule
