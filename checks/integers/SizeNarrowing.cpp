// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace ferrule {
namespace {

/// int n = strlen(s), memcpy(to, from, n) with a signed n: a size that changes its value when it is
/// converted.
class SizeNarrowing final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-integers-size-narrowing",
        .family = Family::Integers,
        .severity = Severity::Medium,
        .cwes = {681, 195, 197},
        .summary = "conversion that can change the value of a size",
        .rationale =
            "A size that loses its upper bits or its sign is another size: -1 becomes the largest "
            "length there is (C11 6.3.1.3; CERT INT31-C). Reported where the converted value is a "
            "length or size of a library call, an index or an offset, and where the size of an "
            "object or string is put into a narrower integer. Discharged when its range fits; "
            "constants that fit are no operation.",
        .bad = "#include <string.h>\nvoid f(char *to, const char *from, int n) { memcpy(to, from, "
               "n); }\n",
        .good = "#include <string.h>\nvoid f(char *to, const char *from, size_t n) { memcpy(to, "
                "from, n); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CastExpr>([](const CastExpr &E, CheckContext &C) {
      if (E.getCastKind() != CK_IntegralCast || !canChange(E, C))
        return;
      const Expr &From = *E.getSubExpr();
      std::string Use = useOf(E, C);
      if (Use.empty() && isNarrower(E, C) && isSize(From))
        Use = "is a size";
      if (Use.empty() || constantOf(From, C))
        return;
      std::string What = "'" + C.text(From) + "' " + Use + " and is converted from '" +
                         From.getType().getCanonicalType().getUnqualifiedType().getAsString() +
                         "' to '" + E.getType().getCanonicalType().getAsString() + "'";
      auto Range = rangeOf(From, C);
      if (Range && fits(*Range, E.getType(), C))
        return C.discharged(E.getSourceRange(), What,
                            std::to_string(Range->Low) + " <= value <= " +
                                std::to_string(Range->High) + " because of " + Range->Why);
      C.open(E.getSourceRange(), What,
             isNarrower(E, C) ? "it can lose its upper bits" : "it can lose its sign");
    });
  }

private:
  static bool isNarrower(const CastExpr &E, const CheckContext &C) {
    return C.ast().getIntWidth(E.getType()) < C.ast().getIntWidth(E.getSubExpr()->getType());
  }

  static bool canChange(const CastExpr &E, const CheckContext &C) {
    QualType From = E.getSubExpr()->getType(), To = E.getType();
    if (!From->isIntegerType() || !To->isIntegerType())
      return false;
    bool FromUnsigned = From->isUnsignedIntegerOrEnumerationType();
    bool ToUnsigned = To->isUnsignedIntegerOrEnumerationType();
    unsigned FromWidth = C.ast().getIntWidth(From), ToWidth = C.ast().getIntWidth(To);
    // (unsigned char)c is how a character is made an index.
    if (ToWidth == C.ast().getCharWidth() && FromWidth == ToWidth)
      return false;
    return ToWidth < FromWidth || (ToWidth == FromWidth && FromUnsigned != ToUnsigned) ||
           (!FromUnsigned && ToUnsigned);
  }

  static bool fits(const ValueRange &Range, QualType To, const CheckContext &C) {
    unsigned Width = C.ast().getIntWidth(To);
    if (To->isUnsignedIntegerOrEnumerationType())
      return Range.Low >= 0 && (Width >= 63 || Range.High < (std::int64_t{1} << Width));
    return Width >= 64 || (Range.Low >= -(std::int64_t{1} << (Width - 1)) &&
                           Range.High < (std::int64_t{1} << (Width - 1)));
  }

  /// What the value is used for, if that is a size; otherwise empty.
  static std::string useOf(const CastExpr &E, const CheckContext &C) {
    const Expr *Value = &E;
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      const auto *Around = dyn_cast<Expr>(S);
      if (!Around)
        return "";
      if (const auto *Call = dyn_cast<CallExpr>(Around))
        return useIn(*Call, *Value);
      if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Around))
        return Subscript->getIdx() == Value ? "is part of an index" : "";
      const auto *B = dyn_cast<BinaryOperator>(Around);
      if (B && B->getType()->isPointerType())
        return B->isAdditiveOp() || B->isCompoundAssignmentOp() ? "is part of a pointer's offset"
                                                                : "";
      bool HandsOn = isa<ParenExpr, CastExpr>(Around) ||
                     (B && (B->isAdditiveOp() || B->getOpcode() == BO_Mul));
      if (!HandsOn)
        return "";
      Value = Around;
    }
    return "";
  }

  static std::string useIn(const CallExpr &Call, const Expr &Argument) {
    const LibraryFunction *L = libraryFunction(Call);
    if (!L)
      return "";
    for (unsigned I = 0; I != LibraryFunction::MaxParameters && I < Call.getNumArgs(); ++I)
      if (Call.getArg(I) == &Argument &&
          (L->Parameters[I] == Role::Length || L->Parameters[I] == Role::Size))
        return "is part of the " + std::string(L->Parameters[I] == Role::Size ? "size" : "length") +
               " given to " + Call.getDirectCallee()->getNameAsString() + "()";
    return "";
  }

  /// The difference of two pointers, the result of strlen or size(), or a variable of type size_t.
  static bool isSize(const Expr &Full) {
    const Expr &E = *Full.IgnoreParenImpCasts();
    if (const auto *B = dyn_cast<BinaryOperator>(&E))
      return B->getOpcode() == BO_Sub && B->getLHS()->getType()->isPointerType();
    if (const auto *Call = dyn_cast<CallExpr>(&E)) {
      const FunctionDecl *F = Call->getDirectCallee();
      if (!F || !F->getDeclName().isIdentifier())
        return false;
      return llvm::is_contained(
          {"strlen", "strnlen", "wcslen", "__builtin_strlen", "size", "length", "capacity"},
          F->getName());
    }
    QualType T = E.getType();
    for (const auto *Name = T->getAs<TypedefType>(); Name;
         Name = Name->desugar()->getAs<TypedefType>())
      if (llvm::is_contained({"size_t", "ptrdiff_t", "ssize_t"}, Name->getDecl()->getName()))
        return isa<DeclRefExpr, MemberExpr>(E);
    return false;
  }
};

RegisterCheck<SizeNarrowing> X;

} // namespace
} // namespace ferrule
