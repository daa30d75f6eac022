// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/inference/Origins.h"
#include "checks/EntityNames.h"
#include "checks/Values.h"
#include "checks/ownership/MemoryCalls.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

// Beyond these a pointer could be anything, and evidence about it says nothing.
static constexpr unsigned MaxDepth = 12;
static constexpr unsigned MaxOrigins = 12;
// Nothing in memory is so large; products of two such numbers and a size fit into 64 bits.
static constexpr std::int64_t MaxNumber = std::int64_t{1} << 40;

std::uint64_t bytesOf(QualType T, const ASTContext &AST) {
  if (T.isNull() || T->isDependentType() || T->isUndeducedType() || T->isPlaceholderType() ||
      T->isIncompleteType() || T->isFunctionType() || T->isVariableArrayType() ||
      T->isSizelessType())
    return 0;
  const RecordDecl *Record = T->getBaseElementTypeUnsafe()->getAsRecordDecl();
  if (Record && Record->isInvalidDecl())
    return 0;
  return AST.getTypeSizeInChars(T).getQuantity();
}

Slot parameterSlot(const FunctionDecl &F, unsigned Index, EntityNames &Names) {
  return {Names.of(F), SlotPart::Parameter, Index};
}

Slot resultSlot(const FunctionDecl &F, EntityNames &Names) {
  return {Names.of(F), SlotPart::Result};
}

Slot fieldSlot(const FieldDecl &F, EntityNames &Names) {
  return {Names.of(*F.getParent()) + "." + F.getNameAsString(), SlotPart::Self};
}

Slot variableSlot(const VarDecl &V, EntityNames &Names) { return {Names.of(V), SlotPart::Self}; }

static bool isTracked(QualType T) { return T->isAnyPointerType() || T->isIntegerType(); }

/// The object that an expression takes the address of, or null.
static const Expr *addressed(const Expr &Full) {
  const auto *U = dyn_cast<UnaryOperator>(Full.IgnoreParenCasts());
  return U && U->getOpcode() == UO_AddrOf ? U->getSubExpr()->IgnoreParens() : nullptr;
}

FunctionValues::FunctionValues(const FunctionDecl &F, CheckContext &C) : F(F), C(C) {
  gather(*F.getBody(), 0);
}

void FunctionValues::give(const VarDecl &V, const Expr &Value, unsigned Guard) {
  Locals[&V].Given.push_back(&Value);
  Locals[&V].Guards.push_back(Guard);
}

/// if (keep) …: Child is what runs if the parameter is not 0.
unsigned FunctionValues::guardOf(const Stmt &Around, const Stmt &Child) const {
  const auto *If = dyn_cast<IfStmt>(&Around);
  if (!If || If->getThen() != &Child)
    return 0;
  const VarDecl *V = variableOf(*If->getCond()->IgnoreParenImpCasts());
  const auto *P = dyn_cast_or_null<ParmVarDecl>(V);
  return P && P->getDeclContext() == &F && P->getType()->isIntegerType()
             ? P->getFunctionScopeIndex() + 1
             : 0;
}

unsigned FunctionValues::guard(llvm::ArrayRef<const Stmt *> Ancestors, const Stmt &S) const {
  const Stmt *Child = &S;
  for (const Stmt *Around : llvm::reverse(Ancestors)) {
    if (unsigned Guard = guardOf(*Around, *Child))
      return Guard;
    Child = Around;
  }
  return 0;
}

