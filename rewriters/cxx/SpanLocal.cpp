// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A local pointer into something of known size: what is behind it is the rest of that. Where it
// always points there, a std::span says how much that is.
#include "checks/Check.h"
#include "rewriters/Rewriter.h"
#include "rewriters/cxx/Hardening.h"
#include "rewriters/cxx/OwnerEdits.h"
#include "rewriters/cxx/SpanUses.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace ferrule {
namespace {

/// Where a pointer points to.
struct Place {
  /// An array, or a container that has data() and size().
  const Expr *whole = nullptr;
  /// How many elements behind its start; null: at its start.
  const Expr *offset = nullptr;
};

/// int *q = table + k; -> auto q = std::span(table).subspan(k);
class SpanLocal final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "span-local",
        .target = RewriteTarget::SafeCxx,
        .tier = PatchTier::Review,
        .summary = "make a pointer into an array or container a std::span of the rest",
        .rationale =
            "C++ Core Guidelines ES.42 and Bounds.1: a pointer forgets how much is behind it, and "
            "subspan() keeps it ([span.sub]; CWE-119, CWE-787). Offered where a local pointer is "
            "set once, to a place in an array or standard container, and indexed. A library with "
            "checks then tests each index, and that the place is not behind the end. Where "
            "only a pointer will do it gets .data(). Refused where the pointer is moved, where its "
            "address is taken, and where a lambda uses it. Needs C++20.",
        .checks = {PointerId, ArrayId, Move},
        .before = "int *q = table + k;\nreturn q[i];",
        .after = "auto q = std::span(table).subspan(k);\nreturn q[i];",
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<VarDecl>([&](const VarDecl &V, CheckContext &C) {
      if (C.isCXX() && C.function() && !C.function()->isTemplated() &&
          !C.function()->isTemplateInstantiation() && V.isLocalVarDecl() && V.hasLocalStorage() &&
          V.getType()->isPointerType() && V.getIdentifier() && V.getInit())
        consider(V, C, R);
    });
  }

