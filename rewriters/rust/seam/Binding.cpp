// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The function of the seam has the id of the C++ function that it calls, so the contract of that
// one says what its pointers mean. A reference is a pointer that is never null. An object comes
// first.
#include "rewriters/rust/seam/Binding.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {
namespace {

AbiType pointerTo(AbiType T) {
  AbiType Made;
  Made.kind = AbiKind::Pointer;
  Made.inner.push_back(std::move(T));
  return Made;
}

AbiType constant(AbiType T, bool IsConst = true) {
  T.isConst = IsConst;
  return T;
}

AbiType size() {
  AbiType Made;
  Made.kind = AbiKind::Integer;
  Made.name = "unsigned long";
  Made.alias = "size_t";
  return Made;
}

bool isText(const CxxType &T) {
  return T.passing == CxxPassing::Value ? T.spelling == "std::string"
                                        : T.spelling == "const std::string";
}

/// "shop::Shelf" of "const shop::Shelf *".
std::string className(llvm::StringRef Spelling) {
  Spelling.consume_back("const");
  Spelling = Spelling.rtrim(" *");
  Spelling.consume_front("const ");
  return Spelling.str();
}

bool isView(const CxxType &T) { return llvm::StringRef(T.spelling).ends_with("std::string_view"); }

/// For a name that tells overloads apart: "const char *, int" becomes "char_ptr_int".
std::string parameterTypes(const CxxFunction &F) {
  if (F.parameters.empty())
    return "void";
  std::string Text;
  for (const CxxType &P : F.parameters) {
    std::string Part;
    for (llvm::StringRef Word : llvm::split(P.spelling, ' ')) {
      Word.consume_front("std::");
      if (Word == "const" || Word.empty())
        continue;
      std::string Clean;
      for (char C : Word.substr(Word.rfind(':') + 1).ltrim('_'))
        Clean += C == '*' ? "ptr" : std::string(1, llvm::isAlnum(C) ? C : '_');
      Part += (Part.empty() ? "" : "_") + Clean;
    }
    Text += (Text.empty() ? "" : "_") + Part;
  }
  return Text;
}

} // namespace

SeamClass &SeamBinding::classOf(const AbiType &T, const std::string &Spelling) {
  if (const SeamClass *Known = Made.find(T))
    return const_cast<SeamClass &>(*Known);
  const AbiRecord *R = Types.record(T);
  const bool IsRecord = R && R->complete && R->unsupported.empty();
  Types.of(pointerTo(T));
  return Made.classes.emplace_back(SeamClass{.type = constant(T, false),
                                             .spelling = Spelling,
                                             .tag = seamTag(T, Types),
                                             .isRecord = IsRecord});
}

SeamClass &SeamBinding::classOf(const CxxClass &C) {
  AbiType T;
  T.kind = AbiKind::Record;
  T.name = C.id;
  SeamClass &Of = classOf(T, C.spelling);
  Of.cxx = &C;
  return Of;
}

std::string SeamBinding::whyNot(const CxxType &T, CxxRole Role, bool IsResult) const {
  if (!T.refused.empty())
    return T.refused;
  if (isView(T)) {
    if (IsResult)
      return "it is a std::string_view, and nothing says how long that lives which it leads to";
    if (Role == CxxRole::Constructor)
      return "it is a std::string_view, and the object may keep what it leads to";
    return "";
  }
  if (T.type.kind == AbiKind::Unsupported)
    return T.type.name + " has no counterpart in Rust";
  if (T.type.kind != AbiKind::Record || T.passing != CxxPassing::Value || isText(T))
    return "";
  const AbiRecord *R = Types.record(T.type);
  if (R && R->complete && R->unsupported.empty())
    return "";
  return R && R->unsupported == "it belongs to the system"
             ? "'" + T.spelling + "' is handed over whole, and its fields are the system's"
             : "";
}

