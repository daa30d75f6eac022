// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What counts as a weakness of memory safety: two sets, each with a name and a version, as no
// agency and no tool means the same by the word. Members of CISA-1399 that a memory-safe language
// does not remove (leaks, excessive allocation, byte order) stay in both.
#pragma once
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace ferrule {

/// The CWE list that both sets are made from.
inline constexpr llvm::StringLiteral CweVersion = "4.19.1";

/// A member of ferrule-MS-1 that is not in CISA-1399, and the class of error that it belongs to.
struct ExtraCwe {
  unsigned number;
  llvm::StringLiteral kind;
};

/// CWE-1399 "Memory Safety", which CISA takes for the definition of the class ("The Case for Memory
/// Safe Roadmaps", 2023): all 37 members, sorted.
llvm::ArrayRef<unsigned> cisa1399();
/// What ferrule-MS-1 adds, sorted: classes that MITRE files elsewhere, such as null pointers.
llvm::ArrayRef<ExtraCwe> addedByFerrule();

enum class CweSet : unsigned char { Cisa1399, FerruleMs1 };
inline constexpr CweSet CweSets[] = {CweSet::Cisa1399, CweSet::FerruleMs1};

/// "CISA-1399", "ferrule-MS-1".
llvm::StringRef nameOf(CweSet Set);
/// Members of the set.
unsigned sizeOf(CweSet Set);
bool contains(CweSet Set, unsigned Cwe);

} // namespace ferrule
