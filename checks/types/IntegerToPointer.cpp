// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"
#include "checks/types/PointerTypes.h"

using namespace clang;

namespace ferrule {
namespace {

/// (T *)i
class IntegerToPointer final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-types-integer-to-pointer",
        .family = Family::Types,
        .severity = Severity::Medium,
        .cwes = {587, 822},
        .summary = "integer taken for a pointer",
        .rationale =
            "The result need not be aligned, need not point to an object and has no provenance "
            "(C11 6.3.2.3p5; CERT INT36-C; CWE-587 for a constant). Discharged when the pointer "
            "is only compared with another, and when the integer was made from a pointer in the "
            "same expression without arithmetic. A null pointer is not reported.",
        .bad = "int *device(void) { return (int *)0x4000; }\n",
        .good = "extern int device_register;\nint *device(void) { return &device_register; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CastExpr>([](const CastExpr &E, CheckContext &C) {
      if (E.getCastKind() != CK_IntegralToPointer)
        return;
      const Expr &Source = *E.getSubExpr();
      auto Constant = constantOf(Source, C);
      if (Constant == 0)
        return;
      std::string What = "'" + C.text(*Source.IgnoreParenImpCasts()) + "' is taken for a " +
                         spelled(E.getType(), C.ast());
      const auto *Use = dyn_cast_or_null<BinaryOperator>(C.parent());
      if (Use && Use->isEqualityOp())
        return C.discharged(E.getSourceRange(), What, "the pointer is only compared");
      if (isPointerMadeInteger(*Source.IgnoreParens()))
        return C.discharged(E.getSourceRange(), What,
                            "the integer is made from a pointer in the same expression");
      if (Constant)
        return C.open(E.getSourceRange(), What, "a fixed address", Confidence::High);
      C.open(E.getSourceRange(), What,
             derivesFromPointer(Source) ? "the integer is computed from a pointer"
                                        : "nothing says that the integer was a pointer");
    });
  }

private:
  static bool isPointerMadeInteger(const Expr &E) {
    const auto *Cast = dyn_cast<CastExpr>(&E);
    if (!Cast)
      return false;
    return Cast->getCastKind() == CK_PointerToIntegral ||
           (Cast->getCastKind() == CK_NoOp &&
            isPointerMadeInteger(*Cast->getSubExpr()->IgnoreParens()));
  }

  static bool derivesFromPointer(const Stmt &S) {
    const auto *Cast = dyn_cast<CastExpr>(&S);
    return (Cast && Cast->getCastKind() == CK_PointerToIntegral) ||
           llvm::any_of(S.children(),
                        [](const Stmt *Child) { return Child && derivesFromPointer(*Child); });
  }
};

RegisterCheck<IntegerToPointer> X;

} // namespace
} // namespace ferrule
