// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Arguments: what the caller gives tells of the parameter, and what is known of the parameter holds
// of the pointer that is given.
#include "checks/EntityNames.h"
#include "checks/Values.h"
#include "checks/inference/Evidence.h"
#include "checks/null/NullEvents.h"
#include "checks/ownership/MemoryCalls.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

class Calls final : public EvidenceCollector {
public:
  void subscribe(Dispatcher &D, EvidenceSink &Sink) override {
    D.on<CallExpr>([&Sink](const CallExpr &E, CheckContext &C) {
      if (!C.function() || isUnevaluated(C))
        return;
      if (!E.getDirectCallee())
        callThrough(E, Sink, C);
      call({E, {E.getArgs(), E.getNumArgs()}, &E, nullptr}, Sink, C);
    });
    D.on<CXXConstructExpr>([&Sink](const CXXConstructExpr &E, CheckContext &C) {
      if (C.function() && !isUnevaluated(C) && !E.isInstantiationDependent())
        call({E, {E.getArgs(), E.getNumArgs()}, nullptr, E.getConstructor(), isForNow(C)}, Sink, C);
    });
    D.on<CXXDeleteExpr>([&Sink](const CXXDeleteExpr &E, CheckContext &C) {
      if (C.function())
        release(*E.getArgument(), E, Sink, C);
    });
  }

private:
  /// A call of a function or of a constructor.
  struct CallSite {
    const Expr &At;
    llvm::ArrayRef<const Expr *> Arguments;
    /// One of both.
    const CallExpr *Call;
    const CXXConstructorDecl *Constructor;
    /// The object that is constructed is gone when the function returns.
    bool ForNow = false;

    Slot parameter(unsigned Index, EvidenceSink &Sink, CheckContext &C) const {
      if (Call)
        return Sink.values(C).callee(*Call, SlotPart::Parameter, Index);
      return Index < Constructor->getNumParams() ? parameterSlot(*Constructor, Index, C.names())
                                                 : Slot();
    }
  };

