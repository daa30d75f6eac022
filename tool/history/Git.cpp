// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/history/Git.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <csignal>
#include <optional>
#include <thread>

namespace fs = llvm::sys::fs;
using Clock = std::chrono::steady_clock;

namespace ferrule {

/// More than any history has; a repository may be made to write without end.
static constexpr std::uint64_t MostOutput = std::uint64_t{2} << 30;
static constexpr std::chrono::milliseconds PollEvery{2};
static constexpr unsigned IndexSeconds = 600;

struct Git::Process {
  std::size_t number = 0;
  llvm::sys::ProcessInfo info;
  Clock::time_point deadline;
  std::string outputName;
};

Git::Git(std::string Program, std::string Directory, llvm::function_ref<bool()> Stop)
    : Program(std::move(Program)), Directory(std::move(Directory)), Stop(Stop) {
  // Nothing of the caller's environment: variables of git name programs, directories and files.
  Environment = {
      "PATH=" + llvm::sys::Process::GetEnv("PATH").value_or(""),
      "HOME=" + this->Directory,
      "LC_ALL=C",
      "GIT_CONFIG_NOSYSTEM=1",
      "GIT_CONFIG_GLOBAL=/dev/null",
      "GIT_ATTR_NOSYSTEM=1",
      "GIT_NO_LAZY_FETCH=1",
      "GIT_TERMINAL_PROMPT=0",
      "GIT_OPTIONAL_LOCKS=0",
      // glibc would give each version of a file back to the system and ask for the next: a sixth of
      // the time of a blame.
      "MALLOC_MMAP_THRESHOLD_=1000000000",
      "MALLOC_TRIM_THRESHOLD_=1000000000",
      "MALLOC_TOP_PAD_=16000000",
      "GIT_DIR=" + path("git"),
      "GIT_WORK_TREE=" + path("empty"),
  };
}

Git::Git(Git &&Other) noexcept
    : Program(std::move(Other.Program)), Directory(std::move(Other.Directory)),
      Environment(std::move(Other.Environment)), Stop(Other.Stop) {
  Other.Directory.clear();
}

Git::~Git() {
  // What cannot be removed is left to whoever cleans the directory for temporary files.
  if (!Directory.empty())
    (void)fs::remove_directories(Directory);
}

std::string Git::path(llvm::StringRef Name) const {
  llvm::SmallString<256> Path(Directory);
  llvm::sys::path::append(Path, Name);
  return Path.str().str();
}

llvm::Expected<std::string> Git::keep(llvm::StringRef Name, llvm::StringRef Content) {
  std::string Path = path(Name);
  std::error_code EC;
  llvm::raw_fd_ostream Out(Path, EC);
  if (!EC) {
    Out << Content;
    Out.close();
    EC = Out.error();
    Out.clear_error();
  }
  if (EC)
    return llvm::createStringError("'" + Path + "' cannot be written: " + EC.message());
  return Path;
}

void Git::drop(llvm::StringRef Name) {
  // It goes with the directory in any case.
  (void)fs::remove(path(Name));
}

/// A path as git reads it in a list of lines.
static std::string quoted(llvm::StringRef Path) {
  std::string Text = "\"";
  for (char C : Path)
    if (C == '\n')
      Text += "\\n";
    else if (C == '"' || C == '\\')
      (Text += '\\') += C;
    else
      Text += C;
  return Text + "\"";
}

llvm::Expected<Git> Git::open(const Checkout &C, llvm::function_ref<bool()> Stop) {
  auto Program = llvm::sys::findProgramByName("git");
  if (!Program)
    return llvm::createStringError("there is no git in the PATH");
  llvm::SmallString<256> Directory;
  std::error_code EC = fs::createUniqueDirectory("ferrule-git", Directory);
  if (EC)
    return llvm::createStringError("no temporary directory can be made: " + EC.message());
  Git G(*Program, Directory.str().str(), Stop);
  // The sources of the project are copied there.
  EC = fs::setPermissions(Directory, fs::owner_all);
  for (llvm::StringRef Name : {"git/refs", "git/objects/info", "empty"})
    if (!EC)
      EC = fs::create_directories(G.path(Name));
  if (EC)
    return llvm::createStringError("'" + Directory + "' cannot be used: " + EC.message());
  // Ids of 64 digits are SHA-256; the objects themselves do not say it.
  const bool Sha256 = C.head.size() == 64;
  const std::pair<const char *, std::string> Files[] = {
      {"git/HEAD", C.head + "\n"},
      {"git/objects/info/alternates", quoted(C.objects) + "\n"},
      {"git/config", Sha256 ? "[core]\nrepositoryformatversion = 1\n"
                              "[extensions]\nobjectformat = sha256\n"
                            : "[core]\nrepositoryformatversion = 0\n"},
  };
  for (const auto &[Name, Content] : Files)
    if (auto Kept = G.keep(Name, Content); !Kept)
      return Kept.takeError();
  return G;
}

Git::Process Git::start(std::size_t Number, const Command &C) {
  Process P{.number = Number,
            .info = {},
            .deadline = Clock::now() + std::chrono::seconds(C.seconds),
            .outputName = path("output" + std::to_string(Number))};
  std::string Empty = path("empty");
  llvm::SmallVector<llvm::StringRef, 24> Arguments{
      Program, "-C", Empty, "--no-pager", "--no-replace-objects", "--literal-pathspecs"};
  llvm::append_range(Arguments, C.arguments);
  llvm::SmallVector<llvm::StringRef, 16> Variables(Environment.begin(), Environment.end());
  std::optional<llvm::StringRef> Redirects[] = {llvm::StringRef(""), llvm::StringRef(P.outputName),
                                                llvm::StringRef("")};
  P.info = llvm::sys::ExecuteNoWait(Program, Arguments, llvm::ArrayRef(Variables), Redirects);
  return P;
}

Git::Result Git::finish(const Process &P, int Status, llvm::StringRef Problem) {
  Result R{.output = {}, .problem = Problem.str()};
  if (R.problem.empty() && Status != 0)
    R.problem =
        "git ended with " + std::to_string(Status) +
        ": the clone is partial or broken, or this git is too old; 'git fsck' tells which, and "
        "--no-history leaves the history out";
  if (R.problem.empty()) {
    if (auto Text = readRegularFile(P.outputName, MostOutput))
      R.output = std::move(*Text);
    else
      R.problem = "git put out more than can be read";
  }
  (void)fs::remove(P.outputName);
  return R;
}

void Git::run(unsigned Jobs, llvm::function_ref<bool(Command &)> Next,
              llvm::function_ref<void(std::size_t, Result)> Done) {
  std::vector<Process> Running;
  std::size_t Number = 0;
  bool More = true;
  while (true) {
    while (More && Running.size() < std::max(Jobs, 1U)) {
      Command C;
      More = Next(C);
      if (!More)
        break;
      Process P = start(Number++, C);
      if (P.info.Pid == llvm::sys::ProcessInfo::InvalidPid)
        Done(P.number, {.output = {}, .problem = "git cannot be started"});
      else
        Running.push_back(std::move(P));
    }
    if (Running.empty())
      return;
    const bool Stopping = Stop();
    More &= !Stopping;
    bool Ended = false;
    for (Process &P : Running) {
      // 0 seconds: asks only. A time limit of LLVM's would be an alarm, and there is one per
      // process.
      auto State = llvm::sys::Wait(P.info, 0);
      std::string Problem;
      if (State.Pid == 0) {
        std::uint64_t Size = 0;
        if (Stopping)
          Problem = "interrupted";
        else if (Clock::now() >= P.deadline)
          Problem = "git took too long";
        else if (!fs::file_size(P.outputName, Size) && Size > MostOutput)
          Problem = "git put out too much";
        if (Problem.empty())
          continue;
        kill(P.info.Pid, SIGKILL);
        State = llvm::sys::Wait(P.info, std::nullopt);
      }
      Done(P.number, finish(P, State.ReturnCode, Problem));
      P.info.Pid = llvm::sys::ProcessInfo::InvalidPid;
      Ended = true;
    }
    llvm::erase_if(
        Running, [](const Process &P) { return P.info.Pid == llvm::sys::ProcessInfo::InvalidPid; });
    if (!Ended)
      std::this_thread::sleep_for(PollEvery);
  }
}

Git::Result Git::run(Command C) {
  Result R;
  bool Given = false;
  run(
      1,
      [&](Command &Next) {
        if (Given)
          return false;
        Next = std::move(C);
        return Given = true;
      },
      [&](std::size_t, Result Only) { R = std::move(Only); });
  return R;
}

Git::Command Git::indexCommand() {
  return {{"commit-graph", "write", "--reachable", "--changed-paths", "--no-progress"},
          IndexSeconds};
}

std::string Git::version() { return llvm::StringRef(run({{"--version"}, 10}).output).trim().str(); }

} // namespace ferrule
