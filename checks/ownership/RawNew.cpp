// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/ownership/MemoryCalls.h"

using namespace clang;

namespace ferrule {
namespace {

/// new T
class RawNew final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-ownership-raw-new",
        .family = Family::Ownership,
        .severity = Severity::Medium,
        .cwes = {401, 415, 416},
        .summary = "new whose result is a raw pointer",
        .rationale =
            "The object lives until somebody deletes it, and a raw pointer does not say who (C++ "
            "Core Guidelines R.11; CERT MEM51-CPP). Discharged when a smart pointer takes the "
            "result at once, or where the flow analysis sees it deleted on every path. Placement "
            "new has no owner but an address: its size, alignment and "
            "the destructor's call are the programmer's.",
        .bad = "int *make() { return new int(1); }\n",
        .good = "#include <memory>\nauto make() { return std::make_unique<int>(1); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CXXNewExpr>([](const CXXNewExpr &E, CheckContext &C) {
      std::string Type = E.getAllocatedType().getAsString(C.ast().getPrintingPolicy());
      const FunctionDecl *Operator = E.getOperatorNew();
      if (Operator && Operator->isReservedGlobalPlacementOperator())
        return C.open(E.getSourceRange(),
                      "an object of type '" + Type + "' is made at a given address",
                      "its size, its alignment and its end are the programmer's");
      std::string What = std::string("'new' makes ") +
                         (E.isArray() ? "an array of '" : "an object of type '") + Type +
                         "' that has to be deleted";
      if (givenToSmartPointer(C))
        return C.discharged(E.getSourceRange(), What, "a smart pointer takes it at once");
      C.open(E.getSourceRange(), What, "a raw pointer does not say who deletes it");
    });
  }
};

RegisterCheck<RawNew> X;

} // namespace
} // namespace ferrule
