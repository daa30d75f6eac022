// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The contracts of an interface as text, for ferrule contracts.
#pragma once
#include "tool/model/Assessment.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

struct ContractFormat {
  llvm::StringLiteral name;
  /// Chosen: by file, line, entity and slot. Equal input gives equal bytes.
  void (*write)(llvm::ArrayRef<const Inference *> Chosen, llvm::ArrayRef<InterfaceFact> Interfaces,
                llvm::raw_ostream &Out);
};

/// Null when there is no such format.
const ContractFormat *findContractFormat(llvm::StringRef Name);

} // namespace ferrule
