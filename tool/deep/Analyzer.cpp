// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Drives the analyzer's engine over chosen functions. Its own consumer of an AST takes all
// functions or one; and it loads plugins and writes reports, which ours cannot.
#include "tool/deep/Analyzer.h"
#include "checks/CodeRanges.h"
#include "tool/deep/Checkers.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Analysis/Analyses/LiveVariables.h"
#include "clang/Analysis/PathDiagnostic.h"
#include "clang/CrossTU/CrossTranslationUnit.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/StaticAnalyzer/Core/CheckerManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/AnalysisManager.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ExprEngine.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace ferrule {

/// Nodes of the exploded graph that a function may take, with what is inlined into it. The
/// analyzer's own default, 225,000, found nothing on zlib and tinyxml2 that 10,000 did not, and
/// took 19 times as long.
static constexpr unsigned NodesPerFunction = 10000;

void chooseCheckers(CompilerInvocation &Invocation) {
  AnalyzerOptions &Options = Invocation.getAnalyzerOpts();
  Options.CheckersAndPackages.clear();
  for (StringRef Name : enabledCheckers())
    Options.CheckersAndPackages.emplace_back(Name.str(), true);
  Options.MaxNodesPerTopLevelFunction = NodesPerFunction;
}

namespace {

/// Whether the place that a report is about is assigned to.
bool isWritten(const Stmt *S, ASTContext &AST) {
  for (unsigned Depth = 0; S && Depth != 8; ++Depth) {
    auto Parents = AST.getParents(*S);
    const Stmt *Parent = Parents.empty() ? nullptr : Parents[0].get<Stmt>();
    if (const auto *Assignment = dyn_cast_or_null<BinaryOperator>(Parent);
        Assignment && Assignment->isAssignmentOp())
      return Assignment->getLHS()->IgnoreParens() == S;
    if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Parent))
      return Unary->isIncrementDecrementOp();
    // p->field = ..., a[i].field = ...
    if (!isa_and_nonnull<ParenExpr, MemberExpr, ArraySubscriptExpr>(Parent))
      return false;
    S = Parent;
  }
  return false;
}

/// "Dereference of null pointer." is said by us in lower case, and without a full stop.
std::string sentence(StringRef Text) {
  std::string Result = Text.rtrim('.').str();
  if (Result.size() > 1 && !isUppercase(Result[1]))
    Result[0] = toLowercase(Result[0]);
  return Result;
}

/// Turns the analyzer's reports into operations.
class Reports final : public ento::PathDiagnosticConsumer {
public:
  Reports(ASTContext &AST, EntityNames &Names, std::vector<Operation> &Operations)
      : AST(AST), Names(Names), Operations(Operations) {}

  StringRef getName() const override { return "ferrule"; }
  bool supportsCrossFileDiagnostics() const override { return true; }

  void FlushDiagnosticsImpl(std::vector<const ento::PathDiagnostic *> &Found,
                            FilesMade *) override {
    for (const ento::PathDiagnostic *D : Found)
      add(*D);
  }

private:
  void add(const ento::PathDiagnostic &D) {
    const Stmt *Place = D.getLocation().asStmt();
    // The library's model of memory and strings says in words what it does.
    bool Writes = isWritten(Place, AST) || D.getShortDescription().contains("overflow") ||
                  D.getShortDescription().contains("destination");
    StringRef Check = checkOf(D.getCheckerName(), D.getBugType(), Writes);
    SourceRange Range = D.getLocation().asRange();
    if (Check.empty() || !Names.inScope(Range.getBegin()))
      return;
    Operation Op{
        .check = Check.str(),
        .state = OperationState::Open,
        .confidence = Confidence::Low,
        .range = range(Range),
        .message = sentence(D.getShortDescription()),
        .reason = ("Clang's static analyzer sees a path to it (" + D.getCheckerName() + ")").str(),
        .snippet = line(Range)};
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(D.getDeclWithIssue()))
      Op.function = Names.of(*F);
    for (const ento::PathDiagnosticPieceRef &Piece : D.path.flatten(/*ShouldFlattenMacros=*/true)) {
      if (!isa<ento::PathDiagnosticEventPiece, ento::PathDiagnosticControlFlowPiece>(*Piece) ||
          Piece->getString().empty())
        continue;
      SourceRange At = Piece->getLocation().asRange();
      Op.steps.push_back({range(At), sentence(Piece->getString()), line(At)});
    }
    // The last event is the report itself.
    if (!Op.steps.empty())
      Op.steps.pop_back();
    Operations.push_back(std::move(Op));
  }

  CodeRange range(SourceRange R) const {
    return codeRange(R, AST.getSourceManager(), AST.getLangOpts(), Names);
  }
  std::string line(SourceRange R) const { return sourceLine(R.getBegin(), AST.getSourceManager()); }

  ASTContext &AST;
  EntityNames &Names;
  std::vector<Operation> &Operations;
};

