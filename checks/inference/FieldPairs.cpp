// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A pointer and its count in one record: what each writer does to both.
//
// A pair such as {buf, len} means "len elements are at buf" only if every writer keeps it so. Here
// all assignments of a function to members of one object are laid side by side: a writer that gives
// both the same count keeps the pair; one that gives a count of 0 to a string that is there, or
// allocates more than it counts, breaks it. Which pairs there are is not known yet: that follows
// from how they are read (tool/contracts/Bounds.cpp).
#include "checks/AccessPath.h"
#include "checks/CheckContext.h"
#include "checks/Values.h"
#include "checks/inference/Evidence.h"
#include "checks/ownership/MemoryCalls.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;

namespace ferrule {
namespace {

/// A member is set, or moved.
struct Write {
  AccessPath Object;
  const FieldDecl *Field;
  const Expr *At;
  /// Null: it is moved.
  const Expr *Value;
};

/// What a pair of assignments says: the pair is kept, broken, or nothing follows.
enum class Relation { Nothing, Kept, Broken };

class FieldPairs final : public EvidenceCollector {
public:
  void subscribe(Dispatcher &D, EvidenceSink &Sink) override {
    D.on<BinaryOperator>([this](const BinaryOperator &E, CheckContext &C) {
      if (E.isAssignmentOp())
        note(*E.getLHS(), E, E.isCompoundAssignmentOp() ? nullptr : E.getRHS(), C);
    });
    D.on<UnaryOperator>([this](const UnaryOperator &E, CheckContext &C) {
      if (E.isIncrementDecrementOp())
        note(*E.getSubExpr(), E, nullptr, C);
    });
    D.onFunctionEnd([this, &Sink](CheckContext &C) {
      for (const Write &Pointer : Pointers)
        for (const Write &Count : Counts)
          if (Pointer.Object == Count.Object && isSameRecord(Pointer, Count))
            relate(Pointer, Count, Sink, C);
      Pointers.clear();
      Counts.clear();
    });
  }

private:
  void note(const Expr &LValue, const Expr &At, const Expr *Value, CheckContext &C) {
    auto Path = C.function() ? AccessPath::of(LValue) : std::nullopt;
    if (!Path || Path->Fields.empty())
      return;
    const FieldDecl *Field = Path->Fields.pop_back_val();
    QualType T = Field->getType();
    if (T->isAnyPointerType())
      Pointers.push_back({*Path, Field, &At, Value});
    else if (T->isIntegerType() && !T->isBooleanType())
      Counts.push_back({*Path, Field, &At, Value});
  }

  static bool isSameRecord(const Write &A, const Write &B) {
    return A.Field->getParent()->getCanonicalDecl() == B.Field->getParent()->getCanonicalDecl();
  }

  void relate(const Write &Pointer, const Write &Count, EvidenceSink &Sink, CheckContext &C) {
    FunctionValues &Values = Sink.values(C);
    Slot Field = fieldSlot(*Pointer.Field, C.names()), With = fieldSlot(*Count.Field, C.names());
    if (!Pointer.Value || !Count.Value) {
      if (!Pointer.Value && !Count.Value)
        Sink.add({.slot = Field, .kind = EvidenceKind::PairKept, .with = With}, *Pointer.At, C);
      return;
    }
    auto Number = Values.number(*Count.Value);
    Origins Found = Values.of(*Pointer.Value);
    for (const Origin &O : Found) {
      if (Number && O.What == Origin::InSlot && O.In.part == SlotPart::Parameter && !O.Moved)
        Sink.add({.slot = O.In,
                  .kind = EvidenceKind::PassedWith,
                  .other = Field,
                  .with = Number->In,
                  .beside = Count.Field->getFieldIndex(),
                  .number = Number->In ? Number->Scale : Number->Offset},
                 *Pointer.At, C);
      Relation Says = Found.size() == 1 && Number ? relation(O, *Number, Pointer, Count, Values, C)
                                                  : Relation::Nothing;
      if (Says != Relation::Nothing)
        Sink.add(
            {.slot = Field,
             .kind = Says == Relation::Kept ? EvidenceKind::PairKept : EvidenceKind::PairBroken,
             .with = With,
             .number = O.At != nullptr},
            *Pointer.At, C);
    }
  }

