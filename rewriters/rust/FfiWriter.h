// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Writes ffi.rs: Ffi.cpp what C calls, Originals.cpp what calls C.
#pragma once
#include "rewriters/rust/Sources.h"
#include <set>

namespace ferrule::rust {

class FfiWriter {
public:
  FfiWriter(const Bindings &All, const Binder &Bind, RustTypes &Types)
      : All(All), Bind(Bind), Types(Types) {}

  FfiSource write();

  /// A safe value as C wants it.
  static std::string rawArgument(const BoundParameter &P);
  /// Statements that make of slices the counts that C wants.
  static std::string counts(const BoundFunction &B, RustTypes &Types);

private:
  std::string rawParameters(const BoundFunction &B);
  std::string rawResult(const BoundFunction &B);
  std::string declarations(const std::vector<BoundFunction> &Some, bool Original);
  std::string exported(const BoundFunction &B);
  std::string caller(const BoundFunction &B, llvm::StringRef Module, llvm::StringRef Visibility);
  std::string safetyOf(const BoundFunction &B);

  std::string countOf(const BoundFunction &B, const BoundParameter &P);
  std::string converted(const BoundFunction &B, const BoundParameter &P);
  std::string spans(const BoundFunction &B);
  /// By its path: a parameter may have the name of a helper.
  std::string use(llvm::StringRef Helper) {
    Used.insert(Helper.str());
    return "convert::" + Helper.str();
  }

  const Bindings &All;
  const Binder &Bind;
  RustTypes &Types;
  std::set<std::string> Used;
};

} // namespace ferrule::rust
