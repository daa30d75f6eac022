// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/FunctionFlow.h"
#include "clang/AST/Attr.h"
#include "clang/Analysis/Analyses/ThreadSafety.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace ferrule {
namespace {

/// What Clang's ThreadSafety says, as reports.
class Reporter final : public threadSafety::ThreadSafetyHandler {
public:
  Reporter(const Decl &Function, CheckContext &C) : Function(Function), C(C) {}

  void handleMutexNotHeld(StringRef Kind, const NamedDecl *D,
                          threadSafety::ProtectedOperationKind Operation, Name Lock,
                          threadSafety::LockKind How, SourceLocation Where,
                          Name * /*PossibleMatch*/) override {
    std::string Wanted = (Kind + " '" + Lock + "'").str();
    if (How == threadSafety::LK_Exclusive)
      Wanted += ", exclusively";
    access(D, Operation, Where, Wanted);
  }
  void handleNoMutexHeld(const NamedDecl *D, threadSafety::ProtectedOperationKind Operation,
                         threadSafety::AccessKind, SourceLocation Where) override {
    access(D, Operation, Where, "a lock");
  }

  void handleUnmatchedUnlock(StringRef Kind, Name Lock, SourceLocation Where,
                             SourceLocation) override {
    report(Where, Kind, Lock, "is released", "it is not held here");
  }
  void handleIncorrectUnlockKind(StringRef Kind, Name Lock, threadSafety::LockKind,
                                 threadSafety::LockKind, SourceLocation,
                                 SourceLocation Where) override {
    report(Where, Kind, Lock, "is released", "it is held in the other way, shared or exclusive");
  }
  void handleDoubleLock(StringRef Kind, Name Lock, SourceLocation, SourceLocation Where) override {
    report(Where, Kind, Lock, "is acquired", "it is held already: the thread waits for itself");
  }
  void handleMutexHeldEndOfScope(StringRef Kind, Name Lock, SourceLocation Locked,
                                 SourceLocation End, threadSafety::LockErrorKind Error,
                                 bool) override {
    using namespace threadSafety;
    if (Error == LEK_NotLockedAtEndOfFunction)
      report(endOr(End), Kind, Lock, "is not held at the end of the function",
             "the function is declared to leave it held");
    else if (Error == LEK_LockedAtEndOfFunction)
      report(Locked, Kind, Lock, "is acquired and not released", "the function is left with it");
    else
      report(Locked, Kind, Lock, "is acquired",
             Error == LEK_LockedSomeLoopIterations
                 ? "the next round of the loop begins with it held"
                 : "it is held on some of the paths that meet");
  }
  void handleExclusiveAndShared(StringRef Kind, Name Lock, SourceLocation Where,
                                SourceLocation) override {
    report(Where, Kind, Lock, "is acquired", "on paths that meet it is held shared and exclusive");
  }
  void handleFunExcludesLock(StringRef Kind, Name Callee, Name Lock,
                             SourceLocation Where) override {
    C.defect(Where, ("'" + Callee + "' is called with " + Kind + " '" + Lock + "' held").str(),
             "the function is declared to be called without", Confidence::Medium);
  }

private:
  void access(const NamedDecl *D, threadSafety::ProtectedOperationKind Operation,
              SourceLocation Where, const std::string &Wanted) {
    using namespace threadSafety;
    // As -Wthread-safety: who hands on the address has not accessed anything yet.
    if (llvm::is_contained(
            {POK_PassPointer, POK_PtPassPointer, POK_ReturnPointer, POK_PtReturnPointer},
            Operation))
      return;
    std::string What = "'" + D->getNameAsString() + "'";
    switch (Operation) {
    case POK_FunctionCall:
      What += " is called";
      break;
    case POK_VarAccess:
      What += " is accessed";
      break;
    case POK_VarDereference:
      What = "what " + What + " points to is accessed";
      break;
    default:
      What += " is handed on by reference";
    }
    C.defect(Where, std::move(What), "it is declared to need " + Wanted + ", which is not held",
             Confidence::Medium);
  }

  void report(SourceLocation Where, StringRef Kind, Name Lock, const char *What,
              const char *Reason) {
    C.defect(Where, (Kind + " '" + Lock + "' " + What).str(), Reason, Confidence::Medium);
  }

