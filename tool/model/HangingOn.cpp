// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Operations name what they are about as the source has it. What a function's parameter is called
// is known, and so is a field, unless two records have one of that name. A patch belongs to a
// declaration if it stands there and names it, or if it answers one of its operations.
#include "tool/model/HangingOn.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include <map>
#include <set>

namespace ferrule {
namespace {

/// The texts between quotation marks.
std::vector<llvm::StringRef> quoted(llvm::StringRef Text) {
  std::vector<llvm::StringRef> Found;
  llvm::SmallVector<llvm::StringRef, 8> Parts;
  Text.split(Parts, '\'');
  for (std::size_t I = 1; I + 1 < Parts.size(); I += 2)
    Found.push_back(Parts[I]);
  return Found;
}

llvm::StringRef takeName(llvm::StringRef &Text) {
  auto IsPart = [](char C) { return llvm::isAlnum(C) || C == '_'; };
  llvm::StringRef Name = Text.take_while(IsPart);
  Text = Text.drop_front(Name.size());
  return Name;
}

class Slots {
public:
  explicit Slots(llvm::ArrayRef<Inference> Inferences) {
    for (const Inference &I : Inferences) {
      if (I.slotName.empty() || llvm::StringRef(I.slot).starts_with("*"))
        continue;
      if (I.slot != "field") {
        Parameters[I.entity + "\n" + I.slotName] = &I;
      } else if (auto [It, New] = Fields.try_emplace(I.slotName, &I); !New) {
        It->second = nullptr;
      }
    }
  }

  /// What 's->window + n' begins with: the field 'window'; 'buf + n': the parameter 'buf'.
  const Inference *find(llvm::StringRef Function, llvm::StringRef Expression) const {
    Expression = Expression.drop_while([](char C) { return C == '*' || C == '&' || C == '('; });
    llvm::StringRef Name = takeName(Expression);
    bool IsField = false;
    while (Expression.consume_front("->") || Expression.consume_front(".")) {
      Name = takeName(Expression);
      IsField = true;
    }
    return IsField ? Fields.lookup(Name)
                   : Parameters.lookup((llvm::Twine(Function) + "\n" + Name).str());
  }

private:
  llvm::StringMap<const Inference *> Fields, Parameters;
};

/// What is said of a pointer can discharge it. Of an array it is known how large it is.
bool asksOfPointers(const Finding &F) {
  return F.state == OperationState::Open && !F.suppressed &&
         F.check != "ferrule-bounds-array-subscript" &&
         llvm::is_contained({Family::Bounds, Family::Libc, Family::Null, Family::Ownership},
                            F.family);
}

bool isAbout(const Patch &P, const Inference &I) {
  return P.file == I.file && P.line == I.line &&
         llvm::is_contained(quoted(P.title), llvm::StringRef(I.slotName));
}

} // namespace

std::string HangingOn::name() const {
  return "'" + declaration->slotName + "' of '" + declaration->name + "'";
}

unsigned HangingOn::ready() const {
  return llvm::count_if(patches, [](const Patch *P) { return P->ready(); });
}

std::vector<HangingOn> findHangingOn(const Assessment &A) {
  const Slots Known(A.inferences);
  std::map<const Inference *, HangingOn> All;
  std::map<std::string, std::set<const Inference *>> ByFingerprint;
  for (const Finding &F : A.findings) {
    if (!asksOfPointers(F))
      continue;
    std::set<const Inference *> Named;
    for (const std::string *Text : {&F.message, &F.reason})
      for (llvm::StringRef Expression : quoted(*Text))
        if (const Inference *I = Known.find(F.function, Expression))
          Named.insert(I);
    for (const Inference *I : Named)
      All[I].operations.push_back(&F);
    ByFingerprint[F.fingerprint] = std::move(Named);
  }
  std::map<const Inference *, std::set<std::string>> Discharged;
  std::multimap<std::pair<std::string, unsigned>, const Inference *> ByPlace;
  for (auto &[I, H] : All) {
    H.declaration = I;
    ByPlace.emplace(std::pair(I->file, I->line), I);
  }
  for (const Patch &P : A.patches) {
    std::set<const Inference *> Of;
    auto [First, Last] = ByPlace.equal_range({P.file, P.line});
    for (; First != Last; ++First)
      if (isAbout(P, *First->second))
        Of.insert(First->second);
    for (const std::string &Answer : P.answers)
      Of.insert(ByFingerprint[Answer].begin(), ByFingerprint[Answer].end());
    for (const Inference *I : Of)
      All[I].patches.push_back(&P);
    if (P.ready())
      for (const std::string &Gone : P.discharges)
        for (const Inference *I : ByFingerprint[Gone])
          Discharged[I].insert(Gone);
  }
  std::vector<HangingOn> Result;
  // In the order of the assessment, not of addresses.
  for (const Inference &I : A.inferences)
    if (auto It = All.find(&I); It != All.end() && It->second.operations.size() > 1) {
      It->second.discharged = Discharged[&I].size();
      Result.push_back(std::move(It->second));
    }
  for (HangingOn &H : Result)
    for (const RootCause &R : A.rootCauses)
      if (R.entity == H.declaration->entity && R.slot == H.declaration->slot &&
          R.slotName == H.declaration->slotName)
        H.waiting = std::max(H.waiting, R.blocks);
  llvm::stable_sort(Result, [](const HangingOn &X, const HangingOn &Y) {
    return std::tuple(X.operations.size(), X.patches.size(), X.waiting) >
           std::tuple(Y.operations.size(), Y.patches.size(), Y.waiting);
  });
  return Result;
}

} // namespace ferrule
