// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Verification.h"
#include "tool/patch/EditText.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

/// Trials that are in memory at once: each carries the text of its files.
static constexpr std::size_t Batch = 256;

Verification::Verification(SourceFiles &Files, const AnalysisOptions &Analysis,
                           const PoolOptions &Pool, std::map<std::string, RewriterDemands> Demands)
    : Files(Files), Analysis(Analysis), Pool(Pool), Demands(std::move(Demands)) {}

llvm::Expected<std::vector<Suggestion>> Verification::propose(std::vector<Job> Jobs) {
  for (Job &J : Jobs)
    J.task = JobTask::Propose;
  Units.resize(Jobs.size());
  std::vector<Suggestion> All;
  auto Done = [&](std::size_t Index, UnitOutput Output, std::chrono::system_clock::time_point) {
    Unit &U = Units[Index];
    U.status = Output.summary.status;
    U.reason = std::move(Output.summary.reason);
    for (const std::string &Path : Output.inputs)
      U.inputs.insert(displayPath(Files.root(), Path));
    U.messages = std::move(Output.messages);
    llvm::sort(U.messages);
    std::move(Output.suggestions.begin(), Output.suggestions.end(), std::back_inserter(All));
  };
  if (llvm::Error E = runJobs(Jobs, Analysis, Pool, Done))
    return E;
  for (auto [U, J] : llvm::zip(Units, Jobs)) {
    U.job = std::move(J);
    U.job.rewrite = {};
    U.job.task = JobTask::Compile;
  }
  return All;
}

std::vector<UnitProblem> Verification::problems() const {
  std::vector<UnitProblem> Result;
  for (const Unit &U : Units)
    if (U.status != UnitStatus::Analysed)
      Result.push_back({U.job.unit, U.job.displayFile, U.status, U.reason, {}});
  return Result;
}

/// What follows an edit keeps the number of its line: assert has it in the object code.
static void keepLineNumbers(llvm::StringRef Text, std::vector<Edit> &Edits) {
  auto Directive = [&](std::size_t At) {
    return "#line " + std::to_string(Text.take_front(At).count('\n') + 1) + "\n";
  };
  // The whole lines that come first behind an edit.
  std::set<unsigned> Lines;
  for (Edit &E : Edits) {
    llvm::StringRef After = E.text, Before = Text.take_front(E.offset);
    if (After.count('\n') == Text.substr(E.offset, E.length).count('\n'))
      continue;
    if (!E.length && After.ends_with("\n") && (Before.empty() || Before.ends_with("\n")))
      E.text += Directive(E.offset);
    else if (std::size_t End = Text.find('\n', E.offset + E.length); End != llvm::StringRef::npos)
      Lines.insert(static_cast<unsigned>(End + 1));
  }
  for (unsigned Line : Lines)
    if (llvm::none_of(
            Edits, [&](const Edit &E) { return E.offset <= Line && Line <= E.offset + E.length; }))
      Edits.push_back({Edits.front().file, Line, 0, Directive(Line)});
  llvm::sort(Edits);
}

std::vector<OverlayFile> Verification::overlay(llvm::ArrayRef<const Patch *> Patches,
                                               bool KeepLines) {
  std::vector<OverlayFile> Result;
  for (auto &[Name, Edits] : editsByFile(Patches)) {
    const SourceFiles::File &F = Files.of(Name);
    if (KeepLines)
      keepLineNumbers(F.text, Edits);
    Result.push_back({F.absolute, applyEdits(F.text, Edits)});
  }
  return Result;
}

std::vector<std::size_t> Verification::unitsOf(const Patch &P) {
  std::vector<std::size_t> Result;
  for (auto [I, U] : llvm::enumerate(Units))
    if (llvm::any_of(P.files, [&](const std::string &F) { return U.inputs.contains(F); }))
      Result.push_back(I);
  return Result;
}

bool Verification::wantsObject(const Trial &T) const {
  return llvm::all_of(T.patches,
                      [&](const Patch *P) { return Demands.at(P->rewriter).sameObject; });
}

