// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/history/ReadHistory.h"
#include "tool/history/Blame.h"
#include "tool/history/IgnoredRevisions.h"
#include "tool/history/Log.h"
#include "tool/model/Archive.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace ferrule {

/// As much as a file of a scan may have.
static constexpr std::uint64_t MostSource = std::uint64_t{64} << 20;
/// Fewer files are blamed faster without an index.
static constexpr std::size_t FilesWorthAnIndex = 8;

static std::string hashOf(llvm::StringRef Text) {
  llvm::XXH128_hash_t Hash = llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Text));
  return llvm::utohexstr(Hash.high64, true, 16) + llvm::utohexstr(Hash.low64, true, 16);
}

static std::string below(llvm::StringRef Root, llvm::StringRef File) {
  llvm::SmallString<256> Path(Root);
  llvm::sys::path::append(Path, File);
  return Path.str().str();
}

/// In UTC; a clock that was wrong by ages gives the nearest date that has four digits for the year.
static std::string dateOf(long long Time) {
  constexpr long long Last = 253402300799;
  const std::chrono::year_month_day Date(std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(std::clamp(Time, 0LL, Last)))));
  char Text[16];
  std::snprintf(Text, sizeof Text, "%04d-%02u-%02u", static_cast<int>(Date.year()),
                static_cast<unsigned>(Date.month()), static_cast<unsigned>(Date.day()));
  return Text;
}

/// From the first one to the head, which comes first in the log.
static double yearsOf(llvm::ArrayRef<Commit> Log) {
  constexpr double SecondsPerYear = 365.25 * 24 * 3600;
  long long First = Log.front().time;
  for (const Commit &C : Log)
    First = std::min(First, C.time);
  return std::round(static_cast<double>(Log.front().time - First) / SecondsPerYear * 1000) / 1000;
}

namespace {

/// A result and what it was made from. Its name does not depend on that, so that a new result
/// replaces the old one.
template <class T> struct Kept {
  std::string key;
  T value;
};
FERRULE_FIELDS(Kept<Log>, key, value)
FERRULE_FIELDS(Kept<Blame>, key, value)

/// A file on its way to be blamed.
struct Task {
  std::size_t file = 0;
  std::size_t size = 0;
  std::string name;
  std::string key;
  /// A file with the content that was hashed for the key.
  std::string content;
};

class Reader {
public:
  Reader(const HistoryOptions &Options, const Checkout &C, Git &G, const HistoryStore &Store,
         const HistoryFiles &Wanted)
      : Options(Options), C(C), G(G), Store(Store) {
    for (const auto &[File, WantsLines] : Wanted)
      if (!llvm::sys::path::is_absolute(File)) {
        Files.push_back(File);
        LinesWanted.push_back(WantsLines);
      }
  }

  llvm::Expected<History> read() {
    Version = G.version();
    if (llvm::Error E = getLog())
      return E;
    for (auto [Index, Id] : llvm::enumerate(L.ids))
      Commits.try_emplace(Id, Index);
    for (const std::string &Id : Options.memoryFixes)
      if (auto It = Commits.find(Id); It != Commits.end()) {
        L.commits[It->second].fix = L.commits[It->second].memoryFix = true;
        ++H.coverage.advisoryFixes;
      }
    if (llvm::Error E = getIgnored())
      return E;
    H.coverage.status = HistoryStatus::Read;
    H.coverage.commits = L.commits.size();
    blameAll();
    H.coverage.files = H.files.size() - H.coverage.lost.size();
    llvm::sort(H.coverage.lost,
               [](const LostHistory &A, const LostHistory &B) { return A.file < B.file; });
    H.headTime = L.commits.front().time;
    H.coverage.date = dateOf(H.headTime);
    H.coverage.years = yearsOf(L.commits);
    H.commits = std::move(L.commits);
    return std::move(H);
  }

private:
  template <class T> bool load(llvm::StringRef Name, llvm::StringRef Key, T &Value) {
    auto Text = Store.read(Name);
    Kept<T> Found;
    if (!Text || !ArchiveReader::read(*Text, Found) || Found.key != Key)
      return false;
    Value = std::move(Found.value);
    return true;
  }

  template <class T> void keep(llvm::StringRef Name, llvm::StringRef Key, const T &Value) {
    // What is not kept is read again.
    (void)Store.write(Name, ArchiveWriter::write(Kept<T>{Key.str(), Value}));
  }

  llvm::Error getLog() {
    std::string Text;
    for (const std::string &File : Files)
      Text += File + '\0';
    std::string Key = hashOf(Version + "\n" + LogFormat.str() + "\n" + C.head + "\n" + Text);
    if (load("history/log", Key, L) && L.ids.size() == L.commits.size() && !L.ids.empty() &&
        L.files.size() == Files.size())
      return llvm::Error::success();
    auto Fresh = readLog(G, Files, Options.jobs);
    Indexed = true;
    if (!Fresh)
      return Fresh.takeError();
    L = std::move(*Fresh);
    if (L.ids.empty())
      return llvm::createStringError("the log is empty");
    keep("history/log", Key, L);
    return llvm::Error::success();
  }

  llvm::Error getIgnored() {
    std::string Text;
    for (const std::string &Id : ignoredRevisions(readIgnoredRevisionsFile(Options.root)))
      // git gives up over one that it does not know.
      if (Commits.contains(Id)) {
        Text += Id + "\n";
        ++H.coverage.ignoredRevisions;
      }
    if (Text.empty())
      return llvm::Error::success();
    auto File = G.keep("ignored", Text);
    if (!File)
      return File.takeError();
    Ignored = std::move(*File);
    IgnoredHash = hashOf(Text);
    return llvm::Error::success();
  }

