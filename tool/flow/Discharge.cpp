// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A verdict belongs to an instruction, an operation to a place in the source: an operation is
// discharged when every instruction of the kinds that its check is about, at its place, was reached
// and found safe, from the function's own entry or over all its calls.
#include "tool/flow/Discharge.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::flow {

namespace {

struct CheckNeed {
  llvm::StringLiteral check;
  llvm::ArrayRef<Need> needs;
};
constexpr Need Subscripts[] = {Access, Pointer}, Accesses[] = {Access}, Pointers[] = {Pointer},
               Differences[] = {Difference}, Sums[] = {Arithmetic}, Conversions[] = {Conversion},
               Callees[] = {Callee}, Releases[] = {Release}, Declarations[] = {Declaration};
constexpr llvm::StringLiteral AllocationCheck = "ferrule-integers-allocation-size";
const CheckNeed Needs[] = {
    {"ferrule-bounds-pointer-subscript", Subscripts},
    {"ferrule-bounds-array-subscript", Subscripts},
    {"ferrule-bounds-container-access", Subscripts},
    {"ferrule-bounds-pointer-arithmetic", Pointers},
    {"ferrule-bounds-pointer-difference", Differences},
    {NullCheck, Accesses},
    {"ferrule-integers-size-arithmetic", Sums},
    {"ferrule-integers-size-narrowing", Conversions},
    {"ferrule-libc-memory-copy", Callees},
    {"ferrule-libc-string-read", Callees},
    {"ferrule-libc-unbounded-copy", Callees},
    {"ferrule-libc-format-string", Callees},
    {"ferrule-ownership-allocation", Callees},
    {"ferrule-ownership-release", Callees},
    {"ferrule-ownership-raw-delete", Releases},
    {"ferrule-ownership-raw-new", Callees},
    {"ferrule-init-uninitialized-local", Declarations},
};

std::optional<Need> needOf(Opcode Op) {
  switch (Op) {
  case Opcode::Load:
  case Opcode::Store:
  case Opcode::Copy:
    return Access;
  case Opcode::Offset:
    return Pointer;
  case Opcode::Difference:
    return Difference;
  case Opcode::Add:
  case Opcode::Subtract:
  case Opcode::Multiply:
    return Arithmetic;
  case Opcode::Convert:
    return Conversion;
  case Opcode::Call:
  case Opcode::New:
    return Callee;
  case Opcode::Delete:
    return Release;
  case Opcode::Declare:
    return Declaration;
  default:
    return std::nullopt;
  }
}

std::string reasonOf(const Verdict &V) {
  std::string Text = V.reason;
  if (V.several)
    return "what is touched lies within the object, whichever of several it is here";
  constexpr llvm::StringLiteral Between = "between {low} and {high}";
  std::size_t At = Text.find(Between);
  bool Infinite = V.range.low == Range::Min || V.range.high == Range::Max;
  if (At != std::string::npos && V.range.isConstant() && !Infinite) {
    Text.replace(At, Between.size(), "{low}");
  } else if (At != std::string::npos && Infinite) {
    // The ends stand for numbers beyond 63 bits, too.
    return llvm::StringRef(Text).starts_with("the result") ? "the result does not wrap"
                                                           : "the value fits into the type";
  }
  // In some states conditions on the way said so, and no numbers.
  if (llvm::StringRef(Text).contains("{low}") && Infinite)
    return "what is touched lies within the object in every state that reaches this place";
  auto Put = [&](llvm::StringRef Name, std::int64_t Number) {
    if (std::size_t At = Text.find(Name); At != std::string::npos)
      Text.replace(At, Name.size(), std::to_string(Number));
  };
  Put("{low}", V.range.low);
  Put("{high}", V.range.high);
  return Text;
}

/// The verdicts on the places of a function.
Places placesOf(const LinkedBody &B, llvm::ArrayRef<Verdict> Verdicts) {
  Places Result;
  for (std::size_t I = 0; I != B.body.code.size(); ++I) {
    const Instruction &Each = B.body.code[I];
    std::optional<Need> Kind = needOf(Each.op);
    if (!Kind)
      continue;
    const struct Place &At = B.body.places[Each.place];
    PlaceVerdict &V = Result[{At.file, At.line, At.column, At.endLine, At.endColumn}][*Kind];
    ++V.count;
    const Verdict &Now = Verdicts[I];
    V.nonNull &= Now.reached && Now.nonNull;
    const Verdict *&Which = Now.reached && Now.safe ? V.safe : V.unsafe;
    if (!Which)
      Which = &Now;
    else if (Now.reached && Now.safe && B.body.code[Which - Verdicts.data()].op == Each.op)
      V.mixed |=
          Each.op == Opcode::Offset ? Now.reason != Which->reason : !(Now.object == Which->object);
  }
  return Result;
}

} // namespace

