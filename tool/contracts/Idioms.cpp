// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/Idioms.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

namespace ferrule::contracts {
namespace {

// More constants than these are values, and no codes.
constexpr std::size_t MostCodes = 12;

class Finder {
public:
  explicit Finder(const EvidenceTable &Table) : Table(Table) {}

  void functions();
  void records(llvm::ArrayRef<TUSummary> Units);
  void pairs(llvm::ArrayRef<Inference> Inferences);
  std::vector<Idiom> take();

private:
  void add(const char *Kind, const Interface &I, std::string Detail) {
    Found.push_back(
        {Kind, I.fact.entity, I.fact.name, I.fact.file, I.fact.line, std::move(Detail)});
  }
  void errorCode(const Interface &I);
  void callback(const Interface &I);
  void record(const Interface &I);

  const EvidenceTable &Table;
  std::vector<Idiom> Found;
};

/// An integer result that is a few constants, among them 0, tells of success or failure.
void Finder::errorCode(const Interface &I) {
  std::uint32_t S = Table.find({I.fact.entity, SlotPart::Result});
  if (S == NoSlot)
    return;
  std::set<long long> Codes;
  for (const Item &Each : Table.items(S))
    if (Each.kind == EvidenceKind::ReturnsNumber)
      Codes.insert(Each.number);
    else if (Each.kind == EvidenceKind::ReturnsNull && I.fact.result.shape != TypeShape::Integer)
      return add("null-on-failure", I, "returns NULL when it fails or finds nothing");
  if (Codes.size() < 2 || Codes.size() > MostCodes || !Codes.contains(0))
    return;
  bool Negative = *Codes.begin() < 0, Positive = *Codes.rbegin() > 0;
  std::string All;
  for (long long Code : Codes)
    All += (All.empty() ? "" : ", ") + std::to_string(Code);
  add("error-code", I,
      (Negative && !Positive ? "0 for success, negative for failure: "
       : Negative            ? "0 or positive for success, negative for failure: "
       : Codes.size() == 2   ? "0 or 1: "
                             : "constants: ") +
          All);
}

/// A function, and behind it or before it a void * that is handed to it.
void Finder::callback(const Interface &I) {
  const std::vector<SlotType> &Slots = I.fact.slots;
  for (std::size_t N = 0; N != Slots.size(); ++N) {
    if (Slots[N].shape != TypeShape::Function)
      continue;
    for (std::size_t M : {N + 1, N - 1})
      if (M < Slots.size() && Slots[M].shape == TypeShape::Memory && !Slots[M].constant)
        return add("callback-with-data", I,
                   "'" + Slots[M].name + "' is the data of the callback '" + Slots[N].name + "'");
  }
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
  if (Functions >= 2)
    add("function-table", I, std::to_string(Functions) + " pointers to functions");
  if (!Links.empty())
    add("intrusive-list", I, Links + " lead to further ones of the same type");
}

void Finder::functions() {
  for (const auto &[Entity, I] : Table.interfaces()) {
    if (I.fact.isRecord) {
      record(I);
    } else if (!I.fact.result.type.empty()) {
      errorCode(I);
      callback(I);
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
    if (I.slot != "result" || Releaser.empty() || It == Table.interfaces().end())
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

std::vector<Idiom> findIdioms(const EvidenceTable &Table, llvm::ArrayRef<TUSummary> Units,
                              llvm::ArrayRef<Inference> Inferences) {
  Finder F(Table);
  F.functions();
  F.records(Units);
  F.pairs(Inferences);
  return F.take();
}

} // namespace ferrule::contracts
