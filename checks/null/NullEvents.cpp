// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/null/NullEvents.h"
#include "checks/Guards.h"
#include "checks/known/LibraryFunctions.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace clang;

namespace ferrule {

static bool isTracked(const AccessPath &P, QualType T, const CheckContext &C) {
  return C.function() && T->isPointerType() && (!P.Root || P.Root->hasLocalStorage());
}

bool isUnevaluated(const CheckContext &C) {
  return llvm::any_of(C.ancestors(), [](const Stmt *S) {
    return isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, GenericSelectionExpr>(S);
  });
}

bool isAddressOnly(llvm::ArrayRef<const Stmt *> Around) {
  bool IsTaken = false;
  for (const Stmt *S : llvm::reverse(Around)) {
    if (IsTaken) {
      if (isa<ParenExpr, CastExpr>(S))
        continue;
      // An atomic access takes the address of what it reads or writes.
      return !isa<AtomicExpr>(S);
    }
    if (const auto *U = dyn_cast<UnaryOperator>(S)) {
      if (U->getOpcode() != UO_AddrOf)
        return false;
      IsTaken = true;
      continue;
    }
    const auto *Member = dyn_cast<MemberExpr>(S);
    if (!isa<ParenExpr>(S) && !(Member && !Member->isArrow()))
      return false;
  }
  return IsTaken;
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

/// The library function that reads the string that the pointer is given for, or null.
static const FunctionDecl *readerOf(const Stmt *Parent, const Expr *Pointer) {
  const auto *Call = dyn_cast_or_null<CallExpr>(Parent);
  const LibraryFunction *L = Call ? libraryFunction(*Call) : nullptr;
  for (unsigned I = 0; L && I != LibraryFunction::MaxParameters; ++I)
    if (L->Parameters[I] == Role::String && Call->getArg(I) == Pointer)
      return Call->getDirectCallee();
  return nullptr;
}

/// f(&p); as a statement: whether it could set p is what f returns, and nobody looks at that.
static bool isFillUnchecked(llvm::ArrayRef<const Stmt *> Around) {
  const auto *Address = Around.empty() ? nullptr : dyn_cast<UnaryOperator>(Around.back());
  if (!Address || Address->getOpcode() != UO_AddrOf)
    return false;
  Around = Around.drop_back();
  while (!Around.empty() && isa<CastExpr, ParenExpr>(Around.back()))
    Around = Around.drop_back();
  const auto *Call = Around.empty() ? nullptr : dyn_cast<CallExpr>(Around.back());
  return Call && Call->getType()->isIntegralOrEnumerationType() && Around.size() > 1 &&
         isa<CompoundStmt>(Around[Around.size() - 2]);
}

static bool isTest(const Stmt &Parent, const Expr &Pointer, const CheckContext &C) {
  if (const auto *B = dyn_cast<BinaryOperator>(&Parent))
    return B->isLogicalOp() ||
           (B->isEqualityOp() &&
            isNullPointer(B->getLHS() == &Pointer ? *B->getRHS() : *B->getLHS(), C));
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

void NullEventRecorder::subscribe(Dispatcher &D) {
  D.on<DeclRefExpr>([this](const DeclRefExpr &E, CheckContext &C) { noteReference(E, C); });
  D.on<MemberExpr>([this](const MemberExpr &E, CheckContext &C) { noteReference(E, C); });
  D.on<DeclStmt>([this](const DeclStmt &S, CheckContext &C) {
    for (const Decl *Declared : S.decls())
      if (const auto *V = dyn_cast<VarDecl>(Declared); V && V->getInit())
        if (AccessPath P{V, {}}; isTracked(P, V->getType(), C))
          noteAssignment(P, *V->getInit(), C.ancestors(), &S, C);
  });
  D.on<CallExpr>([this](const CallExpr &E, CheckContext &C) { noteWrite(E, C); });
  D.on<BinaryOperator>([this](const BinaryOperator &E, CheckContext &C) { noteWrite(E, C); });
  D.on<UnaryOperator>([this](const UnaryOperator &E, CheckContext &C) { noteWrite(E, C); });
  D.on<LabelStmt>([this](const LabelStmt &S, CheckContext &C) {
    Functions[C.function()].Labels[S.getDecl()].Label = ++Order;
  });
  D.on<GotoStmt>([this](const GotoStmt &S, CheckContext &C) {
    LabelOrder &L = Functions[C.function()].Labels[S.getLabel()];
    L.FirstGoto = std::min(L.FirstGoto, ++Order);
    L.Around.insert(C.ancestors().begin(), C.ancestors().end());
  });
}

NullEventsOfFunction NullEventRecorder::take(const FunctionDecl &F) {
  NullEventsOfFunction Taken = std::move(Functions[&F]);
  Functions.erase(&F);
  return Taken;
}

void NullEventRecorder::noteReference(const Expr &E, CheckContext &C) {
  llvm::ArrayRef<const Stmt *> Around = C.ancestors();
  auto P = E.getType()->isPointerType() ? AccessPath::of(E) : std::nullopt;
  if (!P || !isTracked(*P, E.getType(), C) || isUnevaluated(C))
    return;
  const Expr *Current = &E;
  bool Read = false;
  while (!Around.empty()) {
    const Stmt *Parent = Around.back();
    const auto *Cast = dyn_cast<CastExpr>(Parent);
    const auto *U = dyn_cast<UnaryOperator>(Parent);
    const auto *B = dyn_cast<BinaryOperator>(Parent);
    if (Cast && Cast->getCastKind() == CK_PointerToBoolean)
      return note(*P, {NullEvent::Test, path(C.ancestors(), &E)}, C);
    if (Cast && Cast->getCastKind() == CK_LValueToRValue)
      Read = true;
    bool Moves = (U && U->isIncrementDecrementOp()) ||
                 (B && B->isAdditiveOp() && B->getType()->isPointerType());
    bool Assigns = B && B->getOpcode() == BO_Assign && !Read && B->getLHS() == Current;
    if (Assigns)
      noteAssignment(*P, *B->getRHS(), Around.drop_back(), B, C);
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
    note(*P, std::move(Use), C);
  } else if (const FunctionDecl *Reader = readerOf(Parent, Current)) {
    NullEvent Use{NullEvent::Use, path(C.ancestors(), &E)};
    Use.Dereference = cast<CallExpr>(Parent);
    Use.Source = Reader->getNameAsString();
    note(*P, std::move(Use), C);
  } else if (Parent && isTest(*Parent, *Current, C)) {
    note(*P, {NullEvent::Test, path(C.ancestors(), &E)}, C);
  } else if (!Read) {
    // &p, or bound to a reference: anybody may change it.
    NullEvent Escape{NullEvent::Assign, path(C.ancestors(), &E)};
    Escape.Effect = NullState::Unknown | (isFillUnchecked(Around) ? NullState::Unchanged : 0);
    note(*P, std::move(Escape), C);
  }
}

void NullEventRecorder::noteAssignment(const AccessPath &P, const Expr &Value,
                                       llvm::ArrayRef<const Stmt *> Around, const Stmt *Node,
                                       CheckContext &C) {
  NullEvent Event{NullEvent::Assign, path(Around, Node)};
  Event.Effect = Value.isInstantiationDependent() ? unsigned{NullState::Unknown}
                                                  : Sources.valueOf(Value, Event.Source, C);
  note(P, std::move(Event), C);
}

/// Appends. A use on the right side of an assignment to the same variable comes before that.
void NullEventRecorder::note(const AccessPath &P, NullEvent Event, const CheckContext &C) {
  NullEvents &Events = Functions[C.function()].of(P);
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

/// Calls and assignments that may change a member.
void NullEventRecorder::noteWrite(const Expr &E, const CheckContext &C) {
  const auto *B = dyn_cast<BinaryOperator>(&E);
  const auto *U = dyn_cast<UnaryOperator>(&E);
  const Expr *Target = B && B->isAssignmentOp()           ? B->getLHS()
                       : U && U->isIncrementDecrementOp() ? U->getSubExpr()
                                                          : nullptr;
  bool Matters = Target ? Target->getType()->isPointerType() || Target->getType()->isRecordType()
                        : mayWrite(E);
  if (!C.function() || !Matters || isUnevaluated(C))
    return;
  auto Changed = Target ? AccessPath::of(*Target) : std::nullopt;
  NullEvent Event{Changed ? NullEvent::Assign : NullEvent::Write, path(C.ancestors(), &E)};
  Event.Effect = NullState::Unknown;
  Event.Order = ++Order;
  Functions[C.function()].Writes.emplace_back(std::move(Changed), std::move(Event));
}

NullEvents &NullEventsOfFunction::of(const AccessPath &P) {
  auto It = llvm::find_if(Paths, [&](const auto &Each) { return Each.first == P; });
  return It != Paths.end() ? It->second : Paths.emplace_back(P, NullEvents()).second;
}

/// A call comes after its arguments, an assignment after both of its sides.
NullEvents NullEventsOfFunction::withWrites(const AccessPath &P) const {
  auto Own = llvm::find_if(Paths, [&](const auto &Each) { return Each.first == P; });
  NullEvents Events = Own->second;
  for (const auto &[Target, Write] : llvm::reverse(Writes)) {
    if (P.Fields.empty() || Target == P)
      continue;
    NullEvent Added = Write;
    if (Target && !Target->leadsTo(P)) {
      if (Target->Fields.empty() || !llvm::is_contained(P.Fields, Target->Fields.back()))
        continue;
      Added.What = NullEvent::Write;
    }
    std::size_t Depth = Write.Path.size() - 1;
    auto IsBefore = [&](const NullEvent &E) {
      return E.Order < Write.Order || (E.Path.size() > Depth && E.Path[Depth] == Write.Path[Depth]);
    };
    auto Last = std::find_if(Events.rbegin(), Events.rend(), IsBefore);
    Events.insert(Last.base(), std::move(Added));
  }
  return Events;
}

} // namespace ferrule
