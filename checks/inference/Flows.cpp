// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What functions return, and what they keep in fields, variables and behind pointers to pointers.
#include "checks/Values.h"
#include "checks/inference/Evidence.h"
#include "checks/ownership/MemoryCalls.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

class Flows final : public EvidenceCollector {
public:
  void subscribe(Dispatcher &D, EvidenceSink &Sink) override {
    D.on<ReturnStmt>([this, &Sink](const ReturnStmt &S, CheckContext &C) {
      const Expr *Value = S.getRetValue();
      // A lambda's result is not that of the function around it.
      if (C.function() && Value && !Value->isInstantiationDependent() && !isInLambda(C))
        result(*Value, Sink, C);
    });
    D.on<CallExpr>([this, &Sink](const CallExpr &E, CheckContext &C) {
      if (C.function())
        copyByCall(E, Sink, C);
    });
    D.on<BinaryOperator>([this, &Sink](const BinaryOperator &E, CheckContext &C) {
      if (const auto [To, From] = copied(E); C.function() && To)
        copy(*To, *From, E, Sink, C);
      if (!C.function() || !E.isAssignmentOp() || !E.getLHS()->getType()->isAnyPointerType())
        return;
      if (E.isCompoundAssignmentOp())
        return advance(*E.getLHS(), E, Sink, C);
      replace(E, Sink.values(C), C);
      if (Slot Target = Sink.values(C).target(*E.getLHS())) {
        overwrite(Target, C);
        assign(Target, *E.getRHS(), E, staysWith(*E.getLHS(), *E.getRHS(), Sink.values(C)), Sink,
               C);
      }
    });
    D.on<UnaryOperator>([&Sink](const UnaryOperator &E, CheckContext &C) {
      if (C.function() && E.isIncrementDecrementOp() && E.getType()->isAnyPointerType())
        advance(*E.getSubExpr(), E, Sink, C);
    });
    D.on<CXXConstructorDecl>([this, &Sink](const CXXConstructorDecl &F, CheckContext &C) {
      if (C.function() == &F && !F.isDependentContext())
        initialize(F, Sink, C);
    });
    D.on<InitListExpr>([this, &Sink](const InitListExpr &E, CheckContext &C) {
      if (C.function())
        initialize(E, Sink, C);
    });
    D.onFunctionEnd([this, &Sink](CheckContext &C) {
      for (Store &S : Stores)
        Sink.add(std::move(S.Fact), S.At, C);
      Stores.clear();
      Replaced.clear();
    });
  }

private:
  /// A parameter that is kept somewhere.
  struct Store {
    EvidenceFact Fact;
    SourceLocation At;
    llvm::SmallVector<const Stmt *, 8> Around;
  };

