// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Where the open operations were before the sources changed, and where they are afterwards.
#pragma once
#include "tool/model/Assessment.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>
#include <set>
#include <tuple>

namespace ferrule {

/// Where the lines of a text begin.
class LineOffsets {
public:
  explicit LineOffsets(llvm::StringRef Text);
  /// Of a line and column that count from 1; 0 when there is no such line.
  unsigned offset(unsigned Line, unsigned Column) const;
  /// Counts from 1.
  unsigned line(unsigned Offset) const;

private:
  std::vector<unsigned> Starts;
};

class OpenPlaces {
public:
  /// Of the ready patches. Before, After: findings of the two scans; they must outlive it. TextOf:
  /// the text of a file before.
  OpenPlaces(llvm::ArrayRef<Patch> Patches, llvm::ArrayRef<Finding> Before,
             llvm::ArrayRef<Finding> After,
             llvm::function_ref<llvm::StringRef(llvm::StringRef File)> TextOf);

  /// The operation is not open any more where it would now be.
  bool isGone(const std::string &Fingerprint) const;

  /// How many more open operations of each check the new text of a patch has than the old one.
  std::map<std::string, int> balance(const Patch &P) const;

  /// What is open now, was not before, and stands outside of the text that was written.
  std::vector<const Finding *> broughtElsewhere() const;

  /// The first and the last line of the new text, in the file as it is afterwards.
  std::pair<unsigned, unsigned> linesOf(const Edit &E) const;

private:
  /// One changed file, before and after.
  struct ChangedFile {
    ChangedFile(std::vector<Edit> Sorted, llvm::StringRef Before, llvm::StringRef After);

    std::vector<Edit> edits;
    /// Where the text of each is afterwards: from, and up to.
    std::vector<std::pair<unsigned, unsigned>> written;
    LineOffsets before;
    LineOffsets after;
    /// Open operations by offset, end and check: a[i] and a[i][k] begin at one place.
    using Places = std::set<std::tuple<unsigned, unsigned, std::string>>;
    Places openBefore, openAfter;

    std::pair<unsigned, unsigned> textOf(const Edit &Wanted) const;
    bool isWritten(unsigned Offset) const;
    unsigned countIn(llvm::StringRef Check, std::pair<unsigned, unsigned> Range) const;
    bool isGone(const Finding &F, unsigned Begin) const;
  };

  std::map<std::string, ChangedFile> Files;
  std::map<std::string, const Finding *> ByFingerprint;
  /// Open now, in files that did not change.
  std::map<std::string, const Finding *> OpenElsewhere;
  std::vector<const Finding *> OpenInChanged;
};

} // namespace ferrule
