// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule rewriters: what there is to propose, from what rewriters say of themselves.
#include "rewriters/Rewriter.h"
#include "tool/commands/Commands.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {
namespace {

void list() {
  for (const auto &R : createRewriters()) {
    const RewriterInfo &I = R->info();
    llvm::outs() << llvm::left_justify(I.id, 20) << llvm::left_justify(nameOf(I.tier), 8)
                 << llvm::left_justify(nameOf(I.target), 11) << I.summary << "\n";
  }
}

void block(llvm::StringRef Title, llvm::StringRef Text) {
  llvm::outs() << "\n" << Title << ":\n";
  for (; !Text.empty(); Text = Text.split('\n').second)
    llvm::outs() << "    " << Text.split('\n').first << "\n";
}

llvm::Error describe(llvm::StringRef Id) {
  for (const auto &R : createRewriters()) {
    const RewriterInfo &I = R->info();
    if (I.id != Id)
      continue;
    llvm::outs() << I.id << ": " << I.summary << "\n\n"
                 << I.rationale << "\n\ntier: " << nameOf(I.tier)
                 << "\ntarget: " << nameOf(I.target) << "\n";
    if (!I.checks.empty())
      llvm::outs() << "operations of: " << llvm::join(I.checks, ", ") << "\n";
    block("before", I.before);
    block("after", I.after);
    return llvm::Error::success();
  }
  return llvm::createStringError("there is no rewriter '" + Id +
                                 "'; 'ferrule rewriters' lists them");
}

llvm::Expected<int> run(const std::string &Id) {
  if (Id.empty())
    list();
  else if (llvm::Error E = describe(Id))
    return E;
  return ExitOk;
}

} // namespace

void addRewriters(CLI::App &App, CommandLine &Line) {
  auto Id = std::make_shared<std::string>();
  CLI::App *Command =
      addCommand(App, Line, "rewriters",
                 "List the rewriters, with the tier and the target of what they propose",
                 [Id] { return run(*Id); });
  Command->add_option("rewriter", *Id, "Show why and when it is right, and an example");
}

} // namespace ferrule
