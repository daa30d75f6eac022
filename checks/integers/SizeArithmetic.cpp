// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/integers/Arithmetic.h"
#include "checks/integers/ComputedSizes.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/ownership/MemoryCalls.h"

using namespace clang;

namespace ferrule {
namespace {

/// memcpy(to, from, end - begin - 1): a length that may wrap.
class SizeArithmeticCheck final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-integers-size-arithmetic",
        .family = Family::Integers,
        .severity = Severity::High,
        .cwes = {191, 190},
        .summary = "length or size that is computed",
        .rationale =
            "An unsigned difference below zero or a sum that wraps becomes a length that the "
            "function believes (CERT INT30-C). Discharged when the ranges of the operands "
            "or a test such as n > SIZE_MAX - m show that it does not wrap. Reported for the "
            "lengths of library calls, for "
            "differences in the size of an allocation, and for arithmetic whose result is kept in "
            "a "
            "local variable that becomes such a length or size or, where it is signed, is compared "
            "with one or becomes an index.",
        .bad = "#include <string.h>\n"
               "void f(char *to, const char *from, unsigned n) { memcpy(to, from, n - 1); }\n",
        .good = "#include <string.h>\nvoid f(char *to, const char *from, unsigned n) {\n"
                "  if (n > 0)\n    memcpy(to, from, n - 1);\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    Functions.clear();
    D.on<CallExpr>([this](const CallExpr &Call, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(Call);
      for (unsigned I = 0; L && I != LibraryFunction::MaxParameters; ++I)
        if (L->Parameters[I] == Role::Length || L->Parameters[I] == Role::Size)
          judge(Call, *Call.getArg(I), L->Parameters[I] == Role::Length, C);
      noteUses(Call, L, C);
    });
    D.on<ArraySubscriptExpr>([this](const ArraySubscriptExpr &E, CheckContext &C) {
      Functions[C.function()].noteIndex(*E.getIdx());
    });
    D.on<BinaryOperator>([this](const BinaryOperator &E, CheckContext &C) {
      ComputedSizes &Here = Functions[C.function()];
      if (const auto *Update = dyn_cast<CompoundAssignOperator>(&E))
        Here.noteUpdate(*Update, C);
      else if (const VarDecl *V = E.isAssignmentOp() ? variableOf(*E.getLHS()) : nullptr)
        Here.noteValue(*V, *E.getRHS(), C);
      else if (E.isRelationalOp())
        Here.noteComparison(E);
    });
    D.on<DeclStmt>([this](const DeclStmt &S, CheckContext &C) {
      for (const Decl *Declared : S.decls())
        if (const auto *V = dyn_cast<VarDecl>(Declared); V && V->getInit())
          Functions[C.function()].noteValue(*V, *V->getInit(), C);
    });
    D.onFunctionEnd([this](CheckContext &C) {
      if (auto It = Functions.find(C.function()); It != Functions.end()) {
        ComputedSizes Here = std::move(It->second);
        Functions.erase(It);
        Here.report(C);
      }
    });
  }

private:
  void noteUses(const CallExpr &Call, const LibraryFunction *L, const CheckContext &C) {
    ComputedSizes &Here = Functions[C.function()];
    for (unsigned I = 0; L && I != LibraryFunction::MaxParameters; ++I)
      if (L->Parameters[I] == Role::Length)
        Here.noteUse(*Call.getArg(I),
                     "the length given to " + Call.getDirectCallee()->getNameAsString() + "()");
    if (auto Memory = memoryCall(Call, C.wrappers()))
      for (const Expr *Size : Memory->Sizes)
        Here.noteUse(*Size, "the size given to " + Memory->Name + "()");
  }

  static void judge(const CallExpr &Call, const Expr &Length, bool IsLength, CheckContext &C) {
    SizeArithmetic Found = arithmeticIn(Length, C, [&](const BinaryOperator &B) {
      switch (B.getOpcode()) {
      case BO_Sub:
        return B.getType()->isUnsignedIntegerType();
      case BO_Add:
      case BO_Mul:
      case BO_Shl:
        return IsLength;
      default:
        return false;
      }
    });
    if (!Found.Computes)
      return;
    std::string What = Call.getDirectCallee()->getNameAsString() + "() is given the " +
                       (IsLength ? "length" : "size") + " '" + C.text(Length) + "'";
    if (Found.MayWrap)
      return C.open(Length.getSourceRange(), What, "'" + C.text(*Found.MayWrap) + "' may wrap");
    C.discharged(Length.getSourceRange(), What, "the ranges of its operands keep it from wrapping");
  }

  llvm::DenseMap<const FunctionDecl *, ComputedSizes> Functions;
};

RegisterCheck<SizeArithmeticCheck> X;

} // namespace
} // namespace ferrule
