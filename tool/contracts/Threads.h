// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which functions and variables threads that the code starts may use at the same time.
#pragma once
#include "tool/contracts/EvidenceTable.h"
#include "tool/model/Inference.h"

namespace ferrule::contracts {

/// Idioms "thread-entry" and "used-by-threads", in no order.
std::vector<Idiom> findThreadUse(const EvidenceTable &Table, llvm::ArrayRef<TUSummary> Units);

} // namespace ferrule::contracts
