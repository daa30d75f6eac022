// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What direct calls reach from the functions in which threads start runs beside the rest. An
// exported function that is reached, and a variable that such a function names and that can change,
// have to bear that. Calls through pointers are not followed: what is missing here is not free of
// threads.
#include "tool/contracts/Threads.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

namespace ferrule::contracts {
namespace {

/// What is reached, and from which entry: the first one.
using Reach = std::map<llvm::StringRef, llvm::StringRef>;

Reach reachFrom(llvm::ArrayRef<const Interface *> Entries,
                const std::map<llvm::StringRef, const FunctionFact *> &Functions) {
  Reach Found;
  for (const Interface *Entry : Entries) {
    std::vector<llvm::StringRef> Todo{Entry->fact.entity};
    while (!Todo.empty()) {
      llvm::StringRef Name = Todo.back();
      Todo.pop_back();
      auto It = Functions.find(Name);
      if (!Found.try_emplace(Name, Entry->fact.name).second || It == Functions.end())
        continue;
      for (const CallFact &Call : It->second->calls)
        Todo.emplace_back(Call.callee);
    }
  }
  return Found;
}

} // namespace

std::vector<Idiom> findThreadUse(const EvidenceTable &Table, llvm::ArrayRef<TUSummary> Units) {
  std::vector<Idiom> Found;
  std::vector<const Interface *> Entries;
  for (const auto &[Entity, I] : Table.interfaces()) {
    std::uint32_t S = Table.find({Entity, SlotPart::Result});
    if (S == NoSlot || llvm::none_of(Table.items(S), [](const Item &Each) {
          return Each.kind == EvidenceKind::ThreadStart;
        }))
      continue;
    Entries.push_back(&I);
    Found.push_back({"thread-entry", I.fact.entity, I.fact.name, I.fact.file, I.fact.line,
                     "a thread starts here"});
  }
  if (Entries.empty())
    return Found;
  std::map<llvm::StringRef, const FunctionFact *> Functions;
  for (const TUSummary &U : Units)
    for (const FunctionFact &F : U.functions)
      Functions.try_emplace(F.id, &F);
  Reach Reached = reachFrom(Entries, Functions);
  std::map<llvm::StringRef, llvm::StringRef> Variables;
  for (const auto &[Name, Entry] : Reached) {
    auto It = Functions.find(Name);
    if (It == Functions.end())
      continue;
    const FunctionFact &F = *It->second;
    if (F.exported)
      Found.push_back({"used-by-threads", F.id, F.name, F.range.file, F.range.line,
                       "the thread that starts in '" + Entry.str() + "' reaches it"});
    for (const std::string &Variable : F.globals)
      Variables.try_emplace(Variable, Entry);
  }
  for (const TUSummary &U : Units)
    for (const GlobalFact &G : U.globals)
      if (auto It = Variables.find(G.id); It != Variables.end() && !G.constant && !G.threadLocal) {
        Found.push_back({"used-by-threads", G.id, G.name, G.range.file, G.range.line,
                         "the thread that starts in '" + It->second.str() + "' uses it"});
        Variables.erase(It);
      }
  return Found;
}

} // namespace ferrule::contracts
