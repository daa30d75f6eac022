// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/RecordInputs.h"
#include "tool/contracts/LengthNames.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

namespace ferrule::contracts {
namespace {

using enum EvidenceKind;

/// By EntityName of the record.
using TakersOf = std::map<std::string, std::set<std::string>>;

/// Exported functions that stand in one header with a record that they get a pointer to.
TakersOf takersOf(const EvidenceTable &Table) {
  std::map<std::pair<llvm::StringRef, llvm::StringRef>, const std::string *> Records;
  for (const auto &[Entity, I] : Table.interfaces())
    if (I.fact.isRecord && I.inHeader)
      Records.try_emplace({I.fact.file, I.fact.name}, &Entity);
  TakersOf Found;
  for (const auto &[Entity, I] : Table.interfaces())
    for (const SlotType &T : I.fact.slots) {
      llvm::StringRef Pointee = T.pointee;
      Pointee.consume_front("struct ");
      auto Record = Records.find({I.fact.file, Pointee});
      if (I.exported && !I.fact.isRecord && pointsToRecord(T) && Record != Records.end())
        Found[*Record->second].insert(Entity);
    }
  return Found;
}

/// What callers put there is read, as far as another field says, and stays theirs.
bool isInput(std::uint32_t S, const View &V) {
  const SlotType *T = V.table.type(S);
  const SlotVerdicts &Of = V.of(S);
  return T && (T->shape == TypeShape::Characters || T->shape == TypeShape::Memory) &&
         Of.bounds.is(Shape::Array) &&
         (Of.bounds.extent.kind == Extent::Counted || Of.bounds.extent.kind == Extent::End) &&
         V.table.interfaceOf(Of.bounds.extent.slot) == V.table.interfaceOf(S) &&
         Of.change.is(Change::ReadOnly) && !Of.owner.is(Owner::Holds);
}

bool isRead(EvidenceKind Kind) {
  return Kind == Read || Kind == Indexed || Kind == ReadToNul || Kind == PassedTo;
}

/// Where a field is read, in the functions of one unit.
void addReaders(const TUSummary &U, const std::map<std::string, std::set<std::string> *> &Fields) {
  std::vector<const FunctionFact *> ByPlace;
  for (const FunctionFact &F : U.functions)
    ByPlace.push_back(&F);
  auto Begin = [](const FunctionFact *F) { return std::tie(F->range.file, F->range.line); };
  llvm::sort(ByPlace, [&](const auto *A, const auto *B) { return Begin(A) < Begin(B); });
  const std::vector<std::string> &Names = U.evidence.names;
  for (const PackedFact &F : U.evidence.facts) {
    // Packs are not trusted.
    if (!isRead(F.kind) || F.slot.part != SlotPart::Self || F.slot.level ||
        F.slot.entity >= Names.size() || F.file >= Names.size())
      continue;
    auto Field = Fields.find(Names[F.slot.entity]);
    if (Field == Fields.end())
      continue;
    auto After = llvm::partition_point(ByPlace, [&](const FunctionFact *Each) {
      return Begin(Each) <= std::tie(Names[F.file], F.line);
    });
    if (After == ByPlace.begin())
      continue;
    const FunctionFact &By = **std::prev(After);
    if (By.range.file == Names[F.file] && F.line <= By.range.endLine)
      Field->second->insert(By.id);
  }
}

} // namespace

std::vector<RecordInput> findRecordInputs(const View &V, llvm::ArrayRef<TUSummary> Units) {
  TakersOf Takers = takersOf(V.table);
  std::map<std::string, std::set<std::string>> Readers;
  std::map<std::string, std::set<std::string> *> Fields;
  for (std::uint32_t S = 0; S != V.table.size(); ++S) {
    const Interface *Record = V.table.interfaceOf(S);
    if (Record && Record->fact.isRecord && Takers.contains(Record->fact.entity) && isInput(S, V))
      Fields[V.table.slot(S).entity] = &Readers[Record->fact.entity];
  }
  if (Fields.empty())
    return {};
  for (const TUSummary &U : Units)
    addReaders(U, Fields);
  std::vector<RecordInput> Found;
  for (const auto &[Record, By] : Readers)
    Found.push_back({{By.begin(), By.end()}, {Takers[Record].begin(), Takers[Record].end()}});
  return Found;
}

} // namespace ferrule::contracts
