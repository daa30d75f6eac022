// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule rewriters: what there is to propose, from what rewriters say of themselves.
#include "rewriters/Rewriter.h"
#include "tool/commands/Commands.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

static llvm::Expected<int> run() {
  for (const auto &R : createRewriters()) {
    const RewriterInfo &I = R->info();
    llvm::outs() << llvm::left_justify(I.id, 20) << llvm::left_justify(nameOf(I.tier), 8)
                 << I.summary << "\n";
  }
  return ExitOk;
}

void addRewriters(CLI::App &App, CommandLine &Line) {
  addCommand(App, Line, "rewriters", "List the rewriters, with the tier of what they propose", run);
}

} // namespace ferrule
