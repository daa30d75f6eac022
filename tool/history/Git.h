// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Running git over a repository that is not trusted. git never sees the repository's configuration,
// hooks, attributes, references or index: it works in a private, empty git directory made for one
// run, which borrows nothing but the repository's objects. So there is no list of settings to
// disarm that could lack one.
#pragma once
#include "tool/history/Checkout.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ferrule {

class Git {
public:
  struct Command {
    /// The subcommand and its arguments.
    std::vector<std::string> arguments;
    /// It is ended after so many seconds.
    unsigned seconds = 0;
  };
  struct Result {
    std::string output;
    /// Why there is no output, without a full stop; empty when all went well.
    std::string problem;
  };

  /// An error: there is no git, or no private directory can be made. Stop: asked now and then, and
  /// true ends all commands; it outlives the Git.
  static llvm::Expected<Git> open(const Checkout &C, llvm::function_ref<bool()> Stop);

  Git(Git &&Other) noexcept;
  Git(const Git &) = delete;
  Git &operator=(const Git &) = delete;
  Git &operator=(Git &&) = delete;
  ~Git();

  Result run(Command C);
  /// Runs commands, at most Jobs of them at once. Next: fills in the next command, or returns false
  /// when there is none. Done: the number of the command, counted from 0, and its result.
  void run(unsigned Jobs, llvm::function_ref<bool(Command &)> Next,
           llvm::function_ref<void(std::size_t, Result)> Done);

  /// Notes, in the private directory, which commit changed which path: without it every blame looks
  /// at every commit. It is only for speed, so its failure does not matter.
  static Command indexCommand();

  /// "git version 2.39.5".
  std::string version();

  /// Absolute path of a file in the private directory with this content.
  llvm::Expected<std::string> keep(llvm::StringRef Name, llvm::StringRef Content);
  /// Removes such a file.
  void drop(llvm::StringRef Name);

private:
  struct Process;
  Git(std::string Program, std::string Directory, llvm::function_ref<bool()> Stop);
  std::string path(llvm::StringRef Name) const;
  Process start(std::size_t Number, const Command &C);
  Result finish(const Process &P, int Status, llvm::StringRef Problem);

  std::string Program;
  /// The private directory.
  std::string Directory;
  std::vector<std::string> Environment;
  llvm::function_ref<bool()> Stop;
};

} // namespace ferrule