void FunctionValues::gather(const Stmt &S, unsigned Guard) {
  if (const auto *Declared = dyn_cast<DeclStmt>(&S))
    for (const Decl *D : Declared->decls())
      if (const auto *V = dyn_cast<VarDecl>(D); V && V->getInit() && isTracked(V->getType()))
        give(*V, *V->getInit(), Guard);
  if (const auto *B = dyn_cast<BinaryOperator>(&S); B && B->isAssignmentOp())
    if (const VarDecl *V = variableOf(*B->getLHS()); V && isTracked(V->getType())) {
      if (B->getOpcode() == BO_Assign)
        give(*V, *B->getRHS(), Guard);
      else
        Locals[V].Moved = true;
    }
  if (const auto *B = dyn_cast<BinaryOperator>(&S);
      B && B->getOpcode() == BO_Assign && B->getType()->isRecordType()) {
    const VarDecl *From = variableOf(*B->getRHS()->IgnoreParenImpCasts());
    const VarDecl *To = variableOf(*B->getLHS()->IgnoreParens());
    if (From && !(To && To->hasLocalStorage()))
      Locals[From].Copied = true;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(&S); U && U->isIncrementDecrementOp())
    if (const VarDecl *V = variableOf(*U->getSubExpr()))
      Locals[V].Moved = true;
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    gatherCall(*Call);
  for (const Stmt *Child : S.children())
    if (Child) {
      unsigned Inner = guardOf(S, *Child);
      gather(*Child, Inner ? Inner : Guard);
    }
}

void FunctionValues::gatherCall(const CallExpr &Call) {
  for (auto [Index, Argument] : llvm::enumerate(Call.arguments())) {
    if (const Expr *Object = addressed(*Argument)) {
      if (const VarDecl *V = variableOf(*Object); V && V->getType()->isAnyPointerType())
        Locals[V].Filled.emplace_back(&Call, Index);
    } else if (Argument->getType()->isAnyPointerType()) {
      if (const VarDecl *V = variableOf(*Argument->IgnoreParenCasts());
          V && V->isLocalVarDecl() && V->hasLocalStorage())
        Locals[V].Passed.emplace_back(&Call, Index);
    }
  }
}

llvm::ArrayRef<std::pair<const CallExpr *, unsigned>>
FunctionValues::callsWith(const VarDecl &V) const {
  auto It = Locals.find(&V);
  if (It == Locals.end())
    return {};
  return It->second.Passed;
}

bool FunctionValues::isCopiedAway(const VarDecl &V) const {
  auto It = Locals.find(&V);
  return It != Locals.end() && It->second.Copied;
}

Origins FunctionValues::of(const Expr &Pointer) {
  Origins Found;
  Visiting.clear();
  Depth = 0;
  add(Pointer, Found, false);
  if (Found.empty() || Found.size() > MaxOrigins)
    Found.assign(1, {});
  return Found;
}

std::optional<NumberOrigin> FunctionValues::distance(const Expr &End) {
  const Expr *E = End.IgnoreParenCasts();
  if (const VarDecl *V = variableOf(*E)) {
    auto It = Locals.find(V);
    if (It == Locals.end() || It->second.Given.size() != 1)
      return std::nullopt;
    E = It->second.Given.front()->IgnoreParenCasts();
  }
  const auto *B = dyn_cast<BinaryOperator>(E);
  return B && B->getOpcode() == BO_Add ? number(*B->getRHS()) : std::nullopt;
}

std::optional<std::pair<Slot, Slot>> FunctionValues::factors(const Expr &Integer) {
  const Expr *E = Integer.IgnoreParenCasts();
  if (const VarDecl *V = variableOf(*E)) {
    auto It = Locals.find(V);
    if (It == Locals.end() || It->second.Given.size() != 1 || isa<ParmVarDecl>(V))
      return std::nullopt;
    E = It->second.Given.front()->IgnoreParenCasts();
  }
  const auto *B = dyn_cast<BinaryOperator>(E);
  if (!B || B->getOpcode() != BO_Mul)
    return std::nullopt;
  auto L = number(*B->getLHS()), R = number(*B->getRHS());
  auto IsSlot = [](const std::optional<NumberOrigin> &N) {
    return N && N->In && N->Scale == 1 && N->Offset == 0;
  };
  return IsSlot(L) && IsSlot(R) && L->In != R->In ? std::optional(std::pair(L->In, R->In))
                                                  : std::nullopt;
}

