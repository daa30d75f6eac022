// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What names and places of parameters and fields suggest. Used only where nothing is seen that
// shows more.
#pragma once
#include "tool/contracts/EvidenceTable.h"

namespace ferrule::contracts {

/// The count that stands beside a pointer and is called like one: buf, buf_len; data, size; or
/// NoSlot. Of a field, one that is called after it; of a result, one that goes out beside it.
std::uint32_t namedLength(std::uint32_t S, const EvidenceTable &Table);

/// Of a field: several numbers beside it are called a count of it, as size and capacity are.
bool hasSeveralLengths(std::uint32_t S, const EvidenceTable &Table);

/// It points to a struct, union or class.
bool pointsToRecord(const SlotType &T);

/// name, path, msg: one string in all likelihood.
bool isCalledLikeAString(llvm::StringRef Name);

} // namespace ferrule::contracts
