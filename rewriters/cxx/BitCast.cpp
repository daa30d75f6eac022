// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/Rewriter.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

namespace ferrule {
namespace {

/// *(float *)&bits -> std::bit_cast<float>(bits)
class BitCast final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "bit-cast",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Safe,
        .summary = "read the bytes of an object as another type with std::bit_cast",
        .rationale =
            "To read an object as if it were of another type is undefined, unless the types are "
            "alike, one is a character type, or the compiler is told not to mind "
            "([basic.lval], CERT EXP39-C). Where it is defined, std::bit_cast gives the same value "
            "([bit.cast]): the types have the same size, and both can be copied byte by byte. It "
            "needs C++20. Offered for *(T *)&x and *reinterpret_cast<T *>(&x) that are read, and "
            "neither written nor volatile.",
        .checks = {"ferrule-types-pointer-cast", "ferrule-types-reinterpret-cast"},
        .before = "float f = *(float *)&bits;",
        .after = "float f = std::bit_cast<float>(bits);",
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CStyleCastExpr>([&](const CStyleCastExpr &E, CheckContext &C) { consider(E, C, R); });
    D.on<CXXReinterpretCastExpr>([&](const auto &E, CheckContext &C) { consider(E, C, R); });
  }

private:
  void consider(const ExplicitCastExpr &Cast, const CheckContext &C, RewriteContext &R) const {
    const auto *Address = dyn_cast<UnaryOperator>(Cast.getSubExpr()->IgnoreParenImpCasts());
    const auto *Read = dyn_cast_or_null<UnaryOperator>(C.parent());
    if (!C.language().CPlusPlus20 || !Address || Address->getOpcode() != UO_AddrOf || !Read ||
        Read->getOpcode() != UO_Deref)
      return;
    const OpenOperation *Op = nullptr;
    for (const std::string &Check : info().checks)
      if (!Op)
        Op = R.open(Check, Cast.getSourceRange());
    if (!Op)
      return;
    const Expr &Object = *Address->getSubExpr()->IgnoreParens();
    Proposal P(R, info(), Read->getBeginLoc(),
               "read '" + C.text(Object) + "' as another type with std::bit_cast");
    P.answers(*Op).because(Op->reason, Cast.getBeginLoc());
    std::string Type = typeText(Cast, R), Text = R.sourceText(Object.getSourceRange());
    if (std::string Why = whyNot(Object.getType(), Read->getType(), R.ast()); !Why.empty())
      P.refuse(Why);
    else if (!isRead(*Read, C))
      P.refuse("it is not only read");
    else if (Type.empty() || Text.empty())
      P.refuse("the text to change comes from a macro, or the '*' of the type from a typedef");
    else
      P.replace(Read->getSourceRange(), "std::bit_cast<" + Type + ">(" + Text + ")")
          .include(Read->getBeginLoc(), "<bit>");
    P.offer();
  }

  static std::string whyNot(QualType From, QualType To, const ASTContext &AST) {
    if (From.isVolatileQualified() || To.isVolatileQualified())
      return "it is volatile";
    if (From->isIncompleteType() || To->isIncompleteType() ||
        AST.getTypeSize(From) != AST.getTypeSize(To))
      return "the types do not have the same size";
    if (!From.isTriviallyCopyableType(AST) || !To.isTriviallyCopyableType(AST) || To->isArrayType())
      return "one of the types cannot be copied byte by byte";
    return "";
  }

  /// What the '*' gives becomes a value at once.
  static bool isRead(const UnaryOperator &Deref, const CheckContext &C) {
    auto Path = llvm::reverse(C.ancestors());
    auto At = llvm::find(Path, &Deref);
    for (++At; At != Path.end(); ++At)
      if (const auto *Cast = dyn_cast<ImplicitCastExpr>(*At))
        return Cast->getCastKind() == CK_LValueToRValue;
      else if (!isa<ParenExpr>(*At))
        return false;
    return false;
  }

  /// "float" of '(const float *)'.
  static std::string typeText(const ExplicitCastExpr &Cast, const RewriteContext &R) {
    auto Pointer = Cast.getTypeInfoAsWritten()->getTypeLoc().getAs<PointerTypeLoc>();
    return Pointer ? R.sourceText(Pointer.getPointeeLoc().getUnqualifiedLoc().getSourceRange())
                   : "";
  }
};

RegisterRewriter<BitCast> X;

} // namespace
} // namespace ferrule
