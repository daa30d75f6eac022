// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/UnitAnalysis.h"
#include "checks/CodeRanges.h"
#include "checks/SummaryBuilder.h"
#include "tool/deep/Analyzer.h"
#include "tool/frontend/FenceFileSystem.h"
#include "tool/frontend/InvocationGate.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace clang;

namespace ferrule {
namespace {

/// Keeps the first errors as data; warnings are off.
class ErrorCollector final : public DiagnosticConsumer {
public:
  ErrorCollector(const SourceScope &Scope, TUSummary &Summary) : Scope(Scope), Summary(Summary) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    constexpr std::size_t Kept = 5;
    if (++Summary.errorCount > Kept)
      return;
    llvm::SmallString<128> Message;
    Info.FormatDiagnostic(Message);
    UnitDiagnostic D{.message = Message.str().str()};
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      const SourceManager &SM = Info.getSourceManager();
      FullSourceLoc Loc(SM.getExpansionLoc(Info.getLocation()), SM);
      if (OptionalFileEntryRef File = Loc.getFileEntryRef())
        D.file = Scope.displayPath(File->getNameAsRequested());
      D.line = Loc.getLineNumber();
      D.column = Loc.getColumnNumber();
    }
    Summary.errors.push_back(std::move(D));
  }

private:
  const SourceScope &Scope;
  TUSummary &Summary;
};

class SkippedRanges final : public PPCallbacks {
public:
  explicit SkippedRanges(std::vector<SourceRange> &Ranges) : Ranges(Ranges) {}

  void SourceRangeSkipped(SourceRange Range, SourceLocation) override { Ranges.push_back(Range); }

private:
  std::vector<SourceRange> &Ranges;
};

class SummaryConsumer final : public ASTConsumer {
public:
  SummaryConsumer(CompilerInstance &CI, const SourceScope &Scope, llvm::ArrayRef<Check *> Checks,
                  TUSummary &Summary)
      : CI(CI), Scope(Scope), Checks(Checks), Summary(Summary) {
    CI.getPreprocessor().addPPCallbacks(std::make_unique<SkippedRanges>(Skipped));
  }

  /// Bodies in system headers are a third of the work in C++ and nobody looks at them. Sema still
  /// parses those that it needs (constexpr, deduced return types).
  bool shouldSkipFunctionBody(Decl *D) override {
    return CI.getSourceManager().isInSystemHeader(D->getLocation());
  }

  void HandleTranslationUnit(ASTContext &AST) override {
    buildSummary(AST, Scope, Checks, Skipped, Summary);
  }

private:
  CompilerInstance &CI;
  const SourceScope &Scope;
  llvm::ArrayRef<Check *> Checks;
  TUSummary &Summary;
  std::vector<SourceRange> Skipped;
};

/// The first tier or the second, as the job says.
class UnitAction final : public ASTFrontendAction {
public:
  UnitAction(const Job &J, const SourceScope &Scope, llvm::ArrayRef<Check *> Checks,
             TUSummary &Summary)
      : J(J), Scope(Scope), Checks(Checks), Summary(Summary) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, StringRef) override {
    if (!J.deep.empty())
      return createAnalyzer(CI, Scope, J.deep, Summary);
    return std::make_unique<SummaryConsumer>(CI, Scope, Checks, Summary);
  }

private:
  const Job &J;
  const SourceScope &Scope;
  llvm::ArrayRef<Check *> Checks;
  TUSummary &Summary;
};

} // namespace

static std::string describe(const UnitDiagnostic &D) {
  std::string Place = D.file.empty() ? "" : D.file + ":" + std::to_string(D.line) + ": ";
  return Place + D.message;
}

static void settle(TUSummary &S) {
  if (!S.errorCount) {
    S.status = UnitStatus::Analysed;
    return;
  }
  std::string Count = std::to_string(S.errorCount) + (S.errorCount == 1 ? " error" : " errors");
  S.reason = Count + ", first: " + describe(S.errors.front());
  // With no file that was read there is nothing that could have been used.
  bool Read = !S.files.empty() || !S.functions.empty();
  S.status = Read ? UnitStatus::Recovered : UnitStatus::Failed;
}

static std::vector<std::string> joined(std::vector<std::string> A, std::vector<std::string> B) {
  A.insert(A.end(), std::make_move_iterator(B.begin()), std::make_move_iterator(B.end()));
  llvm::sort(A);
  A.erase(llvm::unique(A), A.end());
  return A;
}