llvm::Error Verification::learnObjects(llvm::ArrayRef<Trial> Trials) {
  std::vector<Job> Jobs;
  std::vector<std::size_t> Which;
  for (const Trial &T : Trials) {
    Unit &U = Units[T.unit];
    if (U.objectKnown || !wantsObject(T))
      continue;
    U.objectKnown = true;
    Which.push_back(T.unit);
    Jobs.push_back(U.job);
    Jobs.back().objectCode = true;
  }
  return runJobs(Jobs, Analysis, Pool,
                 [&](std::size_t Index, UnitOutput Output, std::chrono::system_clock::time_point) {
                   Units[Which[Index]].object = std::move(Output.object);
                   Units[Which[Index]].objectMessages = std::move(Output.messages);
                 });
}

llvm::Error Verification::run(llvm::ArrayRef<Trial> Trials,
                              llvm::function_ref<void(const Trial &, std::string)> Done) {
  if (llvm::Error E = learnObjects(Trials))
    return E;
  while (!Trials.empty()) {
    auto Now = Trials.take_front(Batch);
    Trials = Trials.drop_front(Now.size());
    std::vector<Job> Jobs;
    for (const Trial &T : Now) {
      Jobs.push_back(Units[T.unit].job);
      Jobs.back().objectCode = wantsObject(T);
      Jobs.back().overlay = overlay(T.patches, /*KeepLines=*/Jobs.back().objectCode);
    }
    if (llvm::Error E = runJobs(Jobs, Analysis, Pool,
                                [&](std::size_t Index, const UnitOutput &Output,
                                    std::chrono::system_clock::time_point) {
                                  Done(Now[Index], judge(Now[Index], Output));
                                }))
      return E;
  }
  return llvm::Error::success();
}

static std::string describe(const CompilerMessage &M) {
  return (M.option.empty() ? "error: " : "warning: ") + M.message +
         (M.option.empty() ? "" : " [-W" + M.option + "]") + ", " + M.file + ":" +
         std::to_string(M.line);
}

/// Lines move, so messages are compared without them: what is said more often than before is new.
static const CompilerMessage *findNew(llvm::ArrayRef<CompilerMessage> Before,
                                      llvm::ArrayRef<CompilerMessage> After) {
  using Key = std::tuple<std::string, std::string, std::string>;
  auto KeyOf = [](const CompilerMessage &M) { return Key(M.file, M.option, M.message); };
  std::map<Key, int> Left;
  for (const CompilerMessage &M : Before)
    ++Left[KeyOf(M)];
  const CompilerMessage *New = nullptr;
  for (const CompilerMessage &M : After)
    if (--Left[KeyOf(M)] < 0 && (!New || M.option.empty()))
      New = &M;
  return New;
}

namespace {
/// The lines that edits make, in the text that they lead to.
class ChangedLines {
public:
  ChangedLines(llvm::StringRef Text, llvm::ArrayRef<Edit> Edits) {
    std::string After = applyEdits(Text, Edits);
    long long Shift = 0;
    for (const Edit &E : Edits) {
      auto First = static_cast<std::size_t>(E.offset + Shift);
      unsigned Line = 1 + llvm::StringRef(After).take_front(First).count('\n');
      Ranges.emplace_back(Line, Line + llvm::StringRef(E.text).count('\n'));
      Shift += static_cast<long long>(E.text.size()) - E.length;
    }
  }

  bool contain(unsigned Line) const {
    return llvm::any_of(Ranges, [&](auto R) { return R.first <= Line && Line <= R.second; });
  }

private:
  std::vector<std::pair<unsigned, unsigned>> Ranges;
};
} // namespace

/// The first of the warnings that the rewriters name which speaks of a line that they changed.
static const CompilerMessage *findNamed(const std::map<std::string, RewriterDemands> &Demands,
                                        SourceFiles &Files, llvm::ArrayRef<const Patch *> Patches,
                                        llvm::ArrayRef<CompilerMessage> Messages) {
  for (const Patch *P : Patches) {
    const std::vector<std::string> &Named = Demands.at(P->rewriter).warnings;
    for (const CompilerMessage &M : Messages)
      if (llvm::is_contained(Named, M.option) && llvm::is_contained(P->files, M.file))
        if (auto Edits = editsByFile(Patches);
            ChangedLines(Files.of(M.file).text, Edits[M.file]).contain(M.line))
          return &M;
  }
  return nullptr;
}