namespace {

bool isWithin(const struct Place &Inner, const struct Place &Outer) {
  return Inner.file == Outer.file &&
         std::tie(Outer.line, Outer.column) <= std::tie(Inner.line, Inner.column) &&
         std::tie(Inner.endLine, Inner.endColumn) <= std::tie(Outer.endLine, Outer.endColumn);
}

bool canWrap(Opcode Op) {
  return Op == Opcode::Add || Op == Opcode::Multiply || Op == Opcode::ShiftLeft;
}

/// The arithmetic that a number was computed with, the outermost first.
void arithmeticOf(const Body &Code, std::uint32_t Register,
                  llvm::SmallVectorImpl<std::uint32_t> &Found) {
  if (!Register)
    return;
  const Instruction &I = Code.code[Register - 1];
  switch (I.op) {
  case Opcode::Add:
  case Opcode::Multiply:
  case Opcode::ShiftLeft:
    Found.push_back(Register - 1);
    [[fallthrough]];
  case Opcode::Subtract:
  case Opcode::Divide:
  case Opcode::Remainder:
  case Opcode::ShiftRight:
  case Opcode::And:
  case Opcode::Or:
  case Opcode::Xor:
    arithmeticOf(Code, I.b, Found);
    [[fallthrough]];
  case Opcode::Convert:
    arithmeticOf(Code, I.a, Found);
    break;
  default:
    break;
  }
}

/// Of the size that an allocation is given: all sums and products in the text of the call must be
/// known not to wrap, those of other arguments included.
const Verdict *sizeVerdict(const LinkedBody &B, const CodeRange &R,
                           llvm::ArrayRef<Verdict> Verdicts) {
  const Body &Code = B.body;
  llvm::SmallVector<std::uint32_t, 8> Needed;
  for (std::uint32_t N = 0; N != Code.code.size(); ++N) {
    const Instruction &I = Code.code[N];
    const struct Place &At = Code.places[I.place];
    if (Code.files[At.file] != R.file || At.line < R.line || At.endLine > R.endLine)
      continue;
    const struct Place Whole{At.file, R.line, R.column, R.endLine, R.endColumn};
    bool Same = isWithin(At, Whole) && isWithin(Whole, At);
    if (Same && (I.op == Opcode::Call || I.op == Opcode::VirtualCall)) {
      for (std::uint32_t A = 0; A != I.c; ++A)
        arithmeticOf(Code, Code.operands[I.b + A], Needed);
    } else if (Same && I.op == Opcode::New) {
      arithmeticOf(Code, I.a, Needed);
    }
  }
  if (Needed.empty())
    return nullptr;
  const Verdict &Outermost = Verdicts[Needed.front()];
  for (std::uint32_t N = 0; N != Code.code.size(); ++N) {
    const struct Place &At = Code.places[Code.code[N].place];
    if (canWrap(Code.code[N].op) && Code.files[At.file] == R.file &&
        isWithin(At, {At.file, R.line, R.column, R.endLine, R.endColumn}))
      Needed.push_back(N);
  }
  return llvm::all_of(Needed,
                      [&](std::uint32_t N) { return Verdicts[N].reached && Verdicts[N].safe; })
             ? &Outermost
             : nullptr;
}

/// Another argument of a call around the place is where it was seen that the pointer cannot be
/// null, by using it; but nobody says that that argument is computed first (C11 6.5.2.2p10).
bool restsOnSibling(const LinkedBody &B, const CodeRange &R, llvm::ArrayRef<Verdict> Verdicts) {
  const Body &Code = B.body;
  std::uint32_t File = llvm::find(Code.files, R.file) - Code.files.begin();
  const struct Place Here{File, R.line, R.column, R.endLine, R.endColumn};
  auto IsApart = [](const struct Place &X, const struct Place &Y) {
    return !isWithin(X, Y) && !isWithin(Y, X);
  };
  for (const Instruction &Call : Code.code) {
    const struct Place &Around = Code.places[Call.place];
    if (Call.op != Opcode::Call || !isWithin(Here, Around) || isWithin(Around, Here))
      continue;
    for (std::uint32_t N = 0; N != Code.code.size() && &Code.code[N] != &Call; ++N) {
      const struct Place &At = Code.places[Code.code[N].place];
      if (Verdicts[N].reached && !Verdicts[N].nonNull && needOf(Code.code[N].op) == Access &&
          isWithin(At, Around) && !isWithin(Around, At) && IsApart(At, Here))
        return true;
    }
  }
  return false;
}

} // namespace