Slot FunctionValues::callee(const CallExpr &Call, SlotPart Part, unsigned Index) {
  if (const FunctionDecl *Callee = Call.getDirectCallee()) {
    if (Part == SlotPart::Result)
      return resultSlot(*Callee, C.names());
    // An operator's first argument is its object.
    if (isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(Callee)) {
      if (Index == 0)
        return {};
      --Index;
    }
    return Index < Callee->getNumParams() ? parameterSlot(*Callee, Index, C.names()) : Slot();
  }
  Slot Pointer;
  const Expr *Callee = Call.getCallee()->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(Callee); U && U->getOpcode() == UO_Deref)
    Callee = U->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(Callee)) {
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
      Pointer = fieldSlot(*Field, C.names());
  } else if (const VarDecl *V = variableOf(*Callee); V && V->hasGlobalStorage()) {
    Pointer = variableSlot(*V, C.names());
  }
  if (!Pointer)
    return {};
  Pointer.part = Part;
  Pointer.index = Index;
  return Pointer;
}

Slot FunctionValues::target(const Expr &LValue) {
  const Expr *E = LValue.IgnoreParens();
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    return Field ? fieldSlot(*Field, C.names()) : Slot();
  }
  if (const VarDecl *V = variableOf(*E))
    return V->hasGlobalStorage() && !V->isStaticLocal() ? variableSlot(*V, C.names()) : Slot();
  const Expr *Base = nullptr;
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref)
    Base = U->getSubExpr();
  else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    Base = Element->getBase();
  if (!Base)
    return {};
  Origins Found = of(*Base);
  if (Found.size() != 1 || Found[0].What != Origin::InSlot)
    return {};
  ++Found[0].In.level;
  return Found[0].In;
}

void FunctionValues::addVariable(const VarDecl &V, Origins &Into, bool Moved) {
  const auto *P = dyn_cast<ParmVarDecl>(&V);
  bool IsOwn = P && P->getDeclContext() == &F;
  auto It = Locals.find(&V);
  bool MovedHere = Moved || (It != Locals.end() && It->second.Moved);
  if (IsOwn)
    Into.push_back({.What = Origin::InSlot,
                    .In = parameterSlot(F, P->getFunctionScopeIndex(), C.names()),
                    .Moved = MovedHere});
  else if (V.hasGlobalStorage() && !V.isStaticLocal())
    Into.push_back({.What = Origin::InSlot, .In = variableSlot(V, C.names()), .Moved = MovedHere});
  if (It == Locals.end()) {
    if (!IsOwn && !V.hasGlobalStorage())
      Into.push_back({});
    return;
  }
  if (!Visiting.insert(&V).second)
    return;
  // A copy: adding may look up other locals, but never adds one.
  for (auto [Given, Guard] : llvm::zip(It->second.Given, It->second.Guards)) {
    std::size_t Before = Into.size();
    add(*Given, Into, MovedHere);
    for (Origin &O : llvm::drop_begin(Into, Before))
      O.Guard = O.Guard ? O.Guard : Guard;
  }
  for (auto [Call, Index] : It->second.Filled) {
    Slot Parameter = callee(*Call, SlotPart::Parameter, Index);
    if (!Parameter)
      continue;
    Parameter.level = 1;
    Into.push_back({.What = Origin::InSlot, .In = Parameter, .Moved = MovedHere});
  }
  Visiting.erase(&V);
}

void FunctionValues::addLevel(const Expr &Base, Origins &Into, bool Moved) {
  // An element of a table: all that it is made of.
  if (const VarDecl *V = variableOf(*Base.IgnoreParenCasts());
      V && V->getType()->isArrayType() && V->hasGlobalStorage()) {
    Into.push_back({.What = Origin::InSlot, .In = variableSlot(*V, C.names()), .Moved = Moved});
    Into.back().In.level = 1;
    return;
  }
  Origins Bases;
  add(Base, Bases, false);
  for (Origin &O : Bases) {
    if (O.What != Origin::InSlot) {
      Into.push_back({});
      continue;
    }
    ++O.In.level;
    O.Moved = Moved;
    Into.push_back(std::move(O));
  }
}

