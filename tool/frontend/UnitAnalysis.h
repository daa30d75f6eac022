// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One unit, from its command to its summary, in this process.
#pragma once
#include "checks/Check.h"
#include "tool/frontend/CompilerMessages.h"
#include "tool/frontend/Job.h"
#include "tool/model/Abi.h"

namespace ferrule {

struct UnitOutput {
  TUSummary summary;
  /// Every file that was read, absolute, sorted: what the summary depends on.
  std::vector<std::string> inputs;
  /// Every path that was looked for and not found: a file there would change the summary.
  std::vector<std::string> missing;
  /// Of JobTask::Propose.
  std::vector<Suggestion> suggestions;
  /// Of JobTask::Propose and Compile: errors and warnings.
  std::vector<CompilerMessage> messages;
  /// Of JobTask::Compile, when object code was asked for and could be made: a hash of it.
  std::string object;
  /// Of JobTask::Describe.
  UnitAbi abi;
  /// Of JobTask::Format: as FormatInput::edits.
  std::vector<std::vector<Edit>> formatted;
};

/// Parses the unit and does what the job's task says: runs all extractors and the given checks,
/// the static analyzer, or the rewriters. Never fails: what goes wrong is
/// the summary's status. No option of the command can load code, run a program or write a file.
UnitOutput analyzeUnit(const Job &J, const SourceScope &Scope, llvm::ArrayRef<Check *> Checks);

/// The checks that a list of globs enables, as clang-tidy reads it: "*,-ferrule-libc-*". An error
/// names a glob that matches no check.
llvm::Expected<std::vector<std::unique_ptr<Check>>> selectChecks(llvm::StringRef Globs);

} // namespace ferrule
