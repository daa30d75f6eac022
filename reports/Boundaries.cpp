// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Boundaries.h"
#include "tool/model/Json.h"

namespace ferrule {
namespace {

void listAsMarkdown(const Assessment &A, llvm::raw_ostream &Out) {
  for (const Boundary &B : A.boundaries)
    Out << B.name << "\n";
}

void showAsMarkdown(const Boundary &Cut, const Assessment &, llvm::raw_ostream &Out) {
  Out << Cut.name << "\n";
}

void showAsJson(const Boundary &Cut, const Assessment &, llvm::raw_ostream &Out) {
  Out << jsonText(1, [&](llvm::json::OStream &J) { J.object([&] { writeJsonFields(J, Cut); }); })
      << "\n";
}

void listAsJson(const Assessment &A, llvm::raw_ostream &Out) {
  Out << jsonText(1, [&](llvm::json::OStream &J) {
    J.array([&] {
      for (const Boundary &B : A.boundaries)
        J.object([&] { writeJsonFields(J, B); });
    });
  }) << "\n";
}

constexpr BoundaryFormat Formats[] = {{"md", listAsMarkdown, showAsMarkdown},
                                      {"json", listAsJson, showAsJson}};

} // namespace

const BoundaryFormat *findBoundaryFormat(llvm::StringRef Name) {
  for (const BoundaryFormat &F : Formats)
    if (F.name == Name)
      return &F;
  return nullptr;
}

} // namespace ferrule
