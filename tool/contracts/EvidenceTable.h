// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The evidence of all units, by slot: equal observations counted, with the first places.
#pragma once
#include "tool/model/TUSummary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include <map>
#include <tuple>

namespace ferrule::contracts {

inline constexpr std::uint32_t NoSlot = ~0u;
inline constexpr unsigned MaxSamples = 3;

struct Sample {
  llvm::StringRef file;
  unsigned line = 0;
  unsigned column = 0;
};

/// Equal observations of one slot.
struct Item {
  EvidenceKind kind;
  /// Indices of slots.
  std::uint32_t other = NoSlot;
  std::uint32_t with = NoSlot;
  unsigned beside = 0;
  long long number = 0;
  /// Places.
  unsigned count = 0;
  /// The first places.
  std::vector<Sample> samples;
};

/// One function, record or variable, as all its declarations together say.
struct Interface {
  InterfaceFact fact;
  bool inHeader = false;
  /// A unit has its body; of a record or variable: its definition.
  bool defined = false;
  bool exported = false;
};

class EvidenceTable {
public:
  /// Refers to Units, which have to stay as they are. The order of the units does not matter.
  explicit EvidenceTable(llvm::ArrayRef<TUSummary> Units);

  std::size_t size() const { return Slots.size(); }
  const Slot &slot(std::uint32_t S) const { return Slots[S]; }
  llvm::ArrayRef<Item> items(std::uint32_t S) const { return Items[S]; }
  /// Null: nobody declares it in the project, as with functions of the library.
  const Interface *interfaceOf(std::uint32_t S) const { return Owners[S]; }
  /// Null for a level other than 0, and without an interface.
  const SlotType *type(std::uint32_t S) const { return Types[S]; }
  /// The same, for any level: of the slot at level 0.
  const SlotType *declaredType(std::uint32_t S) const { return Declared[S]; }
  /// The function returns what the parameter holds, on some path.
  bool isReturned(std::uint32_t Parameter) const;
  /// Fields and variables that are set to what the slot holds, and results that are that.
  llvm::ArrayRef<std::uint32_t> takers(std::uint32_t S) const { return Takers[S]; }
  /// Results that are given for the parameter as they are.
  llvm::ArrayRef<std::uint32_t> givers(std::uint32_t Parameter) const { return Givers[Parameter]; }
  /// NoSlot: nothing is known of it.
  std::uint32_t find(const Slot &S) const;
  const std::map<std::string, Interface> &interfaces() const { return Interfaces; }
  /// The plain name of a function of the C library or of another that the project does not declare.
  static llvm::StringRef plainName(llvm::StringRef Entity);

private:
  void addInterfaces(llvm::ArrayRef<TUSummary> Units);
  void addOverriders(llvm::ArrayRef<TUSummary> Units);
  /// Rank of the entity's name, part, index and level: in the order of slots.
  using SlotKey = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;
  template <class T> static SlotKey keyOf(const T &S, std::uint32_t Name) {
    return {Name, static_cast<std::uint32_t>(S.part), S.index, S.level};
  }
  /// Facts of a unit, and the ranks of its names.
  struct Source {
    const EvidencePack *pack;
    std::vector<std::uint32_t> ranks;
  };
  void number(llvm::MutableArrayRef<Source> Sources);
  void count(llvm::ArrayRef<Source> Sources);
  void dropWhatIsNotReturned();

  std::map<std::string, Interface> Interfaces;
  /// From virtual functions to those that override them.
  EvidencePack Forwards;
  /// Of entities and files: their ranks.
  llvm::StringMap<std::uint32_t> Names;
  llvm::DenseMap<SlotKey, std::uint32_t> Index;
  std::vector<Slot> Slots;
  std::vector<std::vector<Item>> Items;
  std::vector<std::vector<std::uint32_t>> Takers, Givers;
  std::vector<const Interface *> Owners;
  std::vector<const SlotType *> Types, Declared;
};

} // namespace ferrule::contracts
