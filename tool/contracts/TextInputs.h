// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Texts that are parsed: parse(text) beside parse_with_length(text, length).
#pragma once
#include "tool/contracts/Verdicts.h"

namespace ferrule::contracts {

/// EntityNames of exported functions that hand a string on to an exported one which takes bytes
/// with their number to read them, or to another such function; and of those that rewrite a string
/// in place. Sorted. Most strings are names and paths: these are read as data.
std::vector<std::string> findTextInputs(const View &V);

} // namespace ferrule::contracts
