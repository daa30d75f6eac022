// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/Values.h"
#include "checks/known/LibraryFunctions.h"
#include "checks/null/NullStates.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace ferrule {
namespace {

/// *p, p->x, p[i], where somebody suspects p of being null
class NullableDereference final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-null-nullable-dereference",
        .family = Family::Null,
        .severity = Severity::Medium,
        .cwes = {476},
        .summary = "dereference of a pointer that may be null",
        .rationale =
            "To dereference a null pointer is undefined behaviour (C11 6.5.3.2p4, CERT EXP34-C). "
            "Looked at are results of library functions that may return one, local variables and "
            "parameters that are assigned such a result or NULL, and those that the same function "
            "compares with NULL; a pointer that nobody suspects is not reported, nor is a second "
            "dereference after a first one. Discharged when a test or the assignment of an address "
            "stands before it on each path. Only the structure of the statements is looked at; "
            "addresses such as &p->x are not.",
        .bad = "#include <stdlib.h>\nint *one(void) {\n  int *p = malloc(sizeof *p);\n"
               "  *p = 1;\n  return p;\n}\n",
        .good = "#include <stdlib.h>\nint *one(void) {\n  int *p = malloc(sizeof *p);\n"
                "  if (p)\n    *p = 1;\n  return p;\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    Functions.clear();
    D.on<DeclRefExpr>([this](const DeclRefExpr &E, CheckContext &C) { noteReference(E, C); });
    D.on<DeclStmt>([this](const DeclStmt &S, CheckContext &C) {
      for (const Decl *Declared : S.decls())
        if (const auto *V = dyn_cast<VarDecl>(Declared); V && V->getInit() && isTracked(*V, C))
          noteAssignment(*V, *V->getInit(), C.ancestors(), &S, C);
    });
    D.on<LabelStmt>([this](const LabelStmt &S, CheckContext &C) {
      Functions[C.function()].Labels[S.getDecl()].Label = ++Order;
    });
    D.on<GotoStmt>([this](const GotoStmt &S, CheckContext &C) {
      LabelOrder &L = Functions[C.function()].Labels[S.getLabel()];
      L.FirstGoto = std::min(L.FirstGoto, ++Order);
      L.Around.insert(C.ancestors().begin(), C.ancestors().end());
    });
    D.on<UnaryOperator>([](const UnaryOperator &E, CheckContext &C) {
      if (E.getOpcode() == UO_Deref)
        reportDirect(E, *E.getSubExpr(), C);
    });
    D.on<MemberExpr>([](const MemberExpr &E, CheckContext &C) {
      if (E.isArrow())
        reportDirect(E, *E.getBase(), C);
    });
    D.on<ArraySubscriptExpr>(
        [](const ArraySubscriptExpr &E, CheckContext &C) { reportDirect(E, *E.getBase(), C); });
    D.onFunctionEnd([this](CheckContext &C) {
      auto It = Functions.find(C.function());
      if (It == Functions.end())
        return;
      FunctionEvents Events = std::move(It->second);
      Functions.erase(It);
      reportAll(Events, C);
    });
  }

