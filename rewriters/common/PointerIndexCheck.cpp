// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How much is behind a pointer is said by the declaration of a parameter or field, or was inferred.
// It is in terms of other parameters, or other fields of the record: what the test compares with.
//
// A parameter's declaration speaks of the values at the function's entry, so neither the pointer
// nor the count may change in the function; a field's is kept between the functions that change the
// record, so a function that changes either of them is left alone. Where a pointer goes forward to
// an end that stays, what is left is the difference at any time.
#include "checks/DeclaredExtent.h"
#include "checks/Guards.h"
#include "checks/Values.h"
#include "rewriters/common/Annotation.h"
#include "rewriters/common/CountUse.h"
#include "rewriters/common/Guard.h"
#include "rewriters/common/IndexTest.h"

using namespace clang;

namespace ferrule {
namespace {

/// The extent of what an expression points to, and how it is known.
struct KnownExtent {
  DeclaredExtent extent;
  /// The parameter or field.
  const ValueDecl *pointer = nullptr;
  /// Inferred, and to be written down where the entity first declares it.
  const SlotContract *contract = nullptr;
  const ValueDecl *declaration = nullptr;
  std::string words;
};

/// p[i] -> if (i >= n) return ...; in front of it
class PointerIndexCheck final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "pointer-index-check",
        .target = RewriteTarget::CBounds,
        .tier = PatchTier::Review,
        .summary = "leave the function before a pointer is indexed beyond what it is given",
        .rationale =
            "Where the number of elements behind a parameter or field is declared, or was inferred "
            "from what all callers and writers do, and nothing that is known bounds the index by "
            "it (CWE-129, CWE-787, CERT ARR30-C). What was inferred is declared at once, since the "
            "test says nothing without it. The test leaves as the function leaves elsewhere; "
            "whether that is right is for a person. Where the declaration is true, defined "
            "executions do not change: in them the index is below the count.",
        .checks = {"ferrule-bounds-pointer-subscript"},
        .before = "int get(const int *p FERRULE_COUNTED_BY(n), int n, int i) {\n  return p[i];\n}",
        .after = "int get(const int *p FERRULE_COUNTED_BY(n), int n, int i) {\n"
                 "  if (i < 0 || i >= n)\n    return -1;\n  return p[i];\n}",
        .mustDischarge = true,
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<ArraySubscriptExpr>([&](const ArraySubscriptExpr &E, CheckContext &C) {
      const OpenOperation *Op = R.open("ferrule-bounds-pointer-subscript", E.getSourceRange());
      if (!Op || !C.function())
        return;
      if (auto Known = knownExtent(*E.getBase()->IgnoreParenImpCasts(), C, R))
        propose(E, *Known, *Op, C, R);
    });
  }

private:
  /// Nothing: nobody says anything of it.
  static std::optional<KnownExtent> knownExtent(const Expr &Base, const CheckContext &C,
                                                RewriteContext &R) {
    const auto *Ref = dyn_cast<DeclRefExpr>(&Base);
    const auto *Parameter = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
    const auto *Member = dyn_cast<MemberExpr>(&Base);
    const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    KnownExtent K;
    std::string Slot;
    const NamedDecl *Entity = nullptr;
    if (Parameter && Parameter->getDeclContext() == C.function()) {
      const FunctionDecl *First = C.function()->getCanonicalDecl();
      unsigned Index = Parameter->getFunctionScopeIndex();
      K.pointer = Parameter;
      K.declaration = First->getParamDecl(Index);
      Entity = First;
      Slot = "parameter " + std::to_string(Index + 1);
    } else if (Field && !Field->getParent()->isUnion()) {
      K.pointer = K.declaration = Field;
      Entity = Field->getParent();
      Slot = "field '" + Field->getNameAsString() + "'";
    } else {
      return std::nullopt;
    }
    if (auto Declared = declaredExtent(*K.pointer)) {
      K.extent = *Declared;
      return K;
    }
    K.contract = R.contract(*Entity, Slot, "bounds");
    // As declare-bounds does: neither is written down.
    if (K.contract &&
        ((Field && isAtLeast(*K.contract)) || isResized({Entity, K.declaration, Slot})))
      return std::nullopt;
    K.words = K.contract && K.declaration->getIdentifier() ? boundsInWords(*K.contract) : "";
    auto Said = K.words.empty() ? std::nullopt : extentInWords(K.words, *K.declaration);
    if (!Said)
      return std::nullopt;
    K.extent = *Said;
    if (const auto *Other = dyn_cast_or_null<ParmVarDecl>(K.extent.other))
      K.extent.other = C.function()->getParamDecl(Other->getFunctionScopeIndex());
    return K;
  }

