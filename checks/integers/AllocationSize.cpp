// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/integers/Arithmetic.h"
#include "checks/known/LibraryFunctions.h"
#include "clang/AST/Attr.h"

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
            "show that it does not wrap, and for calloc and reallocarray, which check the product "
            "themselves. A size without +, * or << is no operation.",
        .bad = "#include <stdlib.h>\n"
               "int *f(unsigned long n) { return malloc(n * sizeof(int)); }\n",
        .good = "#include <stdlib.h>\n"
                "int *f(unsigned long n) { return calloc(n, sizeof(int)); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &Call, CheckContext &C) {
      const FunctionDecl *Callee = Call.getDirectCallee();
      llvm::SmallVector<const Expr *, 2> Sizes;
      if (const LibraryFunction *L = libraryFunction(Call)) {
        for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I)
          if (L->Parameters[I] == Role::Size)
            Sizes.push_back(Call.getArg(I));
      } else if (const auto *A = Callee ? Callee->getAttr<AllocSizeAttr>() : nullptr) {
        if (unsigned I = A->getElemSizeParam().getASTIndex(); I < Call.getNumArgs())
          Sizes.push_back(Call.getArg(I));
        if (A->getNumElemsParam().isValid())
          if (unsigned I = A->getNumElemsParam().getASTIndex(); I < Call.getNumArgs())
            Sizes.push_back(Call.getArg(I));
      }
      if (Sizes.empty())
        return;
      std::string What = Callee->getNameAsString() + "() is given the size '" + C.text(*Sizes[0]);
      if (Sizes.size() == 1)
        return judge(Call.getSourceRange(), What + "'", Sizes, "", C);
      What += " * " + C.text(*Sizes[1]) + "'";
      judge(Call.getSourceRange(), What, Sizes, "it checks the product", C);
    });
    D.on<CXXNewExpr>([](const CXXNewExpr &New, CheckContext &C) {
      if (auto Size = New.getArraySize(); Size && *Size)
        judge(New.getSourceRange(), "new[] is given the size '" + C.text(**Size) + "'", {*Size}, "",
              C);
    });
  }

private:
  /// Product: why the product of several sizes is safe.
  static void judge(SourceRange Where, const std::string &What, llvm::ArrayRef<const Expr *> Sizes,
                    const char *Product, CheckContext &C) {
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
    else if (Sizes.size() > 1 && !Constant)
      C.discharged(Where, What, Product);
  }
};

RegisterCheck<AllocationSize> X;

} // namespace
} // namespace ferrule
