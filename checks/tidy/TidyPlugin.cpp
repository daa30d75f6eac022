// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The clang-tidy module: every check of ferrule as a clang-tidy check of the same name, from the
// same classes. NOLINT, --export-fixes and header filters are clang-tidy's own. CheckOptions:
//   ferrule-X.ReportDischarged   also report operations that are shown to be safe (default: false)
#include "checks/Check.h"
#include "checks/EntityNames.h"
#include "checks/Traversal.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Basic/Version.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace clang;

namespace ferrule {
namespace {

class TidyCheck;

/// The checks of one unit walk the AST together: the first that clang-tidy calls does it for all.
struct SharedTraversal {
  std::vector<TidyCheck *> Checks;
  bool Done = false;
};

class TidyCheck final : public tidy::ClangTidyCheck {
public:
  TidyCheck(StringRef Name, tidy::ClangTidyContext *Context, std::unique_ptr<Check> Wrapped,
            std::shared_ptr<SharedTraversal> Traversal)
      : ClangTidyCheck(Name, Context), Wrapped(std::move(Wrapped)), Traversal(std::move(Traversal)),
        ReportDischarged(Options.get("ReportDischarged", false)) {
    this->Traversal->Checks.push_back(this);
  }

  void storeOptions(tidy::ClangTidyOptions::OptionMap &Map) override {
    Options.store(Map, "ReportDischarged", ReportDischarged);
  }

  void registerMatchers(ast_matchers::MatchFinder *Finder) override {
    Finder->addMatcher(ast_matchers::translationUnitDecl().bind("unit"), this);
  }

  void check(const ast_matchers::MatchFinder::MatchResult &Result) override;

  const Check *wrapped() const { return Wrapped.get(); }

  void emit(const Report &R) {
    if (R.State == OperationState::Discharged && !ReportDischarged)
      return;
    std::string Text = R.Message;
    if (!R.Reason.empty())
      Text += ": " + R.Reason;
    if (R.State != OperationState::Open)
      Text += " [" + nameOf(R.State).str() + "]";
    // As ferrule does: code from a macro is reported where the macro is used.
    const SourceManager &SM = *Sources;
    diag(SM.getExpansionLoc(R.Range.getBegin()), "%0") << Text;
  }

private:
  friend class TidySink;
  std::unique_ptr<Check> Wrapped;
  std::shared_ptr<SharedTraversal> Traversal;
  bool ReportDischarged;
  const SourceManager *Sources = nullptr;
};

class TidySink final : public ReportSink {
public:
  TidySink(SharedTraversal &Traversal, const SourceManager &SM) : Traversal(Traversal) {
    for (TidyCheck *C : Traversal.Checks)
      C->Sources = &SM;
  }
  void add(const Report &R) override {
    for (TidyCheck *C : Traversal.Checks)
      if (C->wrapped() == R.Reporter)
        C->emit(R);
  }

private:
  SharedTraversal &Traversal;
};

void TidyCheck::check(const ast_matchers::MatchFinder::MatchResult &Result) {
  if (Traversal->Done)
    return;
  Traversal->Done = true;
  // Which headers count is clang-tidy's own filter.
  SourceScope Everything{.displayPath = [](StringRef Path) { return Path.str(); },
                         .contains = [](StringRef) { return true; }};
  EntityNames Names(*Result.SourceManager, Everything);
  Dispatcher D;
  for (TidyCheck *C : Traversal->Checks) {
    D.setCurrent(C->Wrapped.get());
    C->Wrapped->subscribe(D);
  }
  TidySink Sink(*Traversal, *Result.SourceManager);
  CheckContext Context(*Result.Context, Names, Sink, nullptr);
  traverse(D, Context);
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

/// The traversal that the checks of the unit at hand share; kept alive by the checks.
using CurrentTraversal = std::weak_ptr<SharedTraversal>;

/// clang-tidy makes all checks of a unit before it runs any.
std::unique_ptr<tidy::ClangTidyCheck> make(StringRef Name, tidy::ClangTidyContext *Context,
                                           CurrentTraversal &Current) {
  auto Traversal = Current.lock();
  if (!Traversal || Traversal->Done) {
    Traversal = std::make_shared<SharedTraversal>();
    Current = Traversal;
  }
  for (auto &C : createChecks())
    if (C->info().id == Name)
      return std::make_unique<TidyCheck>(Name, Context, std::move(C), std::move(Traversal));
  llvm_unreachable("a factory is registered per check");
}

class FerruleModule final : public tidy::ClangTidyModule {
public:
  // The module itself is gone when the factories are called.
  void addCheckFactories(tidy::ClangTidyCheckFactories &Factories) override {
    auto Current = std::make_shared<CurrentTraversal>();
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