/// What is wrong, or empty.
std::string Verification::judge(const Trial &T, const UnitOutput &Output) {
  const Unit &U = Units[T.unit];
  if (U.status != UnitStatus::Analysed)
    return "V1: " + U.job.displayFile + " reads the file and has errors as it is";
  UnitStatus Status = Output.summary.status;
  if (Status == UnitStatus::Crashed || Status == UnitStatus::TimedOut)
    return "V1: " + Output.summary.reason;
  if (const CompilerMessage *New =
          findNew(wantsObject(T) ? U.objectMessages : U.messages, Output.messages))
    return "V1: " + describe(*New) + ", in " + U.job.displayFile;
  if (wantsObject(T) && (U.object.empty() || U.object != Output.object))
    return U.object.empty() ? "V2: no object code could be made of " + U.job.displayFile
                            : "V2: the object code of " + U.job.displayFile + " changes";
  if (const CompilerMessage *Named = findNamed(Demands, Files, T.patches, Output.messages))
    return "V3: " + describe(*Named);
  return "";
}

void Verification::settle(Patch &P, llvm::StringRef Problem) {
  if (!Problem.empty())
    P.fail(P.reason.empty() ? Problem.str() : std::min(P.reason, Problem.str()));
}

/// Those of one unit that do not pass, by halves.
llvm::Error Verification::findFailing(std::size_t Unit, llvm::ArrayRef<Patch *> Patches) {
  std::vector<std::vector<Patch *>> Sets = {Patches.vec()};
  while (!Sets.empty()) {
    std::vector<Trial> Trials;
    for (std::vector<Patch *> &Set : Sets) {
      llvm::erase_if(Set, [](const Patch *P) { return !P->ready(); });
      if (!Set.empty())
        Trials.push_back({Unit, {Set.begin(), Set.end()}});
    }
    llvm::erase_if(Sets, [](const auto &Set) { return Set.empty(); });
    std::vector<std::string> Found(Trials.size());
    if (llvm::Error E = run(Trials, [&](const Trial &T, std::string Problem) {
          Found[&T - Trials.data()] = std::move(Problem);
        }))
      return E;
    std::vector<std::vector<Patch *>> Halves;
    for (auto [Set, Problem] : llvm::zip(Sets, Found)) {
      if (Problem.empty())
        continue;
      auto Middle = Set.begin() + Set.size() / 2;
      if (Set.size() == 1) {
        settle(*Set.front(), Problem);
      } else {
        Halves.emplace_back(Set.begin(), Middle);
        Halves.emplace_back(Middle, Set.end());
      }
    }
    Sets = std::move(Halves);
  }
  return llvm::Error::success();
}

/// Patches of which each passes when all do. A unit after another: what fails in one need not be
/// looked for in the next.
llvm::Error Verification::verifyAtOnce(llvm::ArrayRef<Patch *> Patches) {
  std::map<std::size_t, std::vector<Patch *>> ByUnit;
  for (Patch *P : Patches)
    for (std::size_t Unit : unitsOf(*P))
      ByUnit[Unit].push_back(P);
  std::vector<Trial> Trials;
  for (const auto &[Unit, In] : ByUnit)
    Trials.push_back({Unit, {In.begin(), In.end()}});
  std::vector<std::size_t> Bad;
  if (llvm::Error E = run(Trials, [&](const Trial &T, llvm::StringRef Problem) {
        if (!Problem.empty())
          Bad.push_back(T.unit);
      }))
    return E;
  llvm::sort(Bad);
  for (std::size_t Unit : Bad)
    if (llvm::Error E = findFailing(Unit, ByUnit[Unit]))
      return E;
  return llvm::Error::success();
}

