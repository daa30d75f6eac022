// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Circles of calls are contracted, which leaves a graph that can be sorted. A module comes when all
// that it calls has come; what is ready waits in the order of its cost.
#include "tool/boundary/PortOrder.h"
#include "llvm/ADT/STLExtras.h"
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <set>

namespace ferrule {
namespace {

using Graph = boost::adjacency_list<boost::setS, boost::vecS, boost::directedS>;

Graph callGraph(const ModuleTable &Table) {
  Graph G(Table.modules.size());
  for (const ModuleFunction &F : Table.functions) {
    if (!F.uses || F.module == Table.outside())
      continue;
    for (const CallFact &Call : F.uses->calls)
      if (const ModuleFunction *Callee = Table.find(Call.callee);
          Callee && Callee->module != Table.outside() && Callee->module != F.module)
        add_edge(F.module, Callee->module, G);
  }
  return G;
}

/// A circle of modules, or a single one.
struct Circle {
  std::vector<unsigned> modules;
  std::set<unsigned> callers;
  /// Circles that it calls, and of these the ones that have no place yet.
  unsigned callees = 0, waitsFor = 0;
  double cost = 0;
  bool hasProgram = false;
};

} // namespace

PortOrder orderModules(const ModuleTable &Table, llvm::ArrayRef<double> Costs) {
  const Graph G = callGraph(Table);
  std::vector<unsigned> CircleOf(Table.modules.size());
  const unsigned Count = boost::strong_components(
      G, boost::make_iterator_property_map(CircleOf.begin(), get(boost::vertex_index, G)));
  std::vector<Circle> Circles(Count);
  PortOrder Order{.place = std::vector<unsigned>(CircleOf.size()),
                  .after = std::vector<std::vector<unsigned>>(CircleOf.size())};
  for (unsigned Module = 0; Module != CircleOf.size(); ++Module) {
    Circle &C = Circles[CircleOf[Module]];
    C.modules.push_back(Module);
    C.cost += Costs[Module];
    C.hasProgram |= Table.modules[Module].isProgram;
    for (auto [Edge, End] = out_edges(Module, G); Edge != End; ++Edge) {
      const auto Callee = static_cast<unsigned>(target(*Edge, G));
      if (CircleOf[Callee] == CircleOf[Module])
        continue;
      Order.after[Module].push_back(Callee);
      if (Circles[CircleOf[Callee]].callers.insert(CircleOf[Module]).second)
        ++C.callees;
    }
  }
  // Programs come last; by cost, number of callees and first module.
  using Key = std::tuple<bool, double, unsigned, unsigned, unsigned>;
  std::set<Key> Ready;
  auto Add = [&](unsigned Index) {
    const Circle &C = Circles[Index];
    Ready.emplace(C.hasProgram, C.cost, C.callees, C.modules.front(), Index);
  };
  for (auto [Index, C] : llvm::enumerate(Circles)) {
    C.waitsFor = C.callees;
    if (C.waitsFor == 0)
      Add(Index);
  }
  for (unsigned Place = 1; !Ready.empty(); ++Place) {
    const unsigned Index = std::get<4>(*Ready.begin());
    Ready.erase(Ready.begin());
    for (unsigned Module : Circles[Index].modules)
      Order.place[Module] = Place;
    for (unsigned Caller : Circles[Index].callers)
      if (--Circles[Caller].waitsFor == 0)
        Add(Caller);
  }
  return Order;
}

} // namespace ferrule
