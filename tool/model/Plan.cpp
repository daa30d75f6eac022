// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Plan.h"
#include "llvm/ADT/StringRef.h"

namespace ferrule {

std::string inWords(const Effort &E) {
  if (E.unit.empty())
    return "not estimated";
  if (E.low != E.high)
    return std::to_string(E.low) + " to " + std::to_string(E.high) + " " + E.unit;
  llvm::StringRef Unit = E.unit;
  if (E.low == 1)
    Unit.consume_back("s");
  return std::to_string(E.low) + " " + Unit.str();
}

} // namespace ferrule
