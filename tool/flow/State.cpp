// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/flow/State.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::flow {

Range Range::of(const ValueType &T) {
  if (T.kind == TypeKind::Unsigned)
    return {0, T.bytes && T.bytes < 8 ? (std::int64_t{1} << (8 * T.bytes)) - 1 : Max};
  if (T.kind == TypeKind::Signed && T.bytes && T.bytes < 8) {
    std::int64_t Half = std::int64_t{1} << (8 * T.bytes - 1);
    return {-Half, Half - 1};
  }
  return {};
}

std::int64_t add(std::int64_t A, std::int64_t B) {
  // An infinite bound stays one, whatever is added.
  if (A == Range::Max || A == Range::Min)
    return A;
  if (B == Range::Max || B == Range::Min)
    return B;
  std::int64_t Sum;
  if (!__builtin_add_overflow(A, B, &Sum))
    return Sum;
  return B > 0 ? Range::Max : Range::Min;
}

std::int64_t multiply(std::int64_t A, std::int64_t B) {
  std::int64_t Product;
  bool Infinite = A == Range::Max || A == Range::Min || B == Range::Max || B == Range::Min;
  if (A == 0 || B == 0)
    return 0;
  if (!Infinite && !__builtin_mul_overflow(A, B, &Product))
    return Product;
  return (A < 0) == (B < 0) ? Range::Max : Range::Min;
}

static std::int64_t negate(std::int64_t A) {
  return A == Range::Min ? Range::Max : A == Range::Max ? Range::Min : -A;
}

std::int64_t subtract(std::int64_t A, std::int64_t B) { return add(A, negate(B)); }

Range operator+(const Range &A, const Range &B) { return {add(A.low, B.low), add(A.high, B.high)}; }

Range operator-(const Range &A, const Range &B) { return A + Range{negate(B.high), negate(B.low)}; }

Range operator*(const Range &A, const Range &B) {
  std::int64_t Products[] = {multiply(A.low, B.low), multiply(A.low, B.high),
                             multiply(A.high, B.low), multiply(A.high, B.high)};
  return {*llvm::min_element(Products), *llvm::max_element(Products)};
}

bool ObjectState::isWritten(Range Bytes) const {
  auto Holds = [](const Cell &C) {
    return C.value.kind != Value::Undefined && !C.value.maybeUndefined;
  };
  auto Overlaps = [&](const Cell &C) {
    return C.offset <= Bytes.high && Bytes.low < add(C.offset, C.length);
  };
  if (content != Content::Undefined && !partlyWritten)
    return llvm::all_of(cells, [&](const Cell &C) { return !Overlaps(C) || Holds(C); });
  for (std::int64_t At = Bytes.low; At <= Bytes.high;) {
    auto Over = llvm::find_if(cells, [&](const Cell &C) {
      return C.offset <= At && At < add(C.offset, C.length) && Holds(C);
    });
    if (Over == cells.end())
      return false;
    At = add(Over->offset, Over->length);
  }
  return true;
}

void ObjectState::forgetContent() {
  if (content == Content::Undefined)
    partlyWritten = !isWritten();
  text = false;
  content = Content::Unknown;
}

/// The first entry whose key is not less than K, by a search without branches that could be
/// mispredicted: most of what an interpreter does is to look something up.
template <class Entries, class Key> static auto lookup(Entries &All, Key K) {
  auto First = All.begin();
  for (std::size_t Left = All.size(); Left;) {
    std::size_t Half = (Left + 1) / 2;
    First += First[Half - 1].first < K ? Half : 0;
    Left -= Half;
  }
  return First;
}

std::size_t State::search(ObjectId O) const { return lookup(Objects, O) - Objects.begin(); }

ObjectState &State::change(ObjectId O) {
  std::size_t At = indexOf(O);
  assert(At != Objects.size() && Objects[At].first == O && "an object that this path has not met");
  auto &Now = Objects[At].second;
  if (Now->UseCount() > 1)
    Now = llvm::makeIntrusiveRefCnt<ObjectState>(*Now);
  return *Now;
}

void State::insert(ObjectId O, ObjectState Initial) {
  auto Made = llvm::makeIntrusiveRefCnt<ObjectState>(std::move(Initial));
  std::size_t At = indexOf(O);
  if (At != Objects.size() && Objects[At].first == O)
    Objects[At].second = std::move(Made);
  else
    Objects.insert(Objects.begin() + At, {O, std::move(Made)});
}

