// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Guards.h"
#include "checks/Values.h"

using namespace clang;

namespace ferrule {
namespace {

/// array[index], where the array's extent is known from its declaration.
class ArraySubscript final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-bounds-array-subscript",
        .family = Family::Bounds,
        .severity = Severity::High,
        .cwes = {787, 125, 129},
        .summary = "subscript of an array of known extent",
        .rationale =
            "C and C++ do not compare an index with the extent of the array (C11 6.5.6p8: "
            "undefined behaviour). Discharged when constants, the type, a mask, a modulo or the "
            "condition of the loop or branch around it keep the index below the extent.",
        .bad = "int table[16];\nint get(int i) { return table[i]; }\n",
        .good = "int table[16];\nint get(unsigned i) { return table[i & 15]; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<ArraySubscriptExpr>([](const ArraySubscriptExpr &E, CheckContext &C) {
      auto Size = extentOf(*E.getBase(), C);
      // An array that a lambda copies is copied element by element.
      if (!Size || isa<ArrayInitIndexExpr>(E.getIdx()->IgnoreImpCasts()))
        return;
      std::string What = "'" + C.text(*E.getIdx()) + "' indexes '" + Size->Declared + "' of " +
                         std::to_string(Size->Elements) +
                         (Size->Elements == 1 ? " element" : " elements");
      auto Index = rangeOf(*E.getIdx(), C);
      auto Last = static_cast<std::int64_t>(Size->Elements) - 1;
      if (!Index)
        return C.open(E.getSourceRange(), What, whyUnbounded(*E.getIdx(), "the index", C));
      // One past the end is an address that may be taken.
      const auto *Taken = dyn_cast_or_null<UnaryOperator>(C.parent());
      if (Taken && Taken->getOpcode() == UO_AddrOf)
        ++Last;
      if (Index->Low >= 0 && Index->High <= Last)
        return C.discharged(E.getSourceRange(), What,
                            "0 <= index <= " + std::to_string(Index->High) + " because of " +
                                Index->Why);
      if (isNeverReached(C))
        return C.discharged(E.getSourceRange(), What, "a constant condition keeps it from running");
      if (Index->Low == Index->High)
        return C.defect(E.getSourceRange(), What, "the index is " + std::to_string(Index->Low));
      C.open(E.getSourceRange(), What,
             "the index can be " + std::to_string(Index->High > Last ? Index->High : Index->Low) +
                 " as far as " + Index->Why + " tells");
    });
  }
};

RegisterCheck<ArraySubscript> X;

} // namespace
} // namespace ferrule
