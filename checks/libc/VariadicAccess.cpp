// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "clang/AST/Attr.h"

using namespace clang;

namespace ferrule {
namespace {

/// va_arg(list, type), and the definition of a function that takes "...".
class VariadicAccess final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-libc-variadic-access",
        .family = Family::Libc,
        .severity = Severity::Medium,
        .cwes = {686, 685, 628},
        .summary = "arguments without type and number",
        .rationale =
            "va_arg believes the type that it is given, and reads on when there are no more "
            "arguments: both are undefined behaviour (C11 7.16.1.1p2; CERT EXP47-C, DCL50-CPP). "
            "Discharged for the definition of a function with a format attribute, whose calls "
            "compilers check (-Wformat).",
        .bad = "#include <stdarg.h>\nint first(int n, ...) {\n  va_list l;\n  va_start(l, n);\n"
               "  int v = va_arg(l, int);\n  va_end(l);\n  return v;\n}\n",
        .good = "int first(int n, const int values[static 1]) { return values[0]; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<VAArgExpr>([](const VAArgExpr &E, CheckContext &C) {
      C.open(E.getSourceRange(),
             "'" + C.text(E) + "' takes the next argument as '" + E.getType().getAsString() + "'",
             "nothing says that there is one of that type");
    });
    D.on<FunctionDecl>([](const FunctionDecl &F, CheckContext &C) {
      if (!F.isVariadic() || !F.doesThisDeclarationHaveABody() || F.isDependentContext())
        return;
      std::string What = "'" + F.getNameAsString() + "' takes any arguments";
      SourceRange Where(F.getLocation());
      if (F.hasAttr<FormatAttr>())
        return C.discharged(Where, What, "a format attribute makes compilers check its calls");
      C.open(Where, What, "nothing compares them with what it reads");
    });
  }
};

RegisterCheck<VariadicAccess> X;

} // namespace
} // namespace ferrule
