// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/EvidenceTable.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::contracts {

llvm::StringRef EvidenceTable::plainName(llvm::StringRef Entity) {
  llvm::StringRef Name = Entity;
  if (!Name.consume_front("c:@F@") || Name.contains('@') || Name.contains('#'))
    return "";
  return Name;
}

static bool isPointer(const SlotType &T) {
  return T.shape != TypeShape::Other && T.shape != TypeShape::Integer;
}

/// The declaration that people read: in a header before others, with names of parameters.
static bool isBetter(const InterfaceFact &A, const InterfaceFact &B) {
  auto Named = [](const InterfaceFact &F) {
    return llvm::all_of(F.slots, [](const SlotType &S) { return !S.name.empty(); });
  };
  return std::tuple(A.inMain, !Named(A), std::tie(A.file, A.line)) <
         std::tuple(B.inMain, !Named(B), std::tie(B.file, B.line));
}

void EvidenceTable::addInterfaces(llvm::ArrayRef<TUSummary> Units) {
  for (const TUSummary &U : Units)
    for (const InterfaceFact &F : U.interfaces) {
      auto [It, New] = Interfaces.try_emplace(F.entity);
      Interface &Known = It->second;
      Known.inHeader |= !F.inMain;
      Known.defined |= F.isRecord;
      if (New) {
        Known.fact = F;
        continue;
      }
      const InterfaceFact &Better = isBetter(F, Known.fact) ? F : Known.fact;
      const InterfaceFact &Other = isBetter(F, Known.fact) ? Known.fact : F;
      InterfaceFact Merged = Better;
      // Another unit may complete a type, or name a parameter.
      for (std::size_t I = 0; I != std::min(Merged.slots.size(), Other.slots.size()); ++I) {
        SlotType &S = Merged.slots[I];
        const SlotType &O = Other.slots[I];
        if (S.name.empty())
          S.name = O.name;
        if (S.shape == TypeShape::Opaque && O.shape != TypeShape::Opaque) {
          S.shape = O.shape;
          S.element = O.element;
        }
      }
      if (Merged.result.shape == TypeShape::Opaque)
        Merged.result.shape = std::min(Merged.result.shape, Other.result.shape);
      Known.fact = std::move(Merged);
    }
  for (const TUSummary &U : Units)
    for (const FunctionFact &F : U.functions)
      if (auto It = Interfaces.find(F.id); It != Interfaces.end()) {
        It->second.defined = true;
        It->second.exported |= F.exported && !F.internal;
      }
  for (auto &[Entity, I] : Interfaces)
    if (I.fact.isRecord)
      I.exported = I.inHeader;
}

std::uint32_t EvidenceTable::find(const Slot &S) const {
  auto Name = Names.find(S.entity);
  if (Name == Names.end())
    return NoSlot;
  auto It = Index.find(keyOf(S, Name->second));
  return It == Index.end() ? NoSlot : It->second;
}

/// A call of a virtual function is a call of one that overrides it, so the first hands on to the
/// second.
void EvidenceTable::addOverriders(llvm::ArrayRef<TUSummary> Units) {
  std::vector<EvidenceFact> Facts;
  for (const TUSummary &U : Units)
    for (const FunctionFact &F : U.functions)
      for (const std::string &Base : F.overrides) {
        auto It = Interfaces.find(Base);
        if (It == Interfaces.end() || F.parameters.size() != It->second.fact.slots.size())
          continue;
        It->second.defined = true;
        EvidenceFact Fact{.slot = {Base, SlotPart::Result},
                          .kind = EvidenceKind::ReturnsSlot,
                          .other = {F.id, SlotPart::Result},
                          .file = F.range.file,
                          .line = F.range.line,
                          .column = F.range.column};
        if (isPointer(It->second.fact.result))
          Facts.push_back(Fact);
        const std::vector<SlotType> &Slots = It->second.fact.slots;
        for (auto [Index, T] : llvm::enumerate(Slots)) {
          if (!isPointer(T))
            continue;
          Fact.slot = {Base, SlotPart::Parameter, static_cast<unsigned>(Index)};
          Fact.other = {F.id, SlotPart::Parameter, static_cast<unsigned>(Index)};
          Fact.with = {};
          Fact.beside = 0;
          Fact.kind = EvidenceKind::PassedTo;
          Fact.number = PassedUntested;
          Facts.push_back(Fact);
          // And its count, whichever that is.
          Fact.kind = EvidenceKind::PassedWith;
          Fact.number = 1;
          for (auto [N, Count] : llvm::enumerate(Slots))
            if (Count.shape == TypeShape::Integer) {
              Fact.with = {Base, SlotPart::Parameter, static_cast<unsigned>(N)};
              Fact.beside = N;
              Facts.push_back(Fact);
            }
        }
      }
  Forwards.add(std::move(Facts));
}