  /// The visited constructor makes a local variable or a temporary.
  static bool isForNow(const CheckContext &C) {
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      if (isa<MaterializeTemporaryExpr, DeclStmt>(S))
        return true;
      if (!isa<CastExpr, CXXBindTemporaryExpr, ExprWithCleanups, InitListExpr>(S))
        return false;
    }
    return false;
  }

  static void call(const CallSite &E, EvidenceSink &Sink, CheckContext &C) {
    llvm::SmallVector<Given, 4> Pointers;
    for (auto [Index, Argument] : llvm::enumerate(E.Arguments)) {
      if (!Argument->getType()->isAnyPointerType() && !Argument->getType()->isArrayType())
        continue;
      if (Slot Parameter = E.parameter(Index, Sink, C)) {
        give(E, *Argument, Parameter, Sink, C);
        Pointers.push_back({static_cast<unsigned>(Index), Argument, Parameter});
      }
    }
    for (std::size_t I = 0; I != Pointers.size(); ++I)
      for (std::size_t K = I + 1; K != Pointers.size(); ++K)
        giveBoth(E, Pointers[I], Pointers[K], Sink, C);
  }

  /// A pointer that a call gives.
  struct Given {
    unsigned Index;
    const Expr *Argument;
    Slot Parameter;
  };

  /// Two pointers of one call: the same one, or what the caller got for two of its parameters.
  static void giveBoth(const CallSite &E, const Given &A, const Given &B, EvidenceSink &Sink,
                       CheckContext &C) {
    const Expr *First = A.Argument->IgnoreParenCasts(), *Second = B.Argument->IgnoreParenCasts();
    Origins One = Sink.values(C).of(*First), Other = Sink.values(C).of(*Second);
    if (One.size() != 1 || Other.size() != 1)
      return;
    // f(p, p), but not f(&s->a, &s->b).
    const VarDecl *V = variableOf(*First);
    if (V && V == variableOf(*Second)) {
      Sink.add({.slot = A.Parameter, .kind = EvidenceKind::GivenSame, .with = B.Parameter}, E.At,
               C);
      Sink.add({.slot = B.Parameter, .kind = EvidenceKind::GivenSame, .with = A.Parameter}, E.At,
               C);
      return;
    }
    auto IsOwn = [](const Origin &O) {
      return O.What == Origin::InSlot && O.In.part == SlotPart::Parameter && !O.In.level;
    };
    if (!IsOwn(One[0]) || !IsOwn(Other[0]) || One[0].In == Other[0].In)
      return;
    Sink.add({.slot = One[0].In,
              .kind = EvidenceKind::PassedBeside,
              .other = A.Parameter,
              .with = Other[0].In,
              .beside = B.Index},
             E.At, C);
    Sink.add({.slot = Other[0].In,
              .kind = EvidenceKind::PassedBeside,
              .other = B.Parameter,
              .with = One[0].In,
              .beside = A.Index},
             E.At, C);
  }

  /// PassedOneOf, when there are several that are no NULL.
  static long long oneOf(llvm::ArrayRef<Origin> Found) {
    return llvm::count_if(Found, [](const Origin &O) { return O.What != Origin::Null; }) > 1
               ? PassedOneOf
               : 0;
  }

  /// A pointer to a function is relied upon, and gets its arguments back.
  static void callThrough(const CallExpr &E, EvidenceSink &Sink, CheckContext &C) {
    // free_fn(opaque, block) gets the block for good.
    auto Hook = memoryHook(E);
    if (Hook && Hook->Block)
      release(*Hook->Block, E, Sink, C);
    // (*f)(x) is f(x).
    const auto *Through = dyn_cast<UnaryOperator>(E.getCallee()->IgnoreParenImpCasts());
    const Expr &Callee =
        Through && Through->getOpcode() == UO_Deref ? *Through->getSubExpr() : *E.getCallee();
    if (!Callee.getType()->isFunctionPointerType())
      return;
    FunctionValues &Values = Sink.values(C);
    for (const Origin &O : Values.of(Callee)) {
      if (O.What != Origin::InSlot)
        continue;
      Sink.add({.slot = O.In, .kind = EvidenceKind::Called}, Callee, C);
      if (!Sink.isTested(O.In))
        Sink.add({.slot = O.In,
                  .kind = EvidenceKind::Dereferenced,
                  .other = Sink.testerOf(O.In),
                  .number = Sink.isOnEveryPath(C)},
                 Callee, C);
      for (auto [Index, Argument] : llvm::enumerate(E.arguments()))
        if (Argument->getType()->isVoidPointerType() && !(Hook && Hook->Block == Argument))
          for (const Origin &Data : Values.of(*Argument))
            if (Data.What == Origin::InSlot && !Data.Moved)
              Sink.add({.slot = Data.In,
                        .kind = EvidenceKind::HandedTo,
                        .other = O.In,
                        .beside = static_cast<unsigned>(Index)},
                       E, C);
    }
  }

  static void release(const Expr &Pointer, const Expr &At, EvidenceSink &Sink, CheckContext &C) {
    Origins Found = Sink.values(C).of(Pointer);
    // An allocator may keep a head before what it gives away.
    for (const Origin &O : Found)
      if (O.What == Origin::InSlot)
        Sink.add({.slot = O.In,
                  .kind = EvidenceKind::Released,
                  .number = oneOf(Found) | byCaller(O.In, C)},
                 At, C);
  }

  /// PassedByCaller, if another function than the visited one has the T ** that leads there.
  static long long byCaller(const Slot &S, CheckContext &C) {
    bool Is = S.level && S.part == SlotPart::Parameter && S.entity != C.names().of(*C.function());
    return Is ? PassedByCaller : 0;
  }

  static void give(const CallSite &E, const Expr &Argument, const Slot &Parameter,
                   EvidenceSink &Sink, CheckContext &C) {
    Origins Found = Sink.values(C).of(Argument);
    for (const Origin &O : Found) {
      switch (O.What) {
      case Origin::Null:
        // The value on some path is not what the caller means to pass.
        if (Argument.IgnoreParenCasts()->isNullPointerConstant(C.ast(),
                                                               Expr::NPC_ValueDependentIsNotNull))
          Sink.add({.slot = Parameter, .kind = EvidenceKind::GivenNull}, E.At, C);
        break;
      case Origin::Literal:
        Sink.add({.slot = Parameter, .kind = EvidenceKind::GivenLiteral}, E.At, C);
        break;
      case Origin::Object:
        giveObject(E, O, Parameter, Sink, C);
        break;
      case Origin::InSlot:
      case Origin::Part:
        giveSlot(E, Argument, O, oneOf(Found), Parameter, Sink, C);
        break;
      default:
        break;
      }
    }
  }

  static void giveObject(const CallSite &E, const Origin &O, const Slot &Parameter,
                         EvidenceSink &Sink, CheckContext &C) {
    EvidenceFact Fact{.slot = Parameter, .kind = EvidenceKind::GivenObject};
    Fact.number = static_cast<long long>(O.Elements);
    Sink.add(Fact, E.At, C);
    if (O.Elements < 2 || O.Moved)
      return;
    for (const auto &[Index, Number] : numbers(E, Sink, C)) {
      if (Number.In || Number.Offset <= 0)
        continue;
      auto Given = static_cast<std::uint64_t>(Number.Offset);
      if (Given == O.Elements || Given == O.Bytes)
        if (Slot With = E.parameter(Index, Sink, C))
          Sink.add(
              {.slot = Parameter,
               .kind = EvidenceKind::GivenArray,
               .with = With,
               .number = Given == O.Elements ? static_cast<long long>(O.Bytes / O.Elements) : 1},
              E.At, C);
    }
  }

  static void giveSlot(const CallSite &E, const Expr &Argument, const Origin &O, long long OneOf,
                       const Slot &Parameter, EvidenceSink &Sink, CheckContext &C) {
    EvidenceFact Fact{.slot = O.In,
                      .kind = EvidenceKind::PassedTo,
                      .other = Parameter,
                      .number = OneOf | byCaller(O.In, C)};
    if (O.What == Origin::Part)
      Fact.number |= PassedPart;
    if (E.ForNow)
      Fact.number |= PassedForNow;
    if (O.Moved)
      Fact.number |= PassedMoved;
    if (!Sink.isTested(O.In))
      Fact.number |= PassedUntested;
    if (Sink.isOnEveryPath(C))
      Fact.number |= PassedAlways;
    for (auto [Index, Other] : llvm::enumerate(E.Arguments.take_front(32)))
      if (Other->getType()->isIntegerType())
        if (auto Constant = constantOf(*Other, C); Constant && !*Constant)
          Fact.beside |= 1U << Index;
    Sink.add(Fact, E.At, C);
    // The count is that of the rest behind an offset.
    bool IsOffset = O.Moved && !isa<DeclRefExpr, MemberExpr>(Argument.IgnoreParenCasts());
    if (O.What == Origin::Part || IsOffset)
      return;
    for (const auto &[Index, Number] : numbers(E, Sink, C)) {
      if (Number.In.entity != O.In.entity && Number.In && Number.In.part != SlotPart::Self)
        continue;
      Sink.add({.slot = O.In,
                .kind = EvidenceKind::PassedWith,
                .other = Parameter,
                .with = Number.In,
                .beside = Index,
                .number = Number.In ? Number.Scale : Number.Offset},
               E.At, C);
    }
    for (auto [Index, Other] : llvm::enumerate(E.Arguments))
      if (auto Both =
              Other->getType()->isIntegerType() ? Sink.values(C).factors(*Other) : std::nullopt)
        for (const Slot &Factor : {Both->first, Both->second})
          if (Factor.entity == O.In.entity)
            Sink.add({.slot = O.In,
                      .kind = EvidenceKind::PassedWith,
                      .other = Parameter,
                      .with = Factor,
                      .beside = static_cast<unsigned>(Index),
                      .number = 0},
                     E.At, C);
  }

  static llvm::SmallVector<std::pair<unsigned, NumberOrigin>, 4>
  numbers(const CallSite &E, EvidenceSink &Sink, CheckContext &C) {
    llvm::SmallVector<std::pair<unsigned, NumberOrigin>, 4> Found;
    for (auto [Index, Argument] : llvm::enumerate(E.Arguments))
      if (Argument->getType()->isIntegerType())
        if (auto Number = Sink.values(C).number(*Argument))
          Found.emplace_back(Index, *Number);
    return Found;
  }
};

RegisterCollector<Calls> X("3-calls");

} // namespace
} // namespace ferrule