/// The definitions that have one of the names, in the order of the source.
class Definitions final : public RecursiveASTVisitor<Definitions> {
public:
  Definitions(llvm::ArrayRef<std::string> Functions, EntityNames &Names) : Names(Names) {
    Wanted.insert_range(Functions);
  }

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->doesThisDeclarationHaveABody() && !F->isDependentContext() &&
        Names.inScope(F->getLocation()) && Wanted.contains(Names.of(*F)))
      Found.push_back(F);
    return true;
  }

  std::vector<FunctionDecl *> Found;

private:
  EntityNames &Names;
  llvm::StringSet<> Wanted;
};

class Analyzer final : public ASTConsumer {
public:
  Analyzer(CompilerInstance &CI, const SourceScope &Scope, llvm::ArrayRef<std::string> Functions,
           TUSummary &Summary)
      : CI(CI), Scope(Scope), Functions(Functions), Summary(Summary) {}

  /// As in the first tier.
  bool shouldSkipFunctionBody(Decl *D) override {
    return CI.getSourceManager().isInSystemHeader(D->getLocation());
  }

  void HandleTranslationUnit(ASTContext &AST) override {
    EntityNames Names(AST.getSourceManager(), Scope);
    Definitions Chosen(Functions, Names);
    Chosen.TraverseAST(AST);
    AnalyzerOptions &Options = CI.getAnalyzerOpts();
    ento::CheckerManager Checkers(AST, Options, CI.getPreprocessor());
    ento::PathDiagnosticConsumers Consumers;
    Consumers.push_back(std::make_unique<Reports>(AST, Names, Summary.operations));
    ento::AnalysisManager Manager(AST, CI.getPreprocessor(), std::move(Consumers),
                                  ento::CreateRegionStoreManager,
                                  ento::CreateRangeConstraintManager, &Checkers, Options);
    cross_tu::CrossTranslationUnitContext NoOtherUnits(CI);
    ento::FunctionSummariesTy Known;
    for (FunctionDecl *F : Chosen.Found)
      Summary.functions.push_back({.id = Names.of(*F),
                                   .flow = follow(*F, Manager, NoOtherUnits, Known)
                                               ? FlowCoverage::Followed
                                               : FlowCoverage::Cut});
    Manager.FlushDiagnostics();
  }

private:
  /// False: the budget was spent before all paths were followed.
  bool follow(const FunctionDecl &F, ento::AnalysisManager &Manager,
              cross_tu::CrossTranslationUnitContext &NoOtherUnits,
              ento::FunctionSummariesTy &Known) {
    // What the analyzer itself asks before it begins.
    if (!Manager.getCFG(&F) || !Manager.getAnalysisDeclContextManager()
                                    .getContext(&F)
                                    ->getAnalysis<RelaxedLiveVariables>())
      return false;
    ento::ExprEngine Engine(NoOtherUnits, Manager, nullptr, &Known,
                            ento::ExprEngine::Inline_Regular);
    Engine.ExecuteWorkList(Manager.getAnalysisDeclContextManager().getStackFrame(&F),
                           Manager.options.MaxNodesPerTopLevelFunction);
    Engine.getBugReporter().FlushReports();
    return !Engine.hasWorkRemaining();
  }

  CompilerInstance &CI;
  const SourceScope &Scope;
  llvm::ArrayRef<std::string> Functions;
  TUSummary &Summary;
};

} // namespace

std::unique_ptr<ASTConsumer> createAnalyzer(CompilerInstance &CI, const SourceScope &Scope,
                                            llvm::ArrayRef<std::string> Functions,
                                            TUSummary &Summary) {
  return std::make_unique<Analyzer>(CI, Scope, Functions, Summary);
}

} // namespace ferrule
