// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Boundaries.h"
#include "tool/model/Json.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace ferrule {
namespace {

/// Names of a list that a cell shows.
constexpr std::size_t MostNames = 6;

std::string names(ArrayRef<std::string> All) {
  std::string Text =
      join(map_range(All.take_front(MostNames), [](const auto &N) { return inMarkdown(N); }), ", ");
  if (All.size() > MostNames)
    Text += " and " + utostr(All.size() - MostNames) + " more";
  return Text;
}

/// What stands most in the way: what cannot cross, or what costs most.
std::string hindrance(const Boundary &B) {
  if (!B.blockers.empty())
    return inMarkdown(B.blockers.front().detail);
  if (B.crossings.empty())
    return "nothing";
  const Crossing &X = B.crossings.front();
  std::string Cost;
  raw_string_ostream(Cost) << format("%.0f", X.cost);
  return inWords(nameOf(X.kind)) + " " + inMarkdown(X.name) + ": " + Cost;
}

void printNumbers(const Boundary &B, raw_ostream &Out) {
  Out << B.lines << " | " << B.openOperations << " | " << format("%.0f", B.benefit) << " | "
      << format("%.0f", B.cost) << " | " << format("%.1f", B.worth);
}

/// Modules have a place in the order of their own; sets have the last one of theirs.
bool isModule(const Boundary &B) { return B.files.size() == 1; }

void printOrder(const Assessment &A, raw_ostream &Out) {
  std::map<unsigned, std::vector<const Boundary *>> Places;
  for (const Boundary &B : A.boundaries)
    if (isModule(B))
      Places[B.order].push_back(&B);
  Out << "\n## Order of porting\n\n";
  for (auto &[Place, Modules] : Places) {
    llvm::sort(Modules, [](auto *A, auto *B) {
      return std::tie(A->cost, A->name) < std::tie(B->cost, B->name);
    });
    ListSeparator Comma;
    Out << Place << ". ";
    for (const Boundary *B : Modules)
      Out << Comma << inMarkdown(B->name);
    if (Modules.size() > 1)
      Out << " (they call each other in a circle)";
    Out << "\n";
  }
}

void listAsMarkdown(const Assessment &A, raw_ostream &Out) {
  Out << "# Where to cut\n\n"
         "| | cut | shape | lines | open | benefit | cost | worth | order | what hinders most |\n"
         "|---:|---|---|---:|---:|---:|---:|---:|---:|---|\n";
  unsigned Rank = 0;
  for (const Boundary &B : A.boundaries) {
    if (B.shape == BoundaryShape::NotHere)
      continue;
    Out << "| " << ++Rank << " | " << inMarkdown(B.name) << " | " << inWords(nameOf(B.shape))
        << " | ";
    printNumbers(B, Out);
    Out << " | " << B.order << " | " << hindrance(B) << " |\n";
  }
  printOrder(A, Out);
  Out << "\n## Do not cut here\n\n"
         "| cut | lines | open | benefit | cost | worth | why |\n"
         "|---|---:|---:|---:|---:|---:|---|\n";
  for (const Boundary &B : A.boundaries) {
    if (B.shape != BoundaryShape::NotHere)
      continue;
    Out << "| " << inMarkdown(B.name) << " | ";
    printNumbers(B, Out);
    Out << " | " << inMarkdown(B.reason) << " |\n";
  }
  Out << "\nCosts are in calls with numbers only, and are counted from the code: `--cut NAME` "
         "shows "
         "what makes them.\n"
         "Worth is benefit per cost. There may be better sets than those that were looked at.\n";
}

struct CrossingTable {
  CrossingKind kind;
  StringLiteral title, places, parts;
};
constexpr CrossingTable Tables[] = {
    {CrossingKind::CallIn, "Functions in", "calls from outside", "called by"},
    {CrossingKind::CallOut, "Functions out", "calls from inside", "called by"},
    {CrossingKind::Callback, "Functions whose address crosses", "places inside / outside",
     "taken by"},
    {CrossingKind::Variable, "Variables", "places inside / outside", "used by"},
    {CrossingKind::Errno, "errno", "places inside / outside", "read by"},
    {CrossingKind::Ownership, "Memory that one side allocates and the other releases",
     "places inside / outside", "by"},
};

void printCrossings(const Boundary &B, const CrossingTable &T, raw_ostream &Out) {
  auto Chosen = make_filter_range(B.crossings, [&](const Crossing &X) { return X.kind == T.kind; });
  if (Chosen.empty())
    return;
  Out << "\n## " << T.title << "\n\n"
      << "| name | where | cost | why | " << T.places << " | " << T.parts << " |\n"
      << "|---|---|---:|---|---:|---|\n";
  for (const Crossing &X : Chosen) {
    Out << "| " << inMarkdown(X.name) << " | " << inMarkdown(X.file) << ":" << X.line << " | "
        << format("%.0f", X.cost) << " | " << inMarkdown(X.reason) << " | ";
    if (T.kind == CrossingKind::CallIn)
      Out << X.outside;
    else if (T.kind == CrossingKind::CallOut)
      Out << X.inside;
    else
      Out << X.inside << " / " << X.outside;
    Out << " | " << names(X.parts) << " |\n";
  }
}

void printRecords(const Boundary &B, raw_ostream &Out) {
  auto Records = make_filter_range(
      B.crossings, [](const Crossing &X) { return X.kind == CrossingKind::Record; });
  if (Records.empty())
    return;
  Out << "\n## Records with fields that both sides access\n\n"
         "An access is a place in the source that names the field, of whatever object: `grep` for "
         "the field's name finds these\nplaces, and others that only have the same name. What a "
         "macro spells counts where the macro is used.\n";
  for (const Crossing &X : Records) {
    Out << "\n**" << inMarkdown(X.name) << "** (" << inMarkdown(X.file) << ":" << X.line
        << "), cost " << format("%.1f", X.cost) << ": " << inMarkdown(X.reason);
    if (!X.parts.empty())
      Out << "; macros: " << names(X.parts);
    Out << "\n\n| field | inside | outside |\n|---|---:|---:|\n";
    for (const SharedField &F : X.fields)
      Out << "| " << inMarkdown(F.name) << " | " << F.inside << " | " << F.outside << " |\n";
  }
}

void printBlockers(const Boundary &B, const Assessment &A, raw_ostream &Out) {
  if (B.blockers.empty())
    return;
  StringMap<StringRef> Names;
  for (const RankedFunction &F : A.functions)
    Names[F.id] = F.name;
  Out << "\n## What cannot cross\n\n| function | where | what |\n|---|---|---|\n";
  for (const Blocker &Each : B.blockers) {
    auto Name = Names.find(Each.function);
    Out << "| " << inMarkdown(Name == Names.end() ? StringRef(Each.function) : Name->second)
        << " | " << inMarkdown(Each.file) << ":" << Each.line << " | " << inMarkdown(Each.detail)
        << " |\n";
  }
}

void showAsMarkdown(const Boundary &B, const Assessment &A, raw_ostream &Out) {
  Out << "# " << inMarkdown(B.name) << "\n\n"
      << inWords(nameOf(B.shape)) << ": " << inMarkdown(B.reason) << ".\n\n"
      << "| lines | open | benefit | cost | worth |\n|---:|---:|---:|---:|---:|\n| ";
  printNumbers(B, Out);
  Out << " |\n\nFiles: " << join(map_range(B.files, inMarkdown), ", ") << "\n";
  if (!B.after.empty())
    Out << "\nAfter: " << join(map_range(B.after, inMarkdown), ", ") << "\n";
  printBlockers(B, A, Out);
  if (!B.prerequisites.empty()) {
    Out << "\n## Before the cut, the cheapest first\n\n";
    for (const std::string &Each : B.prerequisites)
      Out << "- " << inMarkdown(Each) << "\n";
  }
  for (const CrossingTable &T : Tables)
    printCrossings(B, T, Out);
  printRecords(B, Out);
}

void showAsJson(const Boundary &Cut, const Assessment &, raw_ostream &Out) {
  Out << jsonText(1, [&](json::OStream &J) { J.object([&] { writeJsonFields(J, Cut); }); }) << "\n";
}

void listAsJson(const Assessment &A, raw_ostream &Out) {
  Out << jsonText(1, [&](json::OStream &J) {
    J.array([&] {
      for (const Boundary &B : A.boundaries)
        J.object([&] { writeJsonFields(J, B); });
    });
  }) << "\n";
}

constexpr BoundaryFormat Formats[] = {{"md", listAsMarkdown, showAsMarkdown},
                                      {"json", listAsJson, showAsJson}};

} // namespace

std::string inWords(StringRef Name) {
  std::string Words;
  for (char C : Name)
    if (isUpper(C))
      (Words += ' ') += toLower(C);
    else
      Words += C;
  return Words;
}

const BoundaryFormat *findBoundaryFormat(StringRef Name) {
  for (const BoundaryFormat &F : Formats)
    if (F.name == Name)
      return &F;
  return nullptr;
}

} // namespace ferrule
