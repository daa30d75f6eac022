// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The generic solver: values of nodes that depend on values of other nodes. It knows nothing of
// what they mean.
//
// Nodes are taken in the order of their numbers at first, and then as what they depend on changes.
// A chain of equations settles in a few steps a node when its numbers run along the chain, so
// callers number callees first. Equations that are not monotone need not settle: a node is asked
// MaxSteps times and then keeps what it said last, which is the same for the same numbers.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <cstdint>
#include <deque>
#include <vector>

namespace ferrule {

inline constexpr unsigned MaxSteps = 12;

/// Dependents[N]: the nodes that read the value of N. Step(N) computes the value of N anew and says
/// whether it has changed. Returns the nodes that did not settle.
inline std::vector<std::uint32_t>
solveWorklist(llvm::ArrayRef<std::vector<std::uint32_t>> Dependents,
              llvm::function_ref<bool(std::uint32_t)> Step) {
  std::vector<std::uint32_t> Unsettled;
  std::vector<unsigned char> Steps(Dependents.size());
  llvm::BitVector Waiting(Dependents.size(), true);
  std::deque<std::uint32_t> Queue;
  for (std::uint32_t N = 0; N != Dependents.size(); ++N)
    Queue.push_back(N);
  while (!Queue.empty()) {
    std::uint32_t N = Queue.front();
    Queue.pop_front();
    Waiting.reset(N);
    if (Steps[N] == MaxSteps)
      continue;
    if (++Steps[N] == MaxSteps)
      Unsettled.push_back(N);
    if (!Step(N))
      continue;
    for (std::uint32_t Dependent : Dependents[N])
      if (!Waiting.test(Dependent)) {
        Waiting.set(Dependent);
        Queue.push_back(Dependent);
      }
  }
  return Unsettled;
}

} // namespace ferrule
