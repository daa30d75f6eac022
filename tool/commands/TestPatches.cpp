// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// One copy serves all runs, so that the project's build has only to make anew what a patch changes.
#include "tool/commands/TestPatches.h"
#include "tool/frontend/AtomicFile.h"
#include "tool/frontend/WorkerPool.h"
#include "tool/patch/EditText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <filesystem>

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace ferrule {
namespace {

class TestTree {
public:
  TestTree(SourceFiles &Files, const std::string &Command) : Files(Files), Command(Command) {}
  TestTree(const TestTree &) = delete;
  TestTree &operator=(const TestTree &) = delete;
  ~TestTree() {
    if (!Place.empty())
      (void)fs::remove_directories(Place);
  }

  llvm::Error make() {
    if (std::error_code Error = fs::createUniqueDirectory("ferrule-test", Place))
      return llvm::createStringError("cannot make a directory for --test-command: " +
                                     Error.message());
    path::append(Root, Place, "tree");
    path::append(Log, Place, "log");
    std::error_code Error;
    std::filesystem::copy(Files.root(), Root.str().str(),
                          std::filesystem::copy_options::recursive |
                              std::filesystem::copy_options::copy_symlinks,
                          Error);
    if (Error)
      return llvm::createStringError("cannot copy '" + Files.root() +
                                     "' for --test-command: " + Error.message());
    return llvm::Error::success();
  }

  /// What is wrong with the patches, or empty.
  llvm::Expected<std::string> test(llvm::ArrayRef<const Patch *> Patches) {
    if (llvm::Error E = write(Patches))
      return E;
    std::string Script = "cd \"$0\" && (" + Command + "\n)";
    llvm::StringRef Arguments[] = {"sh", "-c", Script, Root};
    std::optional<llvm::StringRef> Redirects[] = {llvm::StringRef(), Log.str(), Log.str()};
    std::string Problem;
    int Exit = llvm::sys::ExecuteAndWait("/bin/sh", Arguments, std::nullopt, Redirects,
                                         /*SecondsToWait=*/0, /*MemoryLimit=*/0, &Problem);
    if (interruptSignal())
      return llvm::createStringError("interrupted; nothing was written");
    if (Exit == 0)
      return "";
    return "exit status " + std::to_string(Exit) + (Problem.empty() ? "" : ", " + Problem) +
           lastWords();
  }

private:
  /// Files that the last patches changed, and these do not, are as they were again.
  llvm::Error write(llvm::ArrayRef<const Patch *> Patches) {
    EditsByFile Now = editsByFile(Patches);
    for (const std::string &Name : Changed)
      Now.try_emplace(Name);
    Changed.clear();
    for (const auto &[Name, Edits] : Now) {
      llvm::SmallString<256> Path(Root);
      path::append(Path, Name);
      if (llvm::Error E = writeFileAtomically(Path, applyEdits(Files.of(Name).text, Edits)))
        return E;
      if (!Edits.empty())
        Changed.push_back(Name);
    }
    return llvm::Error::success();
  }

  std::string lastWords() const {
    auto Buffer = llvm::MemoryBuffer::getFile(Log);
    if (!Buffer)
      return "";
    llvm::StringRef Text = (*Buffer)->getBuffer().rtrim();
    llvm::StringRef Line = Text.substr(Text.rfind('\n') + 1).trim();
    return Line.empty() ? "" : ": " + Line.str();
  }

  SourceFiles &Files;
  const std::string &Command;
  llvm::SmallString<128> Place, Root, Log;
  std::vector<std::string> Changed;
};

void fail(Patch &P, llvm::StringRef Level, const std::string &Why) {
  P.fail(Level.str() + ": " + Why);
}

} // namespace

llvm::Error testPatches(llvm::MutableArrayRef<Patch> Patches, SourceFiles &Files,
                        const std::string &Command, llvm::StringRef Level) {
  TestTree Tree(Files, Command);
  if (llvm::Error E = Tree.make())
    return E;
  auto Before = Tree.test({});
  if (!Before)
    return Before.takeError();
  if (!Before->empty())
    return llvm::createStringError("'" + Command +
                                   "' fails on the sources as they are, so it can say nothing of "
                                   "patches: " +
                                   *Before);
  std::vector<const Patch *> Good;
  for (Patch &P : Patches) {
    if (!P.ready())
      continue;
    auto Alone = Tree.test({&P});
    if (!Alone)
      return Alone.takeError();
    if (!Alone->empty())
      fail(P, Level, *Alone);
    else
      Good.push_back(&P);
  }
  auto Together = Tree.test(Good);
  if (!Together)
    return Together.takeError();
  if (!Together->empty()) {
    Good.clear();
    for (Patch &P : Patches) {
      if (!P.ready())
        continue;
      Good.push_back(&P);
      auto Next = Tree.test(Good);
      if (!Next)
        return Next.takeError();
      if (!Next->empty()) {
        fail(P, Level, "with the patches before it: " + *Next);
        Good.pop_back();
      }
    }
  }
  for (Patch &P : Patches)
    if (P.ready())
      P.verified.push_back(Level.str());
  return llvm::Error::success();
}

} // namespace ferrule
