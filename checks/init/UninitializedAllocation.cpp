// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace ferrule {
namespace {

/// malloc(n), new int[n]: memory that holds what was there before.
class UninitializedAllocation final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-init-uninitialized-allocation",
        .family = Family::Init,
        .severity = Severity::Medium,
        .cwes = {908, 457},
        .summary = "allocation of memory that is not initialised",
        .rationale =
            "What malloc returns, what realloc adds and what new makes without an initialiser has "
            "no defined value; reading it leaks what was there before or is undefined behaviour "
            "(C11 7.22.3.4; CERT EXP33-C, MEM03-C). Discharged when one of the next statements "
            "fills it with memset, memcpy or memmove of the same length. calloc is no operation.",
        .bad = "#include <stdlib.h>\nint *f(void) { return malloc(8 * sizeof(int)); }\n",
        .good = "#include <stdlib.h>\nint *f(void) { return calloc(8, sizeof(int)); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &Call, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(Call);
      if (!L || !L->allocates() || !L->hasRole(Role::Size) || L->has(LibraryFunction::Zeroed))
        return;
      const Expr &Size = *argumentOf(*L, Call, Role::Size);
      std::string Name = Call.getDirectCallee()->getNameAsString() + "()";
      std::string What = L->hasRole(Role::Resized) ? Name + " leaves what it adds uninitialised"
                                                   : Name + " returns uninitialised memory";
      std::string Filler = fillerOf(Size, C);
      if (!Filler.empty())
        return C.discharged(Call.getSourceRange(), What, Filler + "() fills it at once");
      C.open(Call.getSourceRange(), What, "nothing shows that it is written before it is read",
             Confidence::Low);
    });
    D.on<CXXNewExpr>([](const CXXNewExpr &New, CheckContext &C) {
      const CXXConstructExpr *Construct = New.getConstructExpr();
      if (New.getInitializationStyle() != CXXNewInitializationStyle::None ||
          New.getNumPlacementArgs() > 0 || (Construct && !Construct->getConstructor()->isTrivial()))
        return;
      if (const auto *Class = New.getAllocatedType()->getAsRecordDecl();
          Class && Class->field_empty())
        return;
      C.open(New.getSourceRange(), "'" + C.text(New) + "' makes uninitialised memory",
             "nothing shows that it is written before it is read", Confidence::Low);
    });
  }

private:
  /// The variable that the visited allocation is put into, or null.
  static const VarDecl *targetOf(const CheckContext &C) {
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      if (const auto *Assign = dyn_cast<BinaryOperator>(S))
        return Assign->getOpcode() == BO_Assign ? variableOf(*Assign->getLHS()) : nullptr;
      if (const auto *Declare = dyn_cast<DeclStmt>(S))
        return Declare->isSingleDecl() ? dyn_cast<VarDecl>(Declare->getSingleDecl()) : nullptr;
      if (!isa<ParenExpr, CastExpr>(S))
        return nullptr;
    }
    return nullptr;
  }

  /// The name of the function that fills the visited allocation in one of the next statements, or
  /// "". Only tests of the pointer may stand between.
  static std::string fillerOf(const Expr &Size, const CheckContext &C) {
    const VarDecl *Target = targetOf(C);
    const auto Around = C.ancestors();
    const auto Block =
        llvm::find_if(llvm::reverse(Around), [](const Stmt *S) { return isa<CompoundStmt>(S); });
    if (!Target || Block == Around.rend() || Block == Around.rbegin())
      return "";
    const auto *Body = cast<CompoundStmt>(*Block);
    const auto *Here = llvm::find(Body->body(), *std::prev(Block));
    for (const auto *It = Here == Body->body_end() ? Here : Here + 1; It != Body->body_end();
         ++It) {
      if (isa<IfStmt>(*It) && !cast<IfStmt>(*It)->getElse())
        continue;
      const auto *E = dyn_cast<Expr>(*It);
      const auto *Call = E ? dyn_cast<CallExpr>(E->IgnoreParenCasts()) : nullptr;
      const LibraryFunction *L = Call ? libraryFunction(*Call) : nullptr;
      if (!L || !L->has(LibraryFunction::Exact) || !L->hasRole(Role::Destination))
        return "";
      bool Same =
          variableOf(*argumentOf(*L, *Call, Role::Destination)->IgnoreParenCasts()) == Target &&
          C.text(*argumentOf(*L, *Call, Role::Length)) == C.text(Size);
      return Same ? L->Name.str() : "";
    }
    return "";
  }
};

RegisterCheck<UninitializedAllocation> X;

} // namespace
} // namespace ferrule
