// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Operations have no name that survives a change of their own text, so their places are followed
// through the edits: an operation that begins outside of all edits begins at one place afterwards;
// one that begins in text that is replaced may be anywhere in the new text.
#include "tool/patch/OpenPlaces.h"
#include "tool/patch/EditText.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

LineOffsets::LineOffsets(llvm::StringRef Text) {
  Starts.push_back(0);
  for (std::size_t I = 0; I != Text.size(); ++I)
    if (Text[I] == '\n')
      Starts.push_back(static_cast<unsigned>(I + 1));
}

unsigned LineOffsets::offset(unsigned Line, unsigned Column) const {
  if (Line == 0 || Line > Starts.size())
    return 0;
  return Starts[Line - 1] + (Column ? Column - 1 : 0);
}

unsigned LineOffsets::line(unsigned Offset) const {
  return static_cast<unsigned>(llvm::upper_bound(Starts, Offset) - Starts.begin());
}

OpenPlaces::ChangedFile::ChangedFile(std::vector<Edit> Sorted, llvm::StringRef Before,
                                     llvm::StringRef After)
    : edits(std::move(Sorted)), before(Before), after(After) {
  long long Shift = 0;
  for (const Edit &E : edits) {
    auto First = static_cast<unsigned>(E.offset + Shift);
    written.emplace_back(First, First + static_cast<unsigned>(E.text.size()));
    Shift += static_cast<long long>(E.text.size()) - E.length;
  }
}

/// Where the text of an edit is afterwards.
std::pair<unsigned, unsigned> OpenPlaces::ChangedFile::textOf(const Edit &Wanted) const {
  return written[static_cast<std::size_t>(llvm::lower_bound(edits, Wanted) - edits.begin())];
}

/// What is there afterwards is of an edit.
bool OpenPlaces::ChangedFile::isWritten(unsigned Offset) const {
  auto Next = llvm::partition_point(written, [&](const auto &W) { return W.second <= Offset; });
  return Next != written.end() && Next->first <= Offset;
}

unsigned OpenPlaces::ChangedFile::countIn(llvm::StringRef Check,
                                          std::pair<unsigned, unsigned> Range) const {
  return llvm::count_if(openAfter, [&](const auto &Op) {
    const auto &[Begin, End, OpCheck] = Op;
    return OpCheck == Check && Range.first <= Begin && Begin < Range.second;
  });
}

/// Where the operation begins now it is not open any more, and no operation of another check has
/// taken its place. Its end counts where no edit touches it.
bool OpenPlaces::ChangedFile::isGone(const Finding &F, unsigned Begin) const {
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

static bool isOpen(const Finding &F) { return F.state == OperationState::Open; }

OpenPlaces::OpenPlaces(llvm::ArrayRef<Patch> Patches, llvm::ArrayRef<Finding> Before,
                       llvm::ArrayRef<Finding> After,
                       llvm::function_ref<llvm::StringRef(llvm::StringRef)> TextOf) {
  std::vector<const Patch *> Ready;
  for (const Patch &P : Patches)
    if (P.ready())
      Ready.push_back(&P);
  for (auto &[Name, Edits] : editsByFile(Ready)) {
    llvm::StringRef Text = TextOf(Name);
    std::string Changed = applyEdits(Text, Edits);
    Files.try_emplace(Name, std::move(Edits), Text, Changed);
  }
  auto Add = [](ChangedFile::Places &To, const LineOffsets &Text, const Finding &F) {
    To.emplace(Text.offset(F.line, F.column), Text.offset(F.endLine, F.endColumn), F.check);
  };
  for (const Finding &F : After) {
    if (!isOpen(F))
      continue;
    if (auto It = Files.find(F.file); It != Files.end()) {
      Add(It->second.openAfter, It->second.after, F);
      OpenInChanged.push_back(&F);
    } else {
      OpenElsewhere[F.fingerprint] = &F;
    }
  }
  for (const Finding &F : Before) {
    if (!isOpen(F))
      continue;
    ByFingerprint[F.fingerprint] = &F;
    if (auto It = Files.find(F.file); It != Files.end())
      Add(It->second.openBefore, It->second.before, F);
  }
}

bool OpenPlaces::isGone(const std::string &Fingerprint) const {
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

std::map<std::string, int> OpenPlaces::balance(const Patch &P) const {
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

std::vector<const Finding *> OpenPlaces::broughtElsewhere() const {
  std::vector<const Finding *> Brought;
  for (const auto &[Fingerprint, F] : OpenElsewhere)
    if (!ByFingerprint.contains(Fingerprint))
      Brought.push_back(F);
  // By file, where the operations that were open begin now, with and without their checks: what
  // was open may be of another check now.
  std::set<std::tuple<std::string, unsigned, std::string>> WereOpen;
  std::set<std::tuple<std::string, unsigned, unsigned>> OpenTexts;
  for (const auto &[Name, C] : Files)
    for (const auto &[Begin, End, Check] : C.openBefore)
      if (auto New = mapOffset(Begin, C.edits)) {
        WereOpen.emplace(Name, *New, Check);
        if (auto Last = End ? mapOffset(End - 1, C.edits) : std::nullopt)
          OpenTexts.emplace(Name, *New, *Last + 1);
      }
  for (const Finding *F : OpenInChanged) {
    const ChangedFile &C = Files.at(F->file);
    unsigned Begin = C.after.offset(F->line, F->column);
    if (!C.isWritten(Begin) && !WereOpen.contains({F->file, Begin, F->check}) &&
        !OpenTexts.contains({F->file, Begin, C.after.offset(F->endLine, F->endColumn)}))
      Brought.push_back(F);
  }
  return Brought;
}

std::pair<unsigned, unsigned> OpenPlaces::linesOf(const Edit &E) const {
  const ChangedFile &C = Files.at(E.file);
  auto [First, End] = C.textOf(E);
  return {C.after.line(First), C.after.line(std::max(First + 1, End) - 1)};
}

} // namespace ferrule
