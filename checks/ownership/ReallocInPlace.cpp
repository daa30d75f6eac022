// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Guards.h"
#include "checks/ownership/MemoryCalls.h"

using namespace clang;

namespace ferrule {
namespace {

/// p = realloc(p, n)
class ReallocInPlace final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-ownership-realloc-in-place",
        .family = Family::Ownership,
        .severity = Severity::Medium,
        .cwes = {401},
        .summary = "result of realloc assigned to the pointer that was passed in",
        .rationale =
            "When realloc fails it returns a null pointer and leaves the block as it was (C11 "
            "7.22.3.5p4): the assignment overwrites the pointer, so that the block is lost unless "
            "another one points to it (CERT MEM04-C, CWE-401). Keep the result in a variable of "
            "its own until it has been tested. Discharged for reallocf, which releases the block.",
        .bad = "#include <stdlib.h>\n"
               "char *grow(char *p, size_t n) { p = realloc(p, n); return p; }\n",
        .good = "#include <stdlib.h>\nint grow(char **p, size_t n) {\n"
                "  char *q = realloc(*p, n);\n  if (!q) return -1;\n  *p = q;\n  return 0;\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<BinaryOperator>([](const BinaryOperator &E, CheckContext &C) {
      if (E.getOpcode() != BO_Assign)
        return;
      const auto *Source = dyn_cast<CallExpr>(E.getRHS()->IgnoreParenCasts());
      auto Call = Source ? memoryCall(*Source, C.wrappers()) : std::nullopt;
      if (!Call || Call->Does != MemoryCall::Resizes || !sameText(*E.getLHS(), *Call->Block, C))
        return;
      std::string What =
          "'" + C.text(*E.getLHS()) + "' is overwritten by the result of '" + Call->Name + "'";
      if (Call->LibraryName == "reallocf")
        return C.discharged(E.getSourceRange(), What, "reallocf releases the block when it fails");
      C.open(E.getSourceRange(), What, "the old block is lost when that is a null pointer",
             Call->Sure);
    });
  }
};

RegisterCheck<ReallocInPlace> X;

} // namespace
} // namespace ferrule
