// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/libc/Strings.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace ferrule {
namespace {

/// printf(text): a format that the compiler does not see.
class FormatString final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-libc-format-string",
        .family = Family::Libc,
        .severity = Severity::High,
        .cwes = {134, 686, 685},
        .summary = "format that is not a literal",
        .rationale =
            "The format says how many arguments are read, of which types, and with %n where to "
            "write (C11 7.21.6.1; CERT FIO30-C). A literal format is no operation: compilers "
            "compare it with the arguments (-Wformat), so the inventory would only repeat each "
            "printf. Discharged when the function around it has a format attribute for the "
            "parameter that it hands on: then its callers are looked at instead.",
        .bad = "#include <stdio.h>\nvoid f(const char *text) { printf(text); }\n",
        .good = "#include <stdio.h>\nvoid f(const char *text) { printf(\"%s\", text); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &Call, CheckContext &C) {
      int Index = formatIndex(Call);
      if (Index < 0 || static_cast<unsigned>(Index) >= Call.getNumArgs())
        return;
      const Expr &Format = *Call.getArg(Index);
      if (isLiteral(Format) ||
          Format.isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull))
        return;
      std::string What = "'" + C.text(Format) + "' is the format of " + calleeName(Call);
      const auto *P = dyn_cast_or_null<ParmVarDecl>(variable(Format));
      if (P && C.function() && isFormatParameter(*C.function(), *P))
        return C.discharged(Format.getSourceRange(), What,
                            "a format attribute makes it the caller's duty");
      bool Alone = static_cast<unsigned>(Index) + 1 == Call.getNumArgs();
      C.open(Format.getSourceRange(), What, "it is not a literal",
             Alone ? Confidence::High : Confidence::Medium);
    });
  }

private:
  static std::string calleeName(const CallExpr &Call) {
    const auto *D = dyn_cast_or_null<NamedDecl>(Call.getCalleeDecl());
    return D ? D->getNameAsString() + "()" : "a call";
  }

  static const VarDecl *variable(const Expr &E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E.IgnoreParenImpCasts());
    return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  }

  static bool isPrintOrScan(const FormatAttr &A) {
    llvm::StringRef Kind = A.getType()->getName();
    return Kind.contains("printf") || Kind.contains("scanf");
  }

  /// The index of the format among the arguments, or -1.
  static int formatIndex(const CallExpr &Call) {
    if (const LibraryFunction *L = libraryFunction(Call)) {
      int Print = L->indexOf(Role::PrintFormat);
      return Print >= 0 ? Print : L->indexOf(Role::ScanFormat);
    }
    const Decl *Callee = Call.getCalleeDecl();
    if (!Callee)
      return -1;
    // The attribute counts from 1, and counts the object of a method.
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    int First = Method && Method->isInstance() && !isa<CXXOperatorCallExpr>(Call) ? 2 : 1;
    for (const auto *A : Callee->specific_attrs<FormatAttr>())
      if (isPrintOrScan(*A))
        return A->getFormatIdx() - First;
    return -1;
  }

  static bool isLiteral(const Expr &Format) {
    const Expr *E = Format.IgnoreParenCasts();
    if (literalOf(*E))
      return true;
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
      return isLiteral(*Choice->getTrueExpr()) && isLiteral(*Choice->getFalseExpr());
    // gettext("...") and its kin.
    if (const auto *Call = dyn_cast<CallExpr>(E))
      if (const FunctionDecl *F = Call->getDirectCallee())
        if (const auto *A = F->getAttr<FormatArgAttr>()) {
          unsigned Index = A->getFormatIdx().getASTIndex();
          return Index < Call->getNumArgs() && isLiteral(*Call->getArg(Index));
        }
    return false;
  }

  static bool isFormatParameter(const FunctionDecl &F, const ParmVarDecl &P) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&F);
    unsigned First = Method && Method->isInstance() ? 2 : 1;
    for (const auto *A : F.specific_attrs<FormatAttr>())
      if (isPrintOrScan(*A) &&
          static_cast<unsigned>(A->getFormatIdx()) == P.getFunctionScopeIndex() + First)
        return true;
    return false;
  }
};

RegisterCheck<FormatString> X;

} // namespace
} // namespace ferrule
