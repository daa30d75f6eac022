// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"

using namespace clang;

namespace ferrule {
namespace {

/// pointer[index], where no declaration says how many elements there are.
class PointerSubscript final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-bounds-pointer-subscript",
        .family = Family::Bounds,
        .severity = Severity::High,
        .cwes = {787, 125, 823},
        .summary = "subscript of a pointer of unknown extent",
        .rationale =
            "A pointer does not carry the number of elements behind it, so nothing can compare the "
            "index with it (C11 6.5.6p8; CERT ARR30-C). p[0] is no operation, as it is the same as "
            "*p: whether p may be dereferenced is asked of p, not of the index. Discharged for the "
            "first element of a variable length array, which has one (C11 6.7.6.2p5).",
        .bad = "int get(const int *p, int i) { return p[i]; }\n",
        .good = "int get(const int p[static 16], unsigned i) { return p[i & 15]; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<ArraySubscriptExpr>([](const ArraySubscriptExpr &E, CheckContext &C) {
      if (E.getBase()->getType()->isVectorType() || extentOf(*E.getBase(), C))
        return;
      const Expr &Base = *E.getBase()->IgnoreParenImpCasts();
      bool First = constantOf(*E.getIdx(), C) == 0;
      if (First && !Base.getType()->isArrayType())
        return;
      const char *Kind = Base.getType()->isVariableArrayType() ? "variable length array"
                         : Base.getType()->isArrayType()       ? "array of no fixed extent"
                                                               : "pointer";
      const std::string Index = C.text(*E.getIdx()), Pointer = C.text(Base);
      // Both in one macro have its text.
      std::string What = "'" + Index + "' indexes " +
                         (Index == Pointer ? std::string("a ") + Kind
                                           : std::string("the ") + Kind + " '" + Pointer + "'");
      if (First && Base.getType()->isVariableArrayType())
        return C.discharged(E.getSourceRange(), What, "such an array has at least one element");
      auto Range = rangeOf(*E.getIdx(), C);
      if (Range && Range->High < 0)
        return C.open(E.getSourceRange(), What, "the index is negative");
      C.open(E.getSourceRange(), What, "its extent is not declared");
    });
  }
};

RegisterCheck<PointerSubscript> X;

} // namespace
} // namespace ferrule
