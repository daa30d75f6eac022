// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Worker.h"
#include "tool/frontend/Sandbox.h"
#include "llvm/ADT/StringExtras.h"
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sys/prctl.h>
#include <unistd.h>

namespace ferrule {

llvm::Expected<InjectedFault> parseFault(llvm::StringRef Text) {
  if (Text.empty())
    return InjectedFault{};
  auto [Kind, Suffix] = Text.split(':');
  InjectedFault Fault{.fileSuffix = Suffix.str()};
  if (Kind == "crash")
    Fault.kind = InjectedFault::Crash;
  else if (Kind == "hang")
    Fault.kind = InjectedFault::Hang;
  else if (Kind == "memory")
    Fault.kind = InjectedFault::Memory;
  else
    return llvm::createStringError("no such fault: '" + Text + "'");
  return Fault;
}

std::string frame(llvm::StringRef Json) {
  return llvm::utohexstr(Json.size(), /*LowerCase=*/true, /*Width=*/8) + Json.str();
}

static void inject(const InjectedFault &Fault, const Job &J) {
  if (Fault.kind == InjectedFault::None || !llvm::StringRef(J.file).ends_with(Fault.fileSuffix))
    return;
  switch (Fault.kind) {
  case InjectedFault::None:
    return;
  case InjectedFault::Crash:
    // As a null dereference would end it, sanitizers or not.
    std::signal(SIGSEGV, SIG_DFL);
    std::raise(SIGSEGV);
    return;
  case InjectedFault::Hang:
    for (;;)
      pause();
  case InjectedFault::Memory:
    for (;;) {
      constexpr std::size_t Chunk = std::size_t{16} << 20;
      auto *Bytes = static_cast<volatile char *>(std::malloc(Chunk));
      for (std::size_t I = 0; Bytes && I < Chunk; I += 4096)
        Bytes[I] = 1;
      // Slow enough for the driver to see it before the machine does.
      usleep(1000);
    }
  }
}

static bool writeAll(llvm::StringRef Bytes) {
  while (!Bytes.empty()) {
    ssize_t N = ::write(STDOUT_FILENO, Bytes.data(), Bytes.size());
    if (N < 0 && errno != EINTR)
      return false;
    Bytes = Bytes.drop_front(N < 0 ? 0 : N);
  }
  return true;
}

int runWorker(const InjectedFault &Fault) {
  // A driver that is killed takes its workers with it.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::string Line;
  if (!std::getline(std::cin, Line))
    return 1;
  auto Options = nlohmann::json::parse(Line).get<AnalysisOptions>();
  // The driver has checked them.
  SourceScope Scope = llvm::cantFail(makeScope(Options));
  auto Checks = llvm::cantFail(selectChecks(Options.checks));
  std::vector<Check *> Enabled;
  for (auto &C : Checks)
    Enabled.push_back(C.get());
  enterSandbox();
  while (std::getline(std::cin, Line)) {
    auto J = nlohmann::json::parse(Line).get<Job>();
    inject(Fault, J);
    UnitOutput Output = analyzeUnit(J, Scope, Enabled);
    std::string Json =
        nlohmann::json(Output).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (!writeAll(frame(Json)))
      return 1;
  }
  return 0;
}

} // namespace ferrule