  /// Sets T up, or takes the blame from the store. Content: of the file.
  bool needsBlame(Task &T, llvm::StringRef Content) {
    const std::string &Name = Files[T.file];
    T.size = Content.size();
    T.name = "history/" + hashOf(Name);
    T.key = hashOf(Version + "\n" + BlameFormat.str() + "\n" + IgnoredHash + "\n" +
                   L.files[T.file].past + "\n" + Name + "\n" + hashOf(Content));
    Blame B;
    return !load(T.name, T.key, B) || !take(T, B);
  }

  /// False: the blame speaks of commits that are not in the log.
  bool take(const Task &T, const Blame &B) {
    std::vector<LineRun> Lines;
    for (LineRun Run : B.lines) {
      if (Run.commit != LineRun::NotCommitted) {
        if (Run.commit >= B.ids.size())
          return false;
        auto It = Commits.find(B.ids[Run.commit]);
        if (It == Commits.end())
          return false;
        Run.commit = It->second;
      }
      Lines.push_back(Run);
    }
    H.files[Files[T.file]].lines = std::move(Lines);
    return true;
  }

  void lose(const Task &T, llvm::StringRef Reason) {
    H.coverage.lost.push_back({Files[T.file], Reason.str()});
  }

  static std::string contentName(const Task &T) { return "content" + std::to_string(T.file); }

  /// Takes what is kept, and returns the files that are to be blamed.
  std::vector<Task> findTasks() {
    std::vector<Task> Tasks;
    for (std::size_t I = 0; I != Files.size(); ++I) {
      if (!L.files[I].tracked)
        continue;
      H.files[Files[I]].commits = L.files[I].commits;
      if (!LinesWanted[I])
        continue;
      Task T;
      T.file = I;
      auto Content = readRegularFile(below(Options.root, Files[I]), MostSource);
      if (!Content) {
        lose(T, "the file cannot be read");
        continue;
      }
      if (!needsBlame(T, *Content))
        continue;
      if (auto Path = G.keep(contentName(T), *Content)) {
        T.content = std::move(*Path);
        Tasks.push_back(std::move(T));
      } else {
        lose(T, llvm::toString(Path.takeError()));
      }
    }
    // The largest first: at the end, no process waits for a long one.
    llvm::stable_sort(Tasks, [](const Task &A, const Task &B) { return A.size > B.size; });
    return Tasks;
  }

  void blameAll() {
    std::vector<Task> Tasks = findTasks();
    if (!Indexed && Tasks.size() > FilesWorthAnIndex)
      (void)G.run(Git::indexCommand());
    std::size_t Started = 0;
    auto Next = [&](Git::Command &Command) {
      if (Started == Tasks.size())
        return false;
      const Task &T = Tasks[Started++];
      Command = blameCommand(Files[T.file], T.content, Ignored);
      return true;
    };
    auto Done = [&](std::size_t Number, const Git::Result &R) {
      const Task &T = Tasks[Number];
      G.drop(contentName(T));
      if (!R.problem.empty())
        return lose(T, R.problem);
      auto B = parseBlame(R.output);
      if (!B)
        return lose(T, llvm::toString(B.takeError()));
      if (!take(T, *B))
        return lose(T, "the owner of a line is no commit of the log");
      keep(T.name, T.key, *B);
    };
    G.run(Options.jobs, Next, Done);
  }

  const HistoryOptions &Options;
  const Checkout &C;
  Git &G;
  const HistoryStore &Store;
  std::vector<std::string> Files;
  /// As long as Files.
  std::vector<bool> LinesWanted;
  std::string Version;
  Log L;
  bool Indexed = false;
  llvm::StringMap<unsigned> Commits;
  std::string Ignored;
  std::string IgnoredHash;
  History H;
};

} // namespace

std::string historyInputs(llvm::StringRef Root) {
  auto C = findCheckout(Root);
  if (!C)
    return "";
  // A name: it has to live as long as G.
  auto Never = [] { return false; };
  auto G = Git::open(*C, Never);
  std::string Version = G ? G->version() : llvm::toString(G.takeError());
  return Version + '\n' + C->shallow + '\n' + readIgnoredRevisionsFile(Root);
}

static History without(HistoryStatus Status, std::string Reason) {
  History H;
  H.coverage.status = Status;
  H.coverage.reason = std::move(Reason);
  return H;
}

History readHistory(const HistoryOptions &Options, const HistoryFiles &Files,
                    const HistoryStore &Store, llvm::function_ref<bool()> Stop) {
  auto C = findCheckout(Options.root);
  if (!C && Options.commit.empty())
    return without(HistoryStatus::None, "the root is not the top of a git checkout");
  if (!C)
    return without(HistoryStatus::Failed, "the checkout that was scanned is not there");
  if (C->head.empty())
    return without(HistoryStatus::None,
                   "the checkout has no commit, or keeps its references in an unknown form");
  if (C->head != Options.commit)
    return without(HistoryStatus::Failed, "the checkout is not at the commit that was scanned");
  if (!C->shallow.empty())
    return without(HistoryStatus::Shallow,
                   "the clone is shallow; 'git fetch --unshallow' brings the rest");
  auto G = Git::open(*C, Stop);
  if (!G)
    return without(HistoryStatus::Failed, llvm::toString(G.takeError()));
  auto H = Reader(Options, *C, *G, Store, Files).read();
  if (!H)
    return without(HistoryStatus::Failed, llvm::toString(H.takeError()));
  return std::move(*H);
}

} // namespace ferrule
