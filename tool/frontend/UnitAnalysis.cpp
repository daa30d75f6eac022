// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/UnitAnalysis.h"
#include "checks/CodeRanges.h"
#include "checks/SummaryBuilder.h"
#include "checks/abi/DescribeUnit.h"
#include "rewriters/Propose.h"
#include "tool/deep/Analyzer.h"
#include "tool/frontend/FenceFileSystem.h"
#include "tool/frontend/InvocationGate.h"
#include "tool/frontend/ObjectCode.h"
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

class SkippedRanges final : public PPCallbacks {
public:
  explicit SkippedRanges(std::vector<SourceRange> &Ranges) : Ranges(Ranges) {}

  void SourceRangeSkipped(SourceRange Range, SourceLocation) override { Ranges.push_back(Range); }

private:
  std::vector<SourceRange> &Ranges;
};

/// A member function of a container that may check what it is given (checks/bounds).
bool accessesElement(const Decl &D) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(D.getAsFunction());
  if (!Method)
    return false;
  if (!Method->getDeclName().isIdentifier())
    return Method->getOverloadedOperator() == OO_Subscript;
  return llvm::is_contained({"front", "back", "pop_back", "pop_front", "top", "pop"},
                            Method->getName());
}

/// Bodies in system headers are a third of the work in C++ and next to nobody looks at them. Sema
/// still parses those that it needs (constexpr, deduced return types). When a rewrite is compiled
/// they count: std::unique_ptr says in a body that its class is not complete.
class UnitConsumer : public ASTConsumer {
public:
  explicit UnitConsumer(CompilerInstance &CI) : CI(CI) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    return CI.getSourceManager().isInSystemHeader(D->getLocation()) &&
           !(accessesElement(*D) && mayBeHardened());
  }

private:
  bool mayBeHardened() const {
    Preprocessor &P = CI.getPreprocessor();
    return P.isMacroDefined("_GLIBCXX_ASSERTIONS") || P.isMacroDefined("_LIBCPP_HARDENING_MODE");
  }

  CompilerInstance &CI;
};

class SummaryConsumer final : public UnitConsumer {
public:
  SummaryConsumer(CompilerInstance &CI, const SourceScope &Scope, llvm::ArrayRef<Check *> Checks,
                  TUSummary &Summary)
      : UnitConsumer(CI), Scope(Scope), Checks(Checks), Summary(Summary) {
    CI.getPreprocessor().addPPCallbacks(std::make_unique<SkippedRanges>(Skipped));
  }

  void HandleTranslationUnit(ASTContext &AST) override {
    buildSummary(AST, Scope, Checks, Skipped, Summary);
  }

private:
  const SourceScope &Scope;
  llvm::ArrayRef<Check *> Checks;
  TUSummary &Summary;
  std::vector<SourceRange> Skipped;
};

/// No edit from a unit with errors: what Clang made of it may be something else than what was
/// meant.
class RewriteConsumer final : public UnitConsumer {
public:
  RewriteConsumer(CompilerInstance &CI, const SourceScope &Scope, const RewriteInput &Input,
                  std::vector<Suggestion> &Suggestions)
      : UnitConsumer(CI), Scope(Scope), Input(Input), Suggestions(Suggestions) {}

  void HandleTranslationUnit(ASTContext &AST) override {
    if (!AST.getDiagnostics().hasErrorOccurred())
      Suggestions = proposeRewrites(AST, Scope, Input);
  }

private:
  const SourceScope &Scope;
  const RewriteInput &Input;
  std::vector<Suggestion> &Suggestions;
};

class DescribeConsumer final : public UnitConsumer {
public:
  DescribeConsumer(CompilerInstance &CI, const SourceScope &Scope, UnitAbi &Abi)
      : UnitConsumer(CI), Scope(Scope), Abi(Abi) {}

  void HandleTranslationUnit(ASTContext &AST) override { Abi = describeUnit(AST, Scope); }

private:
  const SourceScope &Scope;
  UnitAbi &Abi;
};

class UnitAction final : public ASTFrontendAction {
public:
  UnitAction(const Job &J, const SourceScope &Scope, llvm::ArrayRef<Check *> Checks,
             UnitOutput &Output)
      : J(J), Scope(Scope), Checks(Checks), Output(Output) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, StringRef) override {
    switch (J.task) {
    case JobTask::Summarize:
      return std::make_unique<SummaryConsumer>(CI, Scope, Checks, Output.summary);
    case JobTask::Deep:
      return createAnalyzer(CI, Scope, J.deep, Output.summary);
    case JobTask::Propose:
      return std::make_unique<RewriteConsumer>(CI, Scope, J.rewrite, Output.suggestions);
    case JobTask::Compile:
      return std::make_unique<UnitConsumer>(CI);
    case JobTask::Describe:
      return std::make_unique<DescribeConsumer>(CI, Scope, Output.abi);
    case JobTask::Format:
      break;
    }
    llvm_unreachable("a task without a consumer");
  }

