// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"

namespace ferrule {
namespace {

/// Found when the evidence of all units is weighed: tool/contracts.
class DeclaredContract final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-types-declared-contract",
        .family = Family::Types,
        .severity = Severity::Medium,
        .cwes = {628},
        .summary = "code that contradicts what a declaration promises",
        .rationale =
            "Attributes such as nonnull, returns_nonnull, counted_by, sized_by and noescape, "
            "_Nonnull and _Nullable, array parameters with static, and const are contracts: "
            "compilers optimise by them, and bindings are made from them. Reported is each place "
            "that does not keep one: NULL is given for what is declared as not null, a pointer "
            "that is declared as nullable is relied upon without a test, accesses go by another "
            "count than the declared one, what must not escape is kept or released, what is "
            "declared const is written through a cast. A test for NULL of what is declared as not "
            "null is reported, too: one of the two is not meant, and compilers drop the test.",
        .bad = "__attribute__((nonnull)) void show(const char *text);\n"
               "void nothing(void) { show(0); }\n",
        .good = "__attribute__((nonnull)) void show(const char *text);\n"
                "void nothing(void) { show(\"\"); }\n",
    };
    return Info;
  }
  void subscribe(Dispatcher &) override {}
};

RegisterCheck<DeclaredContract> X;

} // namespace
} // namespace ferrule
