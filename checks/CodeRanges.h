// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From Clang's locations to ranges that survive the unit.
#pragma once
#include "checks/EntityNames.h"
#include "tool/model/Operation.h"

namespace ferrule {

/// The range of a node in its file, the end past its last token. Code from a macro has the range of
/// the outermost expansion.
CodeRange codeRange(clang::SourceRange Range, const clang::SourceManager &SM,
                    const clang::LangOptions &Language, EntityNames &Names);

/// The line of the file at which a range starts, without its end of line.
std::string sourceLine(clang::SourceLocation Loc, const clang::SourceManager &SM);

} // namespace ferrule
