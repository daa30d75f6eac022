// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/Idioms.h"
#include "tool/contracts/ErrorCodes.h"
#include "tool/contracts/LengthNames.h"
#include "tool/contracts/Threads.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

namespace ferrule::contracts {
namespace {

class Finder {
public:
  explicit Finder(const View &V) : V(V), Table(V.table) {
    for (const auto &[Entity, I] : Table.interfaces())
      if (!I.fact.isRecord)
        ByName.emplace(I.fact.name, &I);
  }

  void functions();
  void records(llvm::ArrayRef<TUSummary> Units);
  void pairs(llvm::ArrayRef<Inference> Inferences);
  void errorCodes(llvm::ArrayRef<TUSummary> Units) {
    for (auto &[Entity, Meaning] : findErrorCodes(V, Units))
      add("error-code", Table.interfaces().at(Entity), Meaning);
  }
  void threads(llvm::ArrayRef<TUSummary> Units) {
    llvm::append_range(Found, findThreadUse(Table, Units));
  }
  std::vector<Idiom> take();

private:
  void add(const char *Kind, const Interface &I, std::string Detail) {
    Found.push_back(
        {Kind, I.fact.entity, I.fact.name, I.fact.file, I.fact.line, std::move(Detail)});
  }
  void failure(const Interface &I);
  void flags(const Interface &I);
  void lengthConvention(const Interface &I);
  void arena(const Interface &I);
  void referenceCount(const Interface &I);
  void initDeinit(const Interface &I);
  void callback(const Interface &I);
  void record(const Interface &I);

