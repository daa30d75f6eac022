// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

using CheckFactory = std::unique_ptr<Check> (*)();

// A function's static is made before the first registration, whatever the order of the files.
static std::vector<CheckFactory> &checkFactories() {
  static std::vector<CheckFactory> Factories;
  return Factories;
}

void addCheckFactory(CheckFactory Factory) { checkFactories().push_back(Factory); }

std::vector<std::unique_ptr<Check>> createChecks() {
  std::vector<std::unique_ptr<Check>> Checks;
  for (CheckFactory Factory : checkFactories())
    Checks.push_back(Factory());
  llvm::sort(Checks, [](const auto &A, const auto &B) { return A->info().id < B->info().id; });
  return Checks;
}

} // namespace ferrule
