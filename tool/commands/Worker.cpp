// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule worker (hidden): the process that the driver starts. See tool/frontend/Worker.h.
#include "tool/frontend/Worker.h"
#include "tool/commands/Commands.h"
#include <memory>

namespace ferrule {

void addWorker(CLI::App &App, CommandLine &Line) {
  auto Fault = std::make_shared<std::string>();
  CLI::App *Command = addCommand(App, Line, "worker", "", [Fault]() -> llvm::Expected<int> {
    auto Parsed = parseFault(*Fault);
    if (!Parsed)
      return Parsed.takeError();
    return runWorker(*Parsed);
  });
  Command->group("");
  Command->add_option("--force-worker-fault", *Fault);
}

} // namespace ferrule
