// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What each function of the seam is to C and to safe Rust.
#pragma once
#include "rewriters/rust/Identifier.h"
#include "rewriters/rust/seam/Seam.h"

namespace ferrule::rust {

class SeamBinding {
public:
  /// They outlive it.
  SeamBinding(Seam &Made, Binder &Bind, RustTypes &Types) : Made(Made), Bind(Bind), Types(Types) {}

  SeamClass &classOf(const CxxClass &C);

  /// Why the seam has no rule for a type; empty: it has.
  std::string whyNot(const CxxType &T, CxxRole Role, bool IsResult) const;

  /// With so many parameters. Why it cannot; empty: it is done.
  std::string add(const CxxFunction &Cxx, std::size_t Parameters, const SeamClass *Of, bool Throws);
  /// What C++ gives to a class.
  void addMake(const SeamClass &Of);
  void addCopy(const SeamClass &Of);
  void addEnd(const SeamClass &Of);
  void addBase(const SeamClass &Of, const SeamClass &To);

private:
  SeamClass &classOf(const AbiType &T, const std::string &Spelling);
  SeamFunction &start(SeamCall Call, const SeamClass *Of, std::string CxxName, std::string Method);
  void addParameter(SeamFunction &F, AbiType T, std::string Name, ParameterSource Source);
  void addParameter(SeamFunction &F, const CxxType &P, const std::string &Name, unsigned Index);
  void addObject(SeamFunction &F, bool IsConst);
  void setResult(SeamFunction &F, const CxxType &R);
  void bind(SeamFunction &F);
  void bindResult(SeamFunction &F, const CxxType &R);
  void spellResult(SeamFunction &F);
  std::string methodName(const CxxFunction &F);

  Seam &Made;
  Binder &Bind;
  RustTypes &Types;
  /// By class, "" for functions of namespaces: the names that are taken, and by name and parameter
  /// types the method that has them.
  std::map<std::string, UniqueNames> Taken;
  std::map<std::string, std::string> Overloads;
  std::vector<ParameterSource> Sources;
};

} // namespace ferrule::rust
