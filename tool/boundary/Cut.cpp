// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The cost of a cut is the sum over what has ends at both sides. Of a record, the side with fewer
// accesses to the fields that both sides access has to change: each of its places, or once the
// macro that many places use.
#include "tool/boundary/Cut.h"
#include "tool/model/Counted.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <cmath>
#include <set>

namespace ferrule {
namespace {

class Measure {
public:
  Measure(const Side &Inside, const CutContext &C) : Inside(Inside), C(C) {}

  Boundary take() {
    for (unsigned Module : Inside.set_bits())
      addModule(C.table.modules[Module]);
    for (unsigned Index : touched(C.seams.tiesOf))
      addTie(C.seams.ties[Index]);
    for (unsigned Index : touched(C.seams.recordsOf))
      addRecord(C.seams.records[Index]);
    finish();
    return std::move(Made);
  }

private:
  /// In ascending order, each once.
  std::vector<unsigned> touched(const std::vector<std::vector<unsigned>> &ByModule) const {
    std::vector<unsigned> All;
    for (unsigned Module : Inside.set_bits())
      llvm::append_range(All, ByModule[Module]);
    llvm::sort(All);
    All.erase(llvm::unique(All), All.end());
    return All;
  }

  void addModule(const Module &M) {
    Made.files.push_back(M.file);
    for (unsigned F : M.functions)
      Made.functions.push_back(C.table.functions[F].abi->id);
    Made.lines += M.lines;
    Made.openOperations += M.openOperations;
    Made.risk += M.risk;
    Made.benefit += M.benefit;
  }

  void addTie(const Tie &T) {
    bool In = llvm::any_of(T.ends, [&](const TieEnd &E) { return Inside.test(E.module); });
    bool Out = llvm::any_of(T.ends, [&](const TieEnd &E) { return !Inside.test(E.module); });
    if (!In || !Out)
      return;
    const bool Owned = Inside.test(T.owner);
    Crossing X{.kind = T.kind == CrossingKind::CallIn && !Owned ? CrossingKind::CallOut : T.kind,
               .entity = T.entity,
               .name = T.name,
               .file = T.file,
               .line = T.line,
               .cost = T.price.cost,
               .reason = T.price.reason};
    std::set<std::string> Others;
    for (const TieEnd &E : T.ends) {
      (Inside.test(E.module) ? X.inside : X.outside) += E.places;
      // Of a function: who calls it from the other side.
      if (Inside.test(E.module) != Owned)
        Others.insert(E.functions.begin(), E.functions.end());
    }
    X.parts.assign(Others.begin(), Others.end());
    if (T.kind == CrossingKind::CallIn) {
      if (Owned)
        CalledFrom.insert(Others.begin(), Others.end());
      else
        Made.calls.push_back(T.name);
    }
    if (T.kind == CrossingKind::CallIn || T.kind == CrossingKind::Callback) {
      CalledAcross.insert(C.table.ids.find(T.entity)->second);
      if (Owned)
        Entries.insert(T.entity);
    }
    Made.crossings.push_back(std::move(X));
  }

  /// The places of one side that access shared fields.
  struct Places {
    unsigned all = 0, byMacro = 0;
    std::set<std::string> macros;
    void add(const FieldAccess &A) {
      all += A.places;
      byMacro += A.byMacro;
      macros.insert(A.macros.begin(), A.macros.end());
    }
  };

  void addRecord(const RecordTie &R) {
    Crossing X{.kind = CrossingKind::Record,
               .entity = R.record->id,
               .name = R.record->name,
               .file = R.record->range.file,
               .line = R.record->range.line};
    Places In, Out;
    std::set<unsigned> OtherModules;
    for (const FieldTie &F : R.fields) {
      SharedField Field{.name = F.name};
      for (const FieldAccess &A : F.accesses)
        (Inside.test(A.module) ? Field.inside : Field.outside) += A.places;
      if (!Field.inside || !Field.outside)
        continue;
      for (const FieldAccess &A : F.accesses) {
        (Inside.test(A.module) ? In : Out).add(A);
        if (!Inside.test(A.module))
          OtherModules.insert(A.module);
      }
      X.fields.push_back(std::move(Field));
    }
    if (X.fields.empty())
      return;
    X.inside = In.all;
    X.outside = Out.all;
    const Places &Fewer = In.all <= Out.all ? In : Out;
    const unsigned Direct = Fewer.all - Fewer.byMacro;
    X.cost = Fewer.macros.size() * cost::Macro;
    if (Direct > cost::FewPlaces)
      X.cost += std::max(cost::Record, Direct * cost::Access);
    else if (Direct)
      X.cost += cost::Accessor;
    X.parts.assign(Fewer.macros.begin(), Fewer.macros.end());
    X.reason = counted(X.fields.size(), "field") + " that " + counted(In.all, "place") +
               " inside and " + std::to_string(Out.all) + " in " +
               counted(OtherModules.size(), "other file") + " access";
    Made.crossings.push_back(std::move(X));
  }

  void finish() {
    Made.cost = cost::Crate;
    for (const Crossing &X : Made.crossings)
      Made.cost += X.cost;
    Made.worth = Made.benefit / Made.cost;
    for (double *Value : {&Made.cost, &Made.benefit, &Made.risk, &Made.worth})
      *Value = std::round(*Value * 1000) / 1000;
    Made.entries.assign(Entries.begin(), Entries.end());
    Made.calledFrom.assign(CalledFrom.begin(), CalledFrom.end());
    llvm::sort(Made.calls);
    llvm::sort(Made.functions);
    Made.blockers = C.blockers.of(Inside, std::vector(CalledAcross.begin(), CalledAcross.end()));
    llvm::sort(Made.crossings, [](const Crossing &A, const Crossing &B) {
      return std::tie(B.cost, A.kind, A.name, A.entity) <
             std::tie(A.cost, B.kind, B.name, B.entity);
    });
  }

  const Side &Inside;
  const CutContext &C;
  Boundary Made;
  /// Indices of functions.
  std::set<unsigned> CalledAcross;
  std::set<std::string> Entries, CalledFrom;
};

} // namespace

Boundary measureCut(const Side &Inside, const CutContext &C) { return Measure(Inside, C).take(); }

} // namespace ferrule
