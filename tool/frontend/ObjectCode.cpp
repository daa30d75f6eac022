// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/ObjectCode.h"
#include "clang/CodeGen/CodeGenAction.h"
#include "clang/Frontend/CompilerInstance.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

namespace ferrule {

void initializeCodeGeneration() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  llvm::InitializeNativeTargetAsmParser();
}

std::string hashOfObject(clang::CompilerInstance &CI) {
  std::string Problem;
  if (!llvm::TargetRegistry::lookupTarget(llvm::Triple(CI.getInvocation().getTargetOpts().Triple),
                                          Problem))
    return "";
  llvm::SmallVector<char, 0> Object;
  CI.setOutputStream(std::make_unique<llvm::raw_svector_ostream>(Object));
  clang::EmitObjAction Action;
  if (!CI.ExecuteAction(Action) || CI.getDiagnostics().hasErrorOccurred() || Object.empty())
    return "";
  return llvm::utohexstr(llvm::xxh3_64bits(llvm::arrayRefFromStringRef<uint8_t>(
                             llvm::StringRef(Object.data(), Object.size()))),
                         /*LowerCase=*/true, /*Width=*/16);
}

} // namespace ferrule