void discharge(Operation &Op, const LinkedBody &B, const Seen &From) {
  if (Op.check == AllocationCheck) {
    if (const Verdict *Safe = sizeVerdict(B, Op.range, From.verdicts)) {
      Op.state = OperationState::Discharged;
      Op.confidence = Confidence::High;
      Op.reason = reasonOf(*Safe);
    }
    return;
  }
  const Places &All = From.places;
  const CheckNeed *Wanted =
      llvm::find_if(Needs, [&](const CheckNeed &N) { return N.check == Op.check; });
  if (Wanted == std::end(Needs))
    return;
  const CodeRange &R = Op.range;
  std::uint32_t File = llvm::find(B.body.files, R.file) - B.body.files.begin();
  auto It = All.find({File, R.line, R.column, R.endLine, R.endColumn});
  if (It == All.end())
    return;
  const Verdict *Safe = nullptr, *Unsafe = nullptr;
  bool Several = false;
  for (Need N : Wanted->needs) {
    const PlaceVerdict &V = It->second[N];
    Several |= V.mixed || (V.count > 1 && R.inMacro);
    Safe = Safe ? Safe : V.safe;
    Unsafe = Unsafe ? Unsafe : V.unsafe;
  }
  if (Wanted->check == NullCheck) {
    const PlaceVerdict &V = It->second[Access];
    if (V.count && V.nonNull && !restsOnSibling(B, R, From.verdicts)) {
      Op.state = OperationState::Discharged;
      Op.confidence = Confidence::High;
      Op.reason = "it is not null here, on any path";
    } else if (!Several && Unsafe && Unsafe->obstacle.kind == Obstacle::Null) {
      Op.reason += (Op.reason.empty() ? "" : "; ") + Unsafe->obstacle.str();
    }
    return;
  }
  // Which of several the operation is, and so for what reason, cannot be told.
  if (Several)
    return;
  if (Unsafe) {
    if (Unsafe->obstacle.kind != Obstacle::None && Unsafe->obstacle.kind != Obstacle::Null)
      Op.reason += (Op.reason.empty() ? "" : "; ") + Unsafe->obstacle.str();
  } else if (Safe) {
    Op.state = OperationState::Discharged;
    Op.confidence = Confidence::High;
    Op.reason = reasonOf(*Safe);
  }
}

CodeRange rangeOf(const LinkedBody &B, std::uint32_t Place) {
  const struct Place &P = B.body.places[Place];
  return {B.body.files[P.file], P.line, P.column, P.endLine, P.endColumn, P.inMacro};
}

Seen seenOf(const LinkedBody &B, llvm::ArrayRef<Verdict> Verdicts) {
  return {Verdicts, placesOf(B, Verdicts)};
}

} // namespace ferrule::flow
