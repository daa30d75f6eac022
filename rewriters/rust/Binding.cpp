// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Binding.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include <set>

namespace ferrule::rust {

bool BoundFunction::isKnown() const {
  return crosses() && result.question.empty() &&
         llvm::all_of(parameters, [](const BoundParameter &P) { return P.question.empty(); });
}

Binder::Binder(const UnitAbi &Program, const Assessment &A, RustTypes &Types)
    : Program(Program), Types(Types), Contracts(A.inferences) {
  for (const Idiom &I : A.idioms)
    Idioms[I.entity].push_back(&I);
  for (const AbiFunction &F : Program.functions)
    ById[F.id] = &F;
  findJumps();
}

llvm::ArrayRef<const Idiom *> Binder::idioms(llvm::StringRef Entity) const {
  auto It = Idioms.find(Entity);
  if (It == Idioms.end())
    return {};
  return It->second;
}

/// Of a pointer: what it leads to, bytes for void.
std::string Binder::elementOf(const AbiType &Pointer) {
  const AbiType &T = Pointer.inner.front();
  if (T.kind == AbiKind::Void)
    return "u8";
  // A pointer within an object is as foreign as one without.
  if (T.kind == AbiKind::Pointer && T.inner.front().kind != AbiKind::Function)
    return "Foreign<" +
           (T.inner.front().kind == AbiKind::Void ? "core::ffi::c_void"
                                                  : Types.of(T.inner.front())) +
           ">";
  return Types.of(T);
}

static bool isOpaque(const AbiType &T, const RustTypes &Types) {
  if (T.kind == AbiKind::Void || T.kind == AbiKind::Function)
    return true;
  const AbiRecord *R = Types.record(T);
  return R && (!R->complete || !R->unsupported.empty());
}

/// The index of the parameter that an answer names, as in "array of 'len'".
static std::optional<unsigned> parameterNamed(const BoundFunction &B, llvm::StringRef Name) {
  for (auto [I, Known] : llvm::enumerate(B.function->parameters))
    if (Known == Name)
      return static_cast<unsigned>(I);
  return std::nullopt;
}

/// "array of 'n'", "array of 4 * 'n'", "array of 'n' bytes", "array of '*n'", "array of at least
/// 4".
void Binder::bindExtent(BoundFunction &B, unsigned Index, llvm::StringRef Bounds) {
  BoundParameter &P = B.parameters[Index];
  const AbiType &Element = P.type.inner.front();
  auto Unknown = [&](std::string Question) {
    P.role = Role::Foreign;
    P.question = std::move(Question);
  };
  bool Bytes = Bounds.consume_back(" bytes");
  bool OneByte = Element.kind == AbiKind::Void || Element.bits == 8;
  if (Bounds.consume_front("array of at least ")) {
    unsigned long long Number = 0;
    if (Bounds.consumeInteger(10, Number) || !Bounds.empty())
      return Unknown("how many elements does it lead to?");
    if (Types.record(Element)) {
      P.role = Role::Reference;
      return;
    }
    if (Bytes && !OneByte)
      return Unknown("how many elements does it lead to? It is counted in bytes");
    P.role = Role::Array;
    P.elements = Number;
    return;
  }
  if (!Bounds.consume_front("array of "))
    return Unknown("how many elements does it lead to?");
  if (std::isdigit(static_cast<unsigned char>(Bounds.empty() ? 0 : Bounds.front()))) {
    if (Bounds.consumeInteger(10, P.scale) || !Bounds.consume_front(" * "))
      return Unknown("how many elements does it lead to?");
  }
  if (!Bounds.consume_front("'") || !Bounds.consume_back("'"))
    return Unknown("how many elements does it lead to? Two numbers speak of it");
  P.countBehind = Bounds.consume_front("*");
  auto Count = parameterNamed(B, Bounds);
  if (!Count)
    return Unknown("how many elements does it lead to? '" + Bounds.str() +
                   "' says so, which is no parameter");
  if (Bytes && !OneByte)
    return Unknown("how many elements does it lead to? '" + Bounds.str() + "' counts bytes");
  const AbiType &Counter = B.parameters[*Count].type;
  const AbiType &Number =
      P.countBehind && Counter.kind == AbiKind::Pointer ? Counter.inner.front() : Counter;
  if (Number.kind != AbiKind::Integer || (P.countBehind && Counter.kind != AbiKind::Pointer))
    return Unknown("how many elements does it lead to?");
  P.role = Role::Slice;
  P.count = *Count;
}

void Binder::bindPointer(BoundFunction &B, unsigned Index) {
  BoundParameter &P = B.parameters[Index];
  const AbiType &Pointee = P.type.inner.front();
  P.element = elementOf(P.type);
  P.role = Role::Foreign;
  if (!P.contract) {
    P.question = "what does it lead to?";
    return;
  }
  const Inference &C = *P.contract;
  P.nullable = C.nullability != "nonnull";
  llvm::StringRef Owner = C.ownership;
  if (Owner.starts_with("borrowed, kept")) {
    P.why = "it is kept after the call";
    return;
  }
  if (Owner == "consumed" || Owner == "transferred" || Owner == "shared") {
    P.why = Owner == "consumed"      ? "the function ends its life"
            : Owner == "transferred" ? "the function takes it over"
                                     : "its references are counted";
    return;
  }
  if (Owner == "unknown") {
    P.question = "who owns it when the function returns?";
    return;
  }
  llvm::StringRef Bounds = C.bounds;
  if (isOpaque(Pointee, Types) &&
      !(Pointee.kind == AbiKind::Void && Bounds.starts_with("array of"))) {
    bool Known = Pointee.kind != AbiKind::Void || Bounds == "opaque" ||
                 llvm::StringRef(C.mutability).starts_with("given to") || Bounds == "single";
    P.why = Pointee.kind == AbiKind::Record ? "nobody at this side looks behind it"
                                            : "it is handed on as it is";
    if (!Known)
      P.question = "what does it lead to, and how far?";
    return;
  }
  bool MayWrite = C.mutability == "in-out" || C.mutability == "unknown";
  if (C.mutability == "out") {
    P.access = Access::Output;
  } else if (MayWrite) {
    P.access = Pointee.isConst ? Access::Shared : Access::Mutable;
  } else if (C.mutability != "in") {
    P.why = "nobody is seen to look behind it";
    if (Bounds == "unknown" || Bounds == "array")
      P.question = "what does it lead to, and how far?";
    return;
  }
  if (Bounds == "single") {
    P.role = Role::Reference;
    const Inference *Inner = contract(B.function->id, "*" + P.source.slot);
    bool Leads =
        Pointee.kind == AbiKind::Pointer && Pointee.inner.front().kind != AbiKind::Function;
    if (Leads && (!Inner || Inner->bounds == "unknown" || Inner->bounds == "array" ||
                  Inner->bounds == "cursor: array"))
      P.question = "what does the pointer behind it lead to, and how far?";
  } else if (Bounds == "string") {
    P.role = Role::Text;
    if (P.access != Access::Shared || Pointee.bits != 8) {
      P.role = Role::Foreign;
      P.question = "how many bytes may be written?";
    }
  } else if (Bounds == "opaque") {
    P.why = "nobody at this side looks behind it";
  } else {
    bindExtent(B, Index, Bounds);
  }
}

void Binder::bindHandle(BoundParameter &P) {
  P.element = elementOf(P.type);
  const bool Borrowed = P.contract && P.contract->ownership == "borrowed";
  P.role = Borrowed ? Role::Reference : Role::Foreign;
  P.access = P.type.inner.front().isConst ? Access::Shared : Access::Mutable;
  P.nullable = !P.contract || P.contract->nullability != "nonnull";
  if (Borrowed)
    return;
  if (!P.contract || P.contract->ownership == "unknown")
    P.question = "who owns it when the function returns?";
  else
    P.why = P.contract->ownership;
}

void Binder::bindSource(BoundFunction &B, unsigned Index) {
  BoundParameter &P = B.parameters[Index];
  switch (P.source.how) {
  case ParameterSource::Contract:
    if (P.type.kind == AbiKind::Pointer && P.type.inner.front().kind != AbiKind::Function)
      bindPointer(B, Index);
    break;
  case ParameterSource::Object:
    P.element = elementOf(P.type);
    P.role = Role::Reference;
    P.access = P.type.inner.front().isConst ? Access::Shared : Access::Mutable;
    break;
  case ParameterSource::Handle:
    bindHandle(P);
    break;
  case ParameterSource::Bytes:
    P.element = "u8";
    P.role = Role::Slice;
    P.count = Index + 1;
    break;
  }
}

/// A slice knows its length, so the parameter that says it goes: if the slice cannot be null (or
/// null has no elements), and each counts for one.
void Binder::absorbCounts(BoundFunction &B) {
  for (BoundParameter &P : B.parameters) {
    if (P.role != Role::Slice || P.scale != 1 || P.countBehind)
      continue;
    BoundParameter &Count = B.parameters[P.count];
    if (Count.role == Role::Value)
      Count.role = Role::Count;
  }
}

/// A &mut must be the only way to what it leads to.
void Binder::lookForOverlap(BoundFunction &B) {
  for (BoundParameter &P : B.parameters) {
    if (!P.isReference())
      continue;
    bool Others = llvm::any_of(B.parameters, [&](const BoundParameter &Other) {
      return &Other != &P && Other.isReference() &&
             (P.access != Access::Shared || Other.access != Access::Shared);
    });
    P.checkOverlap = Others;
  }
}

static std::string optional(const std::string &Type, bool Nullable) {
  return Nullable ? "Option<" + Type + ">" : Type;
}

void Binder::spell(BoundParameter &P) {
  std::string Element = P.access == Access::Output ? "MaybeUninit<" + P.element + ">" : P.element;
  std::string Borrow = P.access == Access::Shared ? "&" : "&mut ";
  switch (P.role) {
  case Role::Value:
    P.safeType = Types.of(P.type);
    break;
  case Role::Count:
    break;
  case Role::Slice:
    P.safeType = optional(Borrow + "[" + Element + "]", P.nullable);
    break;
  case Role::Array:
    P.safeType =
        optional(Borrow + "[" + Element + "; " + std::to_string(P.elements) + "]", P.nullable);
    break;
  case Role::Reference:
    P.safeType = optional(Borrow + Element, P.nullable);
    break;
  case Role::Text:
    P.safeType = optional("&CStr", P.nullable);
    break;
  case Role::Foreign:
    if (P.type.inner.front().kind == AbiKind::Void)
      P.element = "core::ffi::c_void";
    P.safeType = "Foreign<" + P.element + ">";
    break;
  }
}

void Binder::bindResult(BoundFunction &B) {
  BoundResult &R = B.result;
  if (R.type.kind == AbiKind::Pointer && R.type.inner.front().kind != AbiKind::Function) {
    R.element =
        R.type.inner.front().kind == AbiKind::Void ? "core::ffi::c_void" : elementOf(R.type);
    R.role = ResultRole::Foreign;
    R.safeType = "Foreign<" + R.element + ">";
    R.contract = contract(B.function->id, "result");
    if (!R.contract || R.contract->ownership == "unknown") {
      R.question = "who owns what it returns, and how long does it live?";
      return;
    }
    R.nullable = R.contract->nullability != "nonnull";
    R.why = R.contract->ownership;
    if (R.contract->bounds == "string" && R.contract->ownership == "static" &&
        R.contract->mutability == "in" && R.type.inner.front().bits == 8) {
      R.role = ResultRole::StaticText;
      R.safeType = optional("&'static CStr", R.nullable);
    }
    return;
  }
  std::string Raw = R.type.kind == AbiKind::Void ? "()" : Types.of(R.type);
  R.safeType = Raw;
  llvm::StringRef Codes;
  for (const Idiom *I : idioms(B.function->id))
    if (I->kind == "error-code")
      Codes = I->detail;
  if (R.type.kind != AbiKind::Integer || !R.type.isSigned)
    return;
  if (Codes.starts_with("0 for success, negative for failure")) {
    R.role = ResultRole::Status;
    R.safeType = "Result<(), Code<" + Raw + ">>";
  } else if (Codes.starts_with("0 or positive for success, negative")) {
    R.role = ResultRole::StatusValue;
    R.safeType = "Result<" + Raw + ", Code<" + Raw + ">>";
  }
}

BoundFunction Binder::bind(const AbiFunction &F) {
  std::vector<ParameterSource> Sources;
  for (std::size_t I = 1; I < F.type.inner.size(); ++I)
    Sources.push_back({ParameterSource::Contract, "parameter " + std::to_string(I)});
  return bind(F, Sources);
}

BoundFunction Binder::bind(const AbiFunction &F, llvm::ArrayRef<ParameterSource> Sources) {
  BoundFunction B;
  B.function = &F;
  B.name = identifier(F.name);
  if (!F.unsupported.empty())
    B.blocker = F.unsupported;
  else if (F.type.kind != AbiKind::Function)
    B.blocker = F.type.name;
  else if (F.type.variadic)
    B.blocker = "it takes '...'";
  else if (F.type.noPrototype && !F.parameters.empty())
    B.blocker = "it has no prototype";
  if (!B.crosses())
    return B;
  for (auto [I, T] : llvm::enumerate(F.type.inner))
    if (std::string Problem = Types.problem(T); !Problem.empty()) {
      B.blocker = (I ? "parameter " + std::to_string(I) + ": " : "its result: ") + Problem;
      return B;
    }
  B.result.type = F.type.inner.front();
  std::set<std::string> Names;
  for (auto [I, T] : llvm::enumerate(llvm::drop_begin(F.type.inner))) {
    BoundParameter P;
    P.type = T;
    llvm::StringRef Name = I < F.parameters.size() ? llvm::StringRef(F.parameters[I]) : "";
    P.name = Name.empty() ? "p" + std::to_string(I + 1) : identifier(Name);
    if (!Names.insert(P.name).second)
      P.name += "_" + std::to_string(I + 1);
    P.source = Sources[I];
    P.contract = contract(F.id, P.source.slot);
    B.parameters.push_back(std::move(P));
  }
  for (unsigned I = 0; I != B.parameters.size(); ++I)
    bindSource(B, I);
  absorbCounts(B);
  lookForOverlap(B);
  for (BoundParameter &P : B.parameters)
    spell(P);
  bindResult(B);
  return B;
}

/// It would pass over Rust frames, which nothing defines.
void Binder::findJumps() {
  std::vector<const FunctionUses *> Waiting;
  llvm::StringMap<std::vector<const FunctionUses *>> Callers;
  for (const FunctionUses &U : Program.uses) {
    for (const CallFact &C : U.calls)
      Callers[C.callee].push_back(&U);
    for (const Blocker &B : U.blockers)
      if (B.kind == BlockerKind::Longjmp && Jumps.try_emplace(U.function, U.function).second)
        Waiting.push_back(&U);
  }
  while (!Waiting.empty()) {
    const FunctionUses *Left = Waiting.back();
    Waiting.pop_back();
    for (const FunctionUses *Caller : Callers[Left->function])
      if (Jumps.try_emplace(Caller->function, Jumps[Left->function]).second)
        Waiting.push_back(Caller);
  }
}

Bindings Binder::bindCut(const Boundary &Cut) {
  llvm::StringSet<> Inside;
  for (const std::string &Id : Cut.functions)
    Inside.insert(Id);
  std::map<std::string, const AbiFunction *> Entries, Calls;
  for (const std::string &Id : Cut.entries)
    if (const AbiFunction *F = ById.lookup(Id); F && F->defined && F->external)
      Entries[F->name] = F;
  for (const FunctionUses &U : Program.uses) {
    if (!Inside.contains(U.function))
      continue;
    for (const CallFact &C : U.calls)
      if (const AbiFunction *F = ById.lookup(C.callee);
          F && F->defined && F->external && !F->isInline && !Inside.contains(F->id))
        Calls[F->name] = F;
  }
  Bindings Result;
  for (const auto &[Name, F] : Entries) {
    BoundFunction &B = Result.entries.emplace_back(bind(*F));
    auto Jump = Jumps.find(F->id);
    if (const AbiFunction *Last = Jump == Jumps.end() ? nullptr : ById.lookup(Jump->second);
        Last && B.crosses())
      B.blocker = "a longjmp of '" + Last->name + "' may leave it";
  }
  for (const auto &[Name, F] : Calls)
    Result.calls.push_back(bind(*F));
  return Result;
}

} // namespace ferrule::rust
