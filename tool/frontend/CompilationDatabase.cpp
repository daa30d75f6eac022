// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/CompilationDatabase.h"
#include "tool/frontend/FenceFileSystem.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {

static constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";

static std::string absolute(llvm::StringRef Directory, llvm::StringRef File) {
  llvm::SmallString<256> Path(File);
  path::make_absolute(Directory, Path);
  path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

static std::vector<std::string> splitCommand(llvm::StringRef Command) {
  llvm::BumpPtrAllocator Allocator;
  llvm::StringSaver Saver(Allocator);
  llvm::SmallVector<const char *, 64> Arguments;
  llvm::cl::TokenizeGNUCommandLine(Command, Saver, Arguments);
  return {Arguments.begin(), Arguments.end()};
}

llvm::Expected<std::vector<CompileCommand>> readCompilationDatabase(llvm::StringRef File) {
  // It may come with the project: no device, no pipe, no link into the system.
  if (llvm::StringRef Why = whyUnreadable(File); !Why.empty())
    return llvm::createStringError("'" + File + "' " + Why);
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + File + "': " + Buffer.getError().message());
  llvm::StringRef Text = (*Buffer)->getBuffer();
  llvm::SmallString<256> Base(path::parent_path(File));
  // Fails when there is no current directory; but then a relative file was not read either.
  (void)fs::make_absolute(Base);
  std::vector<CompileCommand> Commands;
  std::size_t Number = 0;
  try {
    nlohmann::json Database = nlohmann::json::parse(Text.begin(), Text.end());
    if (!Database.is_array() || Database.empty())
      return llvm::createStringError(
          "'" + File +
          "' holds no compile command (it must be a JSON array of entries): configure " +
          "the build again, so that it is written anew; with bear, run 'make clean' first and see "
          "whether the build compiled anything");
    for (const nlohmann::json &Entry : Database) {
      ++Number;
      CompileCommand C;
      C.directory = absolute(Base, Entry.at("directory").get<std::string>());
      C.file = absolute(C.directory, Entry.at("file").get<std::string>());
      if (Entry.contains("arguments"))
        Entry.at("arguments").get_to(C.arguments);
      else
        C.arguments = splitCommand(Entry.at("command").get<std::string>());
      if (C.arguments.empty())
        return llvm::createStringError("'" + File + "', entry " + llvm::Twine(Number) +
                                       ": the command is empty");
      Commands.push_back(std::move(C));
    }
  } catch (const nlohmann::json::exception &E) {
    std::string Where = Number ? ", entry " + std::to_string(Number) : std::string();
    return llvm::createStringError("'" + File + "'" + Where + ": " + E.what() +
                                   "; configure the build again, so that it is written anew");
  }
  return Commands;
}

/// What to type, by what lies in the current directory.
static std::string howToMakeOne() {
  if (fs::exists("CMakeLists.txt"))
    return "This is a CMake project:\n"
           "  cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON\n"
           "  cmake --build build        # so that generated headers exist\n"
           "  ferrule scan -p build";
  if (fs::exists("meson.build"))
    return "This is a Meson project (Meson always writes one):\n"
           "  meson setup build\n"
           "  ninja -C build             # so that generated headers exist\n"
           "  ferrule scan -p build";
  if (fs::exists("WORKSPACE") || fs::exists("MODULE.bazel"))
    return "This is a Bazel project:\n"
           "  add hedron_compile_commands to MODULE.bazel, then\n"
           "  bazel run @hedron_compile_commands//:refresh_all\n"
           "  ferrule scan -p .";
  if (fs::exists("configure") || fs::exists("configure.ac"))
    return std::string("This is an Autotools project:\n") +
           (fs::exists("configure") ? "" : "  autoreconf -fi\n") +
           "  ./configure\n"
           "  bear -- make               # Debian package: bear\n"
           "  ferrule scan -p .";
  if (fs::exists("Makefile") || fs::exists("GNUmakefile") || fs::exists("makefile"))
    return "This is a Make project:\n"
           "  make clean\n"
           "  bear -- make               # Debian package: bear\n"
           "  ferrule scan -p .";
  return "For a single file, give its flags behind --:\n"
         "  ferrule scan file.c -- -Iinclude -DNAME=VALUE";
}

llvm::Expected<std::string> findCompilationDatabase(llvm::StringRef Build) {
  if (!Build.empty()) {
    if (fs::is_regular_file(Build))
      return Build.str();
    llvm::SmallString<256> File(Build);
    path::append(File, DatabaseName);
    if (fs::exists(File))
      return File.str().str();
    return llvm::createStringError("there is no " + DatabaseName + " in '" + Build + "'\n" +
                                   howToMakeOne());
  }
  std::vector<std::string> Found;
  if (fs::exists(DatabaseName))
    return DatabaseName.str();
  std::error_code EC;
  for (fs::directory_iterator It(".", EC), End; It != End && !EC; It.increment(EC)) {
    llvm::StringRef Name = path::filename(It->path());
    llvm::SmallString<256> File(Name);
    path::append(File, DatabaseName);
    if ((Name.starts_with("build") || Name.starts_with("out")) && fs::exists(File))
      Found.push_back(File.str().str());
  }
  std::sort(Found.begin(), Found.end());
  if (Found.size() == 1)
    return Found.front();
  if (Found.empty())
    return llvm::createStringError("there is no " + DatabaseName +
                                   " here, in build* or in out*; name its directory with -p\n" +
                                   howToMakeOne());
  std::string All;
  for (const std::string &F : Found)
    All += "\n  -p " + path::parent_path(F).str();
  return llvm::createStringError("there are several compilation databases; choose one:" + All);
}

} // namespace ferrule