llvm::Error Verification::verifyAlone(llvm::MutableArrayRef<Patch> Patches) {
  std::vector<Trial> Trials;
  std::map<const Patch *, Patch *> Mutable;
  std::vector<Patch *> Quiet;
  for (Patch &P : Patches) {
    if (!P.ready())
      continue;
    Mutable[&P] = &P;
    std::vector<std::size_t> In = unitsOf(P);
    if (In.empty()) {
      settle(P, "V1: no unit reads the file any more");
    } else if (demands(P).sameObject) {
      Quiet.push_back(&P);
      continue;
    }
    for (std::size_t Unit : In)
      Trials.push_back({Unit, {&P}});
  }
  if (llvm::Error E = run(Trials, [&](const Trial &T, llvm::StringRef Problem) {
        settle(*Mutable[T.patches.front()], Problem);
      }))
    return E;
  if (llvm::Error E = verifyAtOnce(Quiet))
    return E;
  for (Patch &P : Patches) {
    if (!P.ready())
      continue;
    const RewriterDemands &D = Demands.at(P.rewriter);
    P.verified = {"V1"};
    if (D.sameObject)
      P.verified.emplace_back("V2");
    if (!D.warnings.empty())
      P.verified.emplace_back("V3");
  }
  return llvm::Error::success();
}

/// Adds to those that go together those that go with them, and with those before them. By halves,
/// as most do.
llvm::Error Verification::addFitting(std::size_t Unit, llvm::ArrayRef<Patch *> Patches,
                                     std::vector<const Patch *> &Good) {
  std::vector<Patch *> Ready;
  llvm::copy_if(Patches, std::back_inserter(Ready), [](const Patch *P) { return P->ready(); });
  if (Ready.empty())
    return llvm::Error::success();
  Trial All{Unit, Good};
  llvm::append_range(All.patches, Ready);
  std::string Problem;
  if (llvm::Error E =
          run(All, [&](const Trial &, std::string Found) { Problem = std::move(Found); }))
    return E;
  if (Problem.empty()) {
    llvm::append_range(Good, Ready);
    return llvm::Error::success();
  }
  if (Ready.size() == 1) {
    settle(*Ready.front(), "with the patches before it: " + Problem);
    return llvm::Error::success();
  }
  auto Half = llvm::ArrayRef(Ready).take_front(Ready.size() / 2);
  if (llvm::Error E = addFitting(Unit, Half, Good))
    return E;
  return addFitting(Unit, llvm::ArrayRef(Ready).drop_front(Half.size()), Good);
}

llvm::Error Verification::verifyTogether(llvm::MutableArrayRef<Patch> Patches) {
  std::map<std::size_t, std::vector<Patch *>> ByUnit;
  for (Patch &P : Patches)
    if (P.ready())
      for (std::size_t Unit : unitsOf(P))
        ByUnit[Unit].push_back(&P);
  std::vector<Trial> Trials;
  for (auto &[Unit, In] : ByUnit)
    if (In.size() > 1)
      Trials.push_back({Unit, {In.begin(), In.end()}});
  std::vector<std::size_t> Bad;
  if (llvm::Error E = run(Trials, [&](const Trial &T, llvm::StringRef Problem) {
        if (!Problem.empty())
          Bad.push_back(T.unit);
      }))
    return E;
  llvm::sort(Bad);
  for (std::size_t Unit : Bad) {
    std::vector<const Patch *> Good;
    if (llvm::Error E = addFitting(Unit, ByUnit[Unit], Good))
      return E;
  }
  return llvm::Error::success();
}

std::vector<Job> Verification::jobsWith(llvm::ArrayRef<const Patch *> Patches, JobTask Task) {
  std::set<std::size_t> Touched;
  for (const Patch *P : Patches)
    for (std::size_t Unit : unitsOf(*P))
      Touched.insert(Unit);
  std::vector<OverlayFile> Changed = overlay(Patches, /*KeepLines=*/false);
  std::vector<Job> Jobs;
  for (std::size_t Unit : Touched) {
    Jobs.push_back(Units[Unit].job);
    Jobs.back().task = Task;
    Jobs.back().overlay = Changed;
  }
  return Jobs;
}

} // namespace ferrule
