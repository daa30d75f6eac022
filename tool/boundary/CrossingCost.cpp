// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A signature is priced by its pointers: the sum over parameters and result. Numbers come for free
// with the call.
#include "tool/boundary/CrossingCost.h"
#include "tool/model/Counted.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule {

namespace {

/// What can make a call dear: the words for it, for one and for several.
struct Kind {
  double cost;
  llvm::StringLiteral one, many;
};
constexpr Kind Handle{cost::Scalar, "handle", "handles"};
constexpr Kind Extent{cost::KnownExtent, "pointer of known extent", "pointers of known extent"};
constexpr Kind Unknown{cost::UnknownExtent, "pointer of unknown extent",
                       "pointers of unknown extent"};
constexpr Kind Double{cost::Hard, "pointer to a pointer", "pointers to pointers"};
constexpr Kind Owned{cost::Hard, "pointer that is handed over or kept",
                     "pointers that are handed over or kept"};
constexpr Kind Function{cost::Hard, "function to call", "functions to call"};
constexpr Kind Undeclared{cost::UnknownExtent, "list of parameters that is not declared", ""};
constexpr Kind Seam{cost::Seam, "seam from C++ to C", ""};
/// The dearest first.
constexpr const Kind *Kinds[] = {&Function, &Double,     &Owned,  &Seam,
                                 &Unknown,  &Undeclared, &Extent, &Handle};

bool changesHands(llvm::StringRef Ownership) {
  return Ownership == "consumed" || Ownership == "transferred" || Ownership == "borrowed, kept" ||
         Ownership.starts_with("owned by the caller");
}

/// I: its contract, or null.
const Kind &kindOf(const AbiType &Pointer, const Inference *I) {
  const AbiType &To = Pointer.inner.front();
  if (To.kind == AbiKind::Function)
    return Function;
  if (To.kind == AbiKind::Pointer)
    return Double;
  if (!I)
    return Unknown;
  llvm::StringRef Bounds = I->bounds;
  if (changesHands(I->ownership))
    return Owned;
  if (Bounds == "opaque")
    return Handle;
  if (Bounds == "unknown" || Bounds == "array" || Bounds.starts_with("cursor"))
    return Unknown;
  return Extent;
}

} // namespace

Price priceOfCall(const AbiFunction &F, const ContractIndex &Known) {
  std::map<const Kind *, unsigned> Counts;
  for (auto [Index, T] : llvm::enumerate(F.type.inner))
    if (T.kind == AbiKind::Pointer)
      ++Counts[&kindOf(
          T, Known.find(F.id, Index == 0 ? "result" : "parameter " + std::to_string(Index)))];
  if (F.type.noPrototype)
    ++Counts[&Undeclared];
  if (!F.unsupported.empty())
    ++Counts[&Seam];
  Price P;
  llvm::ListSeparator Comma;
  llvm::raw_string_ostream Reason(P.reason);
  for (const Kind *K : Kinds)
    if (unsigned Count = Counts[K]) {
      P.cost += Count * K->cost;
      Reason << Comma << counted(Count, K->one, K->many);
    }
  if (P.cost == 0)
    return {.cost = cost::Scalar, .reason = "numbers only"};
  return P;
}

} // namespace ferrule
