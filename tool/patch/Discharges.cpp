// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Operations have no name that survives a change of their own text, so their places are followed
// through the edits: an operation that begins outside of all edits begins at one place afterwards;
// one that begins in text that is replaced may be anywhere in the new text.
#include "tool/patch/Discharges.h"
#include "tool/patch/EditText.h"
#include "llvm/ADT/STLExtras.h"
#include <set>
#include <tuple>

namespace ferrule {
namespace {

/// Offsets of the lines of a text.
class LineOffsets {
public:
  explicit LineOffsets(llvm::StringRef Text) {
    Starts.push_back(0);
    for (std::size_t I = 0; I != Text.size(); ++I)
      if (Text[I] == '\n')
        Starts.push_back(static_cast<unsigned>(I + 1));
  }

  unsigned offset(unsigned Line, unsigned Column) const {
    if (Line == 0 || Line > Starts.size())
      return 0;
    return Starts[Line - 1] + (Column ? Column - 1 : 0);
  }

private:
  std::vector<unsigned> Starts;
};

/// One changed file, before and after.
struct ChangedFile {
  std::vector<Edit> edits;
  LineOffsets before;
  LineOffsets after;
  /// Open operations by offset, end and check: a[i] and a[i][k] begin at one place.
  using Places = std::set<std::tuple<unsigned, unsigned, std::string>>;
  Places openBefore, openAfter;

  /// Where the text of an edit is afterwards.
  std::pair<unsigned, unsigned> textOf(const Edit &Wanted) const {
    long long Shift = 0;
    for (const Edit &E : edits) {
      if (E == Wanted)
        break;
      Shift += static_cast<long long>(E.text.size()) - E.length;
    }
    auto First = static_cast<unsigned>(Wanted.offset + Shift);
    return {First, First + static_cast<unsigned>(Wanted.text.size())};
  }

  unsigned countIn(llvm::StringRef Check, std::pair<unsigned, unsigned> Range) const {
    return llvm::count_if(openAfter, [&](const auto &Op) {
      const auto &[Begin, End, OpCheck] = Op;
      return OpCheck == Check && Range.first <= Begin && Begin < Range.second;
    });
  }

  /// Where the operation begins now it is not open any more, and no operation of another check has
  /// taken its place. Its end counts where no edit touches it.
  bool isGone(const Finding &F, unsigned Begin) const {
    unsigned Old = before.offset(F.line, F.column), OldEnd = before.offset(F.endLine, F.endColumn);
    auto NewLast = F.endLine ? mapOffset(OldEnd - 1, edits) : std::nullopt;
    for (auto It = openAfter.lower_bound({Begin, 0, ""});
         It != openAfter.end() && std::get<0>(*It) == Begin; ++It) {
      const auto &[OpBegin, OpEnd, Check] = *It;
      if ((!NewLast || OpEnd == *NewLast + 1) &&
          (Check == F.check || !openBefore.contains({Old, OldEnd, Check})))
        return false;
    }
    return true;
  }
};

bool isOpen(const Finding &F) { return F.state == OperationState::Open; }

class Follower {
public:
  Follower(llvm::ArrayRef<Patch> Patches, llvm::ArrayRef<Finding> Before,
           llvm::ArrayRef<Finding> After,
           llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf) {
    std::vector<const Patch *> Ready;
    for (const Patch &P : Patches)
      if (P.ready())
        Ready.push_back(&P);
    for (auto &[Name, Edits] : editsByFile(Ready)) {
      llvm::StringRef Text = TextOf(Name);
      std::string Changed = applyEdits(Text, Edits);
      Files.try_emplace(
          Name, ChangedFile{std::move(Edits), LineOffsets(Text), LineOffsets(Changed), {}, {}});
    }
    auto Add = [](ChangedFile::Places &To, const LineOffsets &Text, const Finding &F) {
      To.emplace(Text.offset(F.line, F.column), Text.offset(F.endLine, F.endColumn), F.check);
    };
    for (const Finding &F : After) {
      if (!isOpen(F))
        continue;
      if (auto It = Files.find(F.file); It != Files.end())
        Add(It->second.openAfter, It->second.after, F);
      else
        OpenElsewhere.insert(F.fingerprint);
    }
    for (const Finding &F : Before) {
      if (!isOpen(F))
        continue;
      ByFingerprint[F.fingerprint] = &F;
      if (auto It = Files.find(F.file); It != Files.end())
        Add(It->second.openBefore, It->second.before, F);
    }
  }

  bool isGone(const std::string &Fingerprint) const {
    auto It = ByFingerprint.find(Fingerprint);
    if (It == ByFingerprint.end())
      return false;
    const Finding &F = *It->second;
    auto File = Files.find(F.file);
    if (File == Files.end())
      return !OpenElsewhere.contains(Fingerprint);
    const ChangedFile &C = File->second;
    unsigned Old = C.before.offset(F.line, F.column);
    if (auto New = mapOffset(Old, C.edits))
      return C.isGone(F, *New);
    for (const Edit &E : C.edits)
      if (E.offset <= Old && Old < E.offset + E.length)
        return C.countIn(F.check, C.textOf(E)) == 0;
    return false;
  }

  /// How many more open operations of each check the new text has than the old one.
  std::map<std::string, int> balance(const Patch &P) const {
    std::map<std::string, int> Balance;
    for (const Edit &E : P.edits) {
      const ChangedFile &C = Files.at(E.file);
      auto Range = C.textOf(E);
      for (auto It = C.openAfter.lower_bound({Range.first, 0, ""});
           It != C.openAfter.end() && std::get<0>(*It) < Range.second; ++It)
        ++Balance[std::get<2>(*It)];
      for (const auto &[Fingerprint, F] : ByFingerprint)
        if (F->file == E.file) {
          unsigned Old = C.before.offset(F->line, F->column);
          Balance[F->check] -= E.offset <= Old && Old < E.offset + E.length;
        }
    }
    return Balance;
  }

private:
  std::map<std::string, ChangedFile> Files;
  std::set<std::string> OpenElsewhere;
  std::map<std::string, const Finding *> ByFingerprint;
};

} // namespace

void findDischarges(llvm::MutableArrayRef<Patch> Patches, llvm::ArrayRef<Finding> Before,
                    llvm::ArrayRef<Finding> After,
                    llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf,
                    llvm::function_ref<bool(const Patch &, const std::string &)> MayBring) {
  const Follower Where(Patches, Before, After, TextOf);
  for (Patch &P : Patches) {
    if (!P.ready())
      continue;
    P.discharges.clear();
    llvm::copy_if(P.answers, std::back_inserter(P.discharges),
                  [&](const std::string &Answer) { return Where.isGone(Answer); });
    // What it may bring takes the place of as many that it discharges.
    std::size_t Room = P.discharges.size();
    for (const auto &[Check, Count] : Where.balance(P)) {
      if (Count <= 0)
        continue;
      auto Brought = static_cast<std::size_t>(Count);
      if (!MayBring(P, Check))
        P.fail("the text that it brings has an open operation of its own: " + Check);
      else if (Brought > Room)
        P.fail("the text that it brings has more open operations than it discharges: " + Check);
      else
        Room -= Brought;
      if (!P.ready())
        break;
    }
    if (P.ready())
      P.discharges.resize(Room);
  }
}

} // namespace ferrule
