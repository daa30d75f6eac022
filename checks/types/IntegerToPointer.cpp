// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Guards.h"
#include "checks/Values.h"
#include "checks/types/PointerTypes.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace ferrule {
namespace {

/// (T *)i
class IntegerToPointer final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-types-integer-to-pointer",
        .family = Family::Types,
        .severity = Severity::Medium,
        .cwes = {587, 822},
        .summary = "integer taken for a pointer",
        .rationale =
            "The result need not be aligned, need not point to an object and has no provenance "
            "(C11 6.3.2.3p5; CERT INT36-C). A constant that initialises, is assigned to or is "
            "passed for a pointer is a defect in hosted code, where nobody knows what is at a "
            "fixed address (CWE-587); it stays open when it may be meant: a volatile target "
            "(memory-mapped I/O), a mark from -4095 to 4095 or of all ones, a constant of a system "
            "header, a void pointer as an argument or in an object, which may carry a plain "
            "number. Discharged when the pointer is only compared with another, and when the "
            "integer was made from a pointer in the same expression without arithmetic. A null "
            "pointer is not reported.",
        .bad = "int *device(void) { return (int *)0x4000; }\n",
        .good = "extern int device_register;\nint *device(void) { return &device_register; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CastExpr>([](const CastExpr &E, CheckContext &C) {
      if (E.getCastKind() != CK_IntegralToPointer)
        return;
      const Expr &Source = *E.getSubExpr();
      auto Constant = constantOf(Source, C);
      if (Constant == 0)
        return;
      std::string What = "'" + C.text(*Source.IgnoreParenImpCasts()) + "' is taken for a " +
                         spelled(E.getType(), C.ast());
      const auto *Use = dyn_cast_or_null<BinaryOperator>(C.parent());
      if (Use && Use->isEqualityOp())
        return C.discharged(E.getSourceRange(), What, "the pointer is only compared");
      if (isPointerMadeInteger(*Source.IgnoreParens()))
        return C.discharged(E.getSourceRange(), What,
                            "the integer is made from a pointer in the same expression");
      if (Constant && isAddress(*Constant, Source.getType(), C) && isTrusted(E, C))
        return C.defect(E.getSourceRange(), What,
                        "a fixed address: nothing says what is there in hosted code");
      if (Constant)
        return C.open(E.getSourceRange(), What, "a fixed address", Confidence::High);
      C.open(E.getSourceRange(), What,
             derivesFromPointer(Source) ? "the integer is computed from a pointer"
                                        : "nothing says that the integer was a pointer");
    });
  }

private:
  /// Not a mark such as MAP_FAILED: small, or all ones in the width that it is written in.
  static bool isAddress(std::int64_t Value, QualType T, const CheckContext &C) {
    constexpr std::int64_t Page = 4096;
    std::uint64_t Width = C.ast().getIntWidth(T);
    bool Ones = Width < 64 && Value == (std::int64_t{1} << Width) - 1;
    return !Ones && (Value >= Page || Value <= -Page);
  }

  /// Something that can be memory-mapped I/O: volatile itself, or a record with a volatile member.
  static bool isVolatile(QualType Pointer) {
    QualType T = Pointer->getPointeeType();
    const RecordDecl *Record = T.isNull() ? nullptr : T->getAsRecordDecl();
    return (!T.isNull() && T.isVolatileQualified()) ||
           (Record && llvm::any_of(Record->fields(), [](const FieldDecl *F) {
              return F->getType().isVolatileQualified();
            }));
  }

  /// The pointer that E makes of a constant is taken for that of an object or a function: it
  /// initialises, is assigned, passed, returned, read through or called.
  static bool isTrusted(const CastExpr &E, const CheckContext &C) {
    if (!isa<ExplicitCastExpr>(E) || C.language().Freestanding || isVolatile(E.getType()) ||
        C.sources().isInSystemMacro(E.getExprLoc()) || isNeverReached(C))
      return false;
    const Expr *Value = &E;
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      const auto *Choice = dyn_cast<ConditionalOperator>(S);
      if (isa<ParenExpr, CastExpr, FullExpr>(S) || (Choice && Choice->getCond() != Value)) {
        Value = cast<Expr>(S);
        if (!Value->getType()->isPointerType() || isVolatile(Value->getType()))
          return false;
        continue;
      }
      const bool Void = Value->getType()->isVoidPointerType();
      if (const auto *B = dyn_cast<BinaryOperator>(S))
        return B->getOpcode() == BO_Assign && (!Void || variableOf(*B->getLHS()));
      if (const auto *U = dyn_cast<UnaryOperator>(S))
        return U->getOpcode() == UO_Deref;
      return isa<DeclStmt, ReturnStmt>(S) ||
             (!Void && isa<CallExpr, CXXConstructExpr, InitListExpr>(S));
    }
    return true; // The initialiser of a variable outside of functions, or of a member.
  }

  static bool isPointerMadeInteger(const Expr &E) {
    const auto *Cast = dyn_cast<CastExpr>(&E);
    if (!Cast)
      return false;
    return Cast->getCastKind() == CK_PointerToIntegral ||
           (Cast->getCastKind() == CK_NoOp &&
            isPointerMadeInteger(*Cast->getSubExpr()->IgnoreParens()));
  }

  static bool derivesFromPointer(const Stmt &S) {
    const auto *Cast = dyn_cast<CastExpr>(&S);
    return (Cast && Cast->getCastKind() == CK_PointerToIntegral) ||
           llvm::any_of(S.children(),
                        [](const Stmt *Child) { return Child && derivesFromPointer(*Child); });
  }
};

RegisterCheck<IntegerToPointer> X;

} // namespace
} // namespace ferrule
