// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a call of a library function does, by the roles of its parameters.
#include "tool/flow/Interpreter.h"

namespace ferrule::flow {

/// The conversions of a printf format that is all of "%s" or "%ls": what is printed is the
/// argument.
static bool printsOneString(const Literal &L) {
  std::string Narrow;
  for (std::size_t I = 0; I < L.data.size(); I += L.unit)
    Narrow += L.data[I];
  return Narrow == "%s" || Narrow == "%ls";
}

/// The arguments, counted from that behind the format, that a printf format prints as strings.
static llvm::SmallVector<unsigned, 4> printedStrings(const Literal &L) {
  llvm::SmallVector<unsigned, 4> Found;
  unsigned Argument = 0;
  std::size_t Count = L.data.size() / L.unit;
  for (std::size_t I = 0; I < Count; ++I) {
    if (L.data[I * L.unit] != '%')
      continue;
    bool Precise = false;
    for (++I; I < Count; ++I) {
      char C = L.data[I * L.unit];
      if (C == '*') {
        ++Argument;
      } else if (C == '.') {
        Precise = true;
      } else if (C == '$') {
        return {};
      } else if (llvm::StringRef("-+ #0123456789hlLqjzt'").contains(C)) {
        continue;
      } else {
        if ((C == 's' || C == 'S') && !Precise)
          Found.push_back(Argument);
        Argument += C != '%' && C != 'm';
        break;
      }
    }
  }
  return Found;
}

/// A scanf format reads a word without saying how long it may be.
static bool scansWithoutWidth(const Literal &L) {
  for (std::size_t I = 0; I + 2 * std::size_t{L.unit} <= L.data.size(); I += L.unit)
    if (L.data[I] == '%' && (L.data[I + L.unit] == 's' || L.data[I + L.unit] == '['))
      return true;
  return false;
}

/// How many units of a string are known not to be NUL when it is equal to a literal, or to as much
/// of it as is compared.
static std::int64_t equalUnits(const Literal &L, std::optional<std::int64_t> Most) {
  std::int64_t Length = llvm::StringRef(L.data).take_until([](char C) { return !C; }).size();
  return std::min(Length, Most.value_or(Length));
}

Value Interpreter::libraryCall(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
                               const LibraryFunction &L, const Entity &Callee,
                               llvm::ArrayRef<Value> Arguments) {
  llvm::StringRef Name = Callee.name;
  std::uint64_t Constant = Callee.constParameters;
  constexpr std::int64_t WideUnit = 4;
  std::int64_t Unit = L.has(LibraryFunction::Wide) ? WideUnit : 1;
  auto Argument = [&](Role R) -> Value {
    int At = L.indexOf(R);
    return At >= 0 && static_cast<std::size_t>(At) < Arguments.size() ? Arguments[At] : Value{};
  };
  auto Scaled = [&](Value V, std::int64_t By) {
    if (V.kind != Value::Number || __builtin_mul_overflow(V.offset, By, &V.offset) ||
        __builtin_mul_overflow(V.scale, By, &V.scale))
      return Value{.taint = V.taint};
    return V;
  };
  /// The product of all arguments of that role.
  auto Product = [&](Role R, std::int64_t Times) {
    Value Total = Value::number(Times);
    for (unsigned N = 0; N != LibraryFunction::MaxParameters && N < Arguments.size(); ++N) {
      if (L.Parameters[N] != R)
        continue;
      const Value &V = Arguments[N];
      if (Total.isConstant())
        Total = Scaled(V, Total.offset);
      else if (V.isConstant())
        Total = Scaled(Total, V.offset);
      else
        Total = {.taint = Total.taint ? Total.taint : V.taint};
    }
    return Total;
  };
  const Label Call{"'%'", Name}, Reads{"'%' reads", Name}, Writes{"'%' writes", Name},
      Copies{"copies with '%'", Name};
  bool AllSafe = true;
  Look Shown{.reasonWanted = wantsReason(F, Index)};
  bool Said = false, Wrote = false;
  auto Check = [&](const Value &Pointer, bool Write, const Value &Size, bool Exact,
                   const Label &What) {
    Look Seen{.reasonWanted = Shown.reasonWanted};
    Access Touching{.write = Write, .exact = Exact, .place = I.place, .what = What};
    // Where how much is not known, that it is there is.
    bool Known = Size.kind == Value::Number;
    Touching.size = Known ? Size : Value::number(Unit);
    bool Safe = check(F, S, Pointer, Touching, Seen);
    // Of several reasons the first, but for a write that goes beyond what is known.
    bool Exceeds =
        Write && (Seen.obstacle.kind == Obstacle::Beyond || Seen.obstacle.kind == Obstacle::Before);
    Obstacle Not = !Safe && (AllSafe || Exceeds) ? Seen.obstacle : Shown.obstacle;
    Suspicion Suspected = Shown.suspected;
    Suspected.add(Seen.suspected);
    AllSafe &= Safe && Known;
    // What is written matters more than what is read.
    if (Known && (!Said || Write)) {
      Said = true;
      Wrote |= Write;
      Shown = Seen;
    }
    Shown.obstacle = Not;
    Shown.suspected = Suspected;
  };
  /// Up to the NUL where it is known, else all that may be in front of it.
  auto Text = [&](const Value &V, const StringLength &Length) {
    std::int64_t Low = rangeOf(S, V.distance()).low;
    return Range{Low, Length.value.isConstant() ? add(Low, multiply(Length.value.offset, Unit))
                                                : Range::Max};
  };
  /// Of several strings that are read each has its reason; that a literal ends goes without saying.
  std::string Ends;
  bool LiteralEnds = true;
  auto Because = [&](const std::string &Reason, bool Literal) {
    if (Wrote)
      return;
    Said = true;
    if (LiteralEnds)
      Ends = Ends.empty() || !Literal ? Reason : Ends;
    else if (!Literal && !llvm::StringRef(Ends).contains(Reason))
      Ends += ", and " + Reason;
    LiteralEnds &= Literal;
    Shown.reason = Ends;
    Shown.touched = {};
  };
  /// Reads a string; its length.
  auto String = [&](const Value &V, bool Bounded, bool Quiet = false) {
    StringLength Length = stringLength(S, V, Unit);
    if (L.has(LibraryFunction::Resumes) && V.isNullConstant()) {
      AllSafe = false;
      return Length;
    }
    Check(V, false, Value::number(Unit), !Bounded && !Quiet, Reads);
    if (V.kind == Value::Pointer && S.has(V.object) && !isText(S, V))
      expectWritten(S, V.object, Text(V, Length));
    if (V.kind != Value::Pointer || !S.has(V.object) || Bounded)
      return Length;
    if (Length.undefined) {
      report(F, DefectKind::UninitializedRead, I.place,
             Reads.str() + " " + nameOfObject(V.object) +
                 ", which was not initialised up to its end",
             "no terminating NUL was written", {Objects[V.object].made});
      AllSafe = false;
    } else if (Length.unterminated) {
      report(F, DefectKind::OutOfBoundsRead, I.place,
             Reads.str() + " past the end of " + nameOfObject(V.object), "there is no NUL in it",
             {Objects[V.object].made});
      AllSafe = false;
    } else if (Symbol End = S.find(V.object)->length;
               End && rangeOf(S, V.distance()).low >= 0 &&
               difference(S, V.distance(), Value::of(End)).high <= 0) {
      Because(Objects[V.object].programArgument
                  ? "it is an argument of the program, and as such a string"
                  : "by its declaration it is a string",
              false);
    } else if (!Length.value.isConstant() && Length.range.high != Range::Max && Unit == 1 &&
               isTerminated(S, V)) {
      Because("a NUL was written into " + nameOfObject(V.object) + ", and nothing since", false);
    } else if (Objects[V.object].kind == ObjectKind::Outside || Length.range.high == Range::Max ||
               (!Objects[V.object].literal && !Length.value.isConstant())) {
      // That there is a NUL was not shown.
      AllSafe = false;
    } else {
      Because("the string in " + nameOfObject(V.object) + " ends within it",
              Objects[V.object].literal);
    }
    return Length;
  };
  auto Taint = [&](const Value &V) -> StepId {
    return V.kind == Value::Pointer && S.has(V.object)
               ? S.find(V.object)->taintAt(rangeOf(S, V.distance()))
               : 0;
  };
  auto FromOutside = [&] {
    return step(F, I.place, {"comes in from outside of the program here"});
  };
  Value Destination = Argument(Role::Destination), Appended = Argument(Role::Appended);
  Value Length = L.hasRole(Role::Length) ? Product(Role::Length, Unit) : Value{};
  bool Exact = L.has(LibraryFunction::Exact);
  bool Input = L.has(LibraryFunction::Input);
  Value Result;
  bool HasResult = false;

  // Formats and what is printed.
  StringLength Printed;
  bool OneString = false;
  if (int At = L.indexOf(Role::PrintFormat);
      At >= 0 && static_cast<std::size_t>(At) < Arguments.size()) {
    const Value &Format = Arguments[At];
    if (StepId From = Taint(Format); From && Objects[Format.object].kind != ObjectKind::Literal)
      report(F, DefectKind::UntrustedFormat, I.place,
             Call.str() + " takes its format from outside of the program",
             "a conversion in it reads or writes what was not passed", {From});
    if (Format.kind == Value::Pointer && Objects[Format.object].literal)
      OneString = printsOneString(*Objects[Format.object].literal);
    if (OneString && !L.has(LibraryFunction::VaList) &&
        static_cast<std::size_t>(At) + 1 < Arguments.size())
      Printed = String(Arguments[At + 1], false, true);
    else if (Format.kind == Value::Pointer && Objects[Format.object].literal &&
             !L.has(LibraryFunction::VaList))
      for (unsigned N : printedStrings(*Objects[Format.object].literal))
        if (At + 1 + N < Arguments.size()) {
          const Value &V = Arguments[At + 1 + N];
          if (V.kind == Value::Pointer && S.has(V.object))
            checkAlive(F, S, V, I.place, Reads);
          String(V, false, true);
        }
    AllSafe &= Format.kind == Value::Pointer && Objects[Format.object].literal;
    if (!Said)
      Shown.reason = "the format is a literal";
  }
  // Strings that are read.
  StringLength Source;
  for (unsigned N = 0; N != LibraryFunction::MaxParameters && N < Arguments.size(); ++N)
    if (L.Parameters[N] == Role::String || L.Parameters[N] == Role::BoundedString) {
      StringLength Each = String(Arguments[N], L.Parameters[N] == Role::BoundedString);
      if (L.Parameters[N] == Role::BoundedString || N + 1 == L.parameterCount() || N == 0 ||
          !Destination.object)
        Source = Each;
    }
  Value SourceText =
      L.hasRole(Role::String) ? Argument(Role::String) : Argument(Role::BoundedString);
  auto PlusOne = [&](const StringLength &T) -> Value {
    if (T.value.kind != Value::Number)
      return {};
    Value V = T.value;
    V.offset += 1;
    V.taint = T.taint;
    return Scaled(V, Unit);
  };
  for (unsigned N = 0; N != LibraryFunction::MaxParameters && N < Arguments.size(); ++N)
    if (L.Parameters[N] == Role::Source)
      Check(Arguments[N], false, Length, Exact, Exact ? Copies : Reads);

  if (Destination.kind != Value::Unknown || L.hasRole(Role::Destination)) {
    if (L.hasRole(Role::Source)) {
      Check(Destination, true, Length, Exact, Copies);
      Value From = Argument(Role::Source);
      copy(S, Destination, From, Length);
    } else if (L.hasRole(Role::String) || L.hasRole(Role::BoundedString)) {
      Value Size = L.hasRole(Role::Length) ? Length : PlusOne(Source);
      bool Bounded = L.hasRole(Role::Length);
      Check(Destination, true, Size, !Bounded || Exact, Copies);
      std::optional<std::int64_t> Written;
      if (Source.value.isConstant())
        Written = (Source.value.offset + 1) * Unit;
      if (Bounded && Length.isConstant() && Written && Exact) {
        std::int64_t Text = std::min(*Written, Length.offset);
        copy(S, Destination, SourceText, Value::number(Text));
        // The rest becomes NULs.
        if (Length.offset > Text && Destination.kind == Value::Pointer &&
            S.has(Destination.object) && !Destination.symbol) {
          Value Rest = Destination.distance();
          Rest.offset += Text;
          writeCell(S, Destination.object, Rest, Length.offset - Text, Value::number(0), Unit);
        }
      } else if (!Bounded && Written) {
        copy(S, Destination, SourceText, Value::number(*Written));
      } else {
        fill(S, Destination,
             Exact && Length.isConstant() ? std::optional(Length.offset) : std::nullopt,
             Taint(SourceText));
        if (!Bounded)
          noteText(S, Destination);
      }
    } else if (L.hasRole(Role::PrintFormat)) {
      Value Size;
      if (OneString && !L.has(LibraryFunction::VaList)) {
        Size = PlusOne(Printed);
        // snprintf cuts: the smaller of the two is written.
        if (L.hasRole(Role::Length) && Size.kind == Value::Number) {
          Range Room = rangeOf(S, Length), Need = rangeOf(S, Size);
          if (Room.high <= Need.low)
            Size = Length;
          else if (Need.high > Room.low)
            Size = {};
        }
        Check(Destination, true, Size, true, Writes);
      } else {
        Check(Destination, true, L.hasRole(Role::Length) ? Length : Value{}, false, Writes);
      }
      StepId From = Taint(!Arguments.empty() ? Argument(Role::PrintFormat) : Value{});
      for (const Value &V : Arguments.drop_front(
               std::min<std::size_t>(Arguments.size(), L.indexOf(Role::PrintFormat) + 1)))
        From = From ? From : Taint(V);
      fill(S, Destination, std::nullopt, From);
      if (!L.hasRole(Role::Length) || rangeOf(S, Length).low > 0)
        noteText(S, Destination);
    } else {
      // What fills memory: memset, fgets, read.
      Check(Destination, true, L.hasRole(Role::Length) ? Length : Value{}, Exact || Input, Writes);
      if (!Input && Arguments.size() >= 2 && Length.isConstant() && Exact &&
          Destination.kind == Value::Pointer && S.has(Destination.object)) {
        int At = L.indexOf(Role::Destination) + 1;
        bool HasByte =
            static_cast<std::size_t>(At) < Arguments.size() && L.Parameters[At] == Role::None;
        Value Byte = HasByte ? Arguments[At] : Value::number(0);
        if (Byte.isConstant() && Unit == 1)
          Byte.offset &= 0xff;
        if (Length.offset > 0)
          writeCell(S, Destination.object, Destination.distance(), Length.offset, Byte, Unit);
        mayAlias(S, Destination.object, Length.offset);
      } else {
        std::optional<std::int64_t> Size;
        if (Length.isConstant() && L.has(LibraryFunction::Exact))
          Size = Length.offset;
        fill(S, Destination, Size, Input ? FromOutside() : 0);
      }
      if (Input && L.hasRole(Role::Length) && I.type.isInteger()) {
        Result = fresh(S, I.type);
        HasResult = true;
        Range R = rangeOf(S, Length);
        bound(S, Result, {I.type.kind == TypeKind::Signed ? -1 : 0, R.high});
        if (Length.symbol && Length.scale == 1)
          S.relate(Result.symbol, Length.symbol, Length.offset);
      }
    }
  }
  if (Appended.kind != Value::Unknown || L.hasRole(Role::Appended)) {
    StringLength Old = stringLength(S, Appended, Unit);
    if (Appended.kind == Value::Pointer && S.has(Appended.object) && Old.undefined) {
      report(F, DefectKind::UninitializedRead, I.place,
             Call.str() + " looks for the end of " + nameOfObject(Appended.object) +
                 ", which was not initialised",
             "no terminating NUL was written", {Objects[Appended.object].made});
      AllSafe = false;
    }
    Value More = PlusOne(Source);
    if (L.hasRole(Role::Length)) {
      Value Limit = Length;
      Limit.offset += Unit;
      if (Limit.kind == Value::Number) {
        Range Room = rangeOf(S, Limit), Need = rangeOf(S, More);
        if (More.kind != Value::Number || Room.high <= Need.low)
          More = Limit;
        else if (Need.high > Room.low)
          More = {};
      }
    }
    Value End = Old.value.kind == Value::Number && More.kind == Value::Number
                    ? sum(Scaled(Old.value, Unit), More, 1)
                    : Value{};
    if (End.kind != Value::Number && More.kind == Value::Number) {
      // At least what is appended is written.
      Range Least = rangeOf(S, More) + Range{multiply(Old.range.low, Unit), Range::Max};
      End = Value::of(symbol({Least.low, Range::Max}));
    }
    Check(Appended, true, End, true, Copies);
    StepId From = Taint(SourceText);
    if (Old.value.isConstant() && Source.value.isConstant() && !L.hasRole(Role::Length) &&
        Appended.kind == Value::Pointer) {
      Value To = Appended;
      To.offset += Old.value.offset * Unit;
      copy(S, To, SourceText, Value::number((Source.value.offset + 1) * Unit));
    } else {
      fill(S, Appended, std::nullopt, From);
    }
    if (From && Appended.kind == Value::Pointer && S.has(Appended.object))
      S.change(Appended.object).setTaint(From, 0, Range::Max);
  }
  if (int At = L.indexOf(Role::ScanFormat); At >= 0) {
    StepId From = FromOutside();
    const Value Format = static_cast<std::size_t>(At) < Arguments.size() ? Arguments[At] : Value{};
    bool Unlimited = Format.kind == Value::Pointer && Objects[Format.object].literal &&
                     scansWithoutWidth(*Objects[Format.object].literal);
    for (std::size_t N = At + 1; N < Arguments.size(); ++N) {
      const Value &V = Arguments[N];
      if (V.kind != Value::Pointer || !S.has(V.object))
        continue;
      Check(V, true, Value::number(1), true, Writes);
      // It writes what it finds, and only that.
      expectWritten(S, V.object);
      const Object Info = Objects[V.object];
      if (Info.scalar && Info.bytes && V.distance().isNullConstant()) {
        // The number has any value of its type; signed unless it is told otherwise below.
        ValueType T{TypeKind::Signed, static_cast<std::uint32_t>(Info.bytes)};
        Value Made = Value::of(symbol(Range{}, Opcode::Unknown));
        Made.taint = From;
        // What is read through a narrower type is converted there.
        Symbols[Made.symbol].range = Range::of(T).hull(
            Range::of({TypeKind::Unsigned, static_cast<std::uint32_t>(Info.bytes)}));
        Symbols[Made.symbol].type = T;
        writeCell(S, V.object, V.distance(), Info.bytes, Made);
      } else {
        fill(S, V, std::nullopt, From);
        if (Unlimited && Info.kind != ObjectKind::Outside && N == static_cast<std::size_t>(At) + 1)
          report(F, DefectKind::OutOfBoundsWrite, I.place,
                 Call.str() + " writes past the end of " + nameOfObject(V.object),
                 "the format sets no limit to the length of the word that is read", {Info.made});
      }
    }
  }
  // What the table does not speak of may be written, unless its type says otherwise.
  for (std::size_t N = 0; N != Arguments.size(); ++N) {
    const Value &V = Arguments[N];
    if (V.kind != Value::Pointer || !S.has(V.object) ||
        (N < LibraryFunction::MaxParameters && L.Parameters[N] != Role::None) ||
        L.hasRole(Role::PrintFormat) || L.hasRole(Role::ScanFormat))
      continue;
    const Object &Info = Objects[V.object];
    if (Info.kind == ObjectKind::Handle) {
      // A stream takes its descriptor over.
      if (L.allocates())
        S.change(V.object).handedOver = true;
      continue;
    }
    if (N < 64 && (Constant >> N & 1))
      continue;
    escape(S, V, /*HandedOver=*/false);
    fill(S, V, std::nullopt, 0);
  }
  // Allocation, release.
  if (L.hasRole(Role::Resized)) {
    Value Size = Product(Role::Size, 1);
    checkSize(F, S, I.place, Size);
    return resize(F, S, I, Index, L, Name, Argument(Role::Resized), Size);
  }
  if (L.hasRole(Role::Released)) {
    Value V = Argument(Role::Released);
    release(F, S, I, Index, V, L.Name);
    return I.type.kind == TypeKind::None ? Value{} : fresh(S, I.type);
  }
  if (L.allocates() || L.has(LibraryFunction::StackMemory)) {
    bool Sized = L.hasRole(Role::Size);
    bool Text = !Sized && L.ReleasedBy == "free";
    Object O{.kind = L.has(LibraryFunction::StackMemory) ? ObjectKind::StackMemory
                     : Sized || Text                     ? ObjectKind::Heap
                                                         : ObjectKind::Handle,
             .label = {"what '%' returns", Name}};
    O.releasedBy = L.ReleasedBy;
    O.mayFail = L.has(LibraryFunction::ReturnsNull) || L.has(LibraryFunction::Descriptor);
    O.descriptor = L.has(LibraryFunction::Descriptor);
    Value Size;
    if (Sized) {
      Size = Product(Role::Size, 1);
      if (Size.kind == Value::Number && O.kind == ObjectKind::Heap)
        checkSize(F, S, I.place, Size);
    } else if (Text && L.hasRole(Role::String)) {
      Size = PlusOne(Source);
      Size.taint = 0;
    }
    Content C = L.has(LibraryFunction::Zeroed) ? (Sized ? Content::Zero : Content::Unknown)
                                               : (Sized ? Content::Undefined : Content::Unknown);
    Value Made = allocate(F, S, I, Index, O, Size, C);
    if (Text && Made.kind == Value::Pointer)
      if (StepId From = Taint(SourceText))
        S.change(Made.object).setTaint(From, 0, Range::Max);
    return Made;
  }
  judge(F, Index, AllSafe, Shown);
  if (HasResult)
    return Result;
  // Results.
  if (L.Name == "strlen" || L.Name == "wcslen") {
    if (Source.value.kind == Value::Number)
      return Source.value;
    return fresh(S, I.type);
  }
  if (L.Name == "abs" || L.Name == "labs" || L.Name == "llabs" || L.Name == "imaxabs") {
    Value From = Arguments.empty() ? Value{} : Arguments[0];
    Range R = rangeOf(S, From);
    Range Abs{0, std::max(R.high, R.low == Range::Min ? Range::Max : -R.low)};
    if (R.low >= 0)
      Abs.low = R.low;
    Value V = Value::of(derived(Abs, Opcode::Complement, From, Value::number(0), I.type));
    V.taint = From.taint;
    return V;
  }
  if (Input && !L.hasRole(Role::Destination)) {
    StepId From = FromOutside();
    if (I.type.kind == TypeKind::Pointer) {
      Value V = outside(S, {"what '%' returns", Name});
      S.change(V.object).setTaint(From, 0, Range::Max);
      return V;
    }
    Value V = fresh(S, I.type, From);
    if (L.Name == "rand" || L.Name == "random")
      bound(S, V, {0, Range::Max});
    else if (I.type.isInteger() && !L.hasRole(Role::String))
      bound(S, V, {-1, Unit == 1 ? 255 : Range::Max});
    return V;
  }
  if (L.has(LibraryFunction::ParsesNumber))
    return fresh(S, I.type, Taint(SourceText));
  // Functions that return their destination.
  if (I.type.kind == TypeKind::Pointer && !Arguments.empty() &&
      (Destination.kind == Value::Pointer || Appended.kind == Value::Pointer) &&
      !L.has(LibraryFunction::ReturnsNull) && L.Name != "mempcpy" && L.Name != "stpcpy")
    return Destination.kind == Value::Pointer ? Destination : Appended;
  if (I.type.kind == TypeKind::None)
    return {};
  Value Plain = fresh(S, I.type);
  // If the two are equal, the string goes on for as long as the literal that it is compared with.
  if ((L.Name == "strcmp" || (L.Name == "strncmp" && Length.isConstant() && Length.offset >= 0)) &&
      Plain.symbol && Arguments.size() >= 2)
    for (auto [Text, Other] : {std::pair(Arguments[0], Arguments[1]), {Arguments[1], Arguments[0]}})
      if (Text.kind == Value::Pointer && S.has(Text.object) && S.find(Text.object)->length &&
          Other.kind == Value::Pointer && Objects[Other.object].literal &&
          Other.distance().isNullConstant())
        Plain = Value::of(
            symbol(Range::of(I.type), Opcode::Call, Text,
                   Value::number(equalUnits(*Objects[Other.object].literal,
                                            L.Name == "strncmp" ? std::optional(Length.offset)
                                                                : std::nullopt)),
                   I.type));
  // Those that search return a place in what they searched, or null.
  if (I.type.kind == TypeKind::Pointer && L.has(LibraryFunction::ReturnsNull) && !Input &&
      (L.hasRole(Role::String) || L.hasRole(Role::Source)) && !Arguments.empty() &&
      Arguments[0].kind == Value::Pointer && !L.has(LibraryFunction::NotReentrant)) {
    Objects[Plain.object].within = Arguments[0].object;
    Objects[Plain.object].label = {"what '%' returns", Name};
    Objects[Plain.object].nullableFrom = Name;
  }
  return Plain;
}

} // namespace ferrule::flow