void FunctionValues::addCall(const CallExpr &Call, Origins &Into, bool Moved) {
  if (!Call.getDirectCallee())
    if (auto Hook = memoryHook(Call); Hook && Hook->Does != MemoryCall::Releases) {
      Into.push_back({.What = Origin::Fresh,
                      .In = callee(Call, SlotPart::Result),
                      .Moved = Moved,
                      .At = &Call});
      return;
    }
  if (Slot Result = callee(Call, SlotPart::Result))
    Into.push_back({.What = Origin::InSlot, .In = Result, .Moved = Moved, .At = &Call});
  else
    Into.push_back({});
}

void FunctionValues::addAddress(const Expr &Object, Origins &Into, bool Moved) {
  const Expr *E = Object.IgnoreParens();
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    auto Index = constantOf(*Element->getIdx(), C);
    return add(*Element->getBase(), Into, Moved || !Index || *Index);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref)
    return add(*U->getSubExpr(), Into, Moved);
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const Expr *Base = Member->getBase();
    Origins Bases;
    if (Member->isArrow())
      add(*Base, Bases, false);
    else
      addAddress(*Base, Bases, false);
    for (Origin &O : Bases) {
      // What new memory begins with is it as well, as a base is.
      const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
      if (O.What == Origin::InSlot ||
          (O.What == Origin::Fresh && O.In && Field && Field->getFieldIndex()))
        O.What = Origin::Part;
      O.Moved = Moved;
      QualType T = E->getType();
      const auto *Array = C.ast().getAsConstantArrayType(T);
      O.Elements = Array ? Array->getZExtSize() : 1;
      O.Bytes = bytesOf(T, C.ast());
      Into.push_back(std::move(O));
    }
    return;
  }
  const VarDecl *V = variableOf(*E);
  if (!V) {
    Into.push_back({});
    return;
  }
  QualType T = V->getType().getNonReferenceType();
  const auto *Array = C.ast().getAsConstantArrayType(T);
  Into.push_back({.What = Origin::Object,
                  .Moved = Moved,
                  .Elements = Array              ? Array->getZExtSize()
                              : T->isArrayType() ? 0
                                                 : 1,
                  .Bytes = bytesOf(T, C.ast()),
                  .Static = V->hasGlobalStorage()});
}

void FunctionValues::add(const Expr &Full, Origins &Into, bool Moved) {
  if (++Depth > 64 || Into.size() > MaxOrigins || Visiting.size() > MaxDepth) {
    Into.push_back({});
    return;
  }
  const Expr *E = Full.IgnoreParenCasts();
  if (const auto *Wrapped = dyn_cast<FullExpr>(E))
    return add(*Wrapped->getSubExpr(), Into, Moved);
  if (E->isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull) &&
      !isa<DeclRefExpr>(E)) {
    Into.push_back({.What = Origin::Null});
    return;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V && isa<FunctionDecl>(Ref->getDecl())) {
      Into.push_back({.What = Origin::Object, .Elements = 1, .Static = true});
      return;
    }
    if (!V)
      return Into.push_back({});
    // An array decays.
    if (V->getType().getNonReferenceType()->isArrayType())
      return addAddress(*Ref, Into, Moved);
    return addVariable(*V, Into, Moved);
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field)
      return Into.push_back({});
    if (Field->getType()->isArrayType())
      return addAddress(*Member, Into, Moved);
    return Into.push_back(
        {.What = Origin::InSlot, .In = fieldSlot(*Field, C.names()), .Moved = Moved});
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_Deref)
      return E->getType()->isArrayType() ? add(*U->getSubExpr(), Into, Moved)
                                         : addLevel(*U->getSubExpr(), Into, Moved);
    if (U->getOpcode() == UO_AddrOf)
      return addAddress(*U->getSubExpr(), Into, Moved);
    if (U->isIncrementDecrementOp())
      return add(*U->getSubExpr(), Into, true);
    if (U->getOpcode() == UO_Extension)
      return add(*U->getSubExpr(), Into, Moved);
  }
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return E->getType()->isArrayType() ? add(*Element->getBase(), Into, true)
                                       : addLevel(*Element->getBase(), Into, Moved);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Assign || B->getOpcode() == BO_Comma)
      return add(*B->getRHS(), Into, Moved);
    if (B->isAdditiveOp() || B->isCompoundAssignmentOp()) {
      bool Left =
          B->getLHS()->getType()->isAnyPointerType() || B->getLHS()->getType()->isArrayType();
      const Expr &Pointer = *(Left ? B->getLHS() : B->getRHS());
      return Pointer.getType()->isAnyPointerType() || Pointer.getType()->isArrayType()
                 ? add(Pointer, Into, true)
                 : Into.push_back({});
    }
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
    add(*Choice->getTrueExpr(), Into, Moved);
    return add(*Choice->getFalseExpr(), Into, Moved);
  }
  if (isa<clang::StringLiteral>(E))
    return Into.push_back({.What = Origin::Literal, .Static = true});
  // Memory that is given to new was there before.
  if (const auto *New = dyn_cast<CXXNewExpr>(E))
    return New->getNumPlacementArgs()
               ? Into.push_back({})
               : Into.push_back({.What = Origin::Fresh, .Moved = Moved, .At = E});
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return addCall(*Call, Into, Moved);
  Into.push_back({});
}