/// Names, and then all slots, in their order: what declarations have, and what facts are about.
void EvidenceTable::number(llvm::MutableArrayRef<Source> Sources) {
  std::vector<Slot> Declaration;
  for (const auto &[Entity, I] : Interfaces) {
    for (auto [N, S] : llvm::enumerate(I.fact.slots)) {
      if (!isPointer(S) && S.shape != TypeShape::Integer)
        continue;
      Slot Place{Entity, SlotPart::Parameter, static_cast<unsigned>(N)};
      if (I.fact.isRecord)
        Place = {Entity + "." + S.name, SlotPart::Self};
      else if (I.fact.result.type.empty())
        Place = {Entity, SlotPart::Self};
      Declaration.push_back(std::move(Place));
    }
    if (isPointer(I.fact.result))
      Declaration.push_back({Entity, SlotPart::Result});
  }
  for (const Slot &S : Declaration)
    Names.try_emplace(S.entity, 0);
  for (const Source &From : Sources)
    for (const std::string &Name : From.pack->names)
      Names.try_emplace(Name, 0);
  std::vector<llvm::StringRef> Sorted(Names.keys().begin(), Names.keys().end());
  llvm::sort(Sorted);
  for (auto [Rank, Name] : llvm::enumerate(Sorted))
    Names[Name] = Rank;
  for (Source &From : Sources)
    for (const std::string &Name : From.pack->names)
      From.ranks.push_back(Names.lookup(Name));

  for (const Slot &S : Declaration)
    Index.try_emplace(keyOf(S, Names.lookup(S.entity)), 0);
  for (const Source &From : Sources)
    for (const PackedFact &F : From.pack->facts) {
      for (const PackedSlot *S : {&F.slot, &F.other, &F.with})
        if (S->part != SlotPart::None && S->entity < From.ranks.size())
          Index.try_emplace(keyOf(*S, From.ranks[S->entity]), 0);
      // The parameter that counts, also of a function that the project does not declare.
      if (F.kind == EvidenceKind::PassedWith && F.other.part != SlotPart::Self &&
          F.other.entity < From.ranks.size())
        Index.try_emplace(
            keyOf(PackedSlot{0, SlotPart::Parameter, F.beside}, From.ranks[F.other.entity]), 0);
    }
  std::vector<SlotKey> Keys;
  Keys.reserve(Index.size());
  for (const auto &Each : Index)
    Keys.push_back(Each.first);
  llvm::sort(Keys);
  for (auto [Number, Key] : llvm::enumerate(Keys)) {
    Index[Key] = Number;
    auto [Name, Part, Place, Level] = Key;
    Slots.push_back({Sorted[Name].str(), static_cast<SlotPart>(Part), Place, Level});
  }
}

/// The further slots that a kind of observation is about are there.
static bool isWhole(EvidenceKind Kind, std::uint32_t Other, std::uint32_t With) {
  using enum EvidenceKind;
  switch (Kind) {
  case ComparedWithEnd:
  case EndOf:
  case TestedByCall:
  case TestedAgainst:
  case PassedTo:
  case PassedWith:
  case HandedTo:
  case ReturnsSlot:
  case AssignedSlot:
  case StoredIn:
  case CountedUp:
  case CountedDown:
  case CountsFor:
    return Other != NoSlot;
  case PassedBeside:
    return Other != NoSlot && With != NoSlot;
  case DeclaredAlias:
  case DeclaredReleaser:
  case GivenSame:
  case GivenArray:
  case PairKept:
  case PairBroken:
    return With != NoSlot;
  default:
    return true;
  }
}

