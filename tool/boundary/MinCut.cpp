// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// For a price per point of benefit, the best set is a minimum cut (Picard 1976, the closure of a
// graph with costs on its edges): the source is on the side of the set, and an edge from it to each
// module has the benefit that is lost when the module stays outside; the sink is what is outside of
// every cut. A tie of two modules is an edge between them. One of several is a pair of nodes with
// an edge of its price: whoever of its modules is inside pulls the first node inside, whoever is
// outside pulls the second one out. So the price is to be paid once, and exactly if they are split.
//
// What a record costs grows with the accesses of the side that has fewer, which no such graph can
// say; min(x, T - x) of T accesses is replaced by x (T - x) / T, which is at least half of it and
// at most as much, and is a sum over pairs of modules. What is found is measured exactly.
//
// The most benefit per cost is looked for as Dinkelbach (1967) does it: take the ratio of the best
// set so far for the price, find the set that gains most at that price, and repeat until none
// gains.
#include "tool/boundary/MinCut.h"
#include "llvm/ADT/STLExtras.h"
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <cmath>

namespace ferrule {
namespace {

/// Capacities are whole numbers, so that every machine finds the same cut: thousandths of a point.
using Capacity = long long;
constexpr double PerPoint = 1000;
constexpr Capacity Never = Capacity{1} << 50;

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using FlowGraph = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS,
    boost::property<
        boost::vertex_color_t, boost::default_color_type,
        boost::property<boost::vertex_distance_t, long,
                        boost::property<boost::vertex_predecessor_t, Traits::edge_descriptor>>>,
    boost::property<
        boost::edge_capacity_t, Capacity,
        boost::property<boost::edge_residual_capacity_t, Capacity,
                        boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;

class Network {
public:
  /// Nodes: the modules, the outside, the source.
  explicit Network(const CutContext &C)
      : C(C), Sink(C.table.outside()), Source(Sink + 1), Graph(Source + 1) {}

  /// A point of benefit is worth so many points of cost; none: only cost counts.
  Side cut(unsigned Seed, double PricePerBenefit) {
    connect(Source, Seed, Never, 0);
    for (auto [Index, M] : llvm::enumerate(C.table.modules)) {
      if (Index != Seed)
        connect(Source, Index, points(M.benefit * PricePerBenefit), 0);
      if (Index != Seed && (M.isProgram || C.blockers.isBlocked(Index)))
        connect(Index, Sink, Never, 0);
    }
    for (const Tie &T : C.seams.ties)
      addTie(T);
    for (const RecordTie &R : C.seams.records)
      addRecord(R);
    for (const Jump &J : C.blockers.jumps())
      for (unsigned Module : J.modules.set_bits())
        connect(static_cast<unsigned>(J.modules.find_first()), Module, Never, Never);
    boost::boykov_kolmogorov_max_flow(Graph, Source, Sink);
    Side Inside(Sink + 1);
    for (unsigned Module = 0; Module != Sink; ++Module)
      if (get(boost::vertex_color, Graph, Module) == boost::black_color)
        Inside.set(Module);
    Inside.set(Seed);
    return Inside;
  }

private:
  static Capacity points(double Value) {
    return std::min(Never, Capacity{std::llround(Value * PerPoint)});
  }

  void connect(unsigned From, unsigned To, Capacity There, Capacity Back) {
    if (From == To || (There == 0 && Back == 0))
      return;
    auto Edge = add_edge(From, To, Graph).first;
    auto Reverse = add_edge(To, From, Graph).first;
    put(boost::edge_capacity, Graph, Edge, There);
    put(boost::edge_capacity, Graph, Reverse, Back);
    put(boost::edge_reverse, Graph, Edge, Reverse);
    put(boost::edge_reverse, Graph, Reverse, Edge);
  }

  void addTie(const Tie &T) {
    const Capacity Cost = points(T.price.cost);
    if (T.ends.size() == 2)
      return connect(T.ends[0].module, T.ends[1].module, Cost, Cost);
    const unsigned In = add_vertex(Graph), Out = add_vertex(Graph);
    connect(In, Out, Cost, 0);
    for (const TieEnd &E : T.ends) {
      connect(E.module, In, Never, 0);
      connect(Out, E.module, Never, 0);
    }
  }

  void addRecord(const RecordTie &R) {
    std::map<unsigned, double> Places;
    double All = 0;
    for (const FieldTie &F : R.fields)
      for (const FieldAccess &A : F.accesses) {
        Places[A.module] += A.places;
        All += A.places;
      }
    for (auto I = Places.begin(); I != Places.end(); ++I)
      for (auto J = std::next(I); J != Places.end(); ++J) {
        const Capacity Cost = points(I->second * J->second / All * cost::Access);
        connect(I->first, J->first, Cost, Cost);
      }
  }

  const CutContext &C;
  unsigned Sink, Source;
  FlowGraph Graph;
};

/// The part of a set that ties hold together with Seed: what is worth having and costs nothing
/// joins every set.
Side connectedPart(const Side &Inside, unsigned Seed, const Seams &S) {
  Side Part(Inside.size());
  std::vector<unsigned> Work = {Seed};
  while (!Work.empty()) {
    const unsigned Module = Work.back();
    Work.pop_back();
    if (!Inside.test(Module) || Part.test(Module))
      continue;
    Part.set(Module);
    for (unsigned Index : S.tiesOf[Module])
      for (const TieEnd &E : S.ties[Index].ends)
        Work.push_back(E.module);
    for (unsigned Index : S.recordsOf[Module])
      llvm::append_range(Work, S.accessors.at(S.records[Index].record->id).modules);
  }
  return Part;
}

} // namespace

std::vector<Side> growSets(unsigned Seed, const CutContext &C) {
  auto Cut = [&](double PricePerBenefit) {
    return connectedPart(Network(C).cut(Seed, PricePerBenefit), Seed, C.seams);
  };
  Side Alone(C.table.outside() + 1);
  Alone.set(Seed);
  std::vector<Side> Sets = {Cut(0)};
  for (double Worth = measureCut(Alone, C).worth; Worth > 0;) {
    Sets.push_back(Cut(1 / Worth));
    const double Gained = measureCut(Sets.back(), C).worth;
    if (Gained <= Worth)
      break;
    Worth = Gained;
  }
  return Sets;
}

} // namespace ferrule
