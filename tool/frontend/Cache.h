// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The result cache: a summary per job, valid as long as every file that the unit read has the same
// content and every path that it looked for in vain is still not there.
//
//   KEY.inputs   what the unit depends on: a hash and a path per line ('-' for a path that must not
//                exist). KEY hashes the cleaned command, the options, and this ferrule.
//   ID.unit      the summary. ID hashes KEY and the contents of all inputs.
//   runs/RUN/    the reports of a whole scan. RUN hashes the IDs of all its units.
//   history/     the log of the checkout, and who owns the lines of a file; tool/history.
//
// Every file starts with a line that holds its version and the hash of the rest: what is broken,
// truncated or of another version is ignored and made anew. A cache that cannot be written is no
// error: the scan is only slower.
#pragma once
#include "tool/frontend/UnitAnalysis.h"
#include "llvm/ADT/StringMap.h"
#include <chrono>

namespace ferrule {

class Cache {
public:
  /// An empty directory: nothing is found and nothing is kept.
  Cache(std::string Directory, const AnalysisOptions &Options);

  struct Entry {
    /// Identifies the command, the options and the content of everything that was read.
    std::string id;
  };
  /// The entry of a job if all its inputs are as they were.
  std::optional<Entry> find(const Job &J);
  /// The summary of an entry, or nothing when the file is broken or gone.
  std::optional<TUSummary> load(const Entry &E);
  /// Keeps a result and returns its entry; nothing when it cannot be kept, or when an input was
  /// changed after Started, so that nobody knows which content was read.
  std::optional<Entry> store(const Job &J, const UnitOutput &Output,
                             std::chrono::system_clock::time_point Started);

  /// Reports of a whole scan, by file name.
  using Reports = std::map<std::string, std::string>;
  std::optional<Reports> findRun(llvm::StringRef Run);
  /// Keeps the reports of one run in place of those before.
  void storeRun(llvm::StringRef Run, const Reports &Files);

  /// Any other file of the cache, by its path below the directory: whoever writes it knows when it
  /// is out of date.
  std::optional<std::string> read(llvm::StringRef Name) const;
  bool write(llvm::StringRef Name, llvm::StringRef Content) const;

private:
  std::string keyOf(const Job &J) const;
  std::string path(llvm::StringRef Name) const;
  /// Hash of a file's content, once per run; empty when it is no regular file.
  const std::string &contentHash(llvm::StringRef Path);
  bool exists(llvm::StringRef Path);

  std::string Directory;
  /// Hash of the options and of the program itself.
  std::string Salt;
  llvm::StringMap<std::string> Contents;
  llvm::StringMap<bool> Exists;
};

} // namespace ferrule
