// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How far a scan is, on standard error.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <chrono>

namespace ferrule {

enum class ProgressMode { Auto, Plain, None };

/// On a terminal one line that is redrawn, with the time that is left; elsewhere (and in CI) a line
/// per 10 %.
class Progress {
public:
  Progress(std::size_t Total, ProgressMode Mode);
  ~Progress();
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;

  void unitDone(llvm::StringRef File);

private:
  std::size_t Total;
  std::size_t Done = 0;
  unsigned LastTenth = 0;
  bool Terminal = false;
  bool Silent = false;
  std::chrono::steady_clock::time_point Started = std::chrono::steady_clock::now();
};

} // namespace ferrule
