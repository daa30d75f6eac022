// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A project is a library when it defines, and not only declares, the functions that only this
// library has; a copy in a project's tree is found in the same way. A dependency is known by its
// name.
#include "tool/plan/Replacements.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using llvm::StringLiteral;
using llvm::StringRef;

namespace ferrule {
namespace {

struct Row {
  StringLiteral library;
  StringLiteral linked;
  StringLiteral defines;
  StringLiteral by;
  StringLiteral interface;
  StringLiteral source;
};
constexpr Row Table[] = {
#define REPLACEMENT(library, linked, defines, by, interface, source)                               \
  {StringLiteral(library), StringLiteral(linked),    StringLiteral(defines),                       \
   StringLiteral(by),      StringLiteral(interface), StringLiteral(source)},
#include "tool/plan/Replacements.def"
};

/// Where the functions of the project are defined, by qualified name.
using Definitions = std::map<StringRef, StringRef>;

/// Empty if it does not define all of them.
std::string whatItDefines(const Row &R, const Definitions &Defined) {
  std::vector<std::string> Places;
  for (StringRef Name : llvm::split(R.defines, ' ')) {
    auto Found = Defined.find(Name);
    if (Found == Defined.end())
      return "";
    Places.push_back((Name + " in " + Found->second).str());
  }
  return "defines " + llvm::join(Places, ", ");
}

Replacement replacement(const Row &R, std::string Evidence) {
  return {.what = R.library.str(),
          .by = R.by.str(),
          .interface = R.interface.str(),
          .evidence = std::move(Evidence),
          .source = R.source.str()};
}

} // namespace

std::vector<Replacement> findReplacements(const Assessment &A) {
  Definitions Defined;
  for (const RankedFunction &F : A.functions)
    Defined.try_emplace(F.qualifiedName, F.file);
  std::vector<Replacement> Own, Needed;
  for (const Row &R : Table) {
    if (std::string Evidence = whatItDefines(R, Defined); !Evidence.empty()) {
      Own.push_back(replacement(R, std::move(Evidence)));
      continue;
    }
    const auto Found = llvm::find_if(A.inventory.dependencies, [&](const NativeDependency &D) {
      return llvm::is_contained(llvm::split(R.linked, ' '), D.name);
    });
    if (Found == A.inventory.dependencies.end())
      continue;
    Needed.push_back(replacement(R, Found->how + " (" + Found->evidence + ")"));
    Needed.back().what = Found->name;
  }
  llvm::append_range(Own, Needed);
  return Own;
}

} // namespace ferrule
