// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Crate.h"
#include "rewriters/rust/Layout.h"
#include "rewriters/rust/Manifest.h"
#include "rewriters/rust/RustTypes.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

std::vector<CrateFile> makeCrate(const CrateInput &Input) {
  rust::RustTypes Types(Input.program);
  for (const AbiFunction &F : Input.program.functions)
    if (llvm::is_contained(Input.cut.entries, F.id) && Types.problem(F.type).empty())
      Types.of(F.type);
  std::vector<CrateFile> Files = rust::layoutChecks(Input, Types);
  llvm::append_range(Files, rust::manifestFiles(Input, {"types"}));
  Files.push_back({.path = "src/types.rs", .content = Types.module()});
  llvm::sort(Files, [](const CrateFile &A, const CrateFile &B) { return A.path < B.path; });
  return Files;
}

} // namespace ferrule
