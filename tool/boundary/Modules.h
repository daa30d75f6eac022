// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What cuts are made of: modules, and what a port of each is good for.
#pragma once
#include "tool/model/Assessment.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringMap.h"

namespace ferrule {

/// A function with what is known of it.
struct ModuleFunction {
  const AbiFunction *abi = nullptr;
  /// Null: it is not defined.
  const FunctionUses *uses = nullptr;
  /// Null: the scan did not see it.
  const RankedFunction *ranked = nullptr;
  unsigned module = 0;
};

/// A file that is compiled alone, with the functions that it defines and those that only it
/// includes.
struct Module {
  /// The file without directory and extension; where several have that name, with the directory.
  std::string name;
  std::string file;
  /// Indices into ModuleTable::functions.
  std::vector<unsigned> functions;
  /// It defines main: it is a program that uses the library.
  bool isProgram = false;
  unsigned lines = 0;
  unsigned openOperations = 0;
  double risk = 0;
  double benefit = 0;
};

struct ModuleTable {
  /// By file.
  std::vector<Module> modules;
  /// Those that are defined or called, by id.
  std::vector<ModuleFunction> functions;

  /// The module of all that is in none: functions of headers, which stay C, libraries, and callers
  /// out of sight. No cut has it.
  unsigned outside() const { return static_cast<unsigned>(modules.size()); }
  /// Null: there is none.
  const ModuleFunction *find(llvm::StringRef Id) const;

  llvm::StringMap<unsigned> ids;
};

/// The modules that are ported together: a bit for each and one for ModuleTable::outside.
using Side = llvm::BitVector;

/// Program and A outlive it.
ModuleTable makeModules(const UnitAbi &Program, const Assessment &A);

/// What it is good for to have a function in Rust: its open operations, its score and a tenth of
/// its lines; twice that where bytes from outside come in, and the less the more calls lie between.
double benefitOf(const RankedFunction &F);

unsigned openOperations(const RankedFunction &F);
unsigned linesOfCode(const RankedFunction &F);

} // namespace ferrule
