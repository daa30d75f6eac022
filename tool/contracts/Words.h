// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Slots, evidence and verdicts in words, without a full stop.
#pragma once
#include "tool/contracts/Verdicts.h"

namespace ferrule::contracts {

/// As the reader of the declaration would call it: "n", "parameter 2", "*out".
std::string nameOf(std::uint32_t S, const EvidenceTable &Table);
/// The function, field or variable that a slot belongs to: "f", "record.field".
std::string ownerName(std::uint32_t S, const EvidenceTable &Table);
/// "'p' of f()", "the result of f()", "'record.field'".
std::string describePlace(std::uint32_t S, const EvidenceTable &Table);
/// "declared as not null", "given to 'p' of f()".
std::string describeItem(const Item &I, const EvidenceTable &Table);

// Answers, as docs/contracts.md lists them; "unknown" when there is none.
std::string inWords(const BoundsVerdict &B, const EvidenceTable &Table);
std::string inWords(const Verdict<Change> &C, const EvidenceTable &Table);
std::string inWords(const AliasVerdict &A, const EvidenceTable &Table);
llvm::StringRef inWords(Nullness N);
llvm::StringRef inWords(Owner O);

} // namespace ferrule::contracts
