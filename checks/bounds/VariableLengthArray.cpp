// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"

using namespace clang;

namespace ferrule {
namespace {

/// T a[n] and alloca(n): the stack grows by a size that is computed.
class VariableLengthArray final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-bounds-variable-length-array",
        .family = Family::Bounds,
        .severity = Severity::Medium,
        .cwes = {789, 121},
        .summary = "memory of a computed size on the stack",
        .rationale =
            "A size that is not positive is undefined behaviour (C11 6.7.6.2p5), and one that is "
            "too large moves the stack pointer past the guard page, with no way to find out (CERT "
            "ARR32-C). Discharged when the size is shown to be between 1 byte and one page of 4096 "
            "bytes, which a guard page catches.",
        .bad = "void f(int n) { char text[n]; text[0] = 0; }\n",
        .good = "void f(void) { char text[64]; text[0] = 0; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<VarDecl>([](const VarDecl &V, CheckContext &C) {
      const VariableArrayType *Array = C.ast().getAsVariableArrayType(V.getType());
      if (!Array || !Array->getSizeExpr() || Array->getSizeExpr()->isInstantiationDependent())
        return;
      std::string What = "'" + V.getNameAsString() + "' has '" + C.text(*Array->getSizeExpr()) +
                         "' elements on the stack";
      QualType Element = Array->getElementType();
      judge(V.getSourceRange(), std::move(What), *Array->getSizeExpr(),
            Element->isConstantSizeType() ? C.ast().getTypeSizeInChars(Element).getQuantity()
                                          : Page + 1,
            C);
    });
    D.on<CallExpr>([](const CallExpr &Call, CheckContext &C) {
      const FunctionDecl *Callee = Call.getDirectCallee();
      const LibraryFunction *L = libraryFunction(Call);
      if (!L || !L->has(LibraryFunction::StackMemory))
        return;
      const Expr &Size = *argumentOf(*L, Call, Role::Size);
      judge(Call.getSourceRange(),
            Callee->getNameAsString() + "() takes '" + C.text(Size) + "' bytes of the stack", Size,
            1, C);
    });
  }

private:
  static constexpr std::int64_t Page = 4096;

  static void judge(SourceRange Where, std::string What, const Expr &Count, std::int64_t Unit,
                    CheckContext &C) {
    auto Range = rangeOf(Count, C);
    if (!Range)
      return C.open(Where, std::move(What), "nothing bounds the size");
    if (Range->Low > 0 && Range->High <= Page / Unit)
      return C.discharged(Where, std::move(What),
                          "at most " + std::to_string(Range->High * Unit) + " bytes because of " +
                              Range->Why);
    C.open(Where, std::move(What),
           "the size can be " + std::to_string(Range->Low <= 0 ? Range->Low : Range->High) +
               " as far as " + Range->Why + " tells");
  }
};

RegisterCheck<VariableLengthArray> X;

} // namespace
} // namespace ferrule
