// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/integers/Arithmetic.h"
#include "checks/integers/ComputedSizes.h"
#include "checks/integers/FieldSizes.h"
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
            "differences in the size of an allocation, for arithmetic whose result is kept in a "
            "local variable that becomes such a length or size or, where it is signed, is compared "
            "with one or becomes an index or offset, and for sums and products of less than 64 "
            "bits "
            "that are kept in a member that becomes such a length, or the size of an allocation by "
            "way of others. A counter of type int that becomes an index into what no type bounds, "
            "or a length, is discharged by the condition of its loop, and open where nothing "
            "compares it with a limit or that is of a larger type.",
        .bad = "#include <string.h>\n"
               "void f(char *to, const char *from, unsigned n) { memcpy(to, from, n - 1); }\n",
        .good = "#include <string.h>\nvoid f(char *to, const char *from, unsigned n) {\n"
                "  if (n > 0)\n    memcpy(to, from, n - 1);\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    Functions.clear();
    Fields = {};
    D.on<CallExpr>([this](const CallExpr &Call, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(Call);
      for (unsigned I = 0; L && I != LibraryFunction::MaxParameters; ++I)
        if (L->Parameters[I] == Role::Length || L->Parameters[I] == Role::Size)
          judge(Call, *Call.getArg(I), L->Parameters[I] == Role::Length, C);
      noteUses(Call, L, C);
    });
    D.on<ArraySubscriptExpr>([this](const ArraySubscriptExpr &E, CheckContext &C) {
      Functions[C.function()].noteIndex(
          *E.getIdx(), E.getBase()->IgnoreParenImpCasts()->getType()->isConstantArrayType());
    });
    D.on<UnaryOperator>([this](const UnaryOperator &E, CheckContext &C) {
      if (E.isIncrementOp())
        Functions[C.function()].noteStep(E, C);
      else if (E.getOpcode() == UO_AddrOf)
        Functions[C.function()].noteAddress(*E.getSubExpr());
    });
    D.on<BinaryOperator>([this](const BinaryOperator &E, CheckContext &C) {
      ComputedSizes &Here = Functions[C.function()];
      const auto *Update = dyn_cast<CompoundAssignOperator>(&E);
      if (E.isAssignmentOp() && E.getType()->isIntegerType())
        Fields.noteValue(*E.getLHS(), Update ? static_cast<const Expr &>(E) : *E.getRHS(), C);
      if (E.getType()->isPointerType() && (E.isAdditiveOp() || Update))
        Here.noteIndex(E.getLHS()->getType()->isPointerType() ? *E.getRHS() : *E.getLHS());
      else if (Update)
        Here.noteUpdate(*Update, C);
      else if (const VarDecl *V = E.isAssignmentOp() ? variableOf(*E.getLHS()) : nullptr)
        Here.noteValue(*V, *E.getRHS(), C);
      else if (E.isComparisonOp())
        Here.noteComparison(E, C);
    });
    D.on<DeclStmt>([this](const DeclStmt &S, CheckContext &C) {
      for (const Decl *Declared : S.decls())
        if (const auto *V = dyn_cast<VarDecl>(Declared); V && V->getInit())
          noteStart(*V, C);
    });
    D.onFunctionEnd([this](CheckContext &C) {
      if (auto It = Functions.find(C.function()); It != Functions.end()) {
        ComputedSizes Here = std::move(It->second);
        Functions.erase(It);
        Here.report(C);
      }
    });
    D.onUnitEnd([this](CheckContext &C) { Fields.report(C); });
  }

private:
  void noteStart(const VarDecl &V, const CheckContext &C) {
    if (V.getType()->isReferenceType())
      return Functions[C.function()].noteAddress(*V.getInit());
    Functions[C.function()].noteValue(V, *V.getInit(), C);
    Fields.noteValue(V, *V.getInit());
  }

  void noteUse(const Expr &Size, const std::string &Use, bool Allocates, const CheckContext &C) {
    Functions[C.function()].noteUse(Size, Use);
    Fields.noteUse(Size, Use, Allocates);
  }

  void noteUses(const CallExpr &Call, const LibraryFunction *L, const CheckContext &C) {
    if (const FunctionDecl *F = Call.getDirectCallee(); F && C.isCXX())
      for (unsigned I = 0, N = std::min(Call.getNumArgs(), F->getNumParams()); I != N; ++I)
        if (QualType T = F->getParamDecl(I)->getType();
            T->isReferenceType() && !T.getNonReferenceType().isConstQualified())
          Functions[C.function()].noteAddress(*Call.getArg(I));
    for (unsigned I = 0; L && I != LibraryFunction::MaxParameters; ++I)
      if (L->Parameters[I] == Role::Length)
        noteUse(*Call.getArg(I),
                "the length given to " + Call.getDirectCallee()->getNameAsString() + "()", false,
                C);
    if (auto Memory = memoryCall(Call, C.wrappers()))
      for (const Expr *Size : Memory->Sizes)
        noteUse(*Size, "the size given to " + Memory->Name + "()", true, C);
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
  FieldSizes Fields;
};

RegisterCheck<SizeArithmeticCheck> X;

} // namespace
} // namespace ferrule
