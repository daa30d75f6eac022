// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the inferred contracts of a function's pointers say of it.
#pragma once
#include "tool/model/Assessment.h"
#include "llvm/ADT/StringMap.h"

namespace ferrule {

/// Signals by name, of the slots of a function's interface (parameters, result, and what they
/// point to):
///   contracts.unpaired    pointers to several elements, or to who knows how many, without a number
///                         or an end: the callee cannot check (CWE-119)
///   contracts.conflicts   pointers whose uses contradict what is inferred: writer and reader, or
///                         caller and callee, do not mean the same
///   contracts.transfers   pointers whose ownership goes over to the callee or to the caller: who
///                         forgets, or does it twice, has CWE-401 or CWE-415
class ContractSignals {
public:
  explicit ContractSignals(llvm::ArrayRef<Inference> Contracts);

  /// Name: as in ProgramFunction.
  void add(llvm::StringRef Name, Signals &S) const;

private:
  struct Counts {
    unsigned unpaired = 0, conflicts = 0, transfers = 0;
  };
  llvm::StringMap<Counts> OfFunction;
};

} // namespace ferrule
