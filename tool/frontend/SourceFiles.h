// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The files of the project that patches want to change: their texts, and why some must stay as they
// are.
#pragma once
#include "tool/model/Assessment.h"
#include "llvm/ADT/StringMap.h"

namespace ferrule {

class SourceFiles {
public:
  /// Root: absolute. Scanned: the files as they were when the project was scanned.
  SourceFiles(std::string Root, llvm::ArrayRef<FileFact> Scanned);

  struct File {
    std::string absolute;
    std::string text;
    /// Not empty: it must not be changed, and why, without a full stop.
    std::string problem;
  };
  /// By display path. A file is read once.
  const File &of(llvm::StringRef DisplayPath);

  const std::string &root() const { return Root; }

private:
  File read(llvm::StringRef DisplayPath) const;

  std::string Root;
  llvm::StringMap<std::string> Hashes;
  llvm::StringMap<File> Files;
};

} // namespace ferrule
