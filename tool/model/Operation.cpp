// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Operation.h"

namespace ferrule {

bool isOrderedBefore(const Operation &A, const Operation &B) {
  auto PlaceA = A.place(), PlaceB = B.place();
  if (PlaceA != PlaceB)
    return PlaceA < PlaceB;
  return std::tie(B.state, B.confidence, A.function, A.message, A.reason, A.snippet, A.suppressed) <
         std::tie(A.state, A.confidence, B.function, B.message, B.reason, B.snippet, B.suppressed);
}

} // namespace ferrule
