// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/ContainerCalls.h"
#include "checks/Values.h"

using namespace clang;

namespace ferrule {
namespace {

/// std::span(p, n)
class ViewFromPointer final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-bounds-view-from-pointer",
        .family = Family::Bounds,
        .severity = Severity::Medium,
        .cwes = {131, 125, 787},
        .summary = "view that is made of a pointer and a length",
        .rationale =
            "Every access to the view is checked against a length that nobody compares with the "
            "memory behind the pointer (C++20 [span.cons]p3, [string.view.cons]p3; C++ Core "
            "Guidelines I.13). Discharged when the pointer is an array of declared extent and the "
            "length a constant that fits, or when both are of one container or view.",
        .bad = "#include <span>\nstd::span<int> f(int *p, int n) { return {p, unsigned(n)}; }\n",
        .good = "#include <span>\nstd::span<int> f(int (&a)[4]) { return a; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CXXConstructExpr>([](const CXXConstructExpr &E, CheckContext &C) {
      const CXXRecordDecl *Class = E.getConstructor()->getParent();
      if (E.getNumArgs() != 2 || !Class->isInStdNamespace() || !Class->getIdentifier() ||
          !llvm::is_contained({"span", "basic_string_view"}, Class->getName()))
        return;
      const Expr &Pointer = *E.getArg(0), &Length = *E.getArg(1);
      if (!Pointer.getType()->isPointerType() || !Length.getType()->isIntegerType())
        return;
      SourceRange Where = E.getSourceRange();
      std::string What = "a std::" + Class->getName().str() + " is made of '" + C.text(Pointer) +
                         "' and the length '" + C.text(Length) + "'";
      auto Extent = extentOf(Pointer, C);
      auto Wanted = constantOf(Length, C);
      if (Extent && Wanted && *Wanted >= 0 &&
          static_cast<std::uint64_t>(*Wanted) <= Extent->Elements)
        return C.discharged(Where, std::move(What),
                            "'" + Extent->Declared + "' has " + std::to_string(Extent->Elements) +
                                " elements");
      if (areOfOneContainer(Pointer, Length, C))
        return C.discharged(Where, std::move(What),
                            "both are of '" +
                                C.text(*objectOfStandardCall(Pointer, {"data", "c_str"})) + "'");
      C.open(Where, std::move(What), "nothing compares the length with what the pointer points to");
    });
  }
};

RegisterCheck<ViewFromPointer> X;

} // namespace
} // namespace ferrule
