// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/program/CallGraph.h"
#include "llvm/ADT/GraphTraits.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include <deque>

namespace ferrule {
namespace {

/// The call graph as LLVM's graph algorithms want it. Node 0 is a root that calls every function.
struct Graph {
  struct Node {
    unsigned Function = 0;
    std::vector<Node *> Callees;
  };
  explicit Graph(llvm::ArrayRef<ProgramFunction> Functions) : Nodes(Functions.size() + 1) {
    for (unsigned I = 0; I != Functions.size(); ++I) {
      Nodes[I + 1].Function = I;
      Nodes[0].Callees.push_back(&Nodes[I + 1]);
      for (unsigned Callee : Functions[I].callees)
        Nodes[I + 1].Callees.push_back(&Nodes[Callee + 1]);
    }
  }
  std::vector<Node> Nodes;
};

} // namespace
} // namespace ferrule

template <> struct llvm::GraphTraits<const ferrule::Graph *> {
  using NodeRef = const ferrule::Graph::Node *;
  using ChildIteratorType = std::vector<ferrule::Graph::Node *>::const_iterator;
  static NodeRef getEntryNode(const ferrule::Graph *G) { return &G->Nodes.front(); }
  static ChildIteratorType child_begin(NodeRef N) { return N->Callees.begin(); }
  static ChildIteratorType child_end(NodeRef N) { return N->Callees.end(); }
};

namespace ferrule {

using Index = llvm::StringMap<std::vector<unsigned>>;

static void addCallees(ProgramFunction &Caller, const Index &Targets, llvm::StringRef Name) {
  auto It = Targets.find(Name);
  if (It != Targets.end())
    llvm::append_range(Caller.callees, It->second);
}

/// Virtual functions and everything below them: overrides are listed one level at a time.
static void addOverriders(ProgramFunction &Caller, const Index &Overriders,
                          llvm::ArrayRef<ProgramFunction> Functions, llvm::StringRef Name) {
  auto It = Overriders.find(Name);
  if (It == Overriders.end())
    return;
  for (unsigned F : It->second) {
    if (llvm::is_contained(Caller.callees, F))
      continue;
    Caller.callees.push_back(F);
    addOverriders(Caller, Overriders, Functions, Functions[F].name);
  }
}

static void measureDistance(std::vector<ProgramFunction> &Functions) {
  std::deque<unsigned> Queue;
  for (unsigned I = 0; I != Functions.size(); ++I)
    if (Functions[I].fact.exported) {
      Functions[I].distance = 0;
      Queue.push_back(I);
    }
  for (; !Queue.empty(); Queue.pop_front()) {
    const ProgramFunction &F = Functions[Queue.front()];
    for (unsigned Callee : F.callees)
      if (!Functions[Callee].distance) {
        Functions[Callee].distance = *F.distance + 1;
        Queue.push_back(Callee);
      }
  }
}

void linkCalls(std::vector<ProgramFunction> &Functions,
               llvm::ArrayRef<AddressTakenFact> AddressTaken) {
  Index ById, ByType, Overriders;
  for (auto [I, F] : llvm::enumerate(Functions)) {
    ById[F.name].push_back(I);
    for (const std::string &Base : F.fact.overrides)
      Overriders[Base].push_back(I);
  }
  for (const AddressTakenFact &Taken : AddressTaken)
    if (auto It = ById.find(Taken.function); It != ById.end()) {
      llvm::append_range(ByType[Taken.type], It->second);
      for (unsigned F : It->second)
        Functions[F].addressTaken = true;
    }
  for (ProgramFunction &F : Functions) {
    for (const CallFact &Call : F.fact.calls) {
      addCallees(F, ById, Call.callee);
      addOverriders(F, Overriders, Functions, Call.callee);
    }
    for (const std::string &Type : F.fact.indirectCalls)
      addCallees(F, ByType, Type);
    llvm::sort(F.callees);
    F.callees.erase(llvm::unique(F.callees), F.callees.end());
  }
  for (auto [I, F] : llvm::enumerate(Functions))
    for (unsigned Callee : F.callees)
      Functions[Callee].callers.push_back(I);
  measureDistance(Functions);
  Graph G(Functions);
  const Graph *Ptr = &G;
  for (auto It = llvm::scc_begin(Ptr); !It.isAtEnd(); ++It)
    for (const Graph::Node *N : *It)
      if (N != &G.Nodes.front())
        Functions[N->Function].componentSize = It->size();
}

} // namespace ferrule
