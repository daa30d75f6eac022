// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/rank/PageRank.h"
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/page_rank.hpp>

namespace ferrule {

static constexpr double Damping = 0.85;
/// What further ones would still move is 0.85^40 of the whole, 0.15 %.
static constexpr std::size_t Iterations = 40;

std::vector<double> pageRanks(const ProgramModel &Model) {
  using Graph = boost::compressed_sparse_row_graph<boost::bidirectionalS>;
  std::vector<std::pair<unsigned, unsigned>> Calls;
  for (unsigned I = 0; I != Model.functions.size(); ++I)
    for (unsigned Callee : Model.functions[I].callees)
      Calls.emplace_back(I, Callee);
  const std::size_t Count = Model.functions.size();
  const Graph G(boost::edges_are_unsorted_multi_pass, Calls.begin(), Calls.end(), Count);
  std::vector<double> Ranks(Count);
  if (Count != 0)
    boost::graph::page_rank(
        G, boost::make_iterator_property_map(Ranks.begin(), get(boost::vertex_index, G)),
        boost::graph::n_iterations(Iterations), Damping, Count);
  double Sum = 0;
  for (double Rank : Ranks)
    Sum += Rank;
  for (double &Rank : Ranks)
    Rank *= static_cast<double>(Count) / Sum;
  return Ranks;
}

} // namespace ferrule
