// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Progress.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>

namespace ferrule {

Progress::Progress(std::size_t Total, ProgressMode Mode)
    : Total(Total), Silent(Mode == ProgressMode::None || Total == 0) {
  using llvm::sys::Process;
  Terminal = Mode == ProgressMode::Auto && Process::StandardErrIsDisplayed() &&
             !Process::GetEnv("CI") && Process::GetEnv("TERM").value_or("dumb") != "dumb";
}

Progress::~Progress() {
  // Leaves a clean line for what is printed next.
  if (Terminal && !Silent && Done)
    llvm::errs() << "\r\033[K";
}

void Progress::unitDone(llvm::StringRef File) {
  ++Done;
  if (Silent)
    return;
  if (!Terminal) {
    auto Tenth = static_cast<unsigned>(Done * 10 / Total);
    if (Tenth == LastTenth)
      return;
    LastTenth = Tenth;
    llvm::errs() << "ferrule: " << Tenth * 10 << " % (" << Done << " of " << Total << " units)\n";
    return;
  }
  using namespace std::chrono;
  double Elapsed = duration<double>(steady_clock::now() - Started).count();
  auto Left = std::lround(Elapsed / static_cast<double>(Done) * static_cast<double>(Total - Done));
  llvm::errs() << "\r\033[K[" << Done << "/" << Total << "] " << Done * 100 / Total << " %, "
               << Left << " s left  ";
  llvm::errs().write_escaped(File.take_back(60));
  llvm::errs().flush();
}

} // namespace ferrule
