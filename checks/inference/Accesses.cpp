// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a function does with the objects that a slot's pointer leads to: one object or several, how
// many, read or written, up to a NUL, and whether the pointer is relied upon without a test.
#include "checks/Values.h"
#include "checks/inference/Evidence.h"
#include "checks/null/NullEvents.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/MathExtras.h"
#include <map>

using namespace clang;

namespace ferrule {
namespace {

struct Use {
  bool Reads = false, Writes = false;
};

/// What becomes of the object that the visited expression names.
Use useOf(const Expr &Object, llvm::ArrayRef<const Stmt *> Around) {
  auto MethodOf = [](const Stmt *S) {
    const auto *Member = dyn_cast<MemberExpr>(S);
    return Member ? dyn_cast<CXXMethodDecl>(Member->getMemberDecl()) : nullptr;
  };
  if (const CXXMethodDecl *Method = MethodOf(&Object))
    return {true, !Method->isConst()};
  const Stmt *Inner = &Object;
  for (const Stmt *S : llvm::reverse(Around)) {
    if (const CXXMethodDecl *Method = MethodOf(S))
      return {true, !Method->isConst()};
    if (const auto *Member = dyn_cast<MemberExpr>(S)) {
      if (Member->isArrow())
        return {true, false};
    } else if (const auto *Cast = dyn_cast<CastExpr>(S)) {
      if (Cast->getCastKind() == CK_LValueToRValue)
        return {true, false};
      if (Cast->getCastKind() != CK_ArrayToPointerDecay && Cast->getCastKind() != CK_NoOp)
        return {};
    } else if (const auto *B = dyn_cast<BinaryOperator>(S)) {
      if (B->isAssignmentOp() && B->getLHS() == Inner)
        return {B->isCompoundAssignmentOp(), true};
      return {};
    } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
      if (U->isIncrementDecrementOp())
        return {true, true};
      if (U->getOpcode() != UO_AddrOf)
        return {};
    } else if (isa<AtomicExpr>(S)) {
      return {true, true};
    } else if (!isa<ParenExpr, ArraySubscriptExpr>(S)) {
      return {};
    }
    Inner = S;
  }
  return {};
}

/// The visited character is compared with NUL.
bool isComparedWithNul(const Expr &Character, const CheckContext &C) {
  if (!Character.getType()->isAnyCharacterType())
    return false;
  const Stmt *Inner = &Character;
  for (const Stmt *S : llvm::reverse(C.ancestors())) {
    if (const auto *B = dyn_cast<BinaryOperator>(S)) {
      if (B->isEqualityOp()) {
        auto Other = constantOf(B->getLHS() == Inner ? *B->getRHS() : *B->getLHS(), C);
        return Other && !*Other;
      }
      if (B->isLogicalOp())
        return true;
      if (B->getOpcode() != BO_Assign || B->getRHS() != Inner)
        return false;
    } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
      return U->getOpcode() == UO_LNot;
    } else if (const auto *While = dyn_cast<WhileStmt>(S)) {
      return While->getCond() == Inner;
    } else if (const auto *Do = dyn_cast<DoStmt>(S)) {
      return Do->getCond() == Inner;
    } else if (const auto *For = dyn_cast<ForStmt>(S)) {
      return For->getCond() == Inner;
    } else if (const auto *If = dyn_cast<IfStmt>(S)) {
      return If->getCond() == Inner;
    } else if (!isa<ParenExpr, CastExpr, FullExpr>(S)) {
      return false;
    }
    Inner = S;
  }
  return false;
}

/// The conjuncts of a condition, none of which is a conjunction.
void conjuncts(const Expr &Full, llvm::SmallVectorImpl<const Expr *> &Into) {
  const Expr *E = Full.IgnoreParenImpCasts();
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->getOpcode() == BO_LAnd) {
    conjuncts(*B->getLHS(), Into);
    conjuncts(*B->getRHS(), Into);
  } else {
    Into.push_back(E);
  }
}

