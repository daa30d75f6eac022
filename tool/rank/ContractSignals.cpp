// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/ContractSignals.h"

namespace ferrule {

ContractSignals::ContractSignals(llvm::ArrayRef<Inference> Contracts) {
  for (const Inference &I : Contracts) {
    llvm::StringRef Bounds = I.bounds, Ownership = I.ownership;
    Bounds.consume_front("cursor: ");
    Counts &C = OfFunction[I.entity];
    // A paired array says what has its number.
    C.unpaired += Bounds == "array" || Bounds == "unknown";
    C.conflicts += I.conflict;
    C.transfers += Ownership == "consumed" || Ownership == "transferred" ||
                   Ownership.starts_with("owned by the caller");
  }
}

void ContractSignals::add(llvm::StringRef Name, Signals &S) const {
  const Counts C = OfFunction.lookup(Name);
  S["contracts.unpaired"] = C.unpaired;
  S["contracts.conflicts"] = C.conflicts;
  S["contracts.transfers"] = C.transfers;
}

} // namespace ferrule
