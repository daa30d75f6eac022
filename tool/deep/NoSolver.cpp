// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The analyzer can ask an SMT solver for a second opinion. We do not: it takes its time, and a
// library that every start would have to load. With this definition the linker leaves LLVM's, and
// Z3 with it, out.
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/SMTAPI.h"

llvm::SMTSolverRef llvm::CreateZ3Solver() {
  llvm::report_fatal_error("the static analyzer asks for a solver that is not linked");
}