/// The conditions of the branches and loops around the visited node that hold there at first.
llvm::SmallVector<const Expr *, 8> conditionsAround(const CheckContext &C, bool LoopsOnly) {
  llvm::SmallVector<const Expr *, 8> Found;
  llvm::ArrayRef<const Stmt *> Path = C.path();
  for (std::size_t I = Path.size() - 1; I-- > 0;) {
    const Stmt *Parent = Path[I], *Child = Path[I + 1];
    const Expr *Condition = nullptr;
    if (const auto *For = dyn_cast<ForStmt>(Parent))
      Condition = Child == For->getInit() ? nullptr : For->getCond();
    else if (const auto *While = dyn_cast<WhileStmt>(Parent))
      Condition = While->getCond();
    else if (const auto *Do = dyn_cast<DoStmt>(Parent))
      Condition = Do->getCond();
    else if (const auto *If = dyn_cast<IfStmt>(Parent); If && !LoopsOnly)
      Condition = Child == If->getThen() ? If->getCond() : nullptr;
    else if (const auto *B = dyn_cast<BinaryOperator>(Parent);
             B && B->getOpcode() == BO_LAnd && Child == B->getRHS() && !LoopsOnly)
      Condition = B->getLHS();
    if (Condition)
      conjuncts(*Condition, Found);
  }
  return Found;
}

bool isSame(const Expr &A, const Expr &B) {
  const VarDecl *V = variableOf(*A.IgnoreParenCasts());
  if (V)
    return variableOf(*B.IgnoreParenCasts()) == V;
  const auto *M = dyn_cast<MemberExpr>(A.IgnoreParenCasts());
  const auto *N = dyn_cast<MemberExpr>(B.IgnoreParenCasts());
  return M && N && M->getMemberDecl() == N->getMemberDecl();
}

/// (p + 8)[1] is p[9]: a pointer, and the constant that is added to it there.
std::pair<const Expr *, long long> withoutShift(const Expr &Base, const CheckContext &C) {
  const auto *B = dyn_cast<BinaryOperator>(Base.IgnoreParenImpCasts());
  if (B && B->getOpcode() == BO_Add && B->getLHS()->getType()->isPointerType())
    if (auto Constant = constantOf(*B->getRHS(), C))
      return {B->getLHS(), *Constant};
  return {&Base, 0};
}

/// The slot that bounds an index by a condition such as i < n.
std::optional<NumberOrigin> boundOf(const Expr &Index, FunctionValues &Values, CheckContext &C) {
  for (const Expr *Condition : conditionsAround(C, /*LoopsOnly=*/false)) {
    const auto *B = dyn_cast<BinaryOperator>(Condition);
    if (!B || !(B->isRelationalOp() || B->getOpcode() == BO_NE))
      continue;
    bool IsLeft = isSame(Index, *B->getLHS());
    if (!IsLeft && !isSame(Index, *B->getRHS()))
      continue;
    bool Below =
        B->getOpcode() == BO_NE || (IsLeft ? B->getOpcode() == BO_LT || B->getOpcode() == BO_LE
                                           : B->getOpcode() == BO_GT || B->getOpcode() == BO_GE);
    if (!Below)
      continue;
    auto Limit = Values.number(IsLeft ? *B->getRHS() : *B->getLHS());
    if (Limit && (B->getOpcode() == BO_LE || B->getOpcode() == BO_GE))
      ++Limit->Offset;
    if (Limit && (Limit->In || Limit->Offset > 0))
      return Limit;
  }
  return std::nullopt;
}

/// The slot that is counted down while a pointer moves, as in while (n--).
std::optional<NumberOrigin> countOfWalk(FunctionValues &Values, CheckContext &C) {
  for (const Expr *Condition : conditionsAround(C, /*LoopsOnly=*/true)) {
    const Expr *Counter = Condition;
    if (const auto *B = dyn_cast<BinaryOperator>(Condition)) {
      if (!B->isComparisonOp() || !constantOf(*B->getRHS(), C))
        continue;
      Counter = B->getLHS();
    }
    if (!Counter->getType()->isIntegerType() || Counter->getType()->isAnyCharacterType())
      continue;
    if (auto Count = Values.number(*Counter); Count && Count->In)
      return Count;
  }
  return std::nullopt;
}

