// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a project consists of and what protects it already: docs/hardening.md. Everything that is
// read here belongs to the analysed project and is not trusted; nothing of it is run.
#pragma once
#include "tool/model/Inventory.h"
#include "llvm/Support/Error.h"

namespace ferrule {

/// A compile command as its build system wrote it.
struct UnitCommand {
  std::string displayFile;
  /// Absolute: what relative paths in the arguments start from.
  std::string directory;
  /// The compiler first.
  std::vector<std::string> arguments;
};

struct InventoryInput {
  /// Absolute.
  std::string root;
  /// The build directory, for its link commands; may be empty.
  std::string build;
  /// Regular expressions over display paths: what the scan left out.
  std::vector<std::string> excluded;
  std::vector<UnitCommand> commands;
  /// Programs, libraries or objects that the build made.
  std::vector<std::string> binaries;
};

/// Errors: a root that is no directory or has too many files, an expression that is none, a binary
/// that cannot be read or is none. What is wrong with a file of the tree is data, or left out.
llvm::Expected<Inventory> takeInventory(const InventoryInput &Input);

} // namespace ferrule
