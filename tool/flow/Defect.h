// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the flow analysis can find to be wrong.
#pragma once
#include "tool/model/Enum.h"
#include "tool/model/Operation.h"

namespace ferrule::flow {

enum class DefectKind : unsigned char {
  OutOfBoundsWrite,
  OutOfBoundsRead,
  UntrustedPointer,
  NullDereference,
  UncheckedResult,
  UninitializedRead,
  UseAfterRelease,
  DoubleRelease,
  ReleaseNonHeap,
  ReleaseInterior,
  MismatchedRelease,
  MemoryLeak,
  HandleLeak,
  StackAddressReturned,
  IntegerOverflow,
  SignConversion,
  UncontrolledAllocation,
  UntrustedFormat,
  UnrelatedPointers,
  TypeConfusion,
};

} // namespace ferrule::flow

/// The ids of the checks under which they are reported.
template <> struct ferrule::EnumNames<ferrule::flow::DefectKind> {
  static constexpr llvm::StringLiteral Names[] = {
      "ferrule-bounds-out-of-bounds-write",
      "ferrule-bounds-out-of-bounds-read",
      "ferrule-bounds-untrusted-pointer",
      "ferrule-null-dereference",
      "ferrule-null-unchecked-result",
      "ferrule-init-uninitialized-read",
      "ferrule-lifetime-use-after-release",
      "ferrule-ownership-double-release",
      "ferrule-ownership-release-non-heap",
      "ferrule-ownership-release-interior",
      "ferrule-ownership-mismatched-release",
      "ferrule-ownership-memory-leak",
      "ferrule-ownership-handle-leak",
      "ferrule-lifetime-stack-address-returned",
      "ferrule-integers-overflow",
      "ferrule-integers-sign-conversion",
      "ferrule-integers-uncontrolled-allocation",
      "ferrule-libc-untrusted-format",
      "ferrule-bounds-unrelated-pointers",
      "ferrule-types-confusion",
  };
};