class Accesses final : public EvidenceCollector {
public:
  void subscribe(Dispatcher &D, EvidenceSink &Sink) override {
    D.on<MemberExpr>([this, &Sink](const MemberExpr &E, CheckContext &C) {
      if (E.isArrow())
        access(E, *E.getBase(), nullptr, Sink, C);
    });
    D.on<UnaryOperator>([this, &Sink](const UnaryOperator &E, CheckContext &C) {
      if (E.getOpcode() == UO_Deref)
        access(E, *E.getSubExpr(), nullptr, Sink, C);
    });
    D.onFunctionEnd([this, &Sink](CheckContext &C) {
      for (const auto &[In, Part] : Parts) {
        const RecordDecl *Record = (*Part.Fields.begin())->getParent();
        auto All = std::distance(Record->field_begin(), Record->field_end());
        bool IsWhole = static_cast<std::size_t>(All) == Part.Fields.size();
        Sink.add({.slot = In,
                  .kind = EvidenceKind::Written,
                  .number = IsWhole && !Part.WasRead && !Sink.wasRead(In)},
                 Part.At, C);
      }
      Parts.clear();
    });
    D.on<ArraySubscriptExpr>([this, &Sink](const ArraySubscriptExpr &E, CheckContext &C) {
      access(E, *E.getBase(), E.getIdx(), Sink, C);
    });
    D.on<BinaryOperator>([&Sink](const BinaryOperator &E, CheckContext &C) {
      if (!C.function() || !E.isComparisonOp())
        return;
      if (E.getLHS()->getType()->isAnyPointerType() && E.getRHS()->getType()->isAnyPointerType())
        compare(E, Sink, C);
      else if (E.isRelationalOp())
        compareRest(E, Sink, C);
    });
  }

private:
  /// Members of a record that the function writes: only all of them are the record.
  struct PartialWrite {
    llvm::SmallPtrSet<const FieldDecl *, 4> Fields;
    SourceLocation At;
    bool WasRead = false;
  };

  void access(const Expr &E, const Expr &Base, const Expr *Index, EvidenceSink &Sink,
              CheckContext &C) {
    if (!C.function() || !Base.getType()->isPointerType() ||
        Base.getType()->isFunctionPointerType() || isUnevaluated(C))
      return;
    FunctionValues &Values = Sink.values(C);
    bool AddressOnly = isAddressOnly(C.ancestors());
    auto [Start, Shift] = withoutShift(Base, C);
    std::optional<long long> At = Index ? constantOf(*Index, C) : 0;
    if (At && llvm::AddOverflow(*At, Shift, *At))
      At.reset();
    for (const Origin &O : Values.of(*Start)) {
      if (O.What != Origin::InSlot)
        continue;
      EvidenceFact Fact{.slot = O.In};
      bool Moved = O.Moved || !At || *At;
      if (!Moved)
        Fact.number = static_cast<long long>(bytesOf(Base.getType()->getPointeeType(), C.ast()));
      else if (At && !O.Moved)
        Fact.number = *At;
      else if (!At && !O.Moved && !Shift)
        setCount(Fact, boundOf(*Index, Values, C));
      else if (!Index && O.Moved)
        setCount(Fact, countOfWalk(Values, C));
      Fact.kind = Moved ? EvidenceKind::Indexed : EvidenceKind::Accessed;
      Sink.add(Fact, E, C);
      if (isComparedWithNul(E, C))
        Sink.add({.slot = O.In, .kind = EvidenceKind::ReadToNul, .number = Moved}, E, C);
      if (!AddressOnly)
        noteUse(E, O.In, Sink, C);
    }
  }

  static void setCount(EvidenceFact &Fact, const std::optional<NumberOrigin> &Count) {
    if (!Count)
      return;
    // n + 1 of them: no contract says that, and one of n would be wrong.
    if (Count->In && Count->Offset > 0)
      return;
    // Without a slot, it is the largest index; with one, what it is multiplied by.
    if (Count->In)
      Fact.with = Count->In;
    Fact.number = Count->In ? Count->Scale : Count->Offset - 1;
  }

  void noteWrite(const Expr &E, const Slot &In, EvidenceSink &Sink, CheckContext &C) {
    const auto *Member = dyn_cast<MemberExpr>(&E);
    const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    if (!Field) {
      Sink.add({.slot = In, .kind = EvidenceKind::Written, .number = !Sink.wasRead(In)}, E, C);
      return;
    }
    PartialWrite &Part = Parts[In];
    if (Part.Fields.empty()) {
      Part.At = E.getBeginLoc();
      Part.WasRead = Sink.wasRead(In);
    }
    Part.Fields.insert(Field);
  }