std::optional<NumberOrigin> FunctionValues::number(const Expr &Integer) {
  const Expr *E = Integer.IgnoreParenCasts();
  if (!E->getType()->isIntegerType() || E->isInstantiationDependent())
    return std::nullopt;
  if (auto Constant = constantOf(*E, C))
    return *Constant > MaxNumber || *Constant < -MaxNumber
               ? std::nullopt
               : std::optional(NumberOrigin{{}, 0, *Constant});
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    return Field ? std::optional(NumberOrigin{fieldSlot(*Field, C.names())}) : std::nullopt;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->isIncrementDecrementOp())
      return number(*U->getSubExpr());
    // A length behind a pointer, and no character of a text.
    if (U->getOpcode() == UO_Deref && C.ast().getTypeSize(E->getType()) >= 32)
      if (Slot Pointed = target(*E))
        return NumberOrigin{Pointed};
  }
  // The smaller of a slot and a constant, as chunks are cut.
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
    auto L = number(*Choice->getTrueExpr()), R = number(*Choice->getFalseExpr());
    if (!L || !R || (L->In && R->In && L->In != R->In))
      return std::nullopt;
    return L->In ? L : R;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    auto L = number(*B->getLHS()), R = number(*B->getRHS());
    bool IsMul = B->getOpcode() == BO_Mul, IsAdd = B->getOpcode() == BO_Add,
         IsSub = B->getOpcode() == BO_Sub;
    if (!L || !R || (!IsMul && !IsAdd && !IsSub) || (L->In && R->In) || (R->In && IsSub))
      return std::nullopt;
    NumberOrigin &N = R->In ? *R : *L;
    std::int64_t K = (R->In ? *L : *R).Offset;
    if (K > INT32_MAX || K < INT32_MIN || N.Scale > INT16_MAX || N.Offset > INT32_MAX ||
        N.Offset < INT32_MIN)
      return std::nullopt;
    if (IsMul) {
      N.Scale *= K;
      N.Offset *= K;
    } else {
      N.Offset += IsAdd ? K : -K;
    }
    return N.Scale > MaxNumber || N.Scale < -MaxNumber || N.Offset > MaxNumber ||
                   N.Offset < -MaxNumber
               ? std::nullopt
               : std::optional(N);
  }
  const VarDecl *V = variableOf(*E);
  if (!V)
    return std::nullopt;
  auto It = Locals.find(V);
  if (const auto *P = dyn_cast<ParmVarDecl>(V); P && P->getDeclContext() == &F)
    return NumberOrigin{parameterSlot(F, P->getFunctionScopeIndex(), C.names())};
  if (V->hasGlobalStorage() && !V->isStaticLocal())
    return NumberOrigin{variableSlot(*V, C.names())};
  // A local that starts as a copy: it may count down from there.
  if (It == Locals.end() || It->second.Given.size() != 1 || !Visiting.insert(V).second)
    return std::nullopt;
  auto Found = number(*It->second.Given.front());
  Visiting.erase(V);
  return Found;
}

} // namespace ferrule
