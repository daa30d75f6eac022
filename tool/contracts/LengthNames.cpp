// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/LengthNames.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

namespace ferrule::contracts {

static bool holdsWord(llvm::StringRef Name, llvm::ArrayRef<llvm::StringLiteral> Words) {
  std::string Lower = Name.lower();
  return llvm::any_of(Words, [&](llvm::StringRef W) { return llvm::StringRef(Lower).contains(W); });
}

/// What is left of a count's name without the word that makes it one: "dict" of dictLength.
/// Nothing: it is not called like a count.
static std::optional<std::string> stemOfCount(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Words[] = {"length", "len",   "size", "count", "capacity",
                                                  "nmemb",  "bytes", "num",  "cnt",   "max"};
  std::string Lower = Name.lower();
  if (Lower == "n" || Lower == "l" || Lower == "sz")
    return "";
  if (Lower.starts_with("err"))
    return std::nullopt;
  for (llvm::StringRef W : Words)
    if (auto At = Lower.find(W); At != std::string::npos) {
      Lower.erase(At, W.size());
      return llvm::StringRef(Lower).trim('_').str();
    }
  return std::nullopt;
}

/// buf_len of buf, dictLength of dictionary.
static bool isCalledAfter(llvm::StringRef Count, llvm::StringRef Pointer) {
  auto Stem = stemOfCount(Count);
  std::string Name = Pointer.lower(), Number = Count.lower();
  // nparams, nb_params of params; klen of k.
  if (!Name.empty() && (Number == "n" + Name || Number == "nb_" + Name || Stem == Name))
    return true;
  return Stem && Stem->size() > 1 && !Name.empty() &&
         (llvm::StringRef(Name).starts_with(*Stem) || llvm::StringRef(*Stem).starts_with(Name) ||
          llvm::StringRef(*Stem).ends_with(Name));
}

/// A count that may be of anything: len, buf_size, num.
static bool isPlainCount(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Stems[] = {"",    "buf",  "buffer", "data", "in",
                                                  "out", "src",  "dst",    "dest", "n",
                                                  "i",   "byte", "block",  "s"};
  auto Stem = stemOfCount(Name);
  return Stem && llvm::is_contained(Stems, *Stem);
}

bool isCalledLikeAString(llvm::StringRef Name) {
  static constexpr llvm::StringLiteral Words[] = {
      "name", "path",    "file", "str",    "msg",      "mode",    "text",   "url",
      "uri",  "message", "key",  "prefix", "encoding", "version", "format", "fmt"};
  return Name == "s" || holdsWord(Name, Words);
}

bool pointsToRecord(const SlotType &T) {
  static constexpr llvm::StringLiteral Scalars[] = {"int",    "char", "long",  "short", "float",
                                                    "double", "bool", "_Bool", "enum"};
  if ((T.shape != TypeShape::Pointer && T.shape != TypeShape::Opaque) || T.toPointer)
    return false;
  llvm::SmallVector<llvm::StringRef, 4> Words;
  llvm::StringRef(T.pointee).split(Words, ' ');
  return llvm::none_of(Words, [&](llvm::StringRef W) { return llvm::is_contained(Scalars, W); });
}

/// A number, or a pointer to one, as in uLong *destLen.
static bool isNumber(const SlotType &T) {
  llvm::StringRef To = T.pointee;
  return T.shape == TypeShape::Integer ||
         (T.shape == TypeShape::Pointer && !T.toPointer && T.element >= 4 && T.element <= 8 &&
          (To.contains("int") || To.contains("long")));
}

/// fread(buf, size, nmemb): the last counts.
static std::size_t lastFactor(const std::vector<SlotType> &All, std::size_t Size) {
  static constexpr llvm::StringLiteral Words[] = {"nitems", "nmemb", "count", "n"};
  bool IsProduct = Size + 1 < All.size() && All[Size].name == "size" && isNumber(All[Size + 1]) &&
                   llvm::is_contained(Words, All[Size + 1].name);
  return IsProduct ? Size + 1 : Size;
}

/// The one length that goes out beside a result.
static std::size_t lengthOfResult(const std::vector<SlotType> &All) {
  std::size_t Found = All.size();
  for (std::size_t N = 0; N != All.size(); ++N)
    if (isNumber(All[N]) && All[N].shape != TypeShape::Integer && !All[N].constant &&
        stemOfCount(All[N].name)) {
      if (Found != All.size())
        return All.size();
      Found = N;
    }
  return Found;
}

bool hasSeveralLengths(std::uint32_t S, const EvidenceTable &Table) {
  const Interface *I = Table.interfaceOf(S);
  const SlotType *T = Table.declaredType(S);
  return I && T && I->fact.isRecord && !Table.slot(S).level &&
         llvm::count_if(I->fact.slots, [&](const SlotType &Each) {
           return &Each != T && isNumber(Each) && isCalledAfter(Each.name, T->name);
         }) > 1;
}

std::uint32_t namedLength(std::uint32_t S, const EvidenceTable &Table) {
  const Interface *I = Table.interfaceOf(S);
  const SlotType *T = Table.declaredType(S);
  const Slot &Place = Table.slot(S);
  if (!I || !T || Place.level > (T->toPointer ? 1u : 0u))
    return NoSlot;
  const std::vector<SlotType> &All = I->fact.slots;
  auto Parameter = [&](std::size_t N) {
    return N == All.size()
               ? NoSlot
               : Table.find({Place.entity, SlotPart::Parameter, static_cast<unsigned>(N)});
  };
  if (Place.part == SlotPart::Result)
    return Place.level ? NoSlot : Parameter(lengthOfResult(All));
  auto At = llvm::find_if(All, [&](const SlotType &Each) { return &Each == T; });
  auto Index = static_cast<std::size_t>(At - All.begin());
  std::size_t Found = All.size();
  for (std::size_t N = 0; N != All.size() && Found == All.size(); ++N)
    if (N != Index && isNumber(All[N]) && isCalledAfter(All[N].name, T->name))
      Found = N;
  if (I->fact.isRecord)
    return Found == All.size()
               ? NoSlot
               : Table.find({I->fact.entity + "." + All[Found].name, SlotPart::Self});
  bool HasNext = Found == All.size() && Index + 1 < All.size() && isNumber(All[Index + 1]);
  // open(filename, block_size): the size of something else.
  bool IsText = T->shape == TypeShape::Characters && T->constant && isCalledLikeAString(T->name);
  if (HasNext && isPlainCount(All[Index + 1].name) &&
      !(IsText && !stemOfCount(All[Index + 1].name)->empty()))
    Found = lastFactor(All, Index + 1);
  // key, klen
  if (auto Stem = HasNext ? stemOfCount(All[Index + 1].name) : std::nullopt;
      Stem && Stem->size() == 1 && llvm::StringRef(T->name).lower().starts_with(*Stem))
    Found = Index + 1;
  return Parameter(Found);
}

} // namespace ferrule::contracts
