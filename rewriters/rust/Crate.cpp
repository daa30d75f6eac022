// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Crate.h"
#include "rewriters/rust/Differential.h"
#include "rewriters/rust/Glue.h"
#include "rewriters/rust/Layout.h"
#include "rewriters/rust/Manifest.h"
#include "rewriters/rust/Readme.h"
#include "rewriters/rust/Sources.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

using namespace rust;

std::vector<ResidualUnsafe> residualUnsafe(const CrateInput &Input) {
  RustTypes Types(Input.program);
  UnsafeCount Count = countUnsafe(bindCut(Input, Types));
  std::vector<ResidualUnsafe> Result;
  // Each block is a line of its own.
  for (auto [Reason, Blocks] :
       {std::pair("makes safe values of what C passes", Count.conversions),
        std::pair("calls the rest of the program", Count.calls),
        std::pair("follows a pointer of which something is unknown", Count.unknown)})
    if (Blocks)
      Result.push_back({.reason = Reason, .blocks = Blocks, .lines = Blocks});
  return Result;
}

std::vector<CrateFile> makeCrate(const CrateInput &Input) {
  RustTypes Types(Input.program, Input.others);
  Binder Bind(Input, Types);
  Bindings All = bindCut(Input, Types);
  std::string Ffi = ffiSource(All, Bind, Types);
  std::vector<CrateFile> Files = differentialFiles(All, Input, Types, packageName(Input.cut));
  // All types have been asked for by now.
  llvm::append_range(Files, layoutChecks(Input, Types));
  std::vector<const AbiFunction *> Replaced;
  for (const BoundFunction &B : All.entries)
    if (B.crosses())
      Replaced.push_back(B.function);
  llvm::append_range(Files, glueFiles(Input.cut, Replaced));
  llvm::append_range(Files, manifestFiles(Input, {"api", "ffi", "port", "types"}, featuresOf(All)));
  Files.push_back({.path = "README.md", .content = readme(All, Input, Types)});
  Files.push_back({.path = "contract.json", .content = contractAsJson(All, Bind, Input)});
  Files.push_back({.path = "contract.md", .content = contractAsMarkdown(All, Bind, Input)});
  Files.push_back({.path = "src/api.rs", .content = apiSource(All)});
  Files.push_back({.path = "src/ffi.rs", .content = std::move(Ffi)});
  Files.push_back({.path = "src/port.rs", .content = portSource(All), .ofUser = true});
  Files.push_back({.path = "src/types.rs", .content = Types.module()});
  llvm::sort(Files, [](const CrateFile &A, const CrateFile &B) { return A.path < B.path; });
  return Files;
}

} // namespace ferrule
