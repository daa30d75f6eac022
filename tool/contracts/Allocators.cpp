// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Memory has to be ended by the counterpart of what made it, however many functions of the project
// are between. So the evidence is followed, from results to what they return and from parameters to
// those that they are given to, down to functions that the project does not define: those of the C
// library, and hooks, which are fields and variables.
#include "tool/contracts/Allocators.h"
#include "tool/contracts/LengthNames.h"
#include "tool/contracts/Words.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace ferrule::contracts {

static std::size_t sharedPrefix(llvm::StringRef A, llvm::StringRef B) {
  std::size_t Same = 0;
  while (Same < std::min(A.size(), B.size()) && A[Same] == B[Same])
    ++Same;
  return Same;
}

/// Characters that both names begin with, and those of whole words that both end with, as in
/// png_create_read_struct_2 and png_destroy_read_struct.
static std::size_t likeness(llvm::StringRef A, llvm::StringRef B) {
  B = B.rtrim("0123456789_");
  std::size_t Prefix = sharedPrefix(A, B), Same = 0, Words = 0;
  while (Same < std::min(A.size(), B.size()) - Prefix &&
         A.drop_back(Same).back() == B.drop_back(Same).back()) {
    char First = A.drop_back(Same++).back();
    if (First == '_' || llvm::isUpper(First))
      Words = Same;
  }
  return Prefix + Words;
}

Releasers::Releasers(const View &V) {
  for (std::uint32_t S = 0; S != V.table.size(); ++S) {
    const SlotType *T = V.table.declaredType(S);
    const Interface *I = V.table.interfaceOf(S);
    if (!T || !I || V.table.slot(S).part != SlotPart::Parameter ||
        !V.of(S).owner.is(Owner::Consumed))
      continue;
    std::string Pointee = T->pointee;
    if (V.table.slot(S).level == 1)
      Pointee = llvm::StringRef(Pointee).rtrim(" *").str();
    ByPointee[Pointee].push_back(I);
    if (Pointee == "void" && T->type != "void *")
      ByPointee[T->type].push_back(I);
  }
}

std::string Releasers::of(const SlotType &T, llvm::StringRef Maker) const {
  // realloc and its kin end and make; what they make is not theirs to end.
  const Interface *Best = nullptr;
  auto Makes = [&](const Interface &I) { return I.fact.result.pointee == T.pointee; };
  auto Rank = [&](const Interface &I) {
    llvm::StringRef Name = I.fact.name;
    return std::tuple(!Makes(I), I.exported || I.inHeader, likeness(Name, Maker),
                      -static_cast<long>(Name.size()), Name);
  };
  auto Consider = [&](const std::string &Pointee, std::size_t LeastPrefix) {
    auto It = ByPointee.find(Pointee);
    if (It == ByPointee.end())
      return;
    for (const Interface *I : It->second)
      if (I->fact.name != Maker && sharedPrefix(I->fact.name, Maker) >= LeastPrefix &&
          (!Best || Rank(*Best) < Rank(*I)))
        Best = I;
  };
  if (pointsToRecord(T))
    Consider(T.pointee, 0);
  else if (T.pointee == "void" && T.type != "void *")
    // A handle that hides as void: by who is declared to get one.
    Consider(T.type, 0);
  else if (T.shape == TypeShape::Characters || T.type == "void *")
    // Bytes: by a function of the same library, as its prefix tells.
    Consider("void", 3);
  return Best ? Best->fact.name : "";
}

namespace {

class Ends {
public:
  explicit Ends(const View &V) : V(V) {}

  void follow(std::uint32_t S, bool Makers) {
    if (S == NoSlot || !Seen.insert(S).second)
      return;
    for (const Item &I : V.table.items(S))
      Makers ? addMaker(I) : addEnd(I, V.table.items(S));
  }

  std::string names() const { return llvm::join(Names, ", "); }

private:
  /// The body of the function that a slot belongs to tells more.
  bool isDefined(std::uint32_t S) const {
    const Interface *Of = V.table.interfaceOf(S);
    return Of && Of->defined && !Of->fact.isRecord && V.table.slot(S).part != SlotPart::Self;
  }

  void addMaker(const Item &I) {
    using enum EvidenceKind;
    if (I.kind == ReturnsFresh || I.kind == AssignedFresh) {
      Names.insert(I.other == NoSlot ? "new" : ownerName(I.other, V.table));
    } else if ((I.kind == ReturnsSlot || I.kind == AssignedSlot) && !(I.number & FlowPart)) {
      const OwnerVerdict &From = V.of(I.other).owner;
      if (From.is(Owner::Holds) || (From.is(Owner::Fresh) && isDefined(I.other)))
        follow(I.other, true);
      else if (From.is(Owner::Fresh))
        Names.insert(ownerName(I.other, V.table));
    }
  }

  /// The call ends what it gets, whatever is called.
  static bool isRelease(const Item &Call, llvm::ArrayRef<Item> Items) {
    auto IsThere = [&](const Sample &At) {
      return llvm::any_of(Call.samples, [&](const Sample &C) {
        return std::tie(C.file, C.line, C.column) == std::tie(At.file, At.line, At.column);
      });
    };
    return llvm::any_of(Items, [&](const Item &I) {
      return I.kind == EvidenceKind::Released && llvm::any_of(I.samples, IsThere);
    });
  }

  void addEnd(const Item &I, llvm::ArrayRef<Item> Items) {
    using enum EvidenceKind;
    const OwnerVerdict &Other = V.of(I.other).owner;
    if (I.kind == PassedTo && !(I.number & (PassedPart | PassedByCaller))) {
      if ((Other.is(Owner::Consumed) || Other.is(Owner::Transferred)) && isDefined(I.other))
        follow(I.other, false);
      else if (Other.is(Owner::Consumed) || isRelease(I, Items))
        Names.insert(ownerName(I.other, V.table));
    } else if (I.kind == StoredIn && Other.is(Owner::Holds) && !(I.number & FlowEnds)) {
      follow(I.other, false);
    }
  }

  const View &V;
  llvm::DenseSet<std::uint32_t> Seen;
  std::set<std::string> Names;
};

} // namespace

std::string allocatorOf(std::uint32_t S, const View &V) {
  Ends At(V);
  switch (V.of(S).owner.value) {
  case Owner::Fresh:
    At.follow(S, true);
    break;
  case Owner::Consumed:
  case Owner::Transferred:
  case Owner::Holds:
    At.follow(S, false);
    break;
  default:
    break;
  }
  return At.names();
}

} // namespace ferrule::contracts
