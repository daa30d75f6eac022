// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a user brings to a ranking besides the code: the same for scan and merge.
#pragma once
#include "tool/commands/Commands.h"
#include "tool/frontend/Cache.h"
#include "tool/frontend/Shard.h"
#include "tool/imports/Advisories.h"

namespace ferrule {

struct ImportOptions {
  bool noHistory = false;
  /// Files; empty: none.
  std::string tests;
  std::string advisories;

  void addTo(CLI::App &Command);
  bool namesFiles() const { return !tests.empty() || !advisories.empty(); }
};

struct Imports {
  LineCoverage tests;
  Advisories advisories;
  /// Equal for equal options and contents of files.
  std::string key;
};

/// Reads the files before the work starts. Errors name the file and the remedy.
llvm::Expected<Imports> readImports(const ImportOptions &Options, llvm::StringRef Root);

/// To a program whose units are all there adds what was read, and the history of its files, with at
/// most Jobs processes of git at once. Whether the history was wanted is said in it.
void addImports(Shard &S, Imports In, const ImportOptions &Options, unsigned Jobs, const Cache &C);

} // namespace ferrule
