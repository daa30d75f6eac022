// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/ownership/MemoryCalls.h"

using namespace clang;

namespace ferrule {
namespace {

/// p = malloc(n)
class Allocation final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-ownership-allocation",
        .family = Family::Ownership,
        .severity = Severity::Medium,
        .cwes = {401, 772},
        .summary = "allocation that somebody has to release",
        .rationale =
            "What malloc and its kin return lives until it is released (C11 7.22.3): the language "
            "does not say who does that, and the type does not show it (CERT MEM31-C). Discharged "
            "when a smart pointer or a variable with a cleanup function takes it at once. "
            "Functions "
            "count that return what an allocator gave for a size that is their parameter; "
            "functions of other units, and pointers to functions, when their name and type say "
            "that they allocate. A resized block is left to ferrule-ownership-release.",
        .bad = "#include <stdlib.h>\nvoid *make(void) { return malloc(16); }\n",
        .good =
            "#include <cstdlib>\n#include <memory>\nvoid make() {\n"
            "  std::unique_ptr<void, decltype(&std::free)> P(std::malloc(16), &std::free);\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &E, CheckContext &C) {
      auto Call = memoryCall(E, C.wrappers());
      bool Fresh = Call && Call->Does == MemoryCall::Resizes &&
                   Call->Block->isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull);
      if (!Call || (Call->Does != MemoryCall::Allocates && !Fresh))
        return;
      std::string What = "'" + Call->Name + "' returns something that has to be released";
      if (!Call->ReleasedBy.empty())
        What += " by '" + Call->ReleasedBy + "'";
      if (givenToSmartPointer(C))
        return C.discharged(E.getSourceRange(), What, "a smart pointer takes it at once");
      const VarDecl *Into = variableIn(C, E);
      if (Into && Into->hasAttr<CleanupAttr>())
        return C.discharged(E.getSourceRange(), What,
                            "'" + Into->getNameAsString() + "' has a cleanup function");
      if (isDiscarded(C) && Call->Sure == Confidence::High)
        return C.defect(E.getSourceRange(), What, "the result is thrown away: it is lost");
      C.open(E.getSourceRange(), What,
             isa_and_nonnull<ReturnStmt>(C.parent())
                 ? "the duty passes to the caller by convention only"
                 : "nothing in its type says who does that",
             Call->Sure);
    });
  }

private:
  /// The variable that a declaration statement initialises with E.
  static const VarDecl *variableIn(const CheckContext &C, const Expr &E) {
    auto Around =
        llvm::find_if(llvm::reverse(C.ancestors()), [](const Stmt *S) { return !isa<Expr>(S); });
    const auto *Declaration =
        Around == C.ancestors().rend() ? nullptr : dyn_cast<DeclStmt>(*Around);
    if (!Declaration)
      return nullptr;
    for (const Decl *D : Declaration->decls())
      if (const auto *V = dyn_cast<VarDecl>(D); V && V->getInit())
        if (V->getInit()->IgnoreParenCasts() == &E)
          return V;
    return nullptr;
  }

  /// The call is a statement. The last one in ({ ... }) is a value.
  static bool isDiscarded(const CheckContext &C) {
    llvm::ArrayRef<const Stmt *> Around = C.ancestors();
    return !Around.empty() && isa<CompoundStmt>(Around.back()) &&
           (Around.size() == 1 || !isa<StmtExpr>(Around[Around.size() - 2]));
  }
};

RegisterCheck<Allocation> X;

} // namespace
} // namespace ferrule