/// Equal observations become one item each, with their first places.
void EvidenceTable::count(llvm::ArrayRef<Source> Sources) {
  struct Row {
    std::uint32_t slot;
    EvidenceKind kind;
    std::uint32_t other, with;
    unsigned beside;
    long long number;
    std::uint32_t file;
    unsigned line, column;
    auto operator<=>(const Row &) const = default;
  };
  std::vector<Row> Rows;
  // Packs are not trusted: a number that names nothing is no slot, and half an observation is none.
  for (const Source &From : Sources) {
    auto NumberOf = [&](const PackedSlot &S) {
      return S.part == SlotPart::None || S.entity >= From.ranks.size()
                 ? NoSlot
                 : Index.lookup(keyOf(S, From.ranks[S.entity]));
    };
    for (const PackedFact &F : From.pack->facts) {
      std::uint32_t S = NumberOf(F.slot), Other = NumberOf(F.other), With = NumberOf(F.with);
      if (S != NoSlot && F.file < From.ranks.size() && isWhole(F.kind, Other, With))
        Rows.push_back(
            {S, F.kind, Other, With, F.beside, F.number, From.ranks[F.file], F.line, F.column});
    }
  }
  llvm::sort(Rows);
  // Headers are seen by many units.
  Rows.erase(llvm::unique(Rows), Rows.end());
  std::vector<llvm::StringRef> ByRank(Names.size());
  for (const auto &Each : Names)
    ByRank[Each.second] = Each.first();
  Items.resize(Slots.size());
  for (const Row &R : Rows) {
    std::vector<Item> &Of = Items[R.slot];
    Item New{R.kind, R.other, R.with, R.beside, R.number};
    if (Of.empty() || std::tie(Of.back().kind, Of.back().other, Of.back().with, Of.back().beside,
                               Of.back().number) !=
                          std::tie(New.kind, New.other, New.with, New.beside, New.number))
      Of.push_back(std::move(New));
    Item &Same = Of.back();
    ++Same.count;
    if (Same.samples.size() < MaxSamples)
      Same.samples.push_back({ByRank[R.file], R.line, R.column});
  }
}

bool EvidenceTable::isReturned(std::uint32_t Parameter) const {
  std::uint32_t Result = find({Slots[Parameter].entity, SlotPart::Result});
  return Result != NoSlot && llvm::any_of(Items[Result], [&](const Item &I) {
           return I.kind == EvidenceKind::ReturnsSlot && I.other == Parameter &&
                  !(I.number & FlowPart);
         });
}

/// s->p = f(q) says nothing of q unless f returns it.
void EvidenceTable::dropWhatIsNotReturned() {
  for (std::vector<Item> &Of : Items)
    llvm::erase_if(Of, [&](const Item &I) {
      return I.kind == EvidenceKind::StoredIn && I.with != NoSlot && !isReturned(I.with);
    });
}

EvidenceTable::EvidenceTable(llvm::ArrayRef<TUSummary> Units) {
  addInterfaces(Units);
  addOverriders(Units);
  std::vector<Source> Sources{{&Forwards, {}}};
  for (const TUSummary &U : Units)
    Sources.push_back({&U.evidence, {}});
  number(Sources);
  count(Sources);
  dropWhatIsNotReturned();
  Takers.resize(Slots.size());
  for (std::uint32_t S = 0; S != Slots.size(); ++S)
    for (const Item &I : Items[S])
      if ((I.kind == EvidenceKind::AssignedSlot || I.kind == EvidenceKind::ReturnsSlot) &&
          !(I.number & FlowPart) && I.other != S &&
          (Takers[I.other].empty() || Takers[I.other].back() != S))
        Takers[I.other].push_back(S);
  Givers.resize(Slots.size());
  for (std::uint32_t S = 0; S != Slots.size(); ++S)
    for (const Item &I : Items[S])
      if (I.kind == EvidenceKind::PassedTo && Slots[S].part == SlotPart::Result &&
          !(I.number & (PassedPart | PassedMoved | PassedBeforeReturn)) &&
          (Givers[I.other].empty() || Givers[I.other].back() != S))
        Givers[I.other].push_back(S);
  Owners.resize(Slots.size());
  Types.resize(Slots.size());
  Declared.resize(Slots.size());
  for (std::uint32_t S = 0; S != Slots.size(); ++S) {
    const Slot &Place = Slots[S];
    llvm::StringRef Entity = Place.entity;
    auto It = Interfaces.find(Entity.str());
    llvm::StringRef Field;
    if (It == Interfaces.end() && Entity.contains('.')) {
      Field = Entity.rsplit('.').second;
      It = Interfaces.find(Entity.rsplit('.').first.str());
    }
    if (It == Interfaces.end())
      continue;
    Owners[S] = &It->second;
    const InterfaceFact &Fact = It->second.fact;
    if (Place.part == SlotPart::Result && !Fact.isRecord)
      Declared[S] = &Fact.result;
    else if (Place.part == SlotPart::Parameter && !Fact.isRecord && Place.index < Fact.slots.size())
      Declared[S] = &Fact.slots[Place.index];
    else if (Place.part == SlotPart::Self)
      for (const SlotType &T : Fact.slots)
        if (Field.empty() || T.name == Field)
          Declared[S] = &T;
    if (!Place.level)
      Types[S] = Declared[S];
  }
}

} // namespace ferrule::contracts
