// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Names of entities that survive the unit.
#pragma once
#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"
#include <functional>
#include <string>

namespace ferrule {

/// How files are named, and which of them the project is about.
struct SourceScope {
  /// The name under which a file is reported: relative to the root with '/', or absolute.
  std::function<std::string(llvm::StringRef Path)> displayPath;
  /// Whether the code of a file (not a system header) is analysed.
  std::function<bool(llvm::StringRef DisplayPath)> contains;
};

/// Caches per file and per declaration what is asked for again and again. Lives as long as the
/// unit.
class EntityNames {
public:
  EntityNames(const clang::SourceManager &SM, const SourceScope &Scope) : SM(SM), Scope(Scope) {}

  /// The EntityName of a function, variable or record: its USR, plus '@' and the file for internal
  /// linkage, as the USR of a static holds the base name of its file only and collides. Instances
  /// of a template have the name of the template.
  const std::string &of(const clang::NamedDecl &D);

  /// The name under which the file of a location (its expansion) is reported.
  const std::string &file(clang::SourceLocation Loc);
  /// The location lies in a file of the project, not in a system header.
  bool inScope(clang::SourceLocation Loc);

private:
  struct FileInfo {
    std::string Name;
    bool InScope = false;
  };
  const FileInfo &info(clang::FileID File);

  const clang::SourceManager &SM;
  const SourceScope &Scope;
  llvm::DenseMap<const clang::Decl *, std::string> Names;
  llvm::DenseMap<clang::FileID, FileInfo> Files;
};

} // namespace ferrule