/// The first that is declared keeps the name. Others get the types of their parameters; of a pair
/// that differs in const only, the second gets _mut or _const.
std::string SeamBinding::methodName(const CxxFunction &F) {
  const std::string Plain = F.role == CxxRole::Constructor ? "new"
                            : F.record.empty()             ? flattened(F.qualified)
                                                           : F.name;
  const std::string Key = F.record + " " + Plain;
  const std::string Parameters = parameterTypes(F);
  UniqueNames &Names = Taken[F.record];
  std::string Name = Plain;
  if (auto Twin = Overloads.find(Key + " " + Parameters); Twin != Overloads.end())
    Name = plain(Twin->second) + (F.isConst ? "_const" : "_mut");
  else if (Overloads.contains(Key))
    Name += "_" + Parameters;
  Name = Names.add(identifier(Name));
  Overloads.try_emplace(Key, Name);
  Overloads.try_emplace(Key + " " + Parameters, Name);
  return Name;
}

SeamFunction &SeamBinding::start(SeamCall Call, const SeamClass *Of, std::string CxxName,
                                 std::string Method) {
  Sources.clear();
  SeamFunction &F = Made.functions.emplace_back();
  F.call = Call;
  F.of = Of;
  F.c.name = std::move(CxxName);
  F.c.symbol = (Of ? Of->tag + "_" : "seam_") + plain(Method);
  F.method = std::move(Method);
  F.c.defined = F.c.external = true;
  F.c.type.kind = AbiKind::Function;
  F.c.type.inner.emplace_back();
  return F;
}

void SeamBinding::addParameter(SeamFunction &F, AbiType T, std::string Name,
                               ParameterSource Source) {
  F.c.type.inner.push_back(std::move(T));
  F.c.parameters.push_back(std::move(Name));
  Sources.push_back(std::move(Source));
}

void SeamBinding::addObject(SeamFunction &F, bool IsConst) {
  addParameter(F, pointerTo(constant(F.of->type, IsConst)), "self", {ParameterSource::Object, ""});
}

void SeamBinding::addParameter(SeamFunction &F, const CxxType &P, const std::string &Name,
                               unsigned Index) {
  const std::string Slot = "parameter " + std::to_string(Index + 1);
  const Inference *Contract = Bind.contract(F.c.id, Slot);
  const bool Kept = Contract && Contract->ownership != "borrowed";
  const bool IsText = isText(P) && !(P.passing == CxxPassing::Reference && Kept);
  if (IsText || isView(P)) {
    // What is counted may hold any byte, so it is no char.
    addParameter(F, pointerTo(constant(AbiType())), Name, {ParameterSource::Bytes, ""});
    addParameter(F, size(), Name + "_length", {});
    return;
  }
  const AbiType &Inner = P.passing == CxxPassing::Value && P.type.kind == AbiKind::Pointer
                             ? P.type.inner.front()
                             : P.type;
  if (Inner.kind == AbiKind::Record)
    classOf(Inner, className(P.spelling));
  if (P.passing == CxxPassing::Value && P.type.kind == AbiKind::Record)
    return addParameter(F, pointerTo(constant(P.type)), Name, {ParameterSource::Object, ""});
  const SeamClass *Class = Made.find(Inner);
  const auto How = Class && !Class->isRecord ? ParameterSource::Handle : ParameterSource::Contract;
  addParameter(F, P.passing == CxxPassing::Reference ? pointerTo(P.type) : P.type, Name,
               {How, Slot});
}

