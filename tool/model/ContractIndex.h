// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Inferences by what they are about.
#pragma once
#include "tool/model/Inference.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"

namespace ferrule {

class ContractIndex {
public:
  /// All outlives it.
  explicit ContractIndex(llvm::ArrayRef<Inference> All) {
    for (const Inference &I : All)
      ByEntity[I.entity].push_back(&I);
  }

  llvm::ArrayRef<const Inference *> of(llvm::StringRef Entity) const {
    auto It = ByEntity.find(Entity);
    if (It == ByEntity.end())
      return {};
    return It->second;
  }
  /// Slot: as Inference::slot, such as "parameter 2", "*parameter 2" or "result". Null: nothing is
  /// known.
  const Inference *find(llvm::StringRef Entity, llvm::StringRef Slot) const {
    for (const Inference *I : of(Entity))
      if (I->slot == Slot)
        return I;
    return nullptr;
  }

private:
  llvm::StringMap<std::vector<const Inference *>> ByEntity;
};

} // namespace ferrule
