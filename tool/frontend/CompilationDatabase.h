// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// compile_commands.json: finding it, reading it, and saying what is wrong with it.
#pragma once
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ferrule {

/// One entry: https://clang.llvm.org/docs/JSONCompilationDatabase.html
struct CompileCommand {
  /// Absolute.
  std::string directory;
  /// Absolute, without . and .. components.
  std::string file;
  /// The compiler and its arguments.
  std::vector<std::string> arguments;
};

/// Reads a database file. A file that is missing, truncated, of another shape or empty is an error
/// that says what to do; so is an entry without its fields, by number.
llvm::Expected<std::vector<CompileCommand>> readCompilationDatabase(llvm::StringRef File);

/// The database in Build (a directory that holds compile_commands.json, or the file itself). With
/// an empty Build: that of the current directory, or the only one in build*, out*. When there is
/// none, the error names the commands that make one for the build system that is here.
llvm::Expected<std::string> findCompilationDatabase(llvm::StringRef Build);

} // namespace ferrule
