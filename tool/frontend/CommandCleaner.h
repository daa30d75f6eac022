// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Turns a compile command of the analysed project into one that can only parse.
#pragma once
#include "tool/model/TUSummary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ferrule {

struct CleaningOptions {
  /// Clang's resource directory: the one with include/stddef.h.
  std::string resourceDir;
  /// Given by the user of ferrule, who is trusted: put behind and before the command's own, unseen.
  std::vector<std::string> extraArgs;
  std::vector<std::string> extraArgsBefore;
};

struct CleanedCommand {
  /// For Clang's driver: "clang" or "clang++", options, and one input as an absolute path. Other
  /// paths are as in the command, relative to its directory. Not to be expanded or split again.
  std::vector<std::string> arguments;
  /// What was left out and is worth saying, in the order of the command.
  std::vector<FlagNote> notes;
  /// The input, absolute.
  std::string file;
  /// False: not a C or C++ translation unit; \c problem says what it is.
  bool supported = true;
  std::string problem;
};

/// Cleans a compile command: an allow-list over Clang's own option table (AllowedOptions.def)
/// applied to the command with its response files expanded. Runs no program and writes no file;
/// reads response files, and the existence of the input and of forced includes.
///
/// Targets are inferred from names such as arm-linux-gnueabihf-gcc only when LLVM's target infos
/// are initialised (llvm::InitializeAllTargetInfos).
///
/// \param CommandLine the compiler (and wrappers such as ccache) and its arguments.
/// \param Directory absolute; where the command runs.
/// \param File the input that is asked for, if the command has several; relative to \p Directory.
/// \returns an error if the command is empty or too large, or the input must not be read.
llvm::Expected<CleanedCommand> cleanCommand(llvm::ArrayRef<std::string> CommandLine,
                                            llvm::StringRef Directory, llvm::StringRef File,
                                            const CleaningOptions &Options);

/// Removes the variables from this process's environment that change what Clang reads or writes
/// (CPATH, C_INCLUDE_PATH, ...). Returns a note for each that was set; they are the user's, so not
/// refused. To be called before threads are started.
std::vector<FlagNote> clearCompilerEnvironment();

} // namespace ferrule