  /// Both from one caller, or both from another such pair: the same fields of another object, or
  /// two of another record. A record has many numbers, and moves them about within itself.
  static bool isFromOnePair(const Slot &From, const Slot &Number, const Write &Pointer,
                            const Write &Count, CheckContext &C) {
    if (From.part == SlotPart::Parameter)
      return From.entity == Number.entity;
    const Slot Field = fieldSlot(*Pointer.Field, C.names());
    auto RecordOf = [](const Slot &S) { return llvm::StringRef(S.entity).rsplit('.').first; };
    if (Number.part != SlotPart::Self || RecordOf(From) != RecordOf(Number))
      return false;
    return RecordOf(From) != RecordOf(Field) ||
           (From == Field && Number == fieldSlot(*Count.Field, C.names()));
  }

  Relation relation(const Origin &O, const NumberOrigin &Number, const Write &Pointer,
                    const Write &Count, FunctionValues &Values, CheckContext &C) {
    auto Fits = [](bool Good) { return Good ? Relation::Kept : Relation::Broken; };
    switch (O.What) {
    case Origin::Null:
      return Number.In ? Relation::Nothing : Fits(Number.Offset == 0);
    case Origin::Literal: {
      const auto *Text = dyn_cast<clang::StringLiteral>(Pointer.Value->IgnoreParenCasts());
      if (Number.In || !Text)
        return Relation::Nothing;
      auto Length = static_cast<std::int64_t>(Text->getLength());
      return Fits(Number.Offset == Length || Number.Offset == Length + 1);
    }
    case Origin::Object:
      if (Number.In || !O.Elements)
        return Relation::Nothing;
      // Fewer than there are may be another number, such as that of bits in a code.
      if (Number.Offset > 0 && static_cast<std::uint64_t>(Number.Offset) < O.Elements)
        return Relation::Nothing;
      return Fits(Number.Offset > 0 &&
                  static_cast<std::uint64_t>(Number.Offset) <= std::max(O.Elements, O.Bytes));
    case Origin::InSlot:
    case Origin::Fresh:
      return O.At ? relationToAllocation(*O.At, Number, Pointer, Values, C)
             : O.In.part == SlotPart::Result || !Number.In || O.Moved ? Relation::Nothing
             : isFromOnePair(O.In, Number.In, Pointer, Count, C)      ? Relation::Kept
                                                                      : Relation::Nothing;
    default:
      return Relation::Nothing;
    }
  }

  /// Of the sizes of an allocation, as calloc(n, 4) has two: at most one is no constant.
  static std::optional<NumberOrigin> product(llvm::ArrayRef<const Expr *> Sizes,
                                             FunctionValues &Values) {
    NumberOrigin All{{}, 0, 1};
    for (const Expr *Size : Sizes) {
      auto Next = Values.number(*Size);
      if (!Next || (Next->In && All.In))
        return std::nullopt;
      if (Next->In)
        std::swap(*Next, All);
      if (llvm::MulOverflow(All.Scale, Next->Offset, All.Scale) ||
          llvm::MulOverflow(All.Offset, Next->Offset, All.Offset))
        return std::nullopt;
    }
    return All;
  }

  Relation relationToAllocation(const Expr &Made, const NumberOrigin &Number, const Write &Pointer,
                                FunctionValues &Values, CheckContext &C) {
    const auto *Call = dyn_cast<CallExpr>(&Made);
    auto Memory = Call ? memoryCall(*Call, C.wrappers()) : std::nullopt;
    if (!Memory || Memory->Sizes.empty())
      return Relation::Nothing;
    auto Size = product(Memory->Sizes, Values);
    QualType To = Pointer.Field->getType()->getPointeeType();
    if (!Size || Size->In != Number.In || To->isIncompleteType())
      return Relation::Nothing;
    std::uint64_t Bytes = To->isVoidType() ? 1 : bytesOf(To, C.ast());
    if (!Bytes || Bytes > INT16_MAX)
      return Relation::Nothing;
    auto Element = static_cast<std::int64_t>(Bytes);
    if (!Size->In)
      return Size->Offset == Number.Offset * Element ? Relation::Kept : Relation::Broken;
    return Size->Scale == Number.Scale * Element && Size->Offset == Number.Offset * Element
               ? Relation::Kept
               : Relation::Broken;
  }

  std::vector<Write> Pointers, Counts;
};

RegisterCollector<FieldPairs> X("5-field-pairs");

} // namespace
} // namespace ferrule
