// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Guards.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"
#include "rewriters/common/Guard.h"
#include "rewriters/common/Room.h"

using namespace clang;

namespace ferrule {
namespace {

/// memcpy(a, from, n) -> if (n > sizeof(a)) return ...; in front of it
class CopyCheck final : public Rewriter {
public:
  const RewriterInfo &info() const override {
    static const RewriterInfo Info{
        .id = "copy-check",
        .target = RewriteTarget::CBounds,
        .tier = PatchTier::Review,
        .summary = "leave the function before more is copied than an array holds",
        .rationale =
            "memcpy and its kin believe the length, which is compared with the size of the array "
            "(CWE-805, CERT ARR38-C). The test leaves as the function leaves elsewhere; whether "
            "that is right is for a person. Defined executions do not change: in them the length "
            "is within the array (C11 7.24.1p2). What else the call is given may be of unknown "
            "size, and then the operation stays open.",
        .checks = {Id},
        .before = "char head[16];\nmemcpy(head, from, n);",
        .after = "char head[16];\nif (n > sizeof(head))\n    return -1;\nmemcpy(head, from, n);",
    };
    return Info;
  }

  void subscribe(Dispatcher &D, RewriteContext &R) override {
    D.on<CallExpr>([&](const CallExpr &E, CheckContext &C) {
      const OpenOperation *Op = R.open(Id, E.getSourceRange());
      const LibraryFunction *L = Op ? libraryFunction(E) : nullptr;
      if (L && !L->has(LibraryFunction::Wide) && !L->hasRole(Role::Appended) && C.function())
        propose(E, *L, *Op, C, R);
    });
  }

private:
  static constexpr char Id[] = "ferrule-libc-memory-copy";

  /// The array that the length is compared with.
  struct Target {
    const Expr *memory;
    Room room;
  };

  /// What is tested: the length, or its factor n where it is n * constant, so that the test says
  /// something of n, and a product that wraps does not pass it.
  struct Tested {
    const Expr *value;
    std::string text;
    const Expr *factor = nullptr;
    std::int64_t factorBytes = 1;
  };

  void propose(const CallExpr &E, const LibraryFunction &L, const OpenOperation &Op,
               const CheckContext &C, RewriteContext &R) {
    const Expr *Length = lengthOf(E, L, C);
    auto Smallest = smallestRoom(E, L, C, R);
    if (!Length || !Smallest || isAboutOtherMemory(Op))
      return;
    Tested T = testedPart(*Length, C, R);
    const std::int64_t Limit = static_cast<std::int64_t>(Smallest->room.bytes) / T.factorBytes;
    // Compared already: what is open is something else.
    if (isCompared(*T.value, Limit, C))
      return;
    Proposal P(R, info(), E.getBeginLoc(),
               "test that '" + C.text(*Length) + "' is within '" + C.text(*Smallest->memory) + "'");
    P.answers(Op).because(Op.reason, E.getBeginLoc());
    if (T.text.empty())
      P.refuse("the length comes from a macro");
    else if (Length->HasSideEffects(R.ast()))
      P.refuse("the length would be evaluated twice, and it calls a function or changes something");
    else
      guard(P,
            {condition(T, Smallest->room, Limit, C, R),
             {T.value},
             "'" + C.text(*Length) + "' is more than '" + C.text(*Smallest->memory) + "' holds"},
            C, R, Tests);
    P.offer();
  }

  /// The flow analysis followed the call, and has nothing against the array.
  static bool isAboutOtherMemory(const OpenOperation &Op) {
    StringRef Reason = Op.reason;
    return Reason.contains("; ") && !Reason.contains("it may end") &&
           !Reason.contains("it may begin");
  }

  /// The one length that is not 1, or null.
  static const Expr *lengthOf(const CallExpr &E, const LibraryFunction &L, const CheckContext &C) {
    const Expr *Found = nullptr;
    for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I) {
      if (L.Parameters[I] != Role::Length || constantOf(*E.getArg(I), C) == 1)
        continue;
      if (Found)
        return nullptr;
      Found = E.getArg(I)->IgnoreParenImpCasts();
    }
    return Found;
  }