  SourceLocation endOr(SourceLocation End) const {
    return End.isValid() ? End : Function.getEndLoc();
  }

  const Decl &Function;
  CheckContext &C;
};

/// [[clang::guarded_by(m)]] int n; and an access without m.
class LockContract final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-concurrency-lock-contract",
        .family = Family::Concurrency,
        .severity = Severity::High,
        .cwes = {667, 362},
        .summary = "code that does not do with a lock what is declared",
        .rationale =
            "The attributes of Clang's thread safety analysis (guarded_by, requires_capability, "
            "acquire_capability and others) say which lock protects what; an access without it is "
            "a data race, a lock that is not released or acquired twice a deadlock (CERT CON01-C, "
            "CON43-C). A defect where the analysis (-Wthread-safety) shows that the code does "
            "otherwise. Only functions that use something with such an attribute are looked at, "
            "and what has none is not reported.",
        .bad = "struct __attribute__((capability(\"mutex\"))) mutex {};\n"
               "static struct mutex lock;\n"
               "static int hits __attribute__((guarded_by(lock)));\n"
               "void hit(void) { ++hits; }\n",
        .good = "struct __attribute__((capability(\"mutex\"))) mutex {};\n"
                "static struct mutex lock;\n"
                "static int hits __attribute__((guarded_by(lock)));\n"
                "void acquire(struct mutex *m) __attribute__((acquire_capability(*m)));\n"
                "void release(struct mutex *m) __attribute__((release_capability(*m)));\n"
                "void hit(void) {\n  acquire(&lock);\n  ++hits;\n  release(&lock);\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<DeclRefExpr>([this](const DeclRefExpr &E, CheckContext &C) { use(*E.getDecl(), C); });
    D.on<MemberExpr>([this](const MemberExpr &E, CheckContext &C) { use(*E.getMemberDecl(), C); });
    D.on<CXXConstructExpr>(
        [this](const CXXConstructExpr &E, CheckContext &C) { use(*E.getConstructor(), C); });
    D.onFunctionEnd([this](CheckContext &C) { judge(C); });
  }

private:
  static bool isAnnotated(const Decl &D) {
    return D.hasAttrs() && llvm::any_of(D.attrs(), [](const Attr *A) {
             return isa<GuardedByAttr, PtGuardedByAttr, GuardedVarAttr, PtGuardedVarAttr,
                        RequiresCapabilityAttr, AcquireCapabilityAttr, TryAcquireCapabilityAttr,
                        ReleaseCapabilityAttr, LocksExcludedAttr>(A);
           });
  }

  void use(const Decl &D, const CheckContext &C) {
    if (C.function() && isAnnotated(D))
      Users.insert({C.function(), innermost(C)});
  }

  /// The function or the lambda in it that is walked.
  static const Decl *innermost(const CheckContext &C) {
    for (const Stmt *S : llvm::reverse(C.ancestors()))
      if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
        return Lambda->getCallOperator();
    return C.function();
  }

  void judge(CheckContext &C) {
    if (isAnnotated(*C.function()))
      Users.insert({C.function(), C.function()});
    for (auto [Function, User] : Users)
      if (Function == C.function())
        analyse(*User, C);
    Users.remove_if([&](const auto &Each) { return Each.first == C.function(); });
  }

  static void analyse(const Decl &Function, CheckContext &C) {
    if (Function.getDeclContext()->isDependentContext() ||
        Decl::castToDeclContext(&Function)->isDependentContext() ||
        C.ast().getDiagnostics().hasUncompilableErrorOccurred())
      return;
    AnalysisDeclContext &Linear = C.flow(Function).linear();
    if (!Linear.getCFG())
      return;
    Reporter Found(Function, C);
    threadSafety::BeforeSet *Order = nullptr;
    threadSafety::runThreadSafetyAnalysis(Linear, Found, &Order);
    threadSafety::threadSafetyCleanup(Order);
  }

  /// Functions that use something with an attribute, with the function whose end judges them.
  llvm::SetVector<std::pair<const FunctionDecl *, const Decl *>> Users;
};

RegisterCheck<LockContract> X;

} // namespace
} // namespace ferrule
