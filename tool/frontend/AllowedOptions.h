// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What happens to an option of a compile command: an allow-list, by Clang's own option table.
#pragma once
#include "llvm/ADT/StringRef.h"

namespace llvm::opt {
class Option;
}

namespace ferrule {

enum class OptionFate : unsigned char {
  Keep,   ///< given to Clang
  Drop,   ///< part of every normal command, and of no interest to the analysis
  Leave,  ///< dropped with a note
  Refuse, ///< dropped with a note: could load code, run a program or write a file
};

struct OptionPolicy {
  OptionFate fate = OptionFate::Leave;
  /// A sentence without its subject; empty for Keep and Drop.
  llvm::StringRef reason;
};

/// The fate of an option of clang::getDriverOptTable() (the unaliased one). Whatever
/// AllowedOptions.def does not name is never kept, except for the target flags without argument.
OptionPolicy optionPolicy(const llvm::opt::Option &Option);

/// The fate of an option that Clang does not know. GCC has some that run programs or write files.
OptionPolicy unknownOptionPolicy(llvm::StringRef Spelling);

} // namespace ferrule
