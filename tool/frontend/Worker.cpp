// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Worker.h"
#include "tool/frontend/FormatEdits.h"
#include "tool/frontend/ObjectCode.h"
#include "tool/frontend/Sandbox.h"
#include "tool/model/Archive.h"
#include "llvm/ADT/StringExtras.h"
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <sys/prctl.h>
#include <unistd.h>

namespace ferrule {

llvm::Expected<InjectedFault> parseFault(llvm::StringRef Text) {
  if (Text.empty())
    return InjectedFault{};
  auto [Kind, Suffix] = Text.split(':');
  InjectedFault Fault{.deep = Kind.consume_front("deep-"), .fileSuffix = Suffix.str()};
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

std::string frame(llvm::StringRef Archive) {
  return llvm::utohexstr(Archive.size(), /*LowerCase=*/true, /*Width=*/FrameHead) + Archive.str();
}

std::optional<std::size_t> frameSize(llvm::StringRef Head) {
  std::size_t Size;
  if (Head.take_front(FrameHead).getAsInteger(16, Size))
    return std::nullopt;
  return Size;
}

bool writeAll(int Fd, llvm::StringRef Bytes) {
  while (!Bytes.empty()) {
    ssize_t N = ::write(Fd, Bytes.data(), Bytes.size());
    if (N < 0 && errno != EINTR)
      return false;
    Bytes = Bytes.drop_front(N < 0 ? 0 : N);
  }
  return true;
}

/// False: standard input has ended.
static bool readExactly(std::string &Bytes, std::size_t Count) {
  Bytes.resize(Count);
  for (std::size_t At = 0; At != Count;) {
    ssize_t N = ::read(STDIN_FILENO, Bytes.data() + At, Count - At);
    if (N == 0 || (N < 0 && errno != EINTR))
      return false;
    At += N < 0 ? 0 : N;
  }
  return true;
}

template <class T> static bool receive(T &Value) {
  std::string Head, Bytes;
  if (!readExactly(Head, FrameHead))
    return false;
  auto Size = frameSize(Head);
  return Size && readExactly(Bytes, *Size) && ArchiveReader::read(Bytes, Value);
}

static void inject(const InjectedFault &Fault, const Job &J) {
  if (Fault.kind == InjectedFault::None || Fault.deep != (J.task == JobTask::Deep) ||
      !llvm::StringRef(J.file).ends_with(Fault.fileSuffix))
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
      usleep(100000);
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

int runWorker(const InjectedFault &Fault) {
  // A driver that is killed takes its workers with it.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // Ctrl-C is for the driver, which ends the workers in order.
  std::signal(SIGINT, SIG_IGN);
  AnalysisOptions Options;
  if (!receive(Options))
    return 1;
  // The driver has checked them.
  SourceScope Scope = llvm::cantFail(makeScope(Options));
  auto Checks = llvm::cantFail(selectChecks(Options.checks));
  std::vector<Check *> Enabled;
  for (auto &C : Checks)
    Enabled.push_back(C.get());
  initializeCodeGeneration();
  enterSandbox();
  Job J;
  while (receive(J)) {
    inject(Fault, J);
    UnitOutput Output = J.task == JobTask::Format ? formatEdits(J) : analyzeUnit(J, Scope, Enabled);
    if (!writeAll(STDOUT_FILENO, frame(ArchiveWriter::write(Output))))
      return 1;
  }
  return 0;
}

} // namespace ferrule