  /// Nobody else gets the value: it goes to a.b.c of a local variable, which is gone when the
  /// function returns, or into the object that it points to.
  static bool staysWith(const Expr &LValue, const Expr &Value, FunctionValues &Values) {
    const Expr *E = LValue.IgnoreParens();
    bool Through = false;
    while (!variableOf(*E)) {
      if (const auto *Member = dyn_cast<MemberExpr>(E)) {
        Through |= Member->isArrow();
        E = Member->getBase()->IgnoreParenImpCasts();
      } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
        Through |= !Element->getBase()->IgnoreParenImpCasts()->getType()->isArrayType();
        E = Element->getBase()->IgnoreParenImpCasts();
      } else {
        return false;
      }
    }
    const VarDecl *V = variableOf(*E);
    if (!Through)
      return V->hasLocalStorage() && !V->getType()->isReferenceType() && !Values.isCopiedAway(*V);
    if (variableOf(*Value.IgnoreParenCasts()) == V)
      return true;
    // struct guard *g = &own;
    return llvm::all_of(Values.of(*E),
                        [](const Origin &O) { return O.What == Origin::Object && !O.Static; });
  }

  /// a.b.c of a local variable: what held it is gone when the function returns it.
  static bool isLeft(const Expr &Value, FunctionValues &Values) {
    const auto *Member = dyn_cast<MemberExpr>(Value.IgnoreParenCasts());
    return Member && staysWith(*Member, *Member, Values);
  }

  /// (*p)++ and s->p++ move what others go on with.
  static void advance(const Expr &LValue, const Expr &At, EvidenceSink &Sink, CheckContext &C) {
    if (Slot Target = Sink.values(C).target(LValue))
      Sink.add({.slot = Target, .kind = EvidenceKind::Advanced}, At, C);
  }

  /// The block whose statement is visited, so that all that comes behind it there runs after it.
  /// Null: it is in a branch without braces.
  static const Stmt *blockOf(const CheckContext &C) {
    auto Blocks = llvm::reverse(C.ancestors());
    auto Block = llvm::find_if(Blocks, [](const Stmt *S) { return !isa<Expr, LabelStmt>(S); });
    return Block == Blocks.end() || !isa<CompoundStmt>(*Block) ? nullptr : *Block;
  }

  /// p = copy_of(p): behind it in the block the parameter is not what the caller gave.
  void replace(const BinaryOperator &E, FunctionValues &Values, CheckContext &C) {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(variableOf(*E.getLHS()));
    const Stmt *Block = blockOf(C);
    if (!P || !Block || P->getDeclContext() != C.function())
      return;
    Slot Given = parameterSlot(*C.function(), P->getFunctionScopeIndex(), C.names());
    if (llvm::none_of(Values.of(*E.getRHS()), [&](const Origin &O) { return O.In == Given; }))
      Replaced.emplace_back(Given, Block);
  }

  /// Value is the parameter S itself, where it has another value.
  bool isReplaced(const Slot &S, const Expr &Value, const CheckContext &C) const {
    const auto *P = dyn_cast_or_null<ParmVarDecl>(variableOf(*Value.IgnoreParenCasts()));
    return P && S.part == SlotPart::Parameter && S.index == P->getFunctionScopeIndex() &&
           llvm::any_of(Replaced, [&](const auto &Each) {
             return Each.first == S && llvm::is_contained(C.ancestors(), Each.second);
           });
  }

  /// What was kept there before, on the way to the visited assignment, is no longer. A branch
  /// without braces, too, is not on every way.
  void overwrite(const Slot &Target, const CheckContext &C) {
    const Stmt *Block = blockOf(C);
    if (!Block)
      return;
    for (Store &S : Stores)
      if (S.Fact.other == Target && llvm::is_contained(S.Around, Block))
        S.Fact.number |= FlowEnds;
  }

  /// Of *p = *q: p and q.
  static std::pair<const Expr *, const Expr *> copied(const BinaryOperator &E) {
    auto Pointer = [](const Expr &Object) -> const Expr * {
      const auto *U = dyn_cast<UnaryOperator>(Object.IgnoreParenImpCasts());
      return U && U->getOpcode() == UO_Deref ? U->getSubExpr() : nullptr;
    };
    const Expr *To = Pointer(*E.getLHS()), *From = Pointer(*E.getRHS());
    return E.getOpcode() == BO_Assign && E.getType()->isRecordType() && From
               ? std::pair(To, From)
               : std::pair<const Expr *, const Expr *>();
  }

  static bool isInLambda(const CheckContext &C) {
    return llvm::any_of(C.ancestors(), [](const Stmt *S) { return isa<LambdaExpr>(S); });
  }

  static long long flowBits(const Origin &O, const EvidenceSink &Sink) {
    return (O.Moved ? FlowMoved : 0) | (O.What == Origin::Part ? FlowPart : 0) |
           (O.What == Origin::Part && O.Elements > 1 && !O.Moved ? FlowElements : 0) |
           (Sink.isAsserted(O.In) ? FlowTested : 0);
  }

  /// What a call that gives a pointer gets beside: the size of what it allocates. An allocator may
  /// add a head to it, and return what is behind that.
  static void noteSizes(const Slot &Target, const Origin &O, const Expr &At, EvidenceSink &Sink,
                        CheckContext &C) {
    const auto *Call = dyn_cast_or_null<CallExpr>(O.At);
    if (!Call || O.What == Origin::Part)
      return;
    if (O.What == Origin::Fresh) {
      auto Hook = memoryHook(*Call);
      auto Number =
          Hook && Hook->Sizes.size() == 1 ? Sink.values(C).number(*Hook->Sizes[0]) : std::nullopt;
      if (Number && Number->In)
        Sink.add({.slot = Target, .kind = EvidenceKind::Indexed, .with = Number->In}, At, C);
      return;
    }
    for (auto [Index, Argument] : llvm::enumerate(Call->arguments())) {
      auto Number =
          Argument->getType()->isIntegerType() ? Sink.values(C).number(*Argument) : std::nullopt;
      if (Number)
        Sink.add({.slot = Target,
                  .kind = EvidenceKind::PassedWith,
                  .other = O.In,
                  .with = Number->In,
                  .beside = static_cast<unsigned>(Index),
                  .number = Number->In ? Number->Scale : Number->Offset},
                 At, C);
    }
  }

  void result(const Expr &Value, EvidenceSink &Sink, CheckContext &C) {
    Slot Result = resultSlot(*C.function(), C.names());
    if (Value.getType()->isIntegerType()) {
      auto Constant = constantOf(Value, C);
      Sink.add({.slot = Result,
                .kind = Constant ? EvidenceKind::ReturnsNumber : EvidenceKind::ReturnsUnknown,
                .number = Constant.value_or(0)},
               Value, C);
      return;
    }
    if (!Value.getType()->isAnyPointerType())
      return;
    const VarDecl *Returned = variableOf(*Value.IgnoreParenCasts());
    bool Kept = Returned && Sink.isKept(*Returned);
    if (Slot Count = Returned ? Sink.countOf(*Returned) : Slot())
      Sink.add({.slot = Result, .kind = EvidenceKind::CountedUp, .other = Count}, Value, C);
    if (Returned)
      for (auto [Call, Index] : Sink.values(C).callsWith(*Returned))
        if (Slot Parameter = Sink.values(C).callee(*Call, SlotPart::Parameter, Index))
          Sink.add({.slot = Result,
                    .kind = EvidenceKind::PassedTo,
                    .other = Parameter,
                    .number = PassedBeforeReturn},
                   *Call, C);
    for (const Origin &O : Sink.values(C).of(Value)) {
      EvidenceFact Fact{.slot = Result, .kind = EvidenceKind::ReturnsUnknown};
      switch (O.What) {
      case Origin::Null:
        Fact.kind = EvidenceKind::ReturnsNull;
        break;
      case Origin::Object:
        Fact.kind = EvidenceKind::ReturnsObject;
        Fact.number = static_cast<long long>(O.Elements);
        break;
      case Origin::Literal:
        Fact.kind = EvidenceKind::ReturnsLiteral;
        break;
      case Origin::Fresh:
        Fact.kind = EvidenceKind::ReturnsFresh;
        Fact.other = O.In;
        Fact.number = flowBits(O, Sink) | (Kept ? FlowKept : 0);
        noteSizes(Result, O, Value, Sink, C);
        break;
      case Origin::InSlot:
      case Origin::Part:
        // Through recursion; and p = other; return p;
        if (O.In == Result || isReplaced(O.In, Value, C))
          continue;
        Fact.kind = EvidenceKind::ReturnsSlot;
        Fact.other = O.In;
        Fact.number = flowBits(O, Sink) | (Kept ? FlowKept : 0) |
                      (isLeft(Value, Sink.values(C)) ? FlowEnds : 0);
        noteSizes(Result, O, Value, Sink, C);
        break;
      case Origin::Unknown:
        break;
      }
      Sink.add(Fact, Value, C);
    }
  }

  void assign(const Slot &Target, const Expr &Value, const Expr &At, bool Ends, EvidenceSink &Sink,
              CheckContext &C) {
    if (const VarDecl *V = variableOf(*Value.IgnoreParenCasts()); V && !Ends)
      Sink.noteKept(*V);
    for (const Origin &O : Sink.values(C).of(Value)) {
      EvidenceFact Fact{.slot = Target, .kind = EvidenceKind::AssignedUnknown};
      switch (O.What) {
      case Origin::Null:
        Fact.kind = EvidenceKind::AssignedNull;
        break;
      case Origin::Object:
        Fact.kind = EvidenceKind::AssignedObject;
        break;
      case Origin::Literal:
        Fact.kind = EvidenceKind::AssignedLiteral;
        break;
      case Origin::Fresh:
        Fact.kind = EvidenceKind::AssignedFresh;
        Fact.other = O.In;
        break;
      case Origin::InSlot:
      case Origin::Part:
        if (O.In == Target) {
          if (O.Moved)
            Sink.add({.slot = Target, .kind = EvidenceKind::Advanced}, At, C);
          continue;
        }
        if (isReplaced(O.In, Value, C))
          continue;
        Fact.kind = EvidenceKind::AssignedSlot;
        Fact.other = O.In;
        Fact.number = flowBits(O, Sink);
        noteSizes(Target, O, At, Sink, C);
        if (O.In.part == SlotPart::Parameter)
          store(O.In, Target, O, Fact.number | (Ends ? FlowEnds : 0), At, Sink, C);
        else if (const auto *Call = dyn_cast_or_null<CallExpr>(O.At); Call && !Ends)
          storeThrough(*Call, Target, O, At, Sink, C);
        break;
      case Origin::Unknown:
        break;
      }
      Sink.add(Fact, At, C);
    }
  }

  void store(const Slot &Kept, const Slot &Target, const Origin &O, long long Bits, const Expr &At,
             EvidenceSink &Sink, CheckContext &C, Slot Through = {}) {
    unsigned Guard = Sink.values(C).guard(C.ancestors(), At);
    Stores.push_back({{.slot = Kept,
                       .kind = EvidenceKind::StoredIn,
                       .other = Target,
                       .with = std::move(Through),
                       .beside = Guard ? Guard : O.Guard,
                       .number = Bits},
                      At.getBeginLoc(),
                      {C.ancestors().begin(), C.ancestors().end()}});
  }

  /// s->p = f(q) keeps q if f returns it, as a cast by a function does.
  void storeThrough(const CallExpr &Call, const Slot &Target, const Origin &O, const Expr &At,
                    EvidenceSink &Sink, CheckContext &C) {
    for (auto [Index, Argument] : llvm::enumerate(Call.arguments())) {
      Slot Parameter = Argument->getType()->isAnyPointerType()
                           ? Sink.values(C).callee(Call, SlotPart::Parameter, Index)
                           : Slot();
      if (!Parameter)
        continue;
      for (const Origin &From : Sink.values(C).of(*Argument))
        if (From.What == Origin::InSlot && From.In.part == SlotPart::Parameter)
          store(From.In, Target, O, flowBits(From, Sink), At, Sink, C, Parameter);
    }
  }

  /// *p = *q and memcpy(p, q, sizeof *q) keep what the fields of *q hold.
  void copy(const Expr &To, const Expr &From, const Expr &At, EvidenceSink &Sink, CheckContext &C) {
    FunctionValues &Values = Sink.values(C);
    const auto *Record = From.IgnoreParenCasts()->getType()->getPointeeType()->getAsRecordDecl();
    // A copy in a local variable is gone when the function returns.
    if (!Record || !Record->isCompleteDefinition() || Record->isUnion() ||
        llvm::all_of(Values.of(To),
                     [](const Origin &O) { return O.What == Origin::Object && !O.Static; }))
      return;
    for (const Origin &O : Values.of(From))
      if (O.What == Origin::InSlot && O.In.part == SlotPart::Parameter && !O.Moved)
        for (const FieldDecl *Field : Record->fields())
          if (Field->getType()->isAnyPointerType() && !Field->getType()->isFunctionPointerType())
            store(O.In, fieldSlot(*Field, C.names()), O, FlowContent, At, Sink, C);
  }

  void copyByCall(const CallExpr &E, EvidenceSink &Sink, CheckContext &C) {
    const FunctionDecl *Callee = E.getDirectCallee();
    unsigned Builtin = Callee ? Callee->getMemoryFunctionKind() : 0;
    if (E.getNumArgs() < 3 || (Builtin != Builtin::BImemcpy && Builtin != Builtin::BImemmove))
      return;
    QualType T = E.getArg(1)->IgnoreParenCasts()->getType();
    auto Size = constantOf(*E.getArg(2), C);
    if (T->isPointerType() && Size &&
        static_cast<std::uint64_t>(*Size) == bytesOf(T->getPointeeType(), C.ast()))
      copy(*E.getArg(0), *E.getArg(1), E, Sink, C);
  }

  void initialize(const CXXConstructorDecl &F, EvidenceSink &Sink, CheckContext &C) {
    for (const CXXCtorInitializer *I : F.inits()) {
      const FieldDecl *Field = I->getAnyMember();
      if (!Field || !I->isWritten() || !Field->getType()->isAnyPointerType())
        continue;
      // p() has no place of its own.
      if (isa<ImplicitValueInitExpr>(I->getInit()))
        Sink.add({.slot = fieldSlot(*Field, C.names()), .kind = EvidenceKind::AssignedNull},
                 I->getSourceLocation(), C);
      else
        assign(fieldSlot(*Field, C.names()), *I->getInit(), *I->getInit(), false, Sink, C);
    }
  }

  void initialize(const InitListExpr &E, EvidenceSink &Sink, CheckContext &C) {
    const auto *Record = E.getType()->getAsRecordDecl();
    if (!Record || Record->isUnion() || !E.isSemanticForm())
      return;
    unsigned Index = 0;
    for (const FieldDecl *Field : Record->fields()) {
      if (Field->isUnnamedBitField())
        continue;
      if (Index == E.getNumInits())
        break;
      const Expr *Value = E.getInit(Index++);
      if (Value && !isa<ImplicitValueInitExpr>(Value) && Field->getType()->isAnyPointerType())
        assign(fieldSlot(*Field, C.names()), *Value, *Value, true, Sink, C);
    }
  }

  std::vector<Store> Stores;
  /// Parameters, and where they have another value.
  llvm::SmallVector<std::pair<Slot, const Stmt *>, 2> Replaced;
};

RegisterCollector<Flows> X("4-flows");

} // namespace
} // namespace ferrule
