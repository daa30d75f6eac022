// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Records in which callers hand bytes over: struct stream { const char *next; size_t left; }.
#pragma once
#include "tool/contracts/Verdicts.h"
#include "tool/model/Surroundings.h"

namespace ferrule::contracts {

/// One for each record of a public header with a field of bytes that are counted by another of its
/// fields, or end there, that are only read, and that the record does not own. Public is a header
/// that declares the record and an exported function which gets one: who includes it can fill the
/// record.
std::vector<RecordInput> findRecordInputs(const View &V, llvm::ArrayRef<TUSummary> Units);

} // namespace ferrule::contracts
