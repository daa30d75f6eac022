// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A breadth-first search in two layers. In the first one bytes go back: from a function that reads
// them to its callers. In the second one they go on: to what is called. A way may change from the
// first layer to the second one, not back, and all entry points start at once, so that what comes
// first to a function is the nearest.
#include "tool/rank/Exposure.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include <deque>
#include <map>
#include <set>

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

/// Functions with a parameter that points to bytes whose number is known and that are only read;
/// and those that hand a text on to one. Slots are counted from 1.
llvm::StringSet<> functionsThatTakeBytes(const ProgramModel &Model, const Surroundings &Around) {
  llvm::StringMap<const FunctionFact *> ById;
  for (const ProgramFunction &F : Model.functions)
    ById.try_emplace(F.name, &F.fact);
  llvm::StringSet<> Result;
  for (const std::string &Name : Around.textInputs)
    Result.insert(Name);
  for (const Inference &I : Around.contracts) {
    llvm::StringRef Slot = I.slot;
    unsigned Number = 0;
    auto F = ById.find(I.entity);
    if (F != ById.end() && Slot.consume_front("parameter ") && !Slot.getAsInteger(10, Number) &&
        Number <= F->second->parameters.size() && F->second->parameters[Number - 1].bytes &&
        isCounted(I.bounds) && I.mutability == "in")
      Result.insert(I.entity);
  }
  return Result;
}

/// Exported functions that get a record which callers fill with bytes, and that read these, or what
/// they call does. By index.
std::set<unsigned> takersOfRecords(const ProgramModel &Model, llvm::ArrayRef<RecordInput> Inputs) {
  std::multimap<llvm::StringRef, unsigned> ByName;
  for (auto [Index, F] : llvm::enumerate(Model.functions))
    ByName.emplace(F.name, Index);
  std::set<unsigned> Result;
  for (const RecordInput &I : Inputs) {
    std::set<unsigned> Reading;
    std::deque<unsigned> Queue;
    auto Reach = [&](unsigned F) {
      if (Reading.insert(F).second)
        Queue.push_back(F);
    };
    for (const std::string &Name : I.readers)
      for (auto [It, End] = ByName.equal_range(Name); It != End; ++It)
        Reach(It->second);
    for (; !Queue.empty(); Queue.pop_front())
      for (unsigned Caller : Model.functions[Queue.front()].callers)
        Reach(Caller);
    for (const std::string &Name : I.takers)
      for (auto [It, End] = ByName.equal_range(Name); It != End; ++It)
        if (Reading.contains(It->second))
          Result.insert(It->second);
  }
  return Result;
}

/// Functions of this canonical type hand out bytes: unsigned int (void *, const unsigned char **).
/// They give the number back, and where the bytes are through their only T **. What gets bytes
/// besides moves on in these, and what gives a number through a pointer gives the one of something
/// else.
bool handsOutBytes(llvm::StringRef Type) {
  auto [Result, Rest] = Type.split('(');
  auto IsNumber = [](llvm::StringRef T) {
    llvm::SmallVector<llvm::StringRef, 4> Words;
    T.trim().split(Words, ' ');
    static constexpr llvm::StringLiteral Integers[] = {"unsigned", "int", "long", "short"};
    return llvm::all_of(Words, [&](llvm::StringRef W) { return llvm::is_contained(Integers, W); });
  };
  if (!IsNumber(Result) || !Rest.consume_back(")") || Rest.contains('('))
    return false;
  llvm::SmallVector<llvm::StringRef, 4> Parameters;
  Rest.split(Parameters, ',');
  unsigned Handed = 0;
  for (llvm::StringRef P : Parameters) {
    P = P.trim();
    llvm::StringRef To = P;
    bool IsPointer = To.consume_back("*");
    bool ToPointer = To.consume_back("*");
    To = To.trim();
    To.consume_front("const ");
    bool ToBytes = To == "char" || To == "unsigned char" || To == "signed char";
    if (ToPointer && (ToBytes || To == "void"))
      ++Handed;
    else if (IsPointer && (ToPointer || ToBytes || IsNumber(To)))
      return false;
  }
  return Handed == 1;
}

bool pulls(const FunctionFact &F) { return llvm::any_of(F.indirectCalls, handsOutBytes); }

class Search {
public:
  explicit Search(const ProgramModel &Model) : Model(Model), Result(Model.functions.size()) {
    for (std::vector<bool> &Layer : Seen)
      Layer.resize(Model.functions.size());
  }

  /// What reads gives back to its callers, whatever else it is.
  void start(unsigned F, EntryKind Kind) {
    Result[F].entry = Kind;
    const FunctionFact &Fact = Model.functions[F].fact;
    enter({F, F, 0}, Fact.shape.inputCalls || pulls(Fact) ? Back : On);
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

std::vector<Exposure> exposureOf(const ProgramModel &Model, const Surroundings &Around) {
  llvm::StringSet<> Names;
  for (const std::string &Name : Around.entryPoints)
    Names.insert(Name);
  const llvm::StringSet<> TakeBytes = functionsThatTakeBytes(Model, Around);
  const std::set<unsigned> TakeRecords = takersOfRecords(Model, Around.recordInputs);
  auto KindOf = [&](unsigned Index, const ProgramFunction &F) {
    if (isNamed(F.fact, Names))
      return EntryKind::Declared;
    if (F.fact.name == "LLVMFuzzerTestOneInput")
      return EntryKind::FuzzTarget;
    if (F.fact.exported && !F.fact.internal && TakeBytes.contains(F.name))
      return EntryKind::Bytes;
    if (F.addressTaken && TakeBytes.contains(F.name))
      return EntryKind::Callback;
    if (TakeRecords.contains(Index))
      return EntryKind::Record;
    if (F.fact.shape.inputCalls)
      return EntryKind::Reads;
    return pulls(F.fact) ? EntryKind::Pulls : EntryKind::None;
  };
  Search S(Model);
  for (auto [Index, F] : llvm::enumerate(Model.functions))
    if (EntryKind Kind = KindOf(Index, F); Kind != EntryKind::None)
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
