// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/ResourceDir.h"
#include "tool/Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <vector>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {

llvm::Expected<std::string> findResourceDir() {
  const std::string Major = std::to_string(LLVM_VERSION_MAJOR);
  std::vector<std::string> Candidates;
  std::string Program = fs::getMainExecutable(nullptr, nullptr);
  llvm::StringRef Prefix = path::parent_path(path::parent_path(Program));
  Candidates.push_back((Prefix + "/lib/ferrule/clang/" + Major).str());
  Candidates.emplace_back(FERRULE_RESOURCE_DIR);
  if (auto Clang = llvm::sys::findProgramByName("clang-" + Major)) {
    llvm::SmallString<256> Real;
    if (!fs::real_path(*Clang, Real))
      Candidates.push_back(
          (path::parent_path(path::parent_path(Real)) + "/lib/clang/" + Major).str());
  }
  std::string Tried;
  for (const std::string &Dir : Candidates) {
    if (fs::exists(Dir + "/include/stddef.h"))
      return Dir;
    Tried += "\n  " + Dir;
  }
  return llvm::createStringError("Clang " + Major +
                                 "'s built-in headers (stddef.h) are missing; install them with\n"
                                 "  apt-get install libclang-common-" +
                                 Major + "-dev\nThese directories were tried:" + Tried);
}

} // namespace ferrule