  void propose(const ArraySubscriptExpr &E, const KnownExtent &K, const OpenOperation &Op,
               const CheckContext &C, RewriteContext &R) {
    // Where a string ends is seen by looking for it only.
    if (K.extent.kind == DeclaredExtent::NullTerminated)
      return;
    const Expr &Index = *E.getIdx()->IgnoreParenImpCasts();
    const Expr &Base = *E.getBase()->IgnoreParenImpCasts();
    // Then the declaration alone is enough.
    if (K.contract && isCompared(Index, K.extent.other, C))
      return;
    Proposal P(R, info(), E.getBeginLoc(),
               "test the index '" + C.text(Index) + "' of '" + C.text(Base) +
                   "' before it is used");
    P.answers(Op).because(Op.reason, E.getBeginLoc());
    std::string Text = R.sourceText(Index.getSourceRange());
    auto Count = countOf(Base, Index, K.extent, C, R);
    std::string Problem = problemOf(E, K, C);
    if (!Problem.empty())
      P.refuse(Problem);
    else if (Text.empty() || !Count)
      P.refuse("the index or the pointer comes from a macro");
    else if (Count->text.empty())
      P.refuse(
          "the count is of something else than elements, and the scan would not follow the test");
    else if (E.HasSideEffects(R.ast()))
      P.refuse("the index would be evaluated twice, and it calls a function or changes something");
    else
      guard(P,
            {indexTest(Index, Text, *Count, isAddress(C), C),
             {&Index, &Base},
             "'" + C.text(Index) + (isAddress(C) ? "' is beyond the " : "' is no index of the ") +
                 inWords(K, *Count, C.text(Base))},
            C, R, Tests);
    if (K.contract && !P.refused()) {
      for (const PatchEvidence &Each : K.contract->evidence)
        P.because(Each);
      P.require("'" + K.declaration->getNameAsString() + "' is " + boundsForReaders(*K.contract));
      writeMacro(P, *K.declaration, macroOf(K.words), AnnotationPlace::BehindName);
    }
    P.offer();
  }

  /// One past the last element is a place that a pointer may have (C11 6.5.3.2p3).
  static bool isAddress(const CheckContext &C) {
    const auto *Around = dyn_cast_or_null<UnaryOperator>(C.parent());
    return Around && Around->getOpcode() == UO_AddrOf;
  }

  static std::string inWords(const KnownExtent &K, const ElementCount &Count,
                             const std::string &Base) {
    if (Count.number)
      return Count.text + " elements behind '" + Base + "'";
    const std::string Other = K.extent.other->getNameAsString();
    return K.extent.kind == DeclaredExtent::EndedBy
               ? "elements from '" + Base + "' to '" + Other + "'"
               : "elements that '" + Other + "' counts behind '" + Base + "'";
  }

  /// Why what is known cannot be relied on at this place, or empty.
  static std::string problemOf(const ArraySubscriptExpr &E, const KnownExtent &K,
                               const CheckContext &C) {
    if (K.contract) {
      if (std::string Doubt = doubtOf(*K.contract); !Doubt.empty())
        return Doubt;
      if (!K.extent.other)
        return "what was inferred says only how much there is at least";
      if (std::string Doubt = whyNoCount(*C.function()->getBody(), *K.pointer, *K.extent.other, C);
          !Doubt.empty())
        return Doubt;
    }
    if (auto Constant = constantOf(*E.getIdx(), C); Constant && *Constant < 0)
      return "the index is negative";
    const Expr &Index = *E.getIdx()->IgnoreParenImpCasts();
    if (!isAddress(C) && K.extent.other && isName(Index, *K.extent.other))
      return "the index is the count itself: the access, or what is known of the pointer, is wrong";
    const Stmt *Body = C.function()->getBody();
    const bool Moves = K.extent.kind != DeclaredExtent::EndedBy;
    for (const ValueDecl *D : {Moves ? K.pointer : nullptr, K.extent.other})
      if (D && Body && changes(*Body, *D))
        return "the function changes '" + D->getNameAsString() + "'";
    return "";
  }

