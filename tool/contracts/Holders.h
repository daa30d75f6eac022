// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What follows for a pointer from the field or variable that it is kept in.
#pragma once
#include "tool/contracts/Verdicts.h"

namespace ferrule::contracts {

/// What is kept in a holder goes over to it: it is released from there.
bool takesOver(std::uint32_t Holder, const View &V);

/// The release of what the holder has is explained without what callers outside of the library give
/// for the parameter: the library gives it new memory, itself or by the same function, and it is no
/// object with an end of the library's own.
bool holdsOwnMemory(std::uint32_t Holder, std::uint32_t Parameter, const View &V);

/// The function works through what it got, part by part: it keeps each part in a cursor of a record
/// that it hands on to be written. When it returns, the cursor may be somewhere else.
bool isMovedOn(std::uint32_t Parameter, std::uint32_t Cursor, const View &V);

} // namespace ferrule::contracts
