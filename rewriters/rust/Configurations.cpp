// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Configurations.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

namespace ferrule::rust {

std::vector<AbiIndex> otherWidths(const RustTypes &Types) {
  std::vector<AbiIndex> Result;
  std::set<unsigned> Known = {Types.index().pointerBits()};
  for (const AbiIndex &Other : Types.others())
    if (Known.insert(Other.pointerBits()).second)
      Result.push_back(Other);
  return Result;
}

bool hasSameFields(const AbiRecord &A, const AbiRecord &B) {
  return A.complete == B.complete && A.isUnion == B.isUnion &&
         llvm::equal(A.fields, B.fields, [](const AbiField &One, const AbiField &Other) {
           return One.name == Other.name;
         });
}

static bool hasSameLayout(const AbiRecord &A, const AbiRecord &B) {
  return A.size == B.size && A.alignment == B.alignment &&
         llvm::equal(A.fields, B.fields, [](const AbiField &One, const AbiField &Other) {
           return One.offset == Other.offset;
         });
}

std::vector<std::string> differencesOf(const RustTypes &Types) {
  std::vector<std::string> Result;
  RustTypes::Reached Found = Types.reached();
  for (const AbiRecord *R : Found.records) {
    if (llvm::is_contained(Found.opaque, R))
      continue;
    for (auto [Index, Other] : llvm::enumerate(Types.others())) {
      const AbiRecord *There = Other.record(R->id);
      if (!There || !There->complete)
        continue;
      std::string Where = "`" + R->name + "` in configuration " + std::to_string(Index + 2) + ": ";
      if (!hasSameFields(*R, *There))
        Result.push_back(Where + "it has other fields there");
      else if (Other.pointerBits() == Types.index().pointerBits() && !hasSameLayout(*R, *There))
        Result.push_back(Where + "its fields lie elsewhere there, with " +
                         std::to_string(There->size) + " bytes instead of " +
                         std::to_string(R->size));
    }
  }
  return Result;
}

} // namespace ferrule::rust
