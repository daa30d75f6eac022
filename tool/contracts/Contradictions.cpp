// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/Contradictions.h"
#include "tool/contracts/Words.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::contracts {
namespace {

bool isDeclaration(EvidenceKind K) { return K <= EvidenceKind::DeclaredAlias; }

/// Of what callers give and of results, the words are a sentence by themselves.
bool isSentence(EvidenceKind K) {
  return (K >= EvidenceKind::GivenSame && K <= EvidenceKind::GivenArray) ||
         (K >= EvidenceKind::ReturnsNull && K <= EvidenceKind::ReturnsNumber);
}

/// Finds the function, and its text, at a place.
class Functions {
public:
  explicit Functions(llvm::ArrayRef<TUSummary> Units) : Units(Units) {}

  void complete(Operation &Op) const {
    for (const TUSummary &U : Units) {
      auto F = llvm::find_if(U.functions, [&](const FunctionFact &Each) {
        return Each.range.file == Op.range.file && Each.range.line <= Op.range.line &&
               Op.range.line <= Each.range.endLine;
      });
      if (F == U.functions.end())
        continue;
      Op.function = F->id;
      for (const TextFact &T : U.texts) {
        if (T.file != Op.range.file || T.line > Op.range.line)
          continue;
        llvm::StringRef Text = T.text;
        for (unsigned Line = T.line; Line != Op.range.line && !Text.empty(); ++Line)
          Text = Text.split('\n').second;
        if (!Text.empty())
          Op.snippet = Text.take_until([](char C) { return C == '\n' || C == '\r'; }).str();
      }
      return;
    }
  }

private:
  llvm::ArrayRef<TUSummary> Units;
};

CodeRange rangeOf(const Sample &S) {
  return {S.file.str(), S.line, S.column, S.line, S.column + 1};
}

class Finder {
public:
  Finder(const View &V, llvm::ArrayRef<TUSummary> Units) : V(V), Known(Units) {}

  template <class T> void look(std::uint32_t S, const Verdict<T> &Found) {
    if (!Found.conflict || !V.table.interfaceOf(S))
      return;
    auto Declared = llvm::find_if(Found.pro, [](const Item *I) { return isDeclaration(I->kind); });
    if (Declared != Found.pro.end())
      for (const Item *Against : Found.contra)
        report(S, describeItem(**Declared, V.table), (*Declared)->samples.front(), *Against);
  }

  /// const has no evidence of its own.
  void lookAtConst(std::uint32_t S) {
    const Verdict<Change> &Found = V.of(S).change;
    const Interface *I = V.table.interfaceOf(S);
    if (!Found.conflict || !I)
      return;
    for (const Item *Against : Found.pro)
      if (Against->kind == EvidenceKind::Written)
        report(S, "declared const", {I->fact.file, I->fact.line, 1}, *Against);
  }

  /// lifetimebound on some parameters says that the result points into those, and not into others.
  void lookAtLifetime(std::uint32_t S) {
    auto Items = V.table.items(S);
    auto Declared =
        llvm::find_if(Items, [](const Item &I) { return I.kind == EvidenceKind::DeclaredAlias; });
    if (Declared == Items.end() || !V.table.interfaceOf(S))
      return;
    for (const Item &Each : Items) {
      if (Each.kind != EvidenceKind::ReturnsSlot || Each.other == NoSlot)
        continue;
      const Slot &From = V.table.slot(Each.other);
      bool IsDeclared = llvm::any_of(Items, [&](const Item &I) {
        return I.kind == EvidenceKind::DeclaredAlias && I.with == Each.other;
      });
      if (From.part == SlotPart::Parameter && !From.level &&
          From.entity == V.table.slot(S).entity && !IsDeclared)
        report(S, describeItem(*Declared, V.table), Declared->samples.front(), Each);
    }
  }

  std::vector<Operation> take() { return std::move(Operations); }

private:
  void report(std::uint32_t S, const std::string &Declared, const Sample &Declaration,
              const Item &Against) {
    for (const Sample &At : Against.samples) {
      Operation Op{.check = DeclaredContractCheck.str(),
                   .confidence = Confidence::Medium,
                   .range = rangeOf(At),
                   .message = describePlace(S, V.table) + " is " + Declared,
                   .reason = "here it is " + describeItem(Against, V.table)};
      if (isSentence(Against.kind))
        Op.reason = "here " + describeItem(Against, V.table);
      Op.steps.push_back({rangeOf(Declaration), "the declaration", ""});
      Known.complete(Op);
      Operations.push_back(std::move(Op));
    }
  }

  const View &V;
  Functions Known;
  std::vector<Operation> Operations;
};

} // namespace

std::vector<Operation> findContradictions(const View &V, llvm::ArrayRef<TUSummary> Units) {
  Finder F(V, Units);
  for (std::uint32_t S = 0; S != V.table.size(); ++S) {
    F.look(S, V.of(S).nullness);
    F.look(S, V.of(S).bounds);
    F.look(S, V.of(S).owner);
    F.look(S, V.of(S).change);
    F.look(S, V.of(S).aliasing);
    F.lookAtConst(S);
    F.lookAtLifetime(S);
  }
  return F.take();
}

} // namespace ferrule::contracts
