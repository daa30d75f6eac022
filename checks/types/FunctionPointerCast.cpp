// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/types/PointerTypes.h"

using namespace clang;

namespace ferrule {
namespace {

/// (void (*)(void *))f
class FunctionPointerCast final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-types-function-pointer-cast",
        .family = Family::Types,
        .severity = Severity::Medium,
        .cwes = {843, 628, 686},
        .summary = "cast to a pointer to a function of another type",
        .rationale =
            "A call through a pointer whose type is not compatible with the function's is "
            "undefined behaviour (C11 6.3.2.3p8, CERT EXP37-C), and ends the program where "
            "control-flow integrity is enforced. Parameters that differ only in what they point "
            "to count as well. The cast alone is harmless when the pointer is cast back before "
            "each call, which nobody checks. reinterpret_cast has a check of its own.",
        .bad = "int by_name(const char *a, const char *b);\n"
               "typedef int (*compare)(const void *, const void *);\n"
               "compare order = (compare)by_name;\n",
        .good = "int by_name(const void *a, const void *b);\n"
                "typedef int (*compare)(const void *, const void *);\n"
                "compare order = by_name;\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CastExpr>([](const CastExpr &E, CheckContext &C) {
      if (E.getCastKind() != CK_BitCast || isa<CXXReinterpretCastExpr>(E))
        return;
      const Expr &Source = *E.getSubExpr();
      QualType Old = pointeeOf(Source.getType()), New = pointeeOf(E.getType());
      if (Old.isNull() || New.isNull() || !New->isFunctionType() ||
          Source.isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull))
        return;
      if (Old->isFunctionType() && C.ast().typesAreCompatible(Old, New))
        return;
      std::string What = "'" + C.text(*Source.IgnoreParenImpCasts()) + "' is taken for a " +
                         spelled(E.getType(), C.ast());
      C.open(E.getSourceRange(), What,
             Old->isFunctionType() ? "the function is of type " + spelled(Old, C.ast())
                                   : "the type of the function is not known here");
    });
  }
};

RegisterCheck<FunctionPointerCast> X;

} // namespace
} // namespace ferrule
