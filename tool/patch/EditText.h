// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Edits of texts, without files.
#pragma once
#include "tool/model/Patch.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>
#include <string>

namespace ferrule {

/// The edits of several patches by file, each once, in the order of the text.
using EditsByFile = std::map<std::string, std::vector<Edit>>;
EditsByFile editsByFile(llvm::ArrayRef<const Patch *> Patches);

/// Two edits cannot both be made: they replace the same bytes, or insert different text at one
/// place. Equal edits (two patches that need the same #include) can, and so can lines for the
/// preprocessor, of which no order is the wrong one, and which go in front of what is replaced.
bool collide(const Edit &A, const Edit &B);

/// Lines that the preprocessor reads: an #include, or macros with what guards them.
bool insertsDirectives(const Edit &E);

/// Edits: of one file, sorted, without collisions, within the text.
std::string applyEdits(llvm::StringRef Text, llvm::ArrayRef<Edit> Edits);

/// Where a byte of the text is after the edits; nothing when it is replaced.
std::optional<unsigned> mapOffset(unsigned Offset, llvm::ArrayRef<Edit> Edits);

} // namespace ferrule