private:
  static constexpr char PointerId[] = "ferrule-bounds-pointer-subscript";
  /// Of a constant pointer into an array.
  static constexpr char ArrayId[] = "ferrule-bounds-array-subscript";
  static constexpr char Move[] = "ferrule-bounds-pointer-arithmetic";

  void consider(const VarDecl &V, CheckContext &C, RewriteContext &R) const {
    Place Into = placeOf(*V.getInit(), R.ast());
    if (!Into.whole)
      return;
    auto Uses = pointerUses(*C.function()->getBody(), V, R);
    Proposal P(R, info(), V.getLocation(), "make '" + V.getNameAsString() + "' a std::span");
    bool Answers = false;
    for (const SpanUse &Use : Uses) {
      const OpenOperation *Op = nullptr;
      for (const char *Check : {PointerId, ArrayId})
        if (Use.kind == SpanUse::Element && !Op)
          Op = R.open(Check, Use.effect->getSourceRange());
      if (Op)
        P.answers(*Op).because(Op->reason, Use.effect->getBeginLoc());
      Answers |= Op != nullptr;
    }
    if (!Answers)
      return;
    if (const OpenOperation *Op =
            R.open(Move, V.getInit()->IgnoreParenImpCasts()->getSourceRange()))
      P.answers(*Op);
    P.ask(std::string(HardeningQuestion) + " Is '" + V.getNameAsString() +
          "' never indexed with what is negative?");
    P.require("C++20, for std::span").require(HardeningPrecondition);
    if (std::string Why = whyNot(V, Uses, C, R); !Why.empty())
      P.refuse(Why);
    else
      write(P, V, Into, Uses, R);
    P.offer();
  }

  static std::string whyNot(const VarDecl &V, llvm::ArrayRef<SpanUse> Uses, const CheckContext &C,
                            const RewriteContext &R) {
    if (!C.language().CPlusPlus20)
      return "std::span is of C++20, and this unit is compiled as an older one";
    const auto *Statement = C.path().empty() ? nullptr : dyn_cast<DeclStmt>(C.path().back());
    if (!Statement || !Statement->isSingleDecl() || V.hasAttrs())
      return "it is not declared alone";
    std::string Type = pointeeText(V, R);
    if (V.getType()->getContainedAutoType() ? !Type.empty() && Type != "auto" : Type.empty())
      return "its type is not written as 'T *'";
    if (std::string Why = whyNoSpan(V, Uses, R); !Why.empty())
      return Why;
    std::vector<SourceLocation> Names{V.getLocation()};
    for (const SpanUse &Use : Uses)
      Names.push_back(R.sources().getSpellingLoc(Use.name->getExprLoc()));
    const Stmt &Scope = C.path().size() > 1 ? *C.path()[C.path().size() - 2] : *Statement;
    return whyNotText(V, Scope.getSourceRange(), {}, Names, R);
  }

  static void write(Proposal &P, const VarDecl &V, Place Into, llvm::ArrayRef<SpanUse> Uses,
                    RewriteContext &R) {
    std::string Whole = R.sourceText(Into.whole->getSourceRange());
    std::string Offset = Into.offset ? R.sourceText(Into.offset->getSourceRange()) : "";
    if (Whole.empty() || (Into.offset && Offset.empty())) {
      P.refuse("it is declared in a macro");
      return;
    }
    std::string Type = "std::span<" + pointeeText(V, R) + "> ";
    const ArrayType *Array = R.ast().getAsArrayType(Into.whole->getType());
    if (V.getType()->getContainedAutoType() ||
        (Array && R.ast().hasSameType(V.getType()->getPointeeType(), Array->getElementType())))
      Type = "auto ";
    P.replace(V.getSourceRange(), (V.getType().isConstQualified() ? "const " : "") + Type +
                                      V.getNameAsString() + " = std::span(" + Whole + ")" +
                                      (Into.offset ? ".subspan(" + Offset + ")" : ""));
    P.include(V.getLocation(), "<span>");
    for (const SpanUse &Use : Uses)
      rewriteUse(P, Use, R);
  }

  /// table, table + k, &table[k], v.data(), v.data() + k
  static Place placeOf(const Expr &Init, const ASTContext &AST) {
    const Expr *E = Init.IgnoreParenImpCasts();
    if (const auto *Taken = dyn_cast<UnaryOperator>(E); Taken && Taken->getOpcode() == UO_AddrOf) {
      const Expr *Element = Taken->getSubExpr()->IgnoreParens();
      if (const auto *At = dyn_cast<ArraySubscriptExpr>(Element))
        return {wholeOf(*At->getBase(), AST), At->getIdx()};
      return {};
    }
    const auto *Sum = dyn_cast<BinaryOperator>(E);
    if (Sum && Sum->getOpcode() == BO_Add && Sum->getLHS()->getType()->isPointerType())
      return {wholeOf(*Sum->getLHS(), AST), Sum->getRHS()};
    return {wholeOf(*E, AST), nullptr};
  }

  /// The array that decays, or the container whose data() is asked; null: another pointer.
  static const Expr *wholeOf(const Expr &Pointer, const ASTContext &AST) {
    const Expr *E = Pointer.IgnoreParenImpCasts();
    if (E->isLValue() && AST.getAsConstantArrayType(E->getType()))
      return isa<StringLiteral>(E) ? nullptr : E;
    const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    if (!Method || !Method->getIdentifier() || Method->getName() != "data" ||
        !Method->getParent()->isInStdNamespace() || Call->getNumArgs() != 0)
      return nullptr;
    const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
    const Expr *Object = Call->getImplicitObjectArgument();
    return Member && !Member->isArrow() && Object->isLValue() &&
                   llvm::is_contained({"array", "vector", "span", "basic_string"},
                                      Method->getParent()->getName())
               ? Object
               : nullptr;
  }
};

RegisterRewriter<SpanLocal> X;

} // namespace
} // namespace ferrule
