// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the first words of a compile command say: launchers, driver mode and target.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace ferrule {

/// Drops ccache and its like from the front of a command.
llvm::ArrayRef<std::string> withoutLaunchers(llvm::ArrayRef<std::string> Command);

struct CompilerName {
  /// As for Clang's --driver-mode: "gcc" (C), "g++", "cl", ...; or "cuda".
  std::string mode;
  /// A triple, such as of arm-linux-gnueabihf-gcc; or empty.
  std::string target;
  /// A sentence without its subject, if the name was not understood; or empty.
  std::string problem;
};

/// Infers mode and target from the path of a compiler. Targets are known only when LLVM's target
/// infos are initialised.
CompilerName inferCompiler(llvm::StringRef Path);

} // namespace ferrule