void SeamBinding::setResult(SeamFunction &F, const CxxType &R) {
  AbiType &Result = F.c.type.inner.front();
  if (R.type.kind == AbiKind::Record) {
    const bool Whole = R.passing == CxxPassing::Value;
    if (classOf(R.type, className(R.spelling)).isRecord && (Whole || R.type.isConst)) {
      F.result = SeamResult::Record;
      return;
    }
    Result = pointerTo(R.type);
    if (Whole)
      F.result = SeamResult::Owned;
  } else if (R.passing == CxxPassing::Reference && !R.type.isConst) {
    Result = pointerTo(R.type);
  } else {
    // A constant reference to a number is as good as the number.
    Result = constant(R.type, false);
    const AbiType *Inner = Result.kind == AbiKind::Pointer ? &Result.inner.front() : nullptr;
    if (Inner && Inner->kind == AbiKind::Record)
      classOf(*Inner, className(R.spelling));
  }
}

/// A reference that a member function returns can only be from the object that was asked, or from
/// what lives longer, if nothing else that was passed can hold it.
static bool isFromObject(const SeamFunction &F, const CxxType &Result) {
  return F.isMethod() && Result.passing == CxxPassing::Reference &&
         llvm::all_of(llvm::drop_begin(F.bound.parameters), [](const BoundParameter &P) {
           return P.type.kind != AbiKind::Pointer || P.role == Role::Slice || P.role == Role::Text;
         });
}

static bool isBorrowedFromObject(const SeamFunction &F) {
  const BoundResult &B = F.bound.result;
  if (!F.isMethod() || B.why != "borrowed" || B.role != ResultRole::Foreign)
    return false;
  const auto Life = B.contract->answers.find("lifetime");
  // "that of 'p'": of a parameter.
  return Life != B.contract->answers.end() && !llvm::StringRef(Life->second.value).contains("'") &&
         Life->second.value != "unknown";
}

/// A result that is known to be borrowed lives as long as the object that was asked; one that the
/// caller has to delete becomes a handle that does.
void SeamBinding::bindResult(SeamFunction &F, const CxxType &R) {
  BoundResult &B = F.bound.result;
  if (B.role == ResultRole::Status || B.role == ResultRole::StatusValue) {
    B.role = ResultRole::Value;
    B.safeType = Types.of(B.type);
  }
  if (F.result != SeamResult::Plain || B.type.kind != AbiKind::Pointer)
    return;
  const AbiType &Inner = B.type.inner.front();
  if (R.passing == CxxPassing::Reference)
    B.nullable = false;
  const SeamClass *Class = Made.find(Inner);
  if (Class && !Class->isRecord && B.question.empty() &&
      B.why == "owned by the caller; release with delete" && Class->atCut && Class->cxx->ends) {
    F.result = SeamResult::Owned;
    return;
  }
  if (!isFromObject(F, R) && !isBorrowedFromObject(F))
    return;
  if (Class && !Class->isRecord && (Inner.isConst || !F.cxx->isConst))
    F.result = SeamResult::Borrowed;
  else if (B.contract && B.contract->bounds == "string" && Inner.bits == 8 && Inner.isConst)
    F.result = SeamResult::Text;
}

void SeamBinding::spellResult(SeamFunction &F) {
  BoundResult &B = F.bound.result;
  auto Maybe = [&](const std::string &Type) {
    return F.isNullable() ? "Option<" + Type + ">" : Type;
  };
  if (F.result == SeamResult::Record)
    F.value = Types.of(F.call == SeamCall::Make ? F.of->type : constant(F.cxx->result.type, false));
  else if (F.result == SeamResult::Owned || F.result == SeamResult::Borrowed)
    F.value = Types.of(constant(B.type.inner.front(), false));
  switch (F.result) {
  case SeamResult::Plain:
    break;
  case SeamResult::Record:
    B.safeType = F.value;
    break;
  case SeamResult::Owned:
    B.safeType = Maybe("Owned<" + F.value + ">");
    break;
  case SeamResult::Borrowed:
    B.safeType = Maybe((B.type.inner.front().isConst ? "&" : "&mut ") + F.value);
    break;
  case SeamResult::Text:
    B.safeType = Maybe("&CStr");
    break;
  }
  if (F.result != SeamResult::Plain)
    B.question.clear();
  if (F.throws)
    B.safeType = "Result<" + B.safeType + ", Thrown>";
}

