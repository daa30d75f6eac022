// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Types and functions as C declares them.
#pragma once
#include "rewriters/rust/RecordShape.h"
#include <optional>
#include <string>

namespace ferrule::rust {

/// "int (*handler)(const char *)" for that type and "handler", without typedefs. Nothing if the
/// type has a part that C cannot name or that is not known.
std::optional<std::string> declaration(const AbiType &T, std::string Declarator,
                                       const AbiIndex &Index);

} // namespace ferrule::rust
