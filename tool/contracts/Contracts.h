// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From the evidence of all units to what every pointer in an interface means.
#pragma once
#include "tool/model/Inference.h"
#include "tool/model/Surroundings.h"
#include "tool/model/TUSummary.h"
#include "llvm/ADT/ArrayRef.h"

namespace ferrule {

/// What the contract stage adds to an assessment.
struct Contracts {
  /// One per pointer slot of the functions, records and variables that the project declares, by
  /// file, line, entity and slot.
  std::vector<Inference> inferences;
  /// The greatest first.
  std::vector<RootCause> rootCauses;
  /// Of exported functions, and of what headers declare; by entity.
  std::vector<InterfaceFact> interfaces;
  /// By place.
  std::vector<Idiom> idioms;
  /// Operations of DeclaredContractCheck.
  std::vector<Operation> contradictions;
  std::vector<RecordInput> recordInputs;
  std::vector<std::string> textInputs;
};

/// The result does not depend on the order of the units.
Contracts inferContracts(llvm::ArrayRef<TUSummary> Units);

} // namespace ferrule
