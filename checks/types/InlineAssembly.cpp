// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"

using namespace clang;

namespace ferrule {
namespace {

/// __asm__("...")
class InlineAssembly final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-types-inline-assembly",
        .family = Family::Types,
        .severity = Severity::Medium,
        .cwes = {695},
        .summary = "inline assembly",
        .rationale =
            "The compiler checks neither what the instructions do with memory nor that the "
            "operands and clobbers say it all (C11 J.5.10 leaves it to the implementation). "
            "Discharged when there is no instruction, as in a compiler barrier.",
        .bad = "void stop(void) { __asm__ volatile(\"hlt\"); }\n",
        .good = "void barrier(void) { __asm__ volatile(\"\" ::: \"memory\"); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<AsmStmt>([](const AsmStmt &S, CheckContext &C) {
      std::string What = "inline assembly";
      if (const auto *Gcc = dyn_cast<GCCAsmStmt>(&S); Gcc && Gcc->getAsmString().empty())
        return C.discharged(S.getSourceRange(), What, "it holds no instruction");
      C.open(S.getSourceRange(), What, "the compiler does not look into it");
    });
    D.on<FileScopeAsmDecl>([](const FileScopeAsmDecl &A, CheckContext &C) {
      C.open(A.getSourceRange(), "inline assembly at file scope",
             "the compiler does not look into it");
    });
  }
};

RegisterCheck<InlineAssembly> X;

} // namespace
} // namespace ferrule
