// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Project.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {

static std::string commonDirectory(llvm::ArrayRef<std::string> Files) {
  llvm::StringRef Common = path::parent_path(Files.front());
  for (llvm::StringRef File : Files.drop_front())
    while (!Common.empty() && Common != path::root_path(Common) &&
           !(File.starts_with(Common) && File.drop_front(Common.size()).starts_with("/")))
      Common = path::parent_path(Common);
  return Common.str();
}

std::string findRoot(llvm::ArrayRef<std::string> Files) {
  if (Files.empty())
    return "";
  std::string Common = commonDirectory(Files);
  for (llvm::StringRef Dir = Common; !Dir.empty(); Dir = path::parent_path(Dir)) {
    llvm::SmallString<256> Git(Dir);
    path::append(Git, ".git");
    if (fs::exists(Git))
      return Dir.str();
  }
  return Common;
}

std::string displayPath(llvm::StringRef Root, llvm::StringRef Path) {
  llvm::SmallString<256> Clean(Path);
  path::remove_dots(Clean, /*remove_dot_dot=*/true);
  llvm::StringRef Rest = Clean;
  if (Rest.consume_front(Root) && Rest.consume_front("/"))
    return Rest.str();
  return Clean.str().str();
}

static bool matchesAny(llvm::ArrayRef<std::string> Expressions, llvm::StringRef Text) {
  return llvm::any_of(Expressions,
                      [&](const std::string &E) { return llvm::Regex(E).match(Text); });
}

bool isExcluded(const AnalysisOptions &Options, llvm::StringRef DisplayPath) {
  return matchesAny(Options.exclude, DisplayPath);
}

static llvm::Error checkExpression(llvm::StringRef Option, const std::string &Expression) {
  std::string Problem;
  if (llvm::Regex(Expression).isValid(Problem))
    return llvm::Error::success();
  return llvm::createStringError(Option + " '" + Expression +
                                 "' is not a regular expression: " + Problem);
}

llvm::Expected<SourceScope> makeScope(const AnalysisOptions &Options) {
  if (!Options.headerFilter.empty())
    if (auto E = checkExpression("--header-filter", Options.headerFilter))
      return E;
  for (const std::string &Expression : Options.exclude)
    if (auto E = checkExpression("--exclude", Expression))
      return E;
  return SourceScope{
      .displayPath = [Root = Options.root](llvm::StringRef P) { return displayPath(Root, P); },
      .contains =
          [Options](llvm::StringRef DisplayPath) {
            if (isExcluded(Options, DisplayPath))
              return false;
            if (Options.headerFilter.empty())
              return !path::is_absolute(DisplayPath);
            return llvm::Regex(Options.headerFilter).match(DisplayPath);
          }};
}

} // namespace ferrule
