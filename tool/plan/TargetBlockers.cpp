// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/plan/TargetBlockers.h"
#include "tool/model/Metrics.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;

namespace ferrule {
namespace {

struct Words {
  StringLiteral what, help;
};
constexpr Words Blockers[] = {
    {"calls setjmp", "return an error instead, or keep both ends in C"},
    {"calls longjmp", "return an error instead, or keep both ends in C"},
    {"is defined with '...'", "keep it in C, and give it a sibling that takes a fixed list"},
    {"takes a va_list", "keep it in C, and give it a sibling that takes a fixed list"},
    {"inline assembly", "keep it in C, or use an intrinsic of the compiler"},
    {"computed goto", "write it as a switch"},
    {"accesses a volatile object", "keep the access in a C function of its own"},
    {"throws across the interface", "catch it in C++ and return an error"},
    {"a type that Rust has no ABI for", "hand it over by pointer"},
};
static_assert(std::size(Blockers) == NumValues<BlockerKind>);

/// A header belongs to the language of the modules that it has functions of.
std::set<StringRef> filesInCxx(ArrayRef<PlannedModule> Modules) {
  std::set<StringRef> Files;
  for (const PlannedModule &M : Modules)
    if (M.cxx) {
      Files.insert(M.plan.file);
      for (const RankedFunction *F : M.functions)
        Files.insert(F->file);
    }
  return Files;
}

/// What many have in common: without the place behind the colon, and without names in quotes.
std::string inGeneral(StringRef Reason) {
  std::string Result;
  bool InName = false;
  for (char C : Reason.split(':').first) {
    if (C == '\'') {
      InName = !InName;
      Result += InName ? "'\u2026'" : "";
    } else if (!InName) {
      Result += C;
    }
  }
  return Result;
}

class Collector {
public:
  /// Here: what is in the way at this place.
  void add(StringRef Target, StringRef Prefix, StringRef Here, StringRef File, unsigned Line,
           std::string Remedy) {
    auto [It, New] = Found.try_emplace({Target.str(), Prefix.str() + inGeneral(Here)});
    TargetBlocker &B = It->second;
    const std::pair<StringRef, unsigned> Place(File, Line);
    if (New)
      B = {.target = Target.str(), .what = Prefix.str() + Here.str(), .remedy = std::move(Remedy)};
    else
      B.what = It->first.second;
    if (!B.places || Place < std::pair<StringRef, unsigned>(B.file, B.line)) {
      B.file = File.str();
      B.line = Line;
    }
    ++B.places;
  }

  std::vector<TargetBlocker> take() {
    std::vector<TargetBlocker> All;
    for (auto &[Key, B] : Found)
      All.push_back(std::move(B));
    stable_sort(All, [](const TargetBlocker &L, const TargetBlocker &R) {
      return L.target != R.target ? L.target < R.target : L.places > R.places;
    });
    return All;
  }

private:
  std::map<std::pair<std::string, std::string>, TargetBlocker> Found;
};

} // namespace

std::vector<TargetBlocker> targetBlockers(const Assessment &A, ArrayRef<PlannedModule> Modules) {
  const std::set<StringRef> Cxx = filesInCxx(Modules);
  const auto TargetAt = [&](StringRef File) {
    return Cxx.contains(File) ? "safe-cxx" : "c-bounds";
  };
  Collector All;
  std::set<std::tuple<BlockerKind, std::string, unsigned>> Seen;
  for (const PlannedModule &M : Modules)
    if (M.cxx)
      All.add("rust", "", "its interface is C++, and Rust stands behind C interfaces only",
              M.plan.file, 1, "a C interface in front of it");
  for (const Boundary &B : A.boundaries)
    for (const Blocker &X : B.blockers)
      // What is written in C++ has that in its way before anything else.
      if (!Cxx.contains(X.file) && Seen.emplace(X.kind, X.file, X.line).second) {
        const Words &W = Blockers[static_cast<unsigned>(X.kind)];
        All.add("rust", "", W.what, X.file, X.line, W.help.str());
      }
  for (const Inference &I : A.inferences)
    if (I.exported && isUnbounded(I)) {
      const auto Answer = I.answers.find("bounds");
      const std::string Why = Answer == I.answers.end() || Answer->second.reason.empty()
                                  ? "nothing says how far it leads"
                                  : Answer->second.reason;
      All.add(TargetAt(I.file), "extent not derived of what a header declares: ",
              Why + ": " + (I.slotName.empty() ? I.slot : "'" + I.slotName + "'") + " of " + I.name,
              I.file, I.line,
              "declare it, or hand the number of elements over, where none is (one that is given "
              "as a power of "
              "two is not recognised)");
    }
  std::set<StringRef> Answered;
  for (const Patch &P : A.patches)
    if (P.ready())
      Answered.insert(P.answers.begin(), P.answers.end());
  for (const Patch &P : A.patches)
    // What nothing shows to be useful, or another change answers, is in nobody's way.
    if (P.status == PatchStatus::Refused && !StringRef(P.reason).starts_with("nothing more") &&
        (P.answers.empty() ||
         any_of(P.answers, [&](StringRef Id) { return !Answered.contains(Id); })))
      All.add(TargetAt(P.file), P.rewriter + ": ", P.reason, P.file, P.line,
              "a change by hand, if it matters");
  return All.take();
}

} // namespace ferrule
