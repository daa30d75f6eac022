// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What is seen of how many elements a pointer leads to, sorted by what it says.
#pragma once
#include "tool/contracts/Verdicts.h"
#include <map>

namespace ferrule::contracts {

using Items = llvm::SmallVector<const Item *, 4>;

struct Candidate {
  unsigned count = 0;
  /// That many were allocated.
  bool allocated = false;
  Items items;
};

/// What a candidate extent is known by; in this order for a stable choice.
using ExtentKey = std::tuple<Extent::Kind, std::uint32_t, long long, bool>;

/// The observations of one slot by what they mean for its extent.
struct BoundsEvidence {
  BoundsEvidence(std::uint32_t S, const View &V);

  /// Extents that must hold, and those that callers and names make likely.
  std::map<ExtentKey, Candidate> Hard, Likely;
  Items Declared, Single, OneWhole, Indexed, Constant, Walked, Strings, Arrays, Literals, Objects,
      GivenObjects, Ends, Unknown, WrittenTo, KeptInArrays;
  /// By the field that counts.
  std::map<std::uint32_t, Items> Pairs, Broken;
  /// What a call gets as the count is a product; by the parameter of it that counts.
  std::map<std::uint32_t, Items> Factors;
  long long LargestIndex = -1;
  /// In bytes.
  long long LargestObject = 0;
  bool isCursor = false;

private:
  bool isBeside(std::uint32_t With) const;
  void count(const Item &I);
  void countPassed(const Item &I);
  void countPassedWith(const Item &I);
  void countReturned();
  bool isRecordAsBytes(const Item &I) const;
  bool isPlaceOf(std::uint32_t Counter, const Item &I) const;
  void hard(const Extent &E, const Item &I, bool IsAllocation = false) {
    note(Hard, E, I, IsAllocation);
  }
  void likely(const Extent &E, const Item &I) { note(Likely, E, I, false); }
  static void note(std::map<ExtentKey, Candidate> &Into, const Extent &E, const Item &I,
                   bool IsAllocation);

  std::uint32_t S;
  const View &V;
  const Slot &Place;
};

/// Places at which they were seen.
unsigned sitesOf(llvm::ArrayRef<const Item *> Of);

} // namespace ferrule::contracts
