// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the definitions of a unit touch beside their arguments.
#pragma once
#include "checks/Dispatcher.h"
#include "tool/model/Abi.h"
#include <memory>

namespace ferrule {

class UseCollector : public Subscriber {
public:
  /// After the traversal: sorted by function.
  virtual std::vector<FunctionUses> finish() = 0;
};

std::unique_ptr<UseCollector> collectUses();

} // namespace ferrule
