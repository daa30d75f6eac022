// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/patch/EditText.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

EditsByFile editsByFile(llvm::ArrayRef<const Patch *> Patches) {
  EditsByFile Result;
  for (const Patch *P : Patches)
    for (const Edit &E : P->edits)
      Result[E.file].push_back(E);
  for (auto &[File, Edits] : Result) {
    llvm::sort(Edits);
    Edits.erase(llvm::unique(Edits), Edits.end());
  }
  return Result;
}

bool insertsDirectives(const Edit &E) {
  return !E.length && llvm::StringRef(E.text).starts_with("#") &&
         llvm::StringRef(E.text).ends_with("\n");
}

bool collide(const Edit &A, const Edit &B) {
  if (A.file != B.file || A == B)
    return false;
  // Lines go in front of what is replaced there, and of each other in whatever order.
  if (A.offset == B.offset)
    return !(insertsDirectives(A) && (B.length || insertsDirectives(B))) &&
           !(insertsDirectives(B) && A.length);
  const auto &[First, Second] = A.offset < B.offset ? std::tie(A, B) : std::tie(B, A);
  return First.offset + First.length > Second.offset;
}

std::string applyEdits(llvm::StringRef Text, llvm::ArrayRef<Edit> Edits) {
  std::string Result;
  unsigned At = 0;
  for (const Edit &E : Edits) {
    Result += Text.slice(At, E.offset);
    Result += E.text;
    At = E.offset + E.length;
  }
  return Result + Text.substr(At).str();
}

std::optional<unsigned> mapOffset(unsigned Offset, llvm::ArrayRef<Edit> Edits) {
  long long Shift = 0;
  for (const Edit &E : Edits) {
    if (E.offset > Offset)
      break;
    if (Offset < E.offset + E.length)
      return std::nullopt;
    Shift += static_cast<long long>(E.text.size()) - E.length;
  }
  return static_cast<unsigned>(Offset + Shift);
}

} // namespace ferrule
