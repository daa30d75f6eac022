// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The comparison of an index with the number of elements, as text: without a comparison of signed
// with unsigned numbers, and without arithmetic that could wrap.
#pragma once
#include "clang/AST/Expr.h"
#include <optional>
#include <string>

namespace ferrule {

class CheckContext;

struct ElementCount {
  /// An expression that can stand beside a comparison: "n", "SLOTS", "end - p".
  std::string text;
  /// It is known how many.
  std::optional<std::int64_t> number;
  /// Of what is not a number.
  clang::QualType type;
  /// How the type is written, if not as Clang does.
  std::string typeName;
  bool mayBeNegative = false;
  /// There are so many elements for each of the count; if not one, the index must be constant.
  std::int64_t times = 1;
};

/// True when there is no element of that index: "i < 0 || i >= n". Text: that of the index.
/// OnePast: the place behind the last one is good as well.
std::string indexTest(const clang::Expr &Index, const std::string &Text, const ElementCount &Count,
                      bool OnePast, const CheckContext &C);

} // namespace ferrule
