// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the C and POSIX libraries do with memory, as data: one row per function, one role per
// parameter. Checks ask for roles and never compare names.
#pragma once
#include "llvm/ADT/StringRef.h"

namespace ferrule {

/// What a library function does with one of its parameters.
enum class Role : unsigned char {
  None,
  Destination,   ///< memory that is written, as much as the lengths say; without one: unbounded
  Appended,      ///< a string that is written to from its NUL on
  Source,        ///< memory that is read, as much as the lengths say
  String,        ///< read up to its NUL
  BoundedString, ///< read up to its NUL or as far as the lengths say
  Length,        ///< how much is read or written; several are multiplied
  Size,          ///< how much is allocated; several are multiplied
  PrintFormat,   ///< a format; the arguments follow it, unless the function takes a va_list
  ScanFormat,    ///< the same for scanf
  Released,      ///< ends the life of what it points to
  Resized,       ///< realloc: ends the life, unless the call fails
};

struct LibraryFunction {
  static constexpr unsigned MaxParameters = 5;
  enum Trait : unsigned {
    ReturnsNull = 1,   ///< returns a null pointer when it fails or finds nothing
    Wide = 2,          ///< its lengths count wchar_t, not bytes
    Zeroed = 4,        ///< what it allocates is initialised
    VaList = 8,        ///< takes the arguments of its format as a va_list
    NotReentrant = 16, ///< returns or uses an object of the library that other threads share
    Exact = 32,        ///< always touches all of its length, not just up to it
    /// what it writes to its Destination (without one: what it returns) comes from outside of the
    /// program; of scanf and its kin the role ScanFormat says so
    Input = 64,
    ParsesNumber = 128, ///< returns the number that its String spells
    Descriptor = 256,   ///< returns a handle that is an integer, and -1 when it fails
    StackMemory = 512,  ///< what it returns lives until its caller returns
    Resumes = 1024,     ///< given null first, it goes on with what it was given before
  };

  llvm::StringLiteral Name = "";
  Role Parameters[MaxParameters] = {};
  unsigned Traits = 0;
  /// The function that releases what this one returns; empty: it returns nothing to be released.
  llvm::StringLiteral ReleasedBy = "";

  bool has(Trait T) const { return Traits & T; }
  bool allocates() const { return !ReleasedBy.empty(); }
  /// The index of the first parameter with that role, or -1.
  int indexOf(Role R) const;
  bool hasRole(Role R) const { return indexOf(R) >= 0; }
  /// How many parameters the row needs: those behind have no role.
  unsigned parameterCount() const;
};

/// The row of a function's name; "__builtin_memcpy", "__builtin___memcpy_chk" and "__memcpy_chk"
/// are memcpy. Null: not in the table.
const LibraryFunction *libraryFunction(llvm::StringRef Name);

} // namespace ferrule