  static Tested testedPart(const Expr &Length, const CheckContext &C, const RewriteContext &R) {
    const auto *B = dyn_cast<BinaryOperator>(&Length);
    if (B && B->getOpcode() == BO_Mul)
      for (auto [Factor, Value] :
           {std::pair(B->getRHS(), B->getLHS()), std::pair(B->getLHS(), B->getRHS())})
        if (auto K = constantOf(*Factor, C); K && *K > 0) {
          const Expr &Inner = *Value->IgnoreParenImpCasts();
          std::string Text = R.sourceText(Inner.getSourceRange());
          if (!R.sourceText(Factor->getSourceRange()).empty())
            return {&Inner, Text, Factor, *K};
        }
    return {&Length, R.sourceText(Length.getSourceRange())};
  }

  static std::optional<Target> smallestRoom(const CallExpr &E, const LibraryFunction &L,
                                            const CheckContext &C, const RewriteContext &R) {
    std::optional<Target> Smallest;
    for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I) {
      if (L.Parameters[I] != Role::Destination && L.Parameters[I] != Role::Source)
        continue;
      auto Room = roomAt(*E.getArg(I), C, R);
      if (Room && (!Smallest || Room->bytes < Smallest->room.bytes))
        Smallest = Target{E.getArg(I), *Room};
    }
    return Smallest;
  }

  /// What is known of the value keeps it within the limit; of what is no variable less is known,
  /// and it is enough that a condition on the way compares it with that very limit.
  static bool isCompared(const Expr &Value, std::int64_t Limit, const CheckContext &C) {
    if (auto Range = rangeOf(Value, C); Range && Range->Low >= 0 && Range->High <= Limit)
      return true;
    bool Found = false;
    if (!variableOf(Value))
      forConditionsAround(C, [&](const Guard &G) {
        Found |= holds(G.Condition, [&](const Stmt &S) {
          const auto *B = dyn_cast<BinaryOperator>(&S);
          return B && B->isRelationalOp() && sameText(*B->getLHS(), Value, C) &&
                 constantOf(*B->getRHS(), C) == Limit;
        });
      });
    return Found;
  }

  static std::string condition(const Tested &T, const Room &Room, std::int64_t Limit,
                               const CheckContext &C, const RewriteContext &R) {
    const auto *B = dyn_cast<BinaryOperator>(T.value);
    bool Binds = isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr, CallExpr, CastExpr>(T.value) ||
                 (B && (B->isAdditiveOp() || B->isMultiplicativeOp()));
    const std::string Operand = Binds ? T.text : "(" + T.text + ")";
    std::string Most = Room.text;
    if (T.factor) {
      std::string Factor = R.sourceText(T.factor->getSourceRange());
      bool Simple = isa<IntegerLiteral, DeclRefExpr, UnaryExprOrTypeTraitExpr, ParenExpr>(
          T.factor->IgnoreImpCasts());
      Most = Room.operand() + " / " + (Simple ? Factor : "(" + Factor + ")");
    }
    QualType Type = T.value->getType();
    if (!Type->isSignedIntegerOrEnumerationType())
      return Operand + " > " + Most;
    // Compared as what the length is: a negative one is not turned into a large one.
    std::string Name = Type.getUnqualifiedType().getAsString(C.ast().getPrintingPolicy());
    bool Whole = !T.factor && !Room.difference;
    std::string Above = Operand + " > " +
                        (C.isCXX() ? "static_cast<" + Name + ">(" + Most + ")"
                                   : "(" + Name + ")" + (Whole ? Most : "(" + Most + ")"));
    auto Range = rangeOf(*T.value, C);
    if (Range && Range->Low >= 0)
      return Above;
    if (Range && Range->High <= Limit)
      return Operand + " < 0";
    return Operand + " < 0 || " + Above;
  }

  Guards Tests;
};

RegisterRewriter<CopyCheck> X;

} // namespace
} // namespace ferrule
