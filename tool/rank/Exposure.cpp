// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A breadth-first search in two layers. In the first one bytes go back: from a function that reads
// them to its callers. In the second one they go on: to what is called. A way may change from the
// first layer to the second one, not back, and all entry points start at once, so that what comes
// first to a function is the nearest.
#include "tool/rank/Exposure.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include <deque>

namespace ferrule {
namespace {

bool isNamed(const FunctionFact &F, const llvm::StringSet<> &Names) {
  return Names.contains(F.name) || Names.contains(F.qualifiedName);
}

/// Of the answers on bounds in docs/contracts.md, those that name what has the number or the end.
bool isCounted(llvm::StringRef Bounds) {
  return (Bounds.starts_with("array of ") && Bounds.contains('\'')) ||
         Bounds.starts_with("array up to '");
}

/// Functions with a parameter that points to bytes whose number is known and that are only read, or
/// only passed on. Slots are counted from 1.
llvm::StringSet<> functionsThatTakeBytes(const ProgramModel &Model,
                                         llvm::ArrayRef<Inference> Contracts) {
  llvm::StringMap<const FunctionFact *> ById;
  for (const ProgramFunction &F : Model.functions)
    ById.try_emplace(F.name, &F.fact);
  llvm::StringSet<> Result;
  for (const Inference &I : Contracts) {
    llvm::StringRef Slot = I.slot;
    unsigned Number = 0;
    auto F = ById.find(I.entity);
    if (F != ById.end() && Slot.consume_front("parameter ") && !Slot.getAsInteger(10, Number) &&
        Number <= F->second->parameters.size() && F->second->parameters[Number - 1].bytes &&
        isCounted(I.bounds) && (I.mutability == "in" || I.mutability == "untouched"))
      Result.insert(I.entity);
  }
  return Result;
}

class Search {
public:
  explicit Search(const ProgramModel &Model) : Model(Model), Result(Model.functions.size()) {
    for (std::vector<bool> &Layer : Seen)
      Layer.resize(Model.functions.size());
  }

  /// What reads gives back to its callers, whatever else it is.
  void start(unsigned F, EntryKind Kind) {
    Result[F].entry = Kind;
    enter({F, F, 0}, Model.functions[F].fact.shape.inputCalls ? Back : On);
  }

  std::vector<Exposure> run() {
    for (; !Queue.empty(); Queue.pop_front()) {
      const auto [At, Layer] = Queue.front();
      const ProgramFunction &F = Model.functions[At.function];
      if (Layer == Back)
        for (unsigned Caller : F.callers)
          enter({Caller, At.entry, At.distance + 1}, Back);
      for (unsigned Callee : F.callees)
        enter({Callee, At.entry, At.distance + 1}, On);
    }
    return std::move(Result);
  }

private:
  enum Layer : unsigned char { Back, On };
  struct Step {
    unsigned function = 0;
    unsigned entry = 0;
    unsigned distance = 0;
  };

  void enter(Step S, Layer L) {
    if (Seen[L][S.function])
      return;
    Seen[L][S.function] = true;
    Queue.emplace_back(S, L);
    Exposure &E = Result[S.function];
    if (E.from.empty()) {
      E.from = Model.functions[S.entry].fact.id;
      E.distance = S.distance;
    }
  }

  const ProgramModel &Model;
  std::vector<Exposure> Result;
  std::array<std::vector<bool>, 2> Seen;
  std::deque<std::pair<Step, Layer>> Queue;
};

} // namespace

std::vector<Exposure> exposureOf(const ProgramModel &Model, llvm::ArrayRef<std::string> Declared,
                                 llvm::ArrayRef<Inference> Contracts) {
  llvm::StringSet<> Names;
  for (const std::string &Name : Declared)
    Names.insert(Name);
  const llvm::StringSet<> TakeBytes = functionsThatTakeBytes(Model, Contracts);
  auto KindOf = [&](const ProgramFunction &F) {
    if (isNamed(F.fact, Names))
      return EntryKind::Declared;
    if (F.fact.name == "LLVMFuzzerTestOneInput")
      return EntryKind::FuzzTarget;
    if (F.fact.exported && TakeBytes.contains(F.name))
      return EntryKind::Bytes;
    if (F.addressTaken && TakeBytes.contains(F.name))
      return EntryKind::Callback;
    return F.fact.shape.inputCalls ? EntryKind::Reads : EntryKind::None;
  };
  Search S(Model);
  for (auto [Index, F] : llvm::enumerate(Model.functions))
    if (EntryKind Kind = KindOf(F); Kind != EntryKind::None)
      S.start(Index, Kind);
  return S.run();
}

std::vector<std::string> unknownEntryPoints(const ProgramModel &Model,
                                            llvm::ArrayRef<std::string> Declared) {
  llvm::StringSet<> Names;
  for (const ProgramFunction &F : Model.functions) {
    Names.insert(F.fact.name);
    Names.insert(F.fact.qualifiedName);
  }
  std::vector<std::string> Unknown;
  llvm::copy_if(Declared, std::back_inserter(Unknown),
                [&](const std::string &Name) { return !Names.contains(Name); });
  return Unknown;
}

} // namespace ferrule