private:
  struct FunctionEvents {
    llvm::MapVector<const VarDecl *, NullEvents> Variables;
    llvm::MapVector<const LabelDecl *, LabelOrder> Labels;
  };

  static bool isTracked(const VarDecl &V, const CheckContext &C) {
    return C.function() && V.hasLocalStorage() && V.getType()->isPointerType();
  }

  static bool isNull(const Expr &E, const CheckContext &C) {
    return E.isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull) ||
           E.IgnoreParenCasts()->isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull);
  }

  static bool isUnevaluated(llvm::ArrayRef<const Stmt *> Around) {
    return llvm::any_of(Around, [](const Stmt *S) {
      return isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, GenericSelectionExpr>(S);
    });
  }

  /// Only an address is computed from the dereference, as in &p->x.
  static bool isAddressOnly(llvm::ArrayRef<const Stmt *> Around) {
    for (const Stmt *S : llvm::reverse(Around)) {
      if (const auto *U = dyn_cast<UnaryOperator>(S))
        return U->getOpcode() == UO_AddrOf;
      const auto *Member = dyn_cast<MemberExpr>(S);
      if (!isa<ParenExpr>(S) && !(Member && !Member->isArrow()))
        return false;
    }
    return false;
  }

  /// What a variable is that gets the value of E, and from which function.
  static unsigned valueOf(const Expr &Full, std::string &Source, const CheckContext &C) {
    if (isNull(Full, C))
      return NullState::Null;
    const Expr &E = *Full.IgnoreParenCasts();
    // The cast itself, which IgnoreParenCasts has dropped.
    if (const auto *Dynamic = dyn_cast<CXXDynamicCastExpr>(Full.IgnoreParenImpCasts());
        Dynamic && Dynamic->getType()->isPointerType()) {
      Source = "dynamic_cast";
      return NullState::Nullable;
    }
    if (const auto *Call = dyn_cast<CallExpr>(&E)) {
      const LibraryFunction *L = libraryFunction(*Call);
      auto Declared = Call->getCallReturnType(C.ast())->getNullability();
      if ((!L || !L->has(LibraryFunction::ReturnsNull)) && Declared != NullabilityKind::Nullable)
        return NullState::Unknown;
      Source = Call->getDirectCallee() ? Call->getDirectCallee()->getNameAsString()
                                       : C.text(*Call->getCallee());
      return NullState::Nullable;
    }
    if (const auto *New = dyn_cast<CXXNewExpr>(&E)) {
      Source = "new";
      return New->getOperatorNew() && New->shouldNullCheckAllocation() ? NullState::Nullable
                                                                       : NullState::NonNull;
    }
    if (const auto *Choice = dyn_cast<ConditionalOperator>(&E))
      return valueOf(*Choice->getTrueExpr(), Source, C) |
             valueOf(*Choice->getFalseExpr(), Source, C);
    if (const auto *B = dyn_cast<BinaryOperator>(&E)) {
      if (B->getOpcode() == BO_Assign)
        return valueOf(*B->getRHS(), Source, C);
      return B->isAdditiveOp() ? NullState::NonNull : NullState::Unknown;
    }
    const auto *U = dyn_cast<UnaryOperator>(&E);
    bool Object = isa<StringLiteral, CXXThisExpr>(E) || E.getType()->isArrayType() ||
                  (U && (U->getOpcode() == UO_AddrOf || U->isIncrementDecrementOp()));
    return Object ? NullState::NonNull : NullState::Unknown;
  }

  /// malloc(n)->x, ((T *)0)->x
  static void reportDirect(const Expr &Dereference, const Expr &Pointer, CheckContext &C) {
    if (!Pointer.getType()->isPointerType() || isUnevaluated(C.ancestors()) ||
        isAddressOnly(C.ancestors()))
      return;
    std::string Source;
    unsigned Value = valueOf(Pointer, Source, C);
    std::string What = "'" + C.text(Dereference) + "' dereferences a result that may be null";
    if (Value == NullState::Null)
      return C.defect(Dereference.getSourceRange(),
                      "'" + C.text(Dereference) + "' dereferences a null pointer", "it is NULL");
    const Expr *Inner = Pointer.IgnoreParenCasts();
    if ((Value & NullState::Nullable) && !(isa<BinaryOperator>(Inner)))
      C.open(Dereference.getSourceRange(), What, "'" + Source + "' can return NULL");
  }

  void noteReference(const DeclRefExpr &E, CheckContext &C) {
    const auto *V = dyn_cast<VarDecl>(E.getDecl());
    llvm::ArrayRef<const Stmt *> Around = C.ancestors();
    if (!V || !isTracked(*V, C) || isUnevaluated(Around))
      return;
    const Expr *Current = &E;
    bool Read = false;
    while (!Around.empty()) {
      const Stmt *Parent = Around.back();
      const auto *Cast = dyn_cast<CastExpr>(Parent);
      const auto *U = dyn_cast<UnaryOperator>(Parent);
      const auto *B = dyn_cast<BinaryOperator>(Parent);
      if (Cast && Cast->getCastKind() == CK_PointerToBoolean)
        return note(*V, {NullEvent::Test, path(C.ancestors(), &E)}, C);
      if (Cast && Cast->getCastKind() == CK_LValueToRValue)
        Read = true;
      bool Moves = (U && U->isIncrementDecrementOp()) ||
                   (B && B->isAdditiveOp() && B->getType()->isPointerType());
      bool Assigns = B && B->getOpcode() == BO_Assign && !Read && B->getLHS() == Current;
      if (Assigns)
        noteAssignment(*V, *B->getRHS(), Around.drop_back(), B, C);
      if (!Moves && !Assigns && !isa<ParenExpr>(Parent) &&
          !(Cast && Cast->getType()->isPointerType()))
        break;
      Read |= Moves || Assigns;
      Current = cast<Expr>(Parent);
      Around = Around.drop_back();
    }
    const Stmt *Parent = Around.empty() ? nullptr : Around.back();
    if (const Expr *Dereference = dereferenceOf(Parent, Current)) {
      if (isAddressOnly(Around.drop_back()))
        return;
      NullEvent Use{NullEvent::Use, path(C.ancestors(), &E)};
      Use.Dereference = Dereference;
      note(*V, std::move(Use), C);
    } else if (Parent && isTest(*Parent, *Current, C)) {
      note(*V, {NullEvent::Test, path(C.ancestors(), &E)}, C);
    } else if (!Read) {
      // &p, or bound to a reference: anybody may change it.
      NullEvent Escape{NullEvent::Assign, path(C.ancestors(), &E)};
      Escape.Effect = NullState::Unknown;
      note(*V, std::move(Escape), C);
    }
  }

  static const Expr *dereferenceOf(const Stmt *Parent, const Expr *Pointer) {
    if (const auto *U = dyn_cast_or_null<UnaryOperator>(Parent))
      return U->getOpcode() == UO_Deref ? U : nullptr;
    if (const auto *Member = dyn_cast_or_null<MemberExpr>(Parent))
      return Member->isArrow() ? Member : nullptr;
    if (const auto *Element = dyn_cast_or_null<ArraySubscriptExpr>(Parent))
      return Element->getBase() == Pointer ? Element : nullptr;
    return nullptr;
  }

  static bool isTest(const Stmt &Parent, const Expr &Pointer, const CheckContext &C) {
    if (const auto *B = dyn_cast<BinaryOperator>(&Parent))
      return B->isLogicalOp() || (B->isEqualityOp() &&
                                  isNull(B->getLHS() == &Pointer ? *B->getRHS() : *B->getLHS(), C));
    if (const auto *U = dyn_cast<UnaryOperator>(&Parent))
      return U->getOpcode() == UO_LNot;
    const Stmt *Condition = nullptr;
    if (const auto *Choice = dyn_cast<ConditionalOperator>(&Parent))
      Condition = Choice->getCond();
    else if (const auto *If = dyn_cast<IfStmt>(&Parent))
      Condition = If->getCond();
    else if (const auto *For = dyn_cast<ForStmt>(&Parent))
      Condition = For->getCond();
    else if (const auto *While = dyn_cast<WhileStmt>(&Parent))
      Condition = While->getCond();
    else if (const auto *Do = dyn_cast<DoStmt>(&Parent))
      Condition = Do->getCond();
    return Condition == &Pointer;
  }

  static std::vector<const Stmt *> path(llvm::ArrayRef<const Stmt *> Around, const Stmt *Last) {
    std::vector<const Stmt *> Path(Around.begin(), Around.end());
    Path.push_back(Last);
    return Path;
  }

  void noteAssignment(const VarDecl &V, const Expr &Value, llvm::ArrayRef<const Stmt *> Around,
                      const Stmt *Node, CheckContext &C) {
    NullEvent Event{NullEvent::Assign, path(Around, Node)};
    Event.Effect = Value.isInstantiationDependent() ? unsigned{NullState::Unknown}
                                                    : valueOf(Value, Event.Source, C);
    note(V, std::move(Event), C);
  }

  /// Appends. A use on the right side of an assignment to the same variable comes before that.
  void note(const VarDecl &V, NullEvent Event, const CheckContext &C) {
    NullEvents &Events = Functions[C.function()].Variables[&V];
    Event.Order = ++Order;
    auto At = Events.end();
    while (At != Events.begin() && Event.What != NullEvent::Assign) {
      NullEvent &Last = *std::prev(At);
      std::size_t Depth = Last.Path.size();
      const auto *B = dyn_cast<BinaryOperator>(Last.Path.back());
      if (Last.What != NullEvent::Assign || Event.Path.size() <= Depth || !B ||
          Event.Path[Depth - 1] != B || Event.Path[Depth] != B->getRHS())
        break;
      std::swap(Last.Order, Event.Order);
      --At;
    }
    Events.insert(At, std::move(Event));
  }

  /// The test that follows a dereference, before anything is assigned to the variable.
  static const NullEvent *testAfter(const NullEvents &Events, std::size_t Index) {
    for (const NullEvent &E : llvm::drop_begin(Events, Index + 1)) {
      if (E.What == NullEvent::Assign && !(E.Effect & NullState::NonNull))
        return nullptr;
      if (E.What == NullEvent::Test)
        return &E;
    }
    return nullptr;
  }

  static bool isDeclaredNonNull(const VarDecl &V, const FunctionDecl &F) {
    const auto *P = dyn_cast<ParmVarDecl>(&V);
    if (!P)
      return false;
    const auto *All = F.getAttr<NonNullAttr>();
    return P->hasAttr<NonNullAttr>() || (All && All->isNonNull(P->getFunctionScopeIndex())) ||
           P->getType()->getNullability() == NullabilityKind::NonNull;
  }

  static void reportAll(const FunctionEvents &Function, CheckContext &C) {
    llvm::SmallVector<LabelOrder, 8> Labels;
    for (const auto &[Declared, L] : Function.Labels)
      if (L.Label)
        Labels.push_back(L);
    for (const auto &[V, Events] : Function.Variables) {
      bool Suspected = llvm::any_of(Events, [](const NullEvent &E) {
        return E.What == NullEvent::Test || (E.Effect & (NullState::Null | NullState::Nullable));
      });
      for (std::size_t I = 0; Suspected && I != Events.size(); ++I)
        if (Events[I].What == NullEvent::Use)
          report(*V, Events, I, Labels, C);
    }
  }

  static void report(const VarDecl &V, const NullEvents &Events, std::size_t Index,
                     llvm::ArrayRef<LabelOrder> Labels, CheckContext &C) {
    const Expr &Place = *Events[Index].Dereference;
    NullState State = stateAt(V, Events, Index, Labels, C.ast());
    if (State.Bits & NullState::Unchanged)
      State.Bits ^= NullState::Unchanged |
                    (isDeclaredNonNull(V, *C.function()) ? NullState::NonNull : NullState::Unknown);
    State = suspect(State, State.Tested);
    std::string Name = "'" + V.getNameAsString() + "'";
    std::string What = "'" + C.text(Place) + "' dereferences " + Name;
    auto Line = [&](const NullEvent &E) {
      SourceLocation At = E.Path.back()->getBeginLoc();
      return " on line " + std::to_string(C.sources().getExpansionLineNumber(At));
    };
    if (State.Bits == NullState::Null && !State.Bypassed)
      return C.defect(Place.getSourceRange(), What,
                      State.Bad->What == NullEvent::Test
                          ? "it is null by the test" + Line(*State.Bad)
                          : "it is NULL since" + Line(*State.Bad).substr(3));
    if (State.suspicious()) {
      const NullEvent &Bad = *State.Bad;
      std::string Why = Bad.What == NullEvent::Test
                            ? "it is compared with NULL" + Line(Bad) + ", which does not guard this"
                        : Bad.Source.empty()
                            ? "it may still be NULL as set" + Line(Bad)
                            : "'" + Bad.Source + "'" + Line(Bad) + " can return NULL";
      return C.open(Place.getSourceRange(), What, Why);
    }
    if (State.Bits & NullState::Unknown) {
      if (const NullEvent *Test = testAfter(Events, Index))
        C.open(Place.getSourceRange(), What, "it is compared with NULL afterwards," + Line(*Test));
      return;
    }
    const NullEvent *Good = State.Good;
    // An earlier dereference of the same value has been reported.
    if (State.Bits == NullState::NonNull && !(Good && Good->What == NullEvent::Use))
      C.discharged(Place.getSourceRange(), What,
                   !Good ? "the parameter is declared as not null"
                   : Good->What == NullEvent::Test
                       ? "it is tested" + Line(*Good)
                       : "it is set to the address of an object" + Line(*Good));
  }

  llvm::DenseMap<const FunctionDecl *, FunctionEvents> Functions;
  unsigned Order = 0;
};

RegisterCheck<NullableDereference> X;

} // namespace
} // namespace ferrule
