// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Guards.h"
#include "checks/Values.h"
#include "rewriters/common/FreeNames.h"
#include "rewriters/common/Guard.h"

using namespace clang;

namespace ferrule {
namespace {

/// int n = length; -> if (length > INT_MAX) return ...; in front of it
class NarrowCheck final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "narrow-check",
        .target = RewriteTarget::CBounds,
        .tier = PatchTier::Review,
        .summary = "leave the function before a size is converted to a type that cannot hold it",
        .rationale =
            "A size that loses its upper bits or its sign on the way to an index, a length or an "
            "allocation is how small buffers get large copies (CWE-197, CWE-681, CERT INT31-C). "
            "The test leaves as the function leaves elsewhere; whether that is right is for a "
            "person. Executions in which the value fits do not change.",
        .checks = {"ferrule-integers-size-narrowing"},
        .before = "int n = length;",
        .after = "if (length > INT_MAX)\n    return -1;\nint n = length;",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CastExpr>([&](const CastExpr &E, CheckContext &C) {
      if (E.getCastKind() != CK_IntegralCast || !C.function())
        return;
      if (const OpenOperation *Op = R.open("ferrule-integers-size-narrowing", E.getSourceRange()))
        propose(E, *Op, C, R);
    });
  }

private:
  void propose(const CastExpr &E, const OpenOperation &Op, const CheckContext &C,
               RewriteContext &R) {
    const Expr &Value = *E.getSubExpr()->IgnoreParenImpCasts();
    Proposal P(R, info(), E.getBeginLoc(),
               "test that '" + C.text(Value) + "' fits into '" + E.getType().getAsString() + "'");
    P.answers(Op).because(Op.reason, E.getBeginLoc());
    std::string Text = R.sourceText(Value.getSourceRange());
    // What does something or takes time, and a difference of pointers, which is an operation of its
    // own, is not written twice.
    bool Keeps = Value.HasSideEffects(R.ast()) || holds(Value, [](const Stmt &S) {
                   const auto *Part = dyn_cast<Expr>(&S);
                   return isa<CallExpr>(S) || (Part && isPointerDifference(*Part));
                 });
    std::string Name = Keeps && !Text.empty() ? freeName(C) : "";
    if (Keeps)
      Text = Name;
    auto Condition = Text.empty() ? std::nullopt : condition(E, Value, Text, C, P);
    if (isTest(E, Value, C))
      P.refuse("the conversion is a test itself: of the sign, or whether it keeps the value");
    else if (Text.empty())
      P.refuse("the value comes from a macro");
    else if (!Condition)
      P.refuse("the value is of a type that cannot be compared with the limits of the other");
    else
      guard(P,
            {*Condition,
             {&Value},
             "'" + C.text(Value) + "' does not fit into '" + E.getType().getAsString() + "'",
             nullptr,
             Keeps ? &Value : nullptr,
             Keeps ? declare(Value.getType(), Name, C, P) : "",
             Name},
            C, R, Tests);
    P.offer();
  }

