// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/deep/Checkers.h"

namespace ferrule {

using llvm::StringLiteral;
using llvm::StringRef;

llvm::ArrayRef<StringLiteral> enabledCheckers() {
  static constexpr StringLiteral Names[] = {
      "core",
      "cplusplus",
      "security.ArrayBound",
      "security.PointerSub",
      "security.VAList",
      "unix.Malloc",
      "unix.MallocSizeof",
      "unix.MismatchedDeallocator",
      "unix.StdCLibraryFunctions",
      "unix.Stream",
      "unix.cstring",
      // Only its name says alpha: it shares the model of unix.cstring, which knows the sizes.
      "alpha.unix.cstring.OutOfBounds",
  };
  return Names;
}

namespace {
/// The first row that fits counts: the checker's name starts with the one and the type of the bug
/// with the other.
struct Row {
  StringLiteral Checker;
  StringLiteral BugType;
  StringLiteral Check;
};
} // namespace

static constexpr StringLiteral OutOfBounds = "ferrule-bounds-out-of-bounds-read";

static constexpr Row Rows[] = {
    {"alpha.unix.cstring.OutOfBounds", "", OutOfBounds},
    {"core.CallAndMessage", "Called C++ object pointer is null", "ferrule-null-dereference"},
    {"core.CallAndMessage", "Called function pointer is null", "ferrule-null-dereference"},
    {"core.CallAndMessage", "", "ferrule-init-uninitialized-read"},
    {"core.NonNullParamChecker", "", "ferrule-null-dereference"},
    {"core.NullDereference", "Dereference of undefined", "ferrule-init-uninitialized-read"},
    {"core.NullDereference", "", "ferrule-null-dereference"},
    {"core.StackAddressEscape", "Return of", "ferrule-lifetime-stack-address-returned"},
    {"core.StackAddressEscape", "", "ferrule-lifetime-stack-address-escape"},
    {"core.UndefinedBinaryOperatorResult", "", "ferrule-init-uninitialized-read"},
    {"core.VLASize", "", "ferrule-bounds-variable-length-array"},
    {"core.uninitialized.", "", "ferrule-init-uninitialized-read"},
    {"cplusplus.InnerPointer", "", "ferrule-lifetime-use-after-release"},
    {"cplusplus.Move", "", "ferrule-lifetime-use-after-release"},
    {"cplusplus.PlacementNew", "Insufficient", "ferrule-bounds-out-of-bounds-write"},
    {"cplusplus.StringChecker", "", "ferrule-null-dereference"},
    {"security.ArrayBound", "", OutOfBounds},
    {"security.PointerSub", "", "ferrule-bounds-unrelated-pointers"},
    {"security.VAList", "", "ferrule-libc-variadic-access"},
    {"unix.MallocSizeof", "", "ferrule-integers-allocation-size"},
    {"unix.MismatchedDeallocator", "", "ferrule-ownership-mismatched-release"},
    {"unix.Stream", "Resource leak", "ferrule-ownership-handle-leak"},
    {"unix.Stream", "NULL stream pointer", "ferrule-null-unchecked-result"},
    {"unix.Stream", "Closed stream", "ferrule-lifetime-use-after-release"},
    {"unix.cstring.NotNullTerminated", "", "ferrule-libc-string-read"},
    {"unix.cstring.NullArg", "", "ferrule-null-dereference"},
    {"unix.cstring.BadSizeArg", "", "ferrule-libc-unbounded-copy"},
    // One model of memory reports under the names of several checkers.
    {"", "Bad deallocator", "ferrule-ownership-mismatched-release"},
    {"", "Bad free", "ferrule-ownership-release-non-heap"},
    {"", "Double free", "ferrule-ownership-double-release"},
    {"", "Free alloca", "ferrule-ownership-release-non-heap"},
    {"", "Memory leak", "ferrule-ownership-memory-leak"},
    {"", "Offset free", "ferrule-ownership-release-interior"},
    {"", "Use of zero allocated", OutOfBounds},
    {"", "Use-after-free", "ferrule-lifetime-use-after-release"},
};

StringRef checkOf(StringRef Checker, StringRef BugType, bool Writes) {
  for (const Row &R : Rows)
    if (Checker.starts_with(R.Checker) && BugType.starts_with(R.BugType))
      return Writes && R.Check == OutOfBounds ? StringRef("ferrule-bounds-out-of-bounds-write")
                                              : StringRef(R.Check);
  return "";
}

} // namespace ferrule