void State::forget(ObjectId O) {
  std::size_t At = indexOf(O);
  if (At != Objects.size() && Objects[At].first == O)
    Objects.erase(Objects.begin() + At);
}

bool State::addDangling(const DanglingOwner &D) {
  if (llvm::is_contained(Dangling, D))
    return false;
  // The rounds of a loop have a holder each.
  constexpr unsigned MostHolders = 4;
  if (D.place.holder && llvm::count_if(Dangling, [&](const DanglingOwner &Other) {
                          return Other.release == D.release;
                        }) >= MostHolders)
    return addDangling({D.release, {}});
  Dangling.push_back(D);
  return true;
}

void State::replaceOwners(ObjectId Holder, std::int64_t Low, std::int64_t High) {
  llvm::erase_if(Dangling, [&](const DanglingOwner &D) {
    return D.place.holder == Holder && D.place.offset && Low <= *D.place.offset &&
           *D.place.offset < High;
  });
}

void State::endHolder(ObjectId Holder) {
  llvm::erase_if(Dangling, [&](const DanglingOwner &D) { return D.place.holder == Holder; });
  llvm::SmallVector<ObjectId, 8> Left;
  for (const auto &[Id, Now] : Objects)
    if (Now->home.holder == Holder)
      Left.push_back(Id);
  for (ObjectId Id : Left)
    change(Id).home = {};
}

std::optional<Range> State::refined(Symbol S) const {
  auto It = lookup(Ranges, S);
  if (It != Ranges.end() && It->first == S)
    return It->second;
  return std::nullopt;
}

void State::refine(Symbol S, Range R) {
  auto It = lookup(Ranges, S);
  if (It != Ranges.end() && It->first == S)
    It->second = R;
  else
    Ranges.insert(It, {S, R});
}

void State::drop(Symbol S) {
  auto It = lookup(Ranges, S);
  if (It != Ranges.end() && It->first == S)
    Ranges.erase(It);
  llvm::erase_if(Exclusions, [S](const Exclusion &E) { return E.first == S; });
  llvm::erase_if(Relations, [S](const Distance &D) { return D.a == S || D.b == S; });
}

bool State::isExcluded(const Exclusion &E) const { return llvm::binary_search(Exclusions, E); }

void State::exclude(const Exclusion &E) {
  // Long chains of comparisons with constants exclude many that nobody asks for.
  if (Exclusions.size() >= 32)
    return;
  auto It = llvm::lower_bound(Exclusions, E);
  if (It == Exclusions.end() || *It != E)
    Exclusions.insert(It, E);
}

void State::include(const Exclusion &E) { llvm::erase(Exclusions, E); }

void State::keep(const llvm::BitVector &KeptObjects, const llvm::BitVector &KeptSymbols) {
  llvm::erase_if(Objects, [&](const auto &O) { return !KeptObjects[O.first]; });
  llvm::erase_if(Ranges, [&](const auto &R) { return !KeptSymbols[R.first]; });
  llvm::erase_if(Exclusions, [&](const Exclusion &E) { return !KeptSymbols[E.first]; });
  llvm::erase_if(Relations,
                 [&](const Distance &D) { return !KeptSymbols[D.a] || !KeptSymbols[D.b]; });
}

void State::unrelate(Symbol A, Symbol B) {
  llvm::erase_if(Relations, [&](const Distance &D) { return D.a == A && D.b == B; });
}

void State::relate(Symbol A, Symbol B, std::int64_t Limit) {
  if (A == B)
    return;
  for (Distance &D : Relations)
    if (D.a == A && D.b == B) {
      D.limit = std::min(D.limit, Limit);
      return;
    }
  // The oldest make way: a bound on the memory and time of a long path.
  if (Relations.size() >= 48)
    Relations.erase(Relations.begin());
  Relations.push_back({A, B, Limit});
}

std::optional<std::int64_t> State::distance(Symbol A, Symbol B, unsigned Depth) const {
  if (A == B)
    return 0;
  std::optional<std::int64_t> Least;
  for (const Distance &D : Relations) {
    if (D.a != A)
      continue;
    if (D.b == B)
      Least = std::min(Least.value_or(D.limit), D.limit);
    else if (Depth > 1)
      if (auto Rest = distance(D.b, B, Depth - 1))
        Least = std::min(Least.value_or(Range::Max), add(D.limit, *Rest));
  }
  return Least;
}

} // namespace ferrule::flow
