// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the verdicts on the instructions of a function say of the operations in it.
#pragma once
#include "tool/flow/Interpreter.h"
#include "tool/model/Operation.h"
#include <array>

namespace ferrule::flow {

/// File (index into those of the body), line, column, end line and end column.
using PlaceKey =
    std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;

/// What an operation of a check needs to be shown; the first that applies gives the reason.
enum Need : unsigned {
  Access,
  Arithmetic,
  Pointer,
  Difference,
  Conversion,
  Callee,
  Release,
  Declaration,
  NumNeeds
};

/// The verdicts on the instructions of one kind at one place.
struct PlaceVerdict {
  /// In the body of a macro many have one place.
  unsigned count = 0;
  const Verdict *safe = nullptr;
  const Verdict *unsafe = nullptr;
  /// They are about several objects, so that no reason is that of all.
  bool mixed = false;
  /// All of them were reached, with pointers that are not null.
  bool nonNull = true;
};
using PlaceVerdicts = std::array<PlaceVerdict, NumNeeds>;
using Places = llvm::DenseMap<PlaceKey, PlaceVerdicts>;

/// What was seen of a function: from its own entry, or over all its calls.
struct Seen {
  llvm::ArrayRef<Verdict> verdicts;
  Places places;
};

inline constexpr llvm::StringLiteral NullCheck = "ferrule-null-nullable-dereference";

CodeRange rangeOf(const LinkedBody &B, std::uint32_t Place);
Seen seenOf(const LinkedBody &B, llvm::ArrayRef<Verdict> Verdicts);

/// Says of an open operation what was shown, or what was not.
void discharge(Operation &Op, const LinkedBody &B, const Seen &From);

} // namespace ferrule::flow
