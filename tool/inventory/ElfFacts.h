// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Of an ELF file, what tells how it was compiled and linked (gABI; System V ABI of x86-64 and
// AArch64 for the property note).
#pragma once
#include "llvm/Object/ELFObjectFile.h"
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ferrule {

struct ElfFacts {
  bool isRelocatable = false;
  /// ET_DYN, which is loaded anywhere.
  bool isPositionIndependent = false;
  /// Has an interpreter, or says DF_1_PIE.
  bool isExecutable = false;
  bool isDynamic = false;
  bool hasRelro = false;
  bool bindsNow = false;
  /// Whether the stack may be executed; nothing when it is not said.
  std::optional<bool> executableStack;
  /// Of the property note: landing pads (IBT, BTI) and protected returns (shadow stack, PAC).
  bool landingPads = false;
  bool protectedReturns = false;
  /// An x86 or AArch64 machine, which has these properties.
  bool knowsProperties = false;
  /// A symbol table was there.
  bool hasSymbols = false;
  /// Names that another file has to define.
  std::set<std::string> wanted;
  std::vector<std::string> needed;
};

llvm::Expected<ElfFacts> readElf(const llvm::object::ELFObjectFileBase &File);

} // namespace ferrule
