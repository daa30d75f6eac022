// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferrule {
namespace {

/// signal(SIGINT, handler)
class SignalHandler final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-concurrency-signal-handler",
        .family = Family::Concurrency,
        .severity = Severity::Medium,
        .cwes = {479, 364},
        .summary = "function that a signal calls",
        .rationale =
            "A handler interrupts the program between two instructions: it may call only "
            "async-signal-safe functions and touch only volatile sig_atomic_t and lock-free "
            "atomic objects (C11 7.14.1.1p5, CERT SIG30-C, SIG31-C). Discharged for SIG_IGN and "
            "SIG_DFL, and when the handler's body is in sight, calls nothing, and uses no other "
            "static objects than those.",
        .bad = "#include <signal.h>\n#include <stdio.h>\n"
               "static void stop(int n) { printf(\"%d\", n); }\n"
               "void start(void) { signal(SIGINT, stop); }\n",
        .good = "#include <signal.h>\nstatic volatile sig_atomic_t stopped;\n"
                "static void stop(int n) { stopped = 1; }\n"
                "void start(void) { signal(SIGINT, stop); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &E, CheckContext &C) {
      const FunctionDecl *F = E.getDirectCallee();
      if (!F || !F->getIdentifier() || F->isCXXClassMember() || E.getNumArgs() < 2)
        return;
      if (F->getName() == "sigaction" && E.getNumArgs() == 3 &&
          !E.getArg(1)->isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull))
        return C.open(E.getSourceRange(), "'" + C.text(*E.getArg(1)) + "' says what a signal calls",
                      "the handler is set elsewhere");
      bool Registers = llvm::StringSwitch<bool>(F->getName())
                           .Cases({"signal", "bsd_signal", "sysv_signal", "sigset"}, true)
                           .Default(false);
      if (!Registers || E.getNumArgs() != 2)
        return;
      const Expr &Handler = *E.getArg(1)->IgnoreParenCasts();
      std::string What = "a signal calls '" + C.text(*E.getArg(1)) + "'";
      if (Handler.getType()->isIntegerType())
        return C.discharged(E.getSourceRange(), What, "it is no function of the program");
      const auto *Ref = dyn_cast<DeclRefExpr>(&Handler);
      const auto *Called = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
      if (!Called || !Called->hasBody())
        return C.open(E.getSourceRange(), What, "its body is not in sight");
      std::string Trouble = troubleIn(*Called->getBody());
      if (Trouble.empty())
        return C.discharged(E.getSourceRange(), What,
                            "it calls nothing and uses no static object that is not atomic");
      C.open(E.getSourceRange(), What, Trouble);
    });
  }

private:
  static bool isSafeObject(const VarDecl &V) {
    QualType T = V.getType();
    if (V.hasLocalStorage() || T->isAtomicType())
      return true;
    const auto *Typedef = T->getAs<TypedefType>();
    return T.isVolatileQualified() && Typedef && Typedef->getDecl()->getName() == "sig_atomic_t";
  }

  /// What a handler's body does that a handler may not do, or an empty string. No function is known
  /// to be safe, as that depends on what it is given.
  static std::string troubleIn(const Stmt &S) {
    if (const auto *Call = dyn_cast<CallExpr>(&S)) {
      const FunctionDecl *F = Call->getDirectCallee();
      return F ? "it calls '" + F->getNameAsString() + "'" : "it calls through a pointer";
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(&S))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && !isSafeObject(*V))
        return "it uses '" + V->getNameAsString() + "', which is not a volatile sig_atomic_t";
    for (const Stmt *Child : S.children())
      if (Child)
        if (std::string Found = troubleIn(*Child); !Found.empty())
          return Found;
    return "";
  }
};

RegisterCheck<SignalHandler> X;

} // namespace
} // namespace ferrule
