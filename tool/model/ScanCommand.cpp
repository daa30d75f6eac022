// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/model/ScanCommand.h"

namespace ferrule {

static std::string inShell(llvm::StringRef Word) {
  std::string Quoted = "'";
  for (char C : Word)
    Quoted += C == '\'' ? "'\\''" : std::string(1, C);
  return Quoted + "'";
}

std::string scanOptions(const Assessment &A) {
  std::string Options;
  for (const std::string &E : A.project.exclude)
    Options += " --exclude " + inShell(E);
  if (!A.project.headerFilter.empty())
    Options += " --header-filter " + inShell(A.project.headerFilter);
  if (A.project.checks != "*")
    Options += " --checks " + inShell(A.project.checks);
  if (A.coverage.deep.choice != DeepChoice::None)
    Options += " --deep=" + nameOf(A.coverage.deep.choice).str();
  return Options;
}

} // namespace ferrule