UnitOutput analyzeUnit(const Job &J, const SourceScope &Scope, llvm::ArrayRef<Check *> Checks) {
  UnitOutput Output;
  TUSummary &S = Output.summary;
  S = settledSummary(J, UnitStatus::Failed, "");
  auto Files = llvm::makeIntrusiveRefCnt<FenceFileSystem>(llvm::vfs::createPhysicalFileSystem());
  if (std::error_code Error = Files->setCurrentWorkingDirectory(J.directory)) {
    bool Missing = Error == std::errc::no_such_file_or_directory;
    S.reason = "the directory '" + J.directory + "' of its command " +
               (Missing ? "does not exist" : "cannot be entered: " + Error.message());
    // For the cache: once there is such a directory, the answer is another one.
    Output.missing.push_back(J.directory);
    return Output;
  }
  auto Invocation = [&]() -> std::shared_ptr<CompilerInvocation> {
    DiagnosticOptions Options;
    ErrorCollector Errors(Scope, S);
    CreateInvocationOptions Create;
    Create.Diags = CompilerInstance::createDiagnostics(*Files, Options, &Errors,
                                                       /*ShouldOwnClient=*/false);
    Create.VFS = Files;
    Create.RecoverOnError = true;
    std::vector<const char *> Arguments;
    for (const std::string &A : J.arguments)
      Arguments.push_back(A.c_str());
    return createInvocation(Arguments, std::move(Create));
  }();
  if (!Invocation) {
    S.reason = S.errors.empty() ? "Clang's driver makes no compilation of the command"
                                : describe(S.errors.front());
    return Output;
  }
  // What the driver looked for (the system's release files among it) the result depends on, too,
  // but only what the unit itself was refused is worth a note.
  FileLookups ByDriver = Files->takeLookups();
  gateInvocation(*Invocation, S.flags);
  if (!J.deep.empty())
    chooseCheckers(*Invocation);
  Invocation->getFrontendOpts().SkipFunctionBodies = true;
  Invocation->getFrontendOpts().DisableFree = false;
  // More errors than these say nothing new, but the parser must reach the end of the file.
  Invocation->getDiagnosticOpts().ErrorLimit = 0;
  Invocation->getDiagnosticOpts().IgnoreWarnings = true;
  CompilerInstance CI(std::move(Invocation));
  ErrorCollector Errors(Scope, S);
  CI.setVirtualFileSystem(Files);
  CI.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  // A missing header must not keep the rest from being parsed.
  CI.getDiagnostics().setFatalsAsError(true);
  CI.createFileManager();
  CI.createSourceManager();
  UnitAction Action(J, Scope, Checks, S);
  CI.ExecuteAction(Action);
  settle(S);
  FileLookups ByParser = Files->takeLookups();
  for (const FileLookups::Refusal &R : ByParser.refused)
    S.flags.push_back({Scope.displayPath(R.path), true, "this path " + R.reason.str()});
  Output.inputs = joined(std::move(ByDriver.opened), std::move(ByParser.opened));
  Output.missing = joined(std::move(ByDriver.missing), std::move(ByParser.missing));
  return Output;
}

llvm::Expected<std::vector<std::unique_ptr<Check>>> selectChecks(llvm::StringRef Globs) {
  std::vector<std::unique_ptr<Check>> All = createChecks();
  std::vector<bool> Enabled(All.size());
  llvm::SmallVector<llvm::StringRef, 8> Parts;
  Globs.split(Parts, ',', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef Part : Parts) {
    llvm::StringRef Glob = Part.trim();
    bool Enable = !Glob.consume_front("-");
    llvm::Expected<llvm::GlobPattern> Pattern = llvm::GlobPattern::create(Glob);
    if (!Pattern)
      return llvm::createStringError("--checks: '" + Glob +
                                     "' is not a glob: " + llvm::toString(Pattern.takeError()));
    bool Matched = false;
    for (auto [I, C] : llvm::enumerate(All))
      if (Pattern->match(C->info().id)) {
        Enabled[I] = Enable;
        Matched = true;
      }
    if (!Matched)
      return llvm::createStringError("--checks: no check matches '" + Glob +
                                     "'; 'ferrule checks' lists them");
  }
  std::vector<std::unique_ptr<Check>> Selected;
  for (auto [I, C] : llvm::enumerate(All))
    if (Enabled[I])
      Selected.push_back(std::move(C));
  return Selected;
}

} // namespace ferrule