  const View &V;
  const EvidenceTable &Table;
  /// Functions.
  std::multimap<std::string, const Interface *> ByName;
  std::vector<Idiom> Found;
};

/// NULL, or errno, says that it failed.
void Finder::failure(const Interface &I) {
  std::uint32_t S = Table.find({I.fact.entity, SlotPart::Result});
  if (S == NoSlot)
    return;
  for (const Item &Each : Table.items(S))
    if (Each.kind == EvidenceKind::SetsErrno)
      add("errno", I, "says in errno why it failed");
    else if (Each.kind == EvidenceKind::ReturnsNull && I.fact.result.shape != TypeShape::Integer)
      return add("null-on-failure", I, "returns NULL when it fails or finds nothing");
}

/// A number of which single bits are tested.
void Finder::flags(const Interface &I) {
  for (unsigned Index = 0; Index != I.fact.slots.size(); ++Index) {
    std::uint32_t S = Table.find({I.fact.entity, SlotPart::Parameter, Index});
    if (S == NoSlot)
      continue;
    std::set<long long> Bits;
    for (const Item &Each : Table.items(S))
      if (Each.kind == EvidenceKind::Masked)
        Bits.insert(Each.number);
    llvm::StringRef Name = I.fact.slots[Index].name;
    bool IsCalledSo = Name.contains_insensitive("flag") || Name.contains_insensitive("options") ||
                      Name.contains_insensitive("mask");
    if (Bits.size() < (IsCalledSo ? 1 : 2))
      continue;
    std::string All;
    for (long long Bit : Bits)
      All += (All.empty() ? "" : ", ") + std::to_string(Bit);
    add("flags", I, "'" + Name.str() + "' is a set of bits; tested: " + All);
  }
}

/// f(text, length), where text is counted by length and read up to a NUL as well: some value of the
/// length, such as -1 or 0, may say that it is to be measured.
void Finder::lengthConvention(const Interface &I) {
  for (unsigned Index = 0; Index != I.fact.slots.size(); ++Index) {
    std::uint32_t S = Table.find({I.fact.entity, SlotPart::Parameter, Index});
    if (S == NoSlot || I.fact.slots[Index].shape != TypeShape::Characters)
      continue;
    const Extent &Counted = V.of(S).bounds.extent;
    const SlotType *Length = Counted.kind == Extent::Counted && Counted.slot != NoSlot
                                 ? Table.type(Counted.slot)
                                 : nullptr;
    bool IsMeasured = llvm::any_of(Table.items(S), [&](const Item &Each) {
      return Each.kind == EvidenceKind::PassedTo && !Table.interfaceOf(Each.other) &&
             V.of(Each.other).bounds.is(Shape::String);
    });
    if (Length && Length->shape == TypeShape::Integer && IsMeasured)
      add("length-convention", I,
          "'" + Length->name + "' counts '" + I.fact.slots[Index].name +
              "', which is also measured up to its NUL: some values may mean that");
  }
}

/// What a result points to is cut from a block that one of the parameters holds and moves on in.
void Finder::arena(const Interface &I) {
  std::uint32_t S = Table.find({I.fact.entity, SlotPart::Result});
  if (S == NoSlot || I.fact.result.constant ||
      llvm::none_of(I.fact.slots, [](const SlotType &T) { return T.shape == TypeShape::Integer; }))
    return;
  for (const Item &Each : Table.items(S)) {
    const Interface *Pool =
        Each.kind == EvidenceKind::ReturnsSlot ? Table.interfaceOf(Each.other) : nullptr;
    if (!Pool || !Pool->fact.isRecord || llvm::none_of(Table.items(Each.other), [](const Item &I) {
          return I.kind == EvidenceKind::Advanced;
        }))
      continue;
    return add("arena", I,
               "what it returns is a part of the block of a " + Pool->fact.name +
                   ", and lives no longer than that");
  }
}

void Finder::referenceCount(const Interface &I) {
  for (const SlotType &T : I.fact.slots) {
    std::uint32_t S = Table.find({I.fact.entity + "." + T.name, SlotPart::Self});
    if (S == NoSlot || T.shape != TypeShape::Integer || !V.of(S).owner.is(Owner::Shared))
      continue;
    const Item &Ends = *V.of(S).owner.pro.front();
    const Interface *By = Table.interfaceOf(Ends.other);
    return add("reference-count", I,
               "'" + T.name + "' counts references" +
                   (By ? "; '" + By->fact.name + "' ends it with the last one" : ""));
  }
}

/// Who readies a record that its caller has, and who is called before that goes away: by their
/// names.
void Finder::initDeinit(const Interface &I) {
  auto IsOfRecord = [](const Interface &F) {
    return !F.fact.slots.empty() && pointsToRecord(F.fact.slots[0]) && !F.fact.slots[0].constant;
  };
  auto [Before, Behind] = llvm::StringRef(I.fact.name).split("init");
  if (Before.size() == I.fact.name.size())
    std::tie(Before, Behind) = llvm::StringRef(I.fact.name).split("Init");
  if (Before.size() == I.fact.name.size() || Before.ends_with("de") || !IsOfRecord(I))
    return;
  for (llvm::StringRef End :
       {"end", "End", "deinit", "Deinit", "fini", "cleanup", "Cleanup", "free", "Free", "destroy",
        "Destroy", "clear", "Clear", "close", "Close"})
    for (auto [It, Last] = ByName.equal_range(Before.str() + End.str()); It != Last; ++It)
      if (IsOfRecord(*It->second) && It->second->fact.slots[0].pointee == I.fact.slots[0].pointee)
        return add("init-deinit", I, "'" + It->first + "' undoes it before the record goes away");
}

/// A function, and behind it or before it a void * that is handed to it. An interface with several
/// keeps to one order.
void Finder::callback(const Interface &I) {
  const std::vector<SlotType> &Slots = I.fact.slots;
  auto Pairs = [&](bool DataBehind) {
    std::vector<std::pair<const SlotType *, const SlotType *>> Found;
    for (std::size_t N = 0; N + 1 < Slots.size(); ++N) {
      const SlotType &Function = Slots[DataBehind ? N : N + 1],
                     &Data = Slots[DataBehind ? N + 1 : N];
      if (Function.shape == TypeShape::Function && Data.shape == TypeShape::Memory &&
          !Data.constant)
        Found.emplace_back(&Function, &Data);
    }
    return Found;
  };
  auto Behind = Pairs(true), Before = Pairs(false);
  for (auto [Function, Data] : Behind.size() < Before.size() ? Before : Behind)
    add("callback-with-data", I,
        "'" + Data->name + "' is the data of the callback '" + Function->name + "'");
}

void Finder::record(const Interface &I) {
  unsigned Functions = 0;
  std::string Links;
  for (const SlotType &S : I.fact.slots) {
    Functions += S.shape == TypeShape::Function;
    llvm::StringRef Pointee = S.pointee;
    Pointee.consume_front("struct ");
    if (S.shape == TypeShape::Pointer && !Pointee.empty() && Pointee == I.fact.name)
      Links += (Links.empty() ? "'" : ", '") + S.name + "'";
  }
  // A record with other things as well has hooks.
  if (Functions >= 2 && Functions > I.fact.slots.size() / 2)
    add("function-table", I, std::to_string(Functions) + " pointers to functions");
  if (!Links.empty())
    add("intrusive-list", I, Links + " lead to further ones of the same type");
}

void Finder::functions() {
  for (const auto &[Entity, I] : Table.interfaces()) {
    if (I.fact.isRecord) {
      record(I);
      referenceCount(I);
    } else if (!I.fact.result.type.empty()) {
      failure(I);
      callback(I);
      flags(I);
      lengthConvention(I);
      arena(I);
      initDeinit(I);
    }
  }
}

void Finder::records(llvm::ArrayRef<TUSummary> Units) {
  std::set<std::string> Done;
  for (const TUSummary &U : Units)
    for (const RecordFact &R : U.records) {
      auto It = Table.interfaces().find(R.id);
      if (It == Table.interfaces().end() || R.fields.empty() || !Done.insert(R.id).second)
        continue;
      llvm::StringRef Last = R.fields.back().type;
      if (Last.ends_with("[]") || (Last.ends_with("[0]") && R.fields.size() > 1))
        add("flexible-array", It->second,
            "'" + R.fields.back().name +
                "' has as many elements as "
                "were allocated");
      const FieldFact *Tag = nullptr, *Union = nullptr;
      for (const FieldFact &F : R.fields) {
        llvm::StringRef Name = F.name;
        if (Name == "type" || Name == "tag" || Name == "kind" || Name.ends_with("_type"))
          Tag = &F;
        if (llvm::StringRef(F.type).starts_with("union "))
          Union = &F;
      }
      if (Tag && Union)
        add("tagged-union", It->second,
            "'" + Tag->name + "' tells which member of '" +
                (Union->name.empty() ? std::string("the union") : Union->name) + "' is there");
    }
}

/// Who makes a thing, and who ends it.
void Finder::pairs(llvm::ArrayRef<Inference> Inferences) {
  for (const Inference &I : Inferences) {
    auto [Owned, Releaser] = llvm::StringRef(I.ownership).split("; release with ");
    auto It = Table.interfaces().find(I.entity);
    if (I.slot != "result" || Releaser.empty() || !Owned.starts_with("owned") ||
        It == Table.interfaces().end() ||
        V.of(Table.find({I.entity, SlotPart::Result})).owner.taken)
      continue;
    add("create-destroy", It->second, "'" + Releaser.str() + "' ends what it makes");
    const SlotType &T = It->second.fact.result;
    if (T.shape == TypeShape::Opaque)
      add("opaque-handle", It->second, "'" + T.type + "' is known inside only");
  }
}

std::vector<Idiom> Finder::take() {
  auto Key = [](const Idiom &I) { return std::tie(I.file, I.line, I.entity, I.kind, I.detail); };
  llvm::sort(Found, [&](const Idiom &A, const Idiom &B) { return Key(A) < Key(B); });
  return std::move(Found);
}

} // namespace

std::vector<Idiom> findIdioms(const View &V, llvm::ArrayRef<TUSummary> Units,
                              llvm::ArrayRef<Inference> Inferences) {
  Finder F(V);
  F.functions();
  F.records(Units);
  F.pairs(Inferences);
  F.errorCodes(Units);
  F.threads(Units);
  return F.take();
}

} // namespace ferrule::contracts
