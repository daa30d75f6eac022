// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/commands/PatchFiles.h"
#include "tool/frontend/AtomicFile.h"
#include "tool/patch/EditText.h"
#include "tool/patch/Transaction.h"
#include "tool/patch/UnifiedDiff.h"
#include "clang/Tooling/Core/Replacement.h"
#include "clang/Tooling/ReplacementsYaml.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/YAMLTraits.h"

namespace ferrule {

std::string diffOf(llvm::ArrayRef<const Patch *> Patches, SourceFiles &Files) {
  std::string Diff;
  for (const auto &[Name, Edits] : editsByFile(Patches))
    Diff += unifiedDiff(Name, Files.of(Name).text, Edits);
  return Diff;
}

/// What a reader needs before the diff; patch(1) and git apply skip it.
static std::string headOf(const Patch &P, bool IsMade) {
  std::string Head = "Subject: " + P.title + "\n\n";
  auto Line = [&](const std::string &Name, const std::string &Value) {
    if (!Value.empty())
      Head += Name + ": " + Value + "\n";
  };
  auto Place = [](const PatchEvidence &E) {
    return E.what + (E.file.empty() ? "" : " (" + E.file + ":" + std::to_string(E.line) + ")");
  };
  Line("Patch", P.id);
  Line("Tier", nameOf(P.tier).str());
  Line("Verified", llvm::join(P.verified, " "));
  Line("Question", P.question);
  for (const std::string &Precondition : P.preconditions)
    Line("Precondition", Precondition);
  for (const PatchEvidence &E : P.evidence)
    Line("For", Place(E));
  for (const PatchEvidence &E : P.against)
    Line("Against", Place(E));
  Line("Answers", llvm::join(P.answers, " "));
  Line("Discharges", llvm::join(P.discharges, " "));
  Line("Changes", IsMade ? "nothing that those before it do not change" : "");
  return Head + "---\n";
}

llvm::Error writeSeries(llvm::StringRef Directory, llvm::ArrayRef<const Patch *> Patches,
                        SourceFiles &Files) {
  if (llvm::Error E = makeDirectory(Directory))
    return E;
  // Each file as it is after the patches so far, with the edits that led there.
  std::map<std::string, std::vector<Edit>> Made;
  std::string Series;
  for (auto [Index, P] : llvm::enumerate(Patches)) {
    std::string Diff;
    for (auto &[Name, Edits] : editsByFile({P})) {
      std::vector<Edit> &Before = Made[Name];
      std::vector<Edit> New;
      for (const Edit &E : Edits) {
        if (llvm::is_contained(Before, E))
          continue;
        // Edits do not collide, so the place is not inside of one that was made. Those at one place
        // come in their order, whatever the order of the patches: all files are made that way.
        long long Shift = 0;
        for (const Edit &Earlier : Before)
          if (Earlier < E)
            Shift += static_cast<long long>(Earlier.text.size()) - Earlier.length;
        New.push_back(E);
        New.back().offset = static_cast<unsigned>(E.offset + Shift);
      }
      Diff += unifiedDiff(Name, applyEdits(Files.of(Name).text, Before), New);
      llvm::append_range(Before, Edits);
      llvm::sort(Before);
      Before.erase(llvm::unique(Before), Before.end());
    }
    std::string Name;
    llvm::raw_string_ostream(Name)
        << llvm::format("%04u", static_cast<unsigned>(Index + 1)) << "-" << P->id << ".patch";
    llvm::SmallString<256> Path(Directory);
    llvm::sys::path::append(Path, Name);
    if (llvm::Error E = writeFileAtomically(Path, headOf(*P, Diff.empty()) + Diff))
      return E;
    // Neither patch(1) nor git apply takes what has no diff.
    if (!Diff.empty())
      Series += Name + "\n";
  }
  llvm::SmallString<256> Path(Directory);
  llvm::sys::path::append(Path, "series");
  return writeFileAtomically(Path, Series);
}

llvm::Error writeReplacements(llvm::StringRef Name, llvm::ArrayRef<const Patch *> Patches,
                              SourceFiles &Files) {
  clang::tooling::TranslationUnitReplacements All;
  for (const auto &[File, Edits] : editsByFile(Patches))
    for (const Edit &E : Edits)
      All.Replacements.emplace_back(Files.of(File).absolute, E.offset, E.length, E.text);
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  llvm::yaml::Output Yaml(Out);
  Yaml << All;
  return writeFileAtomically(Name, Text);
}

llvm::Error applyToSources(llvm::ArrayRef<const Patch *> Patches, SourceFiles &Files,
                           llvm::StringRef Undo) {
  std::vector<FileChange> Changes;
  std::string Back;
  for (const auto &[Name, Edits] : editsByFile(Patches)) {
    const SourceFiles::File &F = Files.of(Name);
    FileChange C{F.absolute, F.text, applyEdits(F.text, Edits)};
    // The inverse of an edit, in the text that it leads to.
    std::vector<Edit> Inverse;
    long long Shift = 0;
    for (const Edit &E : Edits) {
      Inverse.push_back({Name, static_cast<unsigned>(E.offset + Shift),
                         static_cast<unsigned>(E.text.size()), F.text.substr(E.offset, E.length)});
      Shift += static_cast<long long>(E.text.size()) - E.length;
    }
    Back += unifiedDiff(Name, C.after, Inverse);
    Changes.push_back(std::move(C));
  }
  if (llvm::Error E = writeFileAtomically(Undo, Back))
    return E;
  return changeFiles(Files.root(), Changes);
}

} // namespace ferrule
