// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/integers/Arithmetic.h"
#include "checks/known/LibraryFunctions.h"

using namespace clang;

namespace ferrule {
namespace {

/// memcpy(to, from, end - begin - 1): a length that may wrap.
class SizeArithmeticCheck final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-integers-size-arithmetic",
        .family = Family::Integers,
        .severity = Severity::High,
        .cwes = {191, 190},
        .summary = "length of a library call that is computed",
        .rationale =
            "An unsigned difference below zero or a sum that wraps becomes a length that the "
            "function believes (CERT INT30-C). Discharged when the ranges of the operands show "
            "that it does not wrap. Reported for the lengths of library calls, and for "
            "differences in the size of an allocation.",
        .bad = "#include <string.h>\n"
               "void f(char *to, const char *from, unsigned n) { memcpy(to, from, n - 1); }\n",
        .good = "#include <string.h>\nvoid f(char *to, const char *from, unsigned n) {\n"
                "  if (n > 0)\n    memcpy(to, from, n - 1);\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &Call, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(Call);
      if (!L)
        return;
      for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I)
        if (L->Parameters[I] == Role::Length || L->Parameters[I] == Role::Size)
          judge(Call, *Call.getArg(I), L->Parameters[I] == Role::Length, C);
    });
  }

private:
  static void judge(const CallExpr &Call, const Expr &Length, bool IsLength, CheckContext &C) {
    SizeArithmetic Found = arithmeticIn(Length, C, [&](const BinaryOperator &B) {
      switch (B.getOpcode()) {
      case BO_Sub:
        return B.getType()->isUnsignedIntegerType();
      case BO_Add:
      case BO_Mul:
      case BO_Shl:
        return IsLength;
      default:
        return false;
      }
    });
    if (!Found.Computes)
      return;
    std::string What = Call.getDirectCallee()->getNameAsString() + "() is given the " +
                       (IsLength ? "length" : "size") + " '" + C.text(Length) + "'";
    if (Found.MayWrap)
      return C.open(Length.getSourceRange(), What, "'" + C.text(*Found.MayWrap) + "' may wrap");
    C.discharged(Length.getSourceRange(), What, "the ranges of its operands keep it from wrapping");
  }
};

RegisterCheck<SizeArithmeticCheck> X;

} // namespace
} // namespace ferrule
