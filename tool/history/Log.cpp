// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/history/Log.h"
#include "tool/history/Message.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/xxhash.h"

namespace ferrule {

/// The history of a kernel takes minutes.
static constexpr unsigned LogSeconds = 600;
static constexpr unsigned TreeSeconds = 60;

const llvm::StringLiteral LogFormat = "log/1 topo -M raw first-parent";

namespace {

/// Goes through what git wrote: per commit id, parents, time, author and message, and then per file
/// the modes, ids and kind of change, and one or two paths. Each ends with a NUL, which no message
/// and no path can hold, so nothing in them can pass for something else.
class LogParser {
public:
  LogParser(llvm::StringRef Text, llvm::ArrayRef<std::string> Files) : Rest(Text) {
    L.files.resize(Files.size());
    Pasts.resize(Files.size());
    for (auto [Index, File] : llvm::enumerate(Files))
      Names.try_emplace(File, Index);
  }

  llvm::Expected<Log> parse() {
    while (!Rest.empty())
      if (!parseCommit())
        return llvm::createStringError("what git writes of its log is not as expected");
    for (auto [File, Past] : llvm::zip_equal(L.files, Pasts))
      File.past = llvm::utohexstr(Past, /*LowerCase=*/true, /*Width=*/16);
    return std::move(L);
  }

private:
  llvm::StringRef next() {
    auto [Field, Behind] = Rest.split('\0');
    Rest = Behind;
    return Field;
  }

  bool parseCommit() {
    llvm::StringRef Id = next();
    const bool IsMerge = next().contains(' ');
    Commit C;
    // Of a time that is none nothing follows; 0 is old.
    if (next().getAsInteger(10, C.time))
      C.time = 0;
    C.author = Authors.try_emplace(next().lower(), Authors.size()).first->second;
    if (!isCommitId(Id))
      return false;
    MessageKind Kind = classifyMessage(next());
    C.fix = Kind.fix;
    C.memoryFix = Kind.memoryFix;
    const unsigned Index = L.commits.size();
    while (isChange(Rest)) {
      if (!parseChange(Id, Index, IsMerge))
        return false;
      ++C.files;
    }
    learnNames();
    L.ids.push_back(Id.str());
    L.commits.push_back(C);
    return true;
  }

  /// The first one is on a line of its own.
  static bool isChange(llvm::StringRef Text) {
    Text.consume_front("\n");
    return Text.starts_with(":");
  }

  /// ":100644 100644 ID ID R100", an old path and for a rename or a copy a new one.
  bool parseChange(llvm::StringRef Id, unsigned Index, bool IsMerge) {
    llvm::StringRef Kind = next().rsplit(' ').second;
    llvm::StringRef Path = next();
    const bool Renamed = Kind.starts_with("R");
    llvm::StringRef Before = Path;
    if (Renamed || Kind.starts_with("C"))
      Path = next();
    if (Kind.empty() || Path.empty())
      return false;
    auto File = Names.find(Path);
    if (File == Names.end())
      return true;
    const unsigned F = File->second;
    Pasts[F] = llvm::xxh3_64bits((Id + llvm::utohexstr(Pasts[F])).str());
    if (!IsMerge)
      L.files[F].commits.push_back(Index);
    if (Renamed)
      Earlier.emplace_back(Before.str(), F);
    return true;
  }

  /// The old name of a renamed file counts from the next older commit on. The new one stays known:
  /// a branch that was forked earlier may go on with it.
  void learnNames() {
    for (auto &[Name, File] : Earlier)
      Names.try_emplace(Name, File);
    Earlier.clear();
  }

  llvm::StringRef Rest;
  Log L;
  std::vector<std::uint64_t> Pasts;
  llvm::StringMap<unsigned> Names;
  llvm::StringMap<unsigned> Authors;
  std::vector<std::pair<std::string, unsigned>> Earlier;
};

} // namespace

/// Marks the files that are in the head commit.
static llvm::Error markTracked(Git &G, llvm::ArrayRef<std::string> Files, Log &L) {
  Git::Result R = G.run({{"ls-tree", "-r", "-z", "HEAD"}, TreeSeconds});
  if (!R.problem.empty())
    return llvm::createStringError(R.problem);
  llvm::StringSet<> Tracked;
  llvm::StringRef Rest = R.output;
  while (!Rest.empty()) {
    auto [Entry, Next] = Rest.split('\0');
    Rest = Next;
    auto [Head, Path] = Entry.split('\t');
    // Neither links nor submodules.
    if (Head.starts_with("100"))
      Tracked.insert(Path);
  }
  for (auto [File, Name] : llvm::zip_equal(L.files, Files))
    File.tracked = Tracked.contains(Name);
  return llvm::Error::success();
}

llvm::Expected<Log> readLog(Git &G, llvm::ArrayRef<std::string> Files, unsigned Jobs) {
  // Merges are shown, as they can bring a change of their own, but do not count as changes.
  const Git::Command Commands[] = {
      {{"log", "--topo-order", "-M", "--raw", "-z", "--no-abbrev", "--diff-merges=first-parent",
        "--no-show-signature", "--no-ext-diff", "--no-textconv", "--no-color", "--no-notes",
        "--no-decorate", "--format=%H%x00%P%x00%ct%x00%ae%x00%B", "HEAD"},
       LogSeconds},
      Git::indexCommand()};
  llvm::ArrayRef<Git::Command> Left(Commands);
  auto Next = [&](Git::Command &C) {
    if (Left.empty())
      return false;
    C = Left.consume_front();
    return true;
  };
  Git::Result R;
  G.run(Jobs, Next, [&](std::size_t Number, Git::Result Done) {
    if (Number == 0)
      R = std::move(Done);
  });
  if (!R.problem.empty())
    return llvm::createStringError(R.problem);
  auto L = LogParser(R.output, Files).parse();
  if (!L)
    return L.takeError();
  if (llvm::Error E = markTracked(G, Files, *L))
    return E;
  return std::move(*L);
}

} // namespace ferrule