  /// (int)n < 0, or (unsigned)n != n, in an expression that decides which way is taken.
  static bool isTest(const CastExpr &E, const Expr &Value, const CheckContext &C) {
    const Expr *At = &E;
    for (const Stmt *S : llvm::reverse(C.path().drop_back())) {
      const auto *Parent = dyn_cast<Expr>(S);
      if (isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Parent)) {
        At = Parent;
        continue;
      }
      const auto *B = dyn_cast_or_null<BinaryOperator>(Parent);
      if (!B || !B->isComparisonOp() || !isa<ExplicitCastExpr>(E))
        return false;
      const Expr &Other = *(B->getLHS() == At ? B->getRHS() : B->getLHS());
      auto Number = Other.getIntegerConstantExpr(C.ast());
      return B->isEqualityOp() ? sameText(*Other.IgnoreParenImpCasts(), Value, C)
                               : Number && Number->isZero();
    }
    return false;
  }

  static bool isPointerDifference(const Expr &E) {
    const auto *B = dyn_cast<BinaryOperator>(&E);
    return B && B->getOpcode() == BO_Sub && B->getLHS()->getType()->isPointerType();
  }

  /// For a variable of the wide type: after what gets the value, or else "wide_value".
  std::string freeName(const CheckContext &C) {
    std::string Base = "value";
    for (const Stmt *S : llvm::reverse(C.path())) {
      const auto *B = dyn_cast<BinaryOperator>(S);
      const auto *Declared = dyn_cast<DeclStmt>(S);
      const NamedDecl *Gets = Declared && Declared->isSingleDecl()
                                  ? dyn_cast<NamedDecl>(Declared->getSingleDecl())
                              : B && B->isAssignmentOp() ? variableOf(*B->getLHS())
                                                         : nullptr;
      if (Gets)
        Base = Gets->getNameAsString();
      if (Gets || !isa<Expr>(S))
        break;
    }
    return Names.free("wide", Base, C);
  }

  static std::string declare(QualType T, const std::string &Name, const CheckContext &C,
                             Proposal &P) {
    if (C.language().CPlusPlus11)
      return "const auto " + Name;
    std::string Type = T.getUnqualifiedType().getAsString(C.ast().getPrintingPolicy());
    // Of the results of sizeof and of a difference Clang says __size_t and __ptrdiff_t.
    StringRef Plain = Type;
    if (!Plain.consume_front("__") || (Plain != "size_t" && Plain != "ptrdiff_t"))
      return Type + " " + Name;
    DeclarationName Wanted(&C.ast().Idents.get(Plain));
    if (llvm::none_of(C.ast().getTranslationUnitDecl()->lookup(Wanted),
                      llvm::IsaPred<TypedefNameDecl>))
      P.include(C.path().back()->getBeginLoc(), "<stddef.h>");
    return Plain.str() + " " + Name;
  }

  static std::optional<std::string> condition(const CastExpr &E, const Expr &Value,
                                              const std::string &Text, const CheckContext &C,
                                              Proposal &P) {
    QualType From = Value.getType(), To = E.getType();
    if (!From->isIntegerType() || !To->isIntegerType())
      return std::nullopt;
    const std::string Operand =
        isa<DeclRefExpr, MemberExpr, CallExpr>(Value) || isPointerDifference(Value)
            ? Text
            : "(" + Text + ")";
    unsigned FromWidth = C.ast().getIntWidth(From), ToWidth = C.ast().getIntWidth(To);
    bool FromSigned = From->isSignedIntegerOrEnumerationType();
    bool ToSigned = To->isSignedIntegerOrEnumerationType();
    auto Range = rangeOf(Value, C);
    bool MayBeNegative = FromSigned && !(Range && Range->Low >= 0);
    bool MayBeLarge = FromWidth - FromSigned > ToWidth - ToSigned;
    std::string Limit =
        MayBeLarge || (ToSigned && MayBeNegative && FromWidth > ToWidth) ? limitOf(To, C) : "";
    if (MayBeLarge && Limit.empty())
      return std::nullopt;
    std::string Above = Operand + " > " + Limit;
    if (MayBeLarge)
      P.include(Value.getBeginLoc(), C.isCXX() ? "<climits>" : "<limits.h>");
    if (!MayBeNegative)
      return MayBeLarge ? std::optional(Above) : std::nullopt;
    if (!ToSigned)
      return Operand + " < 0" + (MayBeLarge ? " || " + Above : "");
    if (FromWidth <= ToWidth)
      return std::nullopt;
    std::string Below = Operand + " < " + StringRef(Limit).drop_back(3).str() + "MIN";
    return Below + " || " + Above;
  }

  /// Of <limits.h>; empty when it has none for the type.
  static std::string limitOf(QualType T, const CheckContext &C) {
    const ASTContext &AST = C.ast();
    QualType Plain = T.getCanonicalType().getUnqualifiedType();
    if (Plain == AST.IntTy)
      return "INT_MAX";
    if (Plain == AST.UnsignedIntTy)
      return "UINT_MAX";
    if (Plain == AST.ShortTy)
      return "SHRT_MAX";
    if (Plain == AST.UnsignedShortTy)
      return "USHRT_MAX";
    if (Plain == AST.LongTy)
      return "LONG_MAX";
    if (Plain == AST.UnsignedLongTy)
      return "ULONG_MAX";
    if (Plain == AST.SignedCharTy)
      return "SCHAR_MAX";
    if (Plain == AST.UnsignedCharTy)
      return "UCHAR_MAX";
    return "";
  }

  FreeNames Names;
  Guards Tests;
};

RegisterRewriter<NarrowCheck> X;

} // namespace
} // namespace ferrule
