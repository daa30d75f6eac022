// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// CMake writes for make a link.txt per target, which is the command. For ninja it writes a build
// statement whose rule names what is linked, with the flags as variables of the statement, as Meson
// does. Variables of ninja that these refer to are not looked up: the two write none there.
#include "tool/inventory/LinkCommands.h"
#include "tool/inventory/Tree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

namespace path = llvm::sys::path;
using llvm::StringRef;

namespace ferrule {
namespace {

constexpr std::uint64_t MaxBuildFileBytes = std::uint64_t{256} << 20;

std::vector<std::string> words(StringRef Text) {
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::SmallVector<const char *, 32> Words;
  llvm::cl::TokenizeGNUCommandLine(Text, Saver, Words);
  return {Words.begin(), Words.end()};
}

std::string joined(StringRef Directory, StringRef Name) {
  llvm::SmallString<256> Path(Directory);
  path::append(Path, Name);
  return Path.str().str();
}

/// A link.txt holds the commands for one target: one that links, or an archiver and an indexer.
void addLinkText(StringRef File, StringRef Text, std::vector<LinkCommand> &To) {
  LinkCommand L{.file = File.str(), .line = 1, .arguments = words(Text.split('\n').first)};
  if (L.arguments.empty())
    return;
  for (auto [I, A] : llvm::enumerate(L.arguments))
    if (A == "-o" && I + 1 < L.arguments.size())
      L.output = L.arguments[I + 1];
  // ar qc libx.a a.o b.o
  L.isArchive = L.output.empty();
  if (L.isArchive && L.arguments.size() > 2)
    L.output = L.arguments[2];
  L.isExecutable = !L.isArchive && !llvm::is_contained(L.arguments, "-shared") &&
                   !llvm::is_contained(L.arguments, "-dynamiclib") &&
                   !llvm::is_contained(L.arguments, "-bundle");
  To.push_back(std::move(L));
}

/// ninja's escapes of space, colon and dollar.
std::string unescaped(StringRef Text) {
  std::string Result;
  for (; !Text.empty(); Text = Text.drop_front()) {
    if (Text.front() == '$' && Text.size() > 1)
      Text = Text.drop_front();
    Result += Text.front();
  }
  return Result;
}

/// CMake: C_SHARED_LIBRARY_LINKER__name_; Meson: c_LINKER, STATIC_LINKER.
bool addBuildStatement(StringRef Line, LinkCommand &L) {
  if (!Line.consume_front("build "))
    return false;
  std::size_t Colon = Line.find(':');
  while (Colon != StringRef::npos && Colon && Line[Colon - 1] == '$')
    Colon = Line.find(':', Colon + 1);
  if (Colon == StringRef::npos)
    return false;
  StringRef Rule = Line.drop_front(Colon + 1).ltrim().take_until(llvm::isSpace);
  if (!Rule.contains("LINKER"))
    return false;
  L.output = unescaped(Line.take_front(Colon).split(" | ").first.trim());
  L.isArchive = Rule.contains("STATIC");
  L.isExecutable = !L.isArchive && !Rule.contains("SHARED") && !Rule.contains("MODULE");
  L.arguments = {""};
  return true;
}

void addNinja(StringRef File, StringRef Text, std::vector<LinkCommand> &To) {
  bool IsInLink = false;
  for (unsigned Number = 1; !Text.empty(); ++Number) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    if (!Line.starts_with(" ")) {
      LinkCommand L{.file = File.str(), .line = Number};
      IsInLink = addBuildStatement(Line, L);
      if (IsInLink)
        To.push_back(std::move(L));
    } else if (IsInLink) {
      auto [Name, Value] = Line.split('=');
      if (llvm::is_contained(
              {"LANGUAGE_COMPILE_FLAGS", "ARCH_FLAGS", "LINK_FLAGS", "LINK_LIBRARIES", "LINK_ARGS"},
              Name.trim()))
        llvm::append_range(To.back().arguments, words(unescaped(Value)));
    }
  }
  // Meson's rules do not tell programs from libraries; the arguments do.
  for (LinkCommand &L : To)
    L.isExecutable &= !llvm::is_contained(L.arguments, "-shared");
}

} // namespace

std::vector<LinkCommand> readLinkCommands(StringRef Build) {
  std::vector<LinkCommand> Result;
  if (Build.empty())
    return Result;
  const std::string Ninja = joined(Build, "build.ninja");
  if (auto Text = readFileOfTree(Ninja, MaxBuildFileBytes)) {
    addNinja(Ninja, *Text, Result);
    return Result;
  }
  auto Files = listTree(Build, "");
  if (!Files) {
    llvm::consumeError(Files.takeError());
    return Result;
  }
  for (const TreeFile &F : Files->files)
    if (path::filename(F.name) == "link.txt")
      if (const std::string File = joined(Build, F.name);
          auto Text = readFileOfTree(File, MaxTreeFileBytes))
        addLinkText(File, *Text, Result);
  return Result;
}

} // namespace ferrule
