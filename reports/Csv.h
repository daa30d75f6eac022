// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// CSV as RFC 4180 says, for spreadsheets too: a cell that one would take for a formula begins with
// an apostrophe, as OWASP advises. Text of the analysed code is made printable, so that a record is
// one line.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"
#include <string>

namespace ferrule {

/// One record with its end of line.
void writeCsvRecord(llvm::ArrayRef<std::string> Cells, llvm::raw_ostream &Out);

} // namespace ferrule
