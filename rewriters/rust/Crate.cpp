// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Crate.h"
#include "rewriters/rust/Differential.h"
#include "rewriters/rust/Glue.h"
#include "rewriters/rust/Layout.h"
#include "rewriters/rust/Manifest.h"
#include "rewriters/rust/Readme.h"
#include "rewriters/rust/Sources.h"
#include "rewriters/rust/seam/Seam.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

using namespace rust;

void countResidualUnsafe(std::vector<Boundary> &Cuts, const UnitAbi &Program, const Assessment &A) {
  RustTypes Types(Program);
  Binder Bind(Program, A, Types);
  for (Boundary &Cut : Cuts) {
    const Bindings All = Bind.bindCut(Cut);
    const FfiSource Ffi = ffiSource(All, Bind, Types);
    // To follow a pointer takes a block on a line at least.
    const auto Unknown = static_cast<unsigned>(questionsOf(All).size());
    Cut.residualUnsafe.clear();
    for (const auto &[Reason, Count] :
         {std::pair("makes safe values of what C passes", Ffi.conversions),
          std::pair("calls the rest of the program", Ffi.calls),
          std::pair("follows a pointer of which something is unknown",
                    UnsafeCount{Unknown, Unknown})})
      if (Count.blocks)
        Cut.residualUnsafe.push_back(
            {.reason = Reason, .blocks = Count.blocks, .lines = Count.lines});
  }
}

/// What nobody is to change, nobody's formatter has to: an attribute below the head says so.
static void keepFromRustfmt(CrateFile &F) {
  if (!llvm::StringRef(F.path).ends_with(".rs") || F.ofUser)
    return;
  std::size_t Head = 0;
  while (llvm::StringRef(F.content).substr(Head).starts_with("//!"))
    Head = F.content.find('\n', Head) + 1;
  F.content.insert(Head, "#![cfg_attr(rustfmt, rustfmt_skip)]\n");
}

std::vector<CrateFile> makeCrate(const CrateInput &Input) {
  RustTypes Types(Input.program, Input.others);
  Binder Bind(Input.program, Input.assessment, Types);
  const Bindings All = Bind.bindCut(Input.cut);
  FfiSource Ffi = ffiSource(All, Bind, Types);
  const Exercises Plan = planExercises(All, Input, Types);
  Seam Cxx = planSeam(Input, Bind, Types);
  const std::string CxxInRust = Cxx.functions.empty() ? "" : seamInRust(Cxx, Types);
  Cxx.unsafeBlocks = countUnsafe(CxxInRust).blocks;
  std::vector<CrateFile> Files = differentialFiles(All, Plan, Input, Types, packageName(Input.cut));
  // All types have been asked for by now.
  llvm::append_range(Files, layoutChecks(Input, Types));
  std::vector<const AbiFunction *> Replaced;
  for (const BoundFunction &B : All.entries)
    if (B.crosses())
      Replaced.push_back(B.function);
  if (Replaced.empty()) // Nothing to compare, or to fuzz.
    llvm::erase_if(Files, [](const CrateFile &F) {
      return llvm::StringRef(F.path).starts_with("tests/") ||
             llvm::StringRef(F.path).starts_with("fuzz/");
    });
  llvm::append_range(Files, glueFiles(Input.cut, Replaced));
  std::vector<llvm::StringRef> Modules = {"api", "ffi", "port"};
  if (!Cxx.functions.empty()) {
    Modules.emplace_back("seam");
    llvm::append_range(Files, seamInCxx(Cxx, Types));
    Files.push_back({.path = "src/seam.rs", .content = CxxInRust});
  }
  Modules.emplace_back("types");
  llvm::append_range(Files, manifestFiles(Input, Modules, featuresOf(All), !Replaced.empty()));
  Files.push_back({.path = "README.md", .content = readme(All, Plan, Ffi, Cxx, Input, Types)});
  Files.push_back({.path = "contract.json", .content = contractAsJson(All, Cxx, Bind, Input)});
  Files.push_back({.path = "contract.md", .content = contractAsMarkdown(All, Cxx, Bind, Input)});
  Files.push_back({.path = "src/api.rs", .content = apiSource(All, CxxInRust)});
  Files.push_back({.path = "src/ffi.rs", .content = std::move(Ffi.text)});
  Files.push_back({.path = "src/port.rs", .content = portSource(All), .ofUser = true});
  Files.push_back({.path = "src/types.rs", .content = Types.module()});
  llvm::for_each(Files, keepFromRustfmt);
  llvm::sort(Files, [](const CrateFile &A, const CrateFile &B) { return A.path < B.path; });
  return Files;
}

} // namespace ferrule
