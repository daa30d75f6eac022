// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a handler can ask of the traversal, and how it reports.
#pragma once
#include "tool/model/Operation.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>

namespace ferrule {

class Check;
class EntityNames;
class FunctionFlow;
class MemoryWrappers;
struct FunctionFact;
struct TUSummary;

/// One report of a check, still in terms of Clang.
struct Report {
  const Check *Reporter;
  OperationState State;
  clang::SourceRange Range;
  std::string Message;
  std::string Reason;
  Confidence Sure;
  /// The function definition that contains it, or null.
  const clang::FunctionDecl *Function;
};

/// Takes reports.
class ReportSink {
public:
  virtual ~ReportSink() = default;
  virtual void add(const Report &R) = 0;
};

/// For a walk that wants no reports.
class NoReports final : public ReportSink {
public:
  void add(const Report &) override {}
};

class CheckContext {
public:
  CheckContext(clang::ASTContext &AST, EntityNames &Names, MemoryWrappers &Wrappers,
               ReportSink &Sink, TUSummary *Summary);
  ~CheckContext();

  clang::ASTContext &ast() const { return AST; }
  const clang::SourceManager &sources() const { return AST.getSourceManager(); }
  const clang::LangOptions &language() const { return AST.getLangOpts(); }
  bool isCXX() const { return language().CPlusPlus; }
  EntityNames &names() const { return Names; }
  MemoryWrappers &wrappers() const { return Wrappers; }
  /// For the statements that Guards asked of: whether a jump may lead into them.
  llvm::DenseMap<const clang::Stmt *, bool> &jumpTargets() const { return JumpTargets; }

  /// The function whose body is being walked (for a lambda's body: the function around it), or null
  /// at file scope.
  const clang::FunctionDecl *function() const {
    return Functions.empty() ? nullptr : Functions.back();
  }
  /// The statements and expressions from the outermost of the function down to the visited node,
  /// which is the last when it is a statement or an expression.
  llvm::ArrayRef<const clang::Stmt *> path() const { return Stack; }
  /// The same without the visited node.
  llvm::ArrayRef<const clang::Stmt *> ancestors() const {
    return VisitingDecl ? path() : path().drop_back();
  }
  /// The nearest ancestor that is neither parentheses nor an implicit cast, or null.
  const clang::Stmt *parent() const;

  /// Reports an operation of the check whose handler is running. Range: the expression or
  /// declaration; Message: what it does, naming the variables, without a full stop; Reason: why it
  /// is in that state.
  void open(clang::SourceRange Range, std::string Message, std::string Reason = "",
            Confidence Sure = Confidence::Medium) {
    report(OperationState::Open, Range, std::move(Message), std::move(Reason), Sure);
  }
  void discharged(clang::SourceRange Range, std::string Message, std::string Reason) {
    report(OperationState::Discharged, Range, std::move(Message), std::move(Reason),
           Confidence::High);
  }
  void defect(clang::SourceRange Range, std::string Message, std::string Reason,
              Confidence Sure = Confidence::High) {
    report(OperationState::Defect, Range, std::move(Message), std::move(Reason), Sure);
  }

  /// At the unit's end: what is reported in Report is said of F, which has been walked.
  void within(const clang::FunctionDecl &F, llvm::function_ref<void()> Report) {
    Functions.push_back(&F);
    Report();
    Functions.pop_back();
  }

  /// What Clang knows of the flow through function(), or through a lambda or block in it; for the
  /// function's end, after which it is gone.
  FunctionFlow &flow(const clang::Decl &Function);

  /// The source text of an expression on one line, cut at 60 bytes: for messages.
  std::string text(const clang::Stmt &S) const;

  /// For extractors: the summary, and the facts of function() (null at file scope).
  TUSummary *summary() const { return Summary; }
  FunctionFact *functionFact() const;
  void setFunctionFact(std::size_t Index) { FactIndex[Functions.back()] = Index; }

private:
  friend class Dispatcher;
  friend class Traversal;
  void report(OperationState State, clang::SourceRange Range, std::string Message,
              std::string Reason, Confidence Sure);

  clang::ASTContext &AST;
  EntityNames &Names;
  MemoryWrappers &Wrappers;
  mutable llvm::DenseMap<const clang::Stmt *, bool> JumpTargets;
  ReportSink &Sink;
  TUSummary *Summary;
  const Check *Running = nullptr;
  bool VisitingDecl = false;
  llvm::SmallVector<const clang::FunctionDecl *, 4> Functions;
  llvm::SmallVector<const clang::Stmt *, 64> Stack;
  llvm::DenseMap<const clang::FunctionDecl *, std::size_t> FactIndex;
  llvm::DenseMap<const clang::Decl *, std::unique_ptr<FunctionFlow>> Flows;
};

} // namespace ferrule
