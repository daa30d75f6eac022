// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The clang-tidy module: every check of ferrule as a clang-tidy check of the same name, from the
// same classes. The unit is analysed as ferrule does with a program of one unit, flow included;
// what comes out is shown by the checks that are enabled. NOLINT, --export-fixes and header filters
// are clang-tidy's own; "ferrule: accepted" is ferrule's.
// What is safe to rewrite, and needs no other file, is offered as a fix-it. CheckOptions:
//   ferrule-X.ReportDischarged   also report operations that are shown to be safe (default: false)
#include "checks/Check.h"
#include "checks/SummaryBuilder.h"
#include "checks/tidy/SafeFixes.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "tool/contracts/Contracts.h"
#include "tool/contracts/Contradictions.h"
#include "tool/contracts/MissingContracts.h"
#include "tool/flow/Analyze.h"
#include "tool/program/Suppressions.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <map>

using namespace clang;

namespace ferrule {
namespace {

class TidyCheck;

/// The checks of one unit work together: the first that clang-tidy calls does it for all.
struct SharedAnalysis {
  /// By id, in its order.
  std::map<std::string, TidyCheck *, std::less<>> Checks;
  bool Done = false;

  void run(ASTContext &AST);
};

/// From places that are named back to Clang's, for one unit.
class Locations {
public:
  explicit Locations(const SourceManager &SM) : SM(SM) {}

  SourceLocation of(const CodeRange &Range) {
    auto [It, New] = Files.try_emplace(Range.file);
    if (New)
      if (OptionalFileEntryRef File = SM.getFileManager().getOptionalFileRef(Range.file))
        It->second = SM.translateFile(*File);
    if (It->second.isInvalid())
      return {};
    return SM.translateLineCol(It->second, Range.line, Range.column);
  }

  /// Of an edit of the main file.
  FixItHint fixIt(const Edit &E) const {
    SourceLocation Begin =
        SM.getLocForStartOfFile(SM.getMainFileID()).getLocWithOffset(static_cast<int>(E.offset));
    auto Replaced =
        CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(static_cast<int>(E.length)));
    return E.length ? FixItHint::CreateReplacement(Replaced, E.text)
                    : FixItHint::CreateInsertion(Begin, E.text);
  }

private:
  const SourceManager &SM;
  llvm::StringMap<FileID> Files;
};

class TidyCheck final : public tidy::ClangTidyCheck {
public:
  TidyCheck(StringRef Name, tidy::ClangTidyContext *Context, std::unique_ptr<Check> Wrapped,
            std::shared_ptr<SharedAnalysis> Analysis)
      : ClangTidyCheck(Name, Context), Wrapped(std::move(Wrapped)), Analysis(std::move(Analysis)),
        ReportDischarged(Options.get("ReportDischarged", false)) {
    this->Analysis->Checks[Name.str()] = this;
  }

  void storeOptions(tidy::ClangTidyOptions::OptionMap &Map) override {
    Options.store(Map, "ReportDischarged", ReportDischarged);
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addMatcher(ast_matchers::translationUnitDecl().bind("unit"), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Result) override {
    if (!Analysis->Done)
      Analysis->run(*Result.Context);
  }

  Check *wrapped() const { return Wrapped.get(); }

  void emit(const Operation &Op, llvm::ArrayRef<Edit> Fix, Locations &Where) {
    OperationState State = Op.countedState();
    if (State == OperationState::Accepted ||
        (State == OperationState::Discharged && !ReportDischarged))
      return;
    std::string Text = Op.message;
    if (!Op.reason.empty())
      Text += ": " + Op.reason;
    if (State != OperationState::Open)
      Text += " [" + nameOf(State).str() + "]";
    // As ferrule does: code from a macro is reported where the macro is used.
    {
      auto Diagnostic = diag(Where.of(Op.range), "%0") << Text;
      for (const Edit &E : Fix)
        Diagnostic << Where.fixIt(E);
    }
    for (const OperationStep &S : Op.steps)
      diag(Where.of(S.range), "%0", DiagnosticIDs::Note) << S.message;
  }

private:
  std::unique_ptr<Check> Wrapped;
  std::shared_ptr<SharedAnalysis> Analysis;
  bool ReportDischarged;
};

void SharedAnalysis::run(ASTContext &AST) {
  Done = true;
  // Which headers count is clang-tidy's own filter.
  SourceScope Everything{.displayPath = [](StringRef Path) { return Path.str(); },
                         .contains = [](StringRef) { return true; }};
  std::vector<Check *> Enabled;
  for (const auto &Each : Checks)
    Enabled.push_back(Each.second->wrapped());
  std::vector<TUSummary> Unit(1);
  buildSummary(AST, Everything, Enabled, /*Skipped=*/{}, Unit[0]);
  analyzeFlow(Unit, [this](StringRef Id) { return Checks.contains(std::string_view(Id)); });
  Contracts Known = inferContracts(Unit);
  if (Checks.contains(DeclaredContractCheck))
    llvm::append_range(Unit[0].operations, Known.contradictions);
  mergeSamePlace(Unit[0].operations);
  nameMissingContracts(Known.inferences, Unit[0].operations);
  std::vector<SuppressionUse> Suppressions = collectSuppressions(Unit);
  applySuppressions(Suppressions, Unit[0].operations);
  Locations Where(AST.getSourceManager());
  auto Fixes = safeFixes(AST, Everything, Unit[0].operations);
  for (auto [I, Op] : llvm::enumerate(Unit[0].operations))
    Checks.at(Op.check)->emit(Op, Fixes[I], Where);
}

/// A module built for another Clang lists its checks and dies when one runs.
bool hostIsTheRightClang() {
  std::string Version = getClangFullVersion();
  std::string Wanted = "version " + std::to_string(LLVM_VERSION_MAJOR) + ".";
  if (StringRef(Version).contains(Wanted))
    return true;
  llvm::errs() << "ferrule: this module is for clang-tidy " << LLVM_VERSION_MAJOR
               << ", the program that loads it is " << Version << "\n";
  std::_Exit(1);
}

/// What the checks of the unit at hand share; kept alive by the checks.
using CurrentAnalysis = std::weak_ptr<SharedAnalysis>;

/// clang-tidy makes all checks of a unit before it runs any.
std::unique_ptr<tidy::ClangTidyCheck> make(StringRef Name, tidy::ClangTidyContext *Context,
                                           CurrentAnalysis &Current) {
  auto Analysis = Current.lock();
  if (!Analysis || Analysis->Done) {
    Analysis = std::make_shared<SharedAnalysis>();
    Current = Analysis;
  }
  for (auto &C : createChecks())
    if (C->info().id == Name)
      return std::make_unique<TidyCheck>(Name, Context, std::move(C), std::move(Analysis));
  llvm_unreachable("a factory is registered per check");
}

class FerruleModule final : public tidy::ClangTidyModule {
public:
  // The module itself is gone when the factories are called.
  void addCheckFactories(tidy::ClangTidyCheckFactories &Factories) override {
    auto Current = std::make_shared<CurrentAnalysis>();
    for (const auto &C : createChecks())
      Factories.registerCheckFactory(C->info().id,
                                     [Current](StringRef Name, tidy::ClangTidyContext *Context) {
                                       return make(Name, Context, *Current);
                                     });
  }
};

const bool RightClang = hostIsTheRightClang();
tidy::ClangTidyModuleRegistry::Add<FerruleModule> X("ferrule-module",
                                                    "Memory-safety operations and defects.");

} // namespace
} // namespace ferrule
