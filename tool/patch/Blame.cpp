// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// All patches were applied at once, and to try each alone would be a scan for each. What a patch
// changes has an effect nearby: the one to blame has changed the text of the operation; or else,
// more than any other, its function; or else a function that this one calls, directly or not, its
// body or what declares it. The reason of an operation may name the one that matters: "'find' can
// return NULL". Where it is the wrong patch, the operation comes again in the next scan, and the
// next one is to blame.
#include "tool/patch/Blame.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <optional>

namespace ferrule {
namespace {

/// Lines of one file, both ends inclusive.
struct Lines {
  std::string file;
  unsigned first = 0;
  unsigned last = 0;
  bool meets(const Lines &Other) const {
    return file == Other.file && first <= Other.last && Other.first <= last;
  }
};

class Blame {
public:
  Blame(llvm::ArrayRef<Patch> Patches, const OpenPlaces &Places, const ChangedProgram &After) {
    PatchTier Highest = PatchTier::Safe;
    for (const Patch &P : Patches)
      if (P.ready())
        Highest = std::max(Highest, P.tier);
    for (auto [Index, P] : llvm::enumerate(Patches))
      if (P.ready() && P.tier == Highest)
        for (const Edit &E : P.edits) {
          auto [First, Last] = Places.linesOf(E);
          Changed.push_back({Index, {E.file, First, Last}});
        }
    for (const FunctionFact &F : After.functions) {
      ById[F.id] = &F;
      Parts[F.id].push_back({F.range.file, F.range.line, F.range.endLine});
    }
    // A declaration goes on up to the next one.
    std::map<std::string, std::map<unsigned, std::string>> Declared;
    for (const InterfaceFact &I : After.interfaces)
      Declared[I.file][I.line] = I.entity;
    for (const auto &[File, ByLine] : Declared)
      for (auto It = ByLine.begin(); It != ByLine.end(); ++It) {
        auto Next = std::next(It);
        Parts[It->second].push_back(
            {File, It->first, Next == ByLine.end() ? It->first : Next->first - 1});
      }
  }

  std::optional<std::size_t> of(const Finding &F) const {
    if (auto Index = mostIn({{F.file, F.line, F.endLine}}))
      return Index;
    auto Around = ById.find(F.function);
    if (Around == ById.end())
      return std::nullopt;
    const FunctionFact &Function = *Around->second;
    if (auto Index = mostIn({{Function.range.file, Function.range.line, Function.range.endLine}}))
      return Index;
    return nearestCalled(Function, F);
  }

private:
  static bool names(llvm::StringRef Text, llvm::StringRef Name) {
    for (std::size_t At = Text.find(Name); At != llvm::StringRef::npos;
         At = Text.find(Name, At + 1)) {
      auto IsWord = [&](std::size_t I) {
        return I < Text.size() && (llvm::isAlnum(Text[I]) || Text[I] == '_');
      };
      if (!Name.empty() && !(At && IsWord(At - 1)) && !IsWord(At + Name.size()))
        return true;
    }
    return false;
  }

  /// The functions that one calls; only those that the text names, if there are any.
  static std::vector<std::string> calleesOf(const FunctionFact &F, const Finding &Why) {
    for (llvm::StringRef Text : {llvm::StringRef(Why.reason), llvm::StringRef(Why.message)}) {
      std::vector<std::string> Named;
      for (const CallFact &Call : F.calls)
        if (names(Text, Call.name))
          Named.push_back(Call.callee);
      if (!Named.empty())
        return Named;
    }
    std::vector<std::string> All;
    for (const CallFact &Call : F.calls)
      All.push_back(Call.callee);
    return All;
  }

  /// Of the functions that are the fewest calls away.
  std::optional<std::size_t> nearestCalled(const FunctionFact &F, const Finding &Why) const {
    std::set<std::string> Seen = {F.id};
    for (std::vector<std::string> Level = calleesOf(F, Why); !Level.empty();) {
      std::vector<Lines> Where;
      std::vector<std::string> Next;
      for (const std::string &Callee : Level) {
        if (!Seen.insert(Callee).second)
          continue;
        if (auto It = Parts.find(Callee); It != Parts.end())
          llvm::append_range(Where, It->second);
        if (auto It = ById.find(Callee); It != ById.end())
          for (const CallFact &Call : It->second->calls)
            Next.push_back(Call.callee);
      }
      if (auto Index = mostIn(Where))
        return Index;
      Level = std::move(Next);
    }
    return std::nullopt;
  }

  /// The patch of which most edits are in these lines.
  std::optional<std::size_t> mostIn(llvm::ArrayRef<Lines> Wanted) const {
    std::map<std::size_t, unsigned> Count;
    for (const auto &[Index, Where] : Changed)
      Count[Index] += llvm::any_of(Wanted, [&](const Lines &L) { return L.meets(Where); });
    auto Most =
        llvm::max_element(Count, [](const auto &A, const auto &B) { return A.second < B.second; });
    return Most == Count.end() || !Most->second ? std::nullopt : std::optional(Most->first);
  }

  /// Of each edit: its patch, and where it is afterwards.
  std::vector<std::pair<std::size_t, Lines>> Changed;
  std::map<std::string, const FunctionFact *> ById;
  /// Bodies and declarations by EntityName.
  std::map<std::string, std::vector<Lines>> Parts;
};

} // namespace

std::map<std::size_t, std::vector<const Finding *>>
blameFor(llvm::ArrayRef<const Finding *> Brought, llvm::ArrayRef<Patch> Patches,
         const OpenPlaces &Places, const ChangedProgram &After) {
  std::map<std::size_t, std::vector<const Finding *>> Result;
  if (Brought.empty())
    return Result;
  const Blame Who(Patches, Places, After);
  for (const Finding *F : Brought)
    if (auto Index = Who.of(*F))
      Result[*Index].push_back(F);
  return Result;
}

} // namespace ferrule