  /// A condition on the way says that the index is below the count, and it still is what it was.
  static bool isCompared(const Expr &Index, const ValueDecl *Count, const CheckContext &C) {
    bool Found = false;
    forConditionsAround(C, [&](const ferrule::Guard &G) {
      Found |= Count && says(G.Condition, G.Negated, Index, *Count, C) &&
               !holds(Index, [&](const Stmt &S) {
                 const auto *Ref = dyn_cast<DeclRefExpr>(&S);
                 const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
                 return V && modifies(G.Guarded, *V);
               });
    });
    return Found;
  }

  static bool says(const Expr &Condition, bool Negated, const Expr &Index, const ValueDecl &Count,
                   const CheckContext &C) {
    const auto *B = dyn_cast<BinaryOperator>(Condition.IgnoreParenImpCasts());
    if (!B)
      return false;
    if (B->getOpcode() == (Negated ? BO_LOr : BO_LAnd))
      return says(*B->getLHS(), Negated, Index, Count, C) ||
             says(*B->getRHS(), Negated, Index, Count, C);
    if (!B->isRelationalOp())
      return false;
    BinaryOperatorKind Op =
        Negated ? BinaryOperator::negateComparisonOp(B->getOpcode()) : B->getOpcode();
    const Expr *Small = Op == BO_LT ? B->getLHS() : Op == BO_GT ? B->getRHS() : nullptr;
    const Expr *Large = Op == BO_LT ? B->getRHS() : B->getLHS();
    return Small && sameText(*Small, Index, C) && isName(*Large, Count);
  }

  /// Somewhere in it the parameter, or the field of whatever record, is written or lent.
  static bool changes(const Stmt &Body, const ValueDecl &D) {
    const auto *Parameter = dyn_cast<VarDecl>(&D);
    return holds(Body, [&](const Stmt &S) {
      if (Parameter)
        return !isa<CompoundStmt, DeclStmt>(S) && modifies(S, *Parameter);
      if (const auto *Assignment = dyn_cast<BinaryOperator>(&S))
        return Assignment->isAssignmentOp() && isName(*Assignment->getLHS(), D);
      const auto *Unary = dyn_cast<UnaryOperator>(&S);
      return Unary && (Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf) &&
             isName(*Unary->getSubExpr(), D);
    });
  }

  /// Nothing when it comes from a macro; without text when the units do not fit.
  static std::optional<ElementCount> countOf(const Expr &Base, const Expr &Index,
                                             const DeclaredExtent &Extent, const CheckContext &C,
                                             const RewriteContext &R) {
    const std::int64_t Element = elementBytes(Base.getType(), C.ast());
    if (Element <= 0)
      return ElementCount{};
    if (!Extent.other)
      return ElementCount{std::to_string(Extent.unit / Element), Extent.unit / Element};
    std::string Pointer = R.sourceText(Base.getSourceRange());
    std::string Other = Extent.other->getNameAsString();
    if (const auto *Member = dyn_cast<MemberExpr>(&Base)) {
      StringRef Record = Pointer;
      // In a method the record may stand nowhere.
      if (!Record.consume_back(Member->getMemberDecl()->getName()))
        return std::nullopt;
      Other = Record.str() + Other;
    }
    if (Pointer.empty())
      return std::nullopt;
    if (Extent.kind == DeclaredExtent::EndedBy)
      return ElementCount{.text = Other + " - " + Pointer,
                          .type = C.ast().getPointerDiffType(),
                          .mayBeNegative = true};
    QualType T = Extent.other->getType();
    bool Negative = T->isSignedIntegerOrEnumerationType();
    // With a variable index the flow analysis would have to see through a division.
    if (Extent.unit % Element != 0 || (Extent.unit != Element && !constantOf(Index, C)))
      return ElementCount{};
    return ElementCount{
        .text = Other, .type = T, .mayBeNegative = Negative, .times = Extent.unit / Element};
  }

  Guards Tests;
};

RegisterRewriter<PointerIndexCheck> X;

} // namespace
} // namespace ferrule
