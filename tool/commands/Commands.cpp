// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/Commands.h"
#include "llvm/Support/raw_ostream.h"

namespace ferrule {

CLI::App *addCommand(CLI::App &App, CommandLine &Line, const std::string &Name,
                     const std::string &Description, std::function<llvm::Expected<int>()> Run) {
  CLI::App *Command = App.add_subcommand(Name, Description);
  Command->callback([Run = std::move(Run), &Line] {
    llvm::Expected<int> Code = Run();
    if (Code) {
      Line.exitCode = *Code;
      return;
    }
    llvm::errs() << "ferrule: error: ";
    // Names of files go into messages.
    std::string Message = llvm::toString(Code.takeError());
    for (char C : Message)
      if (C == '\n' || C == '\t' || static_cast<unsigned char>(C) >= 0x20)
        llvm::errs() << C;
      else
        llvm::errs() << '?';
    llvm::errs() << "\n";
    Line.exitCode = ExitError;
  });
  return Command;
}

} // namespace ferrule