  void noteUse(const Expr &E, const Slot &In, EvidenceSink &Sink, CheckContext &C) {
    Use Done = useOf(E, C.ancestors());
    if (Done.Reads) {
      Sink.add({.slot = In, .kind = EvidenceKind::Read}, E, C);
      Sink.noteRead(In);
    }
    if (Done.Writes)
      noteWrite(E, In, Sink, C);
    if (Sink.isTested(In))
      return;
    bool Always = Sink.isOnEveryPath(C);
    Sink.add({.slot = In,
              .kind = EvidenceKind::Dereferenced,
              .other = Sink.testerOf(In),
              .number = Always},
             E, C);
    if (Always)
      Sink.noteTest(In);
  }

  /// The visited comparison decides whether a loop goes on. Elsewhere, p + n == q asks only whether
  /// two objects touch.
  static bool isLoopCondition(const CheckContext &C) {
    const Stmt *Inner = C.path().back();
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      if (const auto *For = dyn_cast<ForStmt>(S))
        return For->getCond() == Inner;
      if (const auto *While = dyn_cast<WhileStmt>(S))
        return While->getCond() == Inner;
      if (const auto *Do = dyn_cast<DoStmt>(S))
        return Do->getCond() == Inner;
      if (!isa<Expr>(S))
        return false;
      Inner = S;
    }
    return false;
  }

  static bool isOwnParameter(const Origin &O) {
    return O.In.part == SlotPart::Parameter && !O.In.level && !O.Moved;
  }

  /// What others move on: *p, s->p.
  static bool isCursor(const Origin &O) { return O.In.level || O.In.part == SlotPart::Self; }

  static void addEnd(const Slot &Walked, const Slot &End, const Expr &E, EvidenceSink &Sink,
                     CheckContext &C) {
    Sink.add({.slot = Walked, .kind = EvidenceKind::ComparedWithEnd, .other = End}, E, C);
    Sink.add({.slot = End, .kind = EvidenceKind::EndOf, .other = Walked}, E, C);
  }

  /// end - p < n: how much is left.
  static void compareRest(const BinaryOperator &E, EvidenceSink &Sink, CheckContext &C) {
    for (const Expr *Side : {E.getLHS(), E.getRHS()}) {
      const auto *Rest = dyn_cast<BinaryOperator>(Side->IgnoreParenCasts());
      if (!Rest || Rest->getOpcode() != BO_Sub || !Rest->getLHS()->getType()->isPointerType() ||
          !Rest->getRHS()->getType()->isPointerType())
        continue;
      FunctionValues &Values = Sink.values(C);
      for (const Origin &Last : Values.of(*Rest->getLHS()))
        for (const Origin &Walked : Values.of(*Rest->getRHS()))
          if (Walked.What == Origin::InSlot && Last.What == Origin::InSlot && !Last.Moved &&
              Walked.In != Last.In)
            addEnd(Walked.In, Last.In, E, Sink, C);
    }
  }

  /// p < end, where one of both is moved to the other.
  static void compare(const BinaryOperator &E, EvidenceSink &Sink, CheckContext &C) {
    FunctionValues &Values = Sink.values(C);
    Origins Left = Values.of(*E.getLHS()), Right = Values.of(*E.getRHS());
    bool Swap = E.getOpcode() == BO_GT || E.getOpcode() == BO_GE;
    const Expr &End = Swap ? *E.getLHS() : *E.getRHS();
    for (const Origin &Walked : Swap ? Right : Left)
      for (const Origin &Last : Swap ? Left : Right) {
        if (Walked.What != Origin::InSlot || Last.What != Origin::InSlot)
          continue;
        if (E.isEqualityOp() && isOwnParameter(Walked) && isOwnParameter(Last) &&
            Walked.In != Last.In) {
          Sink.add({.slot = Walked.In, .kind = EvidenceKind::TestedAgainst, .other = Last.In}, E,
                   C);
          Sink.add({.slot = Last.In, .kind = EvidenceKind::TestedAgainst, .other = Walked.In}, E,
                   C);
        }
        if (Walked.In == Last.In) {
          EvidenceFact Fact{.slot = Walked.In, .kind = EvidenceKind::Indexed};
          auto Count = Values.distance(End);
          if (Count && Count->In) {
            Fact.with = Count->In;
            Sink.add(Fact, E, C);
          }
        } else if (!Last.Moved && (E.isRelationalOp() || isLoopCondition(C)) &&
                   (Walked.Moved || (E.isRelationalOp() && isCursor(Walked)))) {
          addEnd(Walked.In, Last.In, E, Sink, C);
        }
      }
  }

  std::map<Slot, PartialWrite> Parts;
};

RegisterCollector<Accesses> X("2-accesses");

} // namespace
} // namespace ferrule