private:
  const Job &J;
  const SourceScope &Scope;
  llvm::ArrayRef<Check *> Checks;
  UnitOutput &Output;
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

/// Files on top of the fence, as they would be after an edit.
static llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
withOverlay(llvm::IntrusiveRefCntPtr<FenceFileSystem> Fence, llvm::ArrayRef<OverlayFile> Files) {
  if (Files.empty())
    return Fence;
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  for (const OverlayFile &F : Files)
    Memory->addFile(F.path, 0, llvm::MemoryBuffer::getMemBufferCopy(F.content, F.path));
  auto Both = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(Fence);
  Both->pushOverlay(Memory);
  return Both;
}

static std::shared_ptr<CompilerInvocation>
invocationFor(const Job &J, const SourceScope &Scope,
              const llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> &Files, TUSummary &S) {
  DiagnosticOptions Options;
  MessageCollector Errors(Scope, S, /*Messages=*/nullptr);
  CreateInvocationOptions Create;
  Create.Diags = CompilerInstance::createDiagnostics(*Files, Options, &Errors,
                                                     /*ShouldOwnClient=*/false);
  Create.VFS = Files;
  Create.RecoverOnError = true;
  std::vector<const char *> Arguments;
  for (const std::string &A : J.arguments)
    Arguments.push_back(A.c_str());
  // Annotations are for us. A rewrite is compiled as others would compile it.
  if (J.task != JobTask::Compile)
    Arguments.insert(Arguments.begin() + 1, "-D__FERRULE__=1");
  // Behind the name of the program: what the command says comes later and wins, but for -O, of
  // which it says nothing any more.
  if (J.objectCode)
    Arguments.insert(Arguments.begin() + 1, "-O2");
  return createInvocation(Arguments, std::move(Create));
}

UnitOutput analyzeUnit(const Job &J, const SourceScope &Scope, llvm::ArrayRef<Check *> Checks) {
  UnitOutput Output;
  TUSummary &S = Output.summary;
  S = settledSummary(J, UnitStatus::Failed, "");
  auto Fence = llvm::makeIntrusiveRefCnt<FenceFileSystem>(llvm::vfs::createPhysicalFileSystem());
  auto Files = withOverlay(Fence, J.overlay);
  if (std::error_code Error = Files->setCurrentWorkingDirectory(J.directory)) {
    bool Missing = Error == std::errc::no_such_file_or_directory;
    S.reason = "the directory '" + J.directory + "' of its command " +
               (Missing ? "does not exist" : "cannot be entered: " + Error.message());
    // For the cache: once there is such a directory, the answer is another one.
    Output.missing.push_back(J.directory);
    return Output;
  }
  auto Invocation = invocationFor(J, Scope, Files, S);
  if (!Invocation) {
    S.reason = S.errors.empty() ? "Clang's driver makes no compilation of the command"
                                : describe(S.errors.front());
    return Output;
  }
  // What the driver looked for (the system's release files among it) the result depends on, too,
  // but only what the unit itself was refused is worth a note.
  FileLookups ByDriver = Fence->takeLookups();
  gateInvocation(*Invocation, S.flags);
  if (J.task == JobTask::Deep)
    chooseCheckers(*Invocation);
  bool ForRewrites = J.task == JobTask::Propose || J.task == JobTask::Compile;
  Invocation->getFrontendOpts().SkipFunctionBodies = !ForRewrites;
  Invocation->getFrontendOpts().DisableFree = false;
  // More errors than these say nothing new, but the parser must reach the end of the file.
  Invocation->getDiagnosticOpts().ErrorLimit = 0;
  Invocation->getDiagnosticOpts().IgnoreWarnings = !ForRewrites;
  if (ForRewrites)
    Invocation->getDiagnosticOpts().Warnings = warningsForRewrites();
  CompilerInstance CI(std::move(Invocation));
  MessageCollector Errors(Scope, S, ForRewrites ? &Output.messages : nullptr);
  CI.setVirtualFileSystem(Files);
  CI.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  // A missing header must not keep the rest from being parsed.
  CI.getDiagnostics().setFatalsAsError(true);
  CI.createFileManager();
  CI.createSourceManager();
  if (J.objectCode) {
    Output.object = hashOfObject(CI);
  } else {
    UnitAction Action(J, Scope, Checks, Output);
    CI.ExecuteAction(Action);
  }
  settle(S);
  FileLookups ByParser = Fence->takeLookups();
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
