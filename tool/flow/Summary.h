// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a function does for whoever calls it, as far as every path through its body does it. It is
// used where a call is not followed.
#pragma once
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace ferrule::flow {

/// What becomes of the object that an argument points to.
struct PassedPointer {
  enum Fate : std::uint8_t {
    Unknown,
    Borrowed,      ///< neither released nor kept: when the call is over, all is as before
    Released,      ///< its life ends
    MayBeReleased, ///< on some paths only
  };
  Fate fate = Unknown;
  /// Released only where these parameters (bits 0 to 63) are not null.
  std::uint64_t unlessNull = 0;
  /// Every path that returns has used what it points to without a test for null.
  bool used = false;
  /// So many bytes from its start are written on every path, and none is read before that.
  std::int64_t written = 0;
};

/// Memory, or a handle, that the function made and nobody else has.
struct FreshMemory {
  bool handle = false;
  llvm::StringRef releasedBy;
  /// For want of memory, or the like.
  bool mayFail = false;
  /// For another reason, which the caller may know not to apply.
  bool mayBeNull = false;
  /// Bytes: scale * parameter + offset.
  bool sized = false;
  std::uint32_t parameter = 0;
  std::int64_t scale = 0;
  std::int64_t offset = 0;
  friend bool operator==(const FreshMemory &, const FreshMemory &) = default;
};

struct FunctionSummary {
  std::vector<PassedPointer> parameters;
  std::optional<FreshMemory> result;
  /// It returns null on a path on which no parameter is.
  bool mayReturnNull = false;
};

} // namespace ferrule::flow
