// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/Operation.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

static bool isOrderedBefore(const Operation *A, const Operation *B) {
  auto PlaceA = A->place(), PlaceB = B->place();
  if (PlaceA != PlaceB)
    return PlaceA < PlaceB;
  return std::tie(B->state, B->confidence, A->function, A->message, A->reason, A->snippet,
                  A->steps) < std::tie(A->state, A->confidence, B->function, B->message, B->reason,
                                       B->snippet, B->steps);
}

void mergeSamePlace(std::vector<Operation> &Operations) {
  // An operation is large: pointers are sorted, and each is moved once.
  std::vector<Operation *> Order;
  Order.reserve(Operations.size());
  for (Operation &Op : Operations)
    Order.push_back(&Op);
  llvm::sort(Order, isOrderedBefore);
  std::vector<Operation> Sorted;
  Sorted.reserve(Operations.size());
  for (Operation *Op : Order)
    if (Sorted.empty() || Sorted.back().place() != Op->place())
      Sorted.push_back(std::move(*Op));
  Operations = std::move(Sorted);
}

} // namespace ferrule