void SeamBinding::bind(SeamFunction &F) {
  UniqueNames Names;
  for (llvm::StringRef Mine : {"result", "thrown"})
    Names.reserve(Mine);
  for (auto [I, Name] : llvm::enumerate(F.c.parameters))
    if (Name != "self" || I)
      Name = Names.add(plain(identifier(Name.empty() ? "p" + llvm::utostr(I) : Name)), "_");
  F.bound = Bind.bind(F.c, Sources);
  F.bound.name = F.method;
  if (F.isMethod() && !F.bound.parameters.empty())
    F.bound.parameters.front().name = "self";
}

std::string SeamBinding::add(const CxxFunction &Cxx, std::size_t Parameters, const SeamClass *Of,
                             bool Throws) {
  const bool Makes = Cxx.role == CxxRole::Constructor;
  SeamFunction &F =
      start(Makes ? SeamCall::Make : SeamCall::Function, Of, Cxx.qualified, methodName(Cxx));
  F.cxx = &Cxx;
  F.c.id = Cxx.id;
  F.c.range = Cxx.range;
  F.throws = Throws && !Cxx.isNoexcept;
  if (Cxx.role == CxxRole::Method)
    addObject(F, Cxx.isConst);
  F.parameters = llvm::ArrayRef(Cxx.parameters).take_front(Parameters);
  for (auto [I, P] : llvm::enumerate(F.parameters))
    addParameter(F, P, Cxx.names[I], static_cast<unsigned>(I));
  if (Makes) {
    F.result = Of->isRecord ? SeamResult::Record : SeamResult::Owned;
    if (!Of->isRecord)
      F.c.type.inner.front() = pointerTo(Of->type);
  } else {
    setResult(F, Cxx.result);
  }
  bind(F);
  if (!F.bound.crosses()) {
    std::string Why = F.bound.blocker;
    Made.functions.pop_back();
    return Why;
  }
  bindResult(F, Cxx.result);
  spellResult(F);
  return "";
}

void SeamBinding::addMake(const SeamClass &Of) {
  SeamFunction &F =
      start(SeamCall::Make, &Of, Of.spelling + "::" + Of.cxx->name, Taken[Of.cxx->id].add("new"));
  F.c.range = Of.cxx->range;
  F.result = Of.isRecord ? SeamResult::Record : SeamResult::Owned;
  if (!Of.isRecord)
    F.c.type.inner.front() = pointerTo(Of.type);
  bind(F);
  spellResult(F);
}

void SeamBinding::addCopy(const SeamClass &Of) {
  SeamFunction &F = start(SeamCall::Copy, &Of, Of.spelling, Taken[Of.cxx->id].add("copied"));
  F.c.range = Of.cxx->range;
  F.result = SeamResult::Owned;
  F.c.type.inner.front() = pointerTo(Of.type);
  addObject(F, /*IsConst=*/true);
  bind(F);
  spellResult(F);
}

void SeamBinding::addEnd(const SeamClass &Of) {
  SeamFunction &F = start(SeamCall::End, &Of, Of.spelling, Taken[Of.cxx->id].add("end"));
  F.c.range = Of.cxx->range;
  addObject(F, /*IsConst=*/false);
  bind(F);
  spellResult(F);
}

void SeamBinding::addBase(const SeamClass &Of, const SeamClass &To) {
  SeamFunction &F = start(SeamCall::Base, &Of, Of.spelling,
                          Taken[Of.cxx->id].add(identifier("as_" + To.cxx->name)));
  F.c.range = Of.cxx->range;
  F.to = &To;
  F.result = SeamResult::Borrowed;
  F.c.type.inner.front() = pointerTo(constant(To.type));
  addObject(F, /*IsConst=*/true);
  bind(F);
  spellResult(F);
}

} // namespace ferrule::rust
