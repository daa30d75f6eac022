// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/integers/Arithmetic.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/ownership/MemoryCalls.h"

using namespace clang;

namespace ferrule {
namespace {

/// malloc(n * size): a size that may wrap, so that less is allocated than is used.
class AllocationSize final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-integers-allocation-size",
        .family = Family::Integers,
        .severity = Severity::High,
        .cwes = {190, 131},
        .summary = "size of an allocation that is computed",
        .rationale =
            "A sum or product that wraps gives an allocation that is smaller than what is written "
            "to it (CERT INT30-C, INT32-C, MEM35-C). Discharged when the ranges of the operands "
            "or a test such as n > SIZE_MAX - m show that it does not wrap, and for calloc and "
            "reallocarray, which check the product "
            "themselves. Looked at are the library's allocators, functions that hand a parameter "
            "on "
            "to one as the size, and what looks like an allocator by its name and type where no "
            "body can be seen: functions of other units, pointers to functions. A size without +, "
            "* or << is no operation.",
        .bad = "#include <stdlib.h>\n"
               "int *f(unsigned long n) { return malloc(n * sizeof(int)); }\n",
        .good = "#include <stdlib.h>\n"
                "int *f(unsigned long n) { return calloc(n, sizeof(int)); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &Call, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(Call);
      auto Memory = memoryCall(Call, C.wrappers());
      llvm::SmallVector<const Expr *, 2> Sizes;
      if (Memory)
        Sizes = Memory->Sizes;
      else if (const Expr *OnStack = L ? argumentOf(*L, Call, Role::Size) : nullptr)
        Sizes.push_back(OnStack);
      if (Sizes.empty())
        return;
      std::string What = (Memory ? Memory->Name : L->Name.str()) + "() is given the size '";
      // Only of the library's is it known that they check the product; what a wrapper multiplies
      // is an operation of its own.
      bool Checked = Sizes.size() > 1 && (L || Memory->Sure == Confidence::High);
      for (std::size_t I = 0; I != Sizes.size(); ++I)
        What += (I == 0 ? "" : Checked ? " * " : "' and '") + C.text(*Sizes[I]);
      judge(Call.getSourceRange(), What + "'", Sizes, Checked, C);
    });
    D.on<CXXNewExpr>([](const CXXNewExpr &New, CheckContext &C) {
      if (auto Size = New.getArraySize(); Size && *Size)
        judge(New.getSourceRange(), "new[] is given the size '" + C.text(**Size) + "'", {*Size},
              false, C);
    });
  }

private:
  /// Checked: the callee checks the product of the sizes.
  static void judge(SourceRange Where, const std::string &What, llvm::ArrayRef<const Expr *> Sizes,
                    bool Checked, CheckContext &C) {
    bool Computes = false, Constant = true;
    for (const Expr *Size : Sizes) {
      SizeArithmetic Found = arithmeticIn(*Size, C, [](const BinaryOperator &B) {
        return B.getOpcode() == BO_Add || B.getOpcode() == BO_Mul || B.getOpcode() == BO_Shl;
      });
      if (Found.MayWrap)
        return C.open(Where, What, "'" + C.text(*Found.MayWrap) + "' may wrap");
      Computes |= Found.Computes;
      Constant &= constantOf(*Size, C).has_value();
    }
    if (Computes)
      C.discharged(Where, What, "the ranges of its operands keep it from wrapping");
    else if (Checked && !Constant)
      C.discharged(Where, What, "it checks the product");
  }
};

RegisterCheck<AllocationSize> X;

} // namespace
} // namespace ferrule
