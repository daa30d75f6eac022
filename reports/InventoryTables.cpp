// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/InventoryTables.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <tuple>

using namespace llvm;

namespace ferrule {

Table languageTable(const Assessment &A) {
  Table T{"",
          {{"language"},
           {"memory-unsafe"},
           {"files", true},
           {"source lines", true},
           {"shipped files", true},
           {"shipped source lines", true}},
          {}};
  LanguageLines Sum;
  for (const LanguageLines &L : A.inventory.languages) {
    T.rows.push_back({{L.language},
                      {L.memoryUnsafe ? "yes" : "no"},
                      {utostr(L.files)},
                      {utostr(L.lines)},
                      {utostr(L.shippedFiles)},
                      {utostr(L.shippedLines)}});
    Sum.files += L.files;
    Sum.lines += L.lines;
    Sum.shippedFiles += L.shippedFiles;
    Sum.shippedLines += L.shippedLines;
  }
  if (!T.rows.empty())
    T.rows.push_back({{"all"},
                      {},
                      {utostr(Sum.files)},
                      {utostr(Sum.lines)},
                      {utostr(Sum.shippedFiles)},
                      {utostr(Sum.shippedLines)}});
  return T;
}

Table excludedTable(const Assessment &A) {
  Table T{"", {{"why"}, {"path"}, {"files", true}, {"source lines", true}}, {}};
  for (const ExcludedFiles &E : A.inventory.excluded)
    T.rows.push_back({{E.why}, {E.path, true}, {utostr(E.files)}, {utostr(E.lines)}});
  return T;
}

Table dependencyTable(const Assessment &A) {
  Table T{"", {{"library"}, {"how it is known"}, {"evidence"}, {"in a memory-safe language"}}, {}};
  for (const NativeDependency &D : A.inventory.dependencies) {
    const auto It =
        find_if(A.plan.replacements, [&](const Replacement &R) { return R.what == D.name; });
    T.rows.push_back({{D.name, true},
                      {D.how},
                      {D.evidence, true},
                      {It == A.plan.replacements.end() ? std::string("none known")
                                                       : It->by + " (" + It->interface + ")"}});
  }
  return T;
}

Table hardeningTable(const Assessment &A) {
  Table T{"",
          {{"rung", true},
           {"measures"},
           {"compile or link commands with them", true},
           {"that could have them", true},
           {"the first without them"}},
          {}};
  // Measures of a rung that the same commands take are one row.
  std::tuple<unsigned, unsigned, unsigned, std::vector<std::string>> Last;
  for (const HardeningMeasure &H : A.inventory.hardening) {
    // Not for everybody, and who it is for no command tells.
    const bool ForSome = StringRef(H.caveat).starts_with("only for");
    const auto Key = std::tuple(H.rung, H.observed, H.units, H.without);
    if (!T.rows.empty() && Key == Last && !ForSome) {
      T.rows.back()[1].text += " " + H.flag;
      continue;
    }
    if (!ForSome)
      Last = Key;
    T.rows.push_back({{utostr(H.rung)},
                      {H.flag + (ForSome ? " (" + H.caveat + ")" : ""), true},
                      {utostr(H.observed)},
                      {utostr(H.units)},
                      {H.without.empty() ? "" : H.without.front(), true}});
  }
  return T;
}

Table binaryTable(const Assessment &A) {
  Table T{"", {{"binary"}, {"property"}, {"state"}, {"evidence"}}, {}};
  for (const BinaryFacts &B : A.inventory.binaries)
    for (const BinaryMeasure &M : B.measures)
      T.rows.push_back({{B.file, true}, {M.id}, {M.state}, {.text = M.evidence, .prose = true}});
  return T;
}

Table practiceTable(const Assessment &A) {
  Table T{"", {{"practice"}, {"what was found"}, {"where"}}, {}};
  for (const Practice &P : A.inventory.practices)
    T.rows.push_back({{P.kind},
                      {.text = P.what, .prose = true},
                      {P.line ? P.file + ":" + utostr(P.line) : P.file, true}});
  return T;
}

} // namespace ferrule
