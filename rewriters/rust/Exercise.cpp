// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Exercise.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {
namespace {

bool isFunctionPointer(const AbiType &T) {
  return T.kind == AbiKind::Pointer && T.inner.front().kind == AbiKind::Function;
}

/// A file descriptor, as POSIX names them. Any other number could be one of the test's own, which
/// the function may write to or close: such a one gets what is not open.
bool isDescriptor(const BoundParameter &P) {
  return P.type.kind == AbiKind::Integer &&
         (P.name == "fd" || P.name == "fildes" || llvm::StringRef(P.name).ends_with("_fd"));
}

/// "… release with F": F.
llvm::StringRef releasedWith(llvm::StringRef Ownership) {
  return Ownership.consume_front("owned by the caller; release with ") ? Ownership : "";
}

std::size_t commonPrefix(llvm::StringRef A, llvm::StringRef B) {
  return std::mismatch(A.begin(), A.begin() + std::min(A.size(), B.size()), B.begin()).first -
         A.begin();
}

class Planner {
public:
  Planner(const Bindings &All, const CrateInput &Input, RustTypes &Types)
      : All(All), Input(Input), Types(Types) {
    for (const BoundFunction &B : All.entries)
      if (B.crosses())
        ByName[B.function->name] = &B;
  }

  Exercises plan() {
    findInitialised();
    findMade();
    for (const BoundFunction &B : All.entries)
      if (B.crosses())
        Plan.functions.push_back(exercise(B));
    group();
    return std::move(Plan);
  }

private:
  const AbiRecord *pointeeRecord(const AbiType &T) const {
    return T.kind == AbiKind::Pointer ? Types.record(T.inner.front()) : nullptr;
  }

  /// The function of that name, if it takes one of these and nothing else.
  const BoundFunction *releaseOf(llvm::StringRef Name) const {
    auto It = ByName.find(Name.str());
    return It != ByName.end() && It->second->parameters.size() == 1 ? It->second : nullptr;
  }

  /// Functions that initialise a record of the caller, by what undoes it.
  void findInitialised() {
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> Found;
    for (const Idiom &I : Input.assessment.idioms) {
      auto It = ByName.find(I.name);
      if (I.kind != "init-deinit" || It == ByName.end() || It->second->function->id != I.entity)
        continue;
      auto Parameter = initialisedBy(*It->second);
      if (!Parameter)
        continue;
      llvm::StringRef Deinit = llvm::StringRef(I.detail).split('\'').second.split('\'').first;
      const AbiRecord *R = pointeeRecord(It->second->parameters[*Parameter].type);
      Found[{R->id, Deinit.str()}].push_back(I.name);
    }
    for (auto &[Key, Makers] : Found) {
      ObjectKind &K = Plan.kinds.emplace_back();
      const BoundFunction &First = *ByName.at(Makers.front());
      const AbiType &T = First.parameters[*initialisedBy(First)].type.inner.front();
      K.record = Types.record(T);
      K.type = Types.of(T);
      K.makers = Makers;
      llvm::sort(K.makers);
      K.initialised = true;
      K.release = releaseOf(Key.second);
      findBuffers(K);
    }
  }

  /// The first record that Rust knows and can have zeros in.
  std::optional<unsigned> initialisedBy(const BoundFunction &B) const {
    for (auto [I, P] : llvm::enumerate(B.parameters))
      if (const AbiRecord *R = pointeeRecord(P.type); R && R->complete && R->unsupported.empty())
        return static_cast<unsigned>(I);
    return std::nullopt;
  }

  /// What the contract of its fields says of memory and how much of it: "cursor: array of 'n'".
  void findBuffers(ObjectKind &K) {
    if (Types.shapeOf(*K.record).form != RecordShape::Fields)
      return;
    std::map<std::string, const AbiType *> Known;
    std::map<std::string, std::string> Rust;
    for (auto [F, Name] : llvm::zip(K.record->fields, fieldNames(*K.record))) {
      Known[F.name] = &F.type;
      Rust[F.name] = Name;
    }
    std::set<std::string> Taken;
    for (const Inference &I : Input.assessment.inferences) {
      llvm::StringRef Bounds = I.bounds;
      Bounds.consume_front("cursor: ");
      if (I.entity != K.record->id || !Bounds.consume_front("array of '") ||
          !Bounds.consume_back("'"))
        continue;
      auto Field = Known.find(I.slotName), Count = Known.find(Bounds.str());
      if (Field == Known.end() || Count == Known.end() || Count->second->kind != AbiKind::Integer ||
          Field->second->kind != AbiKind::Pointer ||
          !isMadeOfNumbers(Field->second->inner.front()) || !Taken.insert(Count->first).second)
        continue;
      K.buffers.push_back({Rust[I.slotName], Rust[Count->first]});
    }
  }

  /// Functions that return an object of the caller.
  void findMade() {
    std::map<std::string, unsigned> ByRecord;
    for (const BoundFunction &B : All.entries) {
      const AbiRecord *R = B.crosses() ? pointeeRecord(B.result.type) : nullptr;
      if (!R || !B.result.contract ||
          !llvm::StringRef(B.result.contract->ownership).starts_with("owned by the caller"))
        continue;
      auto [It, New] = ByRecord.try_emplace(R->id, static_cast<unsigned>(Plan.kinds.size()));
      if (New) {
        ObjectKind &K = Plan.kinds.emplace_back();
        K.record = R;
        K.type = Types.of(B.result.type.inner.front());
      }
      ObjectKind &K = Plan.kinds[It->second];
      K.makers.push_back(B.function->name);
      if (!K.release)
        K.release = releaseOf(releasedWith(B.result.contract->ownership));
    }
  }

  /// Kinds may share a record: that of a name most like the function's.
  std::optional<unsigned> kindOf(const BoundFunction &B, const AbiType &T) const {
    const AbiRecord *R = pointeeRecord(T);
    std::optional<unsigned> Best;
    std::size_t Likeness = 0;
    for (auto [I, K] : llvm::enumerate(Plan.kinds)) {
      if (!R || K.record != R)
        continue;
      std::size_t Mine = 0;
      for (const std::string &Maker : K.makers)
        Mine = std::max(Mine, commonPrefix(Maker, B.function->name));
      if (K.release)
        Mine = std::max(Mine, commonPrefix(K.release->function->name, B.function->name));
      if (!Best || Mine > Likeness) {
        Best = static_cast<unsigned>(I);
        Likeness = Mine;
      }
    }
    return Best;
  }

  /// A value of it can be made up.
  bool isMadeOfNumbers(const AbiType &T) const {
    switch (T.kind) {
    case AbiKind::Bool:
    case AbiKind::Integer:
    case AbiKind::Float:
    case AbiKind::Enum:
    case AbiKind::Void:
      return true;
    case AbiKind::Array:
      return isMadeOfNumbers(T.inner.front());
    case AbiKind::Record: {
      const AbiRecord *R = Types.record(T);
      return R && R->complete && R->unsupported.empty() && !R->isUnion && !R->fields.empty() &&
             Types.shapeOf(*R).form == RecordShape::Fields &&
             llvm::all_of(R->fields, [&](const AbiField &F) { return isMadeOfNumbers(F.type); });
    }
    default:
      return false;
    }
  }

  Exercise exercise(const BoundFunction &B) {
    Exercise E;
    E.function = &B;
    E.arguments.resize(B.parameters.size());
    std::vector<std::string> Unknown;
    bool Initialises = llvm::any_of(Plan.kinds, [&](const ObjectKind &K) {
      return K.initialised && llvm::is_contained(K.makers, B.function->name);
    });
    auto First = Initialises ? initialisedBy(B) : std::nullopt;
    for (auto [I, P] : llvm::enumerate(B.parameters)) {
      Argument &A = E.arguments[I];
      if (auto Kind = kindOf(B, P.type)) {
        A.supply = I == First ? Supply::Fresh : Supply::Object;
        A.kind = *Kind;
        object(B, P, A);
        continue;
      }
      if (std::string Why = input(B, P, A); !Why.empty())
        Unknown.push_back("`" + P.name + "`: " + Why);
    }
    count(B, E);
    E.unknown = llvm::join(Unknown, "; ");
    result(B, E);
    return E;
  }

  /// What becomes of an object that a call is given.
  void object(const BoundFunction &B, const BoundParameter &P, Argument &A) const {
    llvm::StringRef Owner = P.contract ? llvm::StringRef(P.contract->ownership) : "";
    // Whoever ends it, or so the contract says, may have taken it over instead.
    if (Plan.kinds[A.kind].release == &B)
      A.use = Use::End;
    else if (Owner == "consumed" || Owner == "transferred")
      A.use = Use::Move;
    else if (P.contract && P.contract->mutability == "in")
      A.use = Use::Read;
    if (Owner != "borrowed, kept")
      return;
    A.kept = true;
    llvm::StringRef Life = P.contract->lifetime;
    A.frozen = P.type.inner.front().isConst || Life.consume_front("what it holds, ");
    // "as long as 'record.field'"; elsewhere it is not known where it is kept.
    llvm::StringRef Field = Life.split('\'').second.split('\'').first;
    A.asOwned = Field.empty() || owns(Field);
  }

  /// Of "record.field": what it leads to is released from there.
  bool owns(llvm::StringRef Field) const {
    auto [Record, Name] = Field.rsplit('.');
    return llvm::any_of(Input.assessment.inferences, [&](const Inference &I) {
      return I.slot == "field" && I.name == Record && I.slotName == Name && I.ownership == "owner";
    });
  }

  std::string nothingMakes(const AbiType &T) {
    return "nothing makes a " + Types.of(T) + " that is known";
  }

  /// How an argument is made; says why nobody knows.
  std::string input(const BoundFunction &B, const BoundParameter &P, Argument &A) {
    auto Optional = [&](const std::string &Type, const std::string &Make) {
      A.lent = true;
      A.type = P.nullable ? "Option<" + Type + ">" : Type;
      A.value = P.nullable ? "from.optional(" + Make + ")" : "from." + Make.substr(8) + "()";
    };
    const AbiType *Pointee = P.type.kind == AbiKind::Pointer ? &P.type.inner.front() : nullptr;
    std::string Element = !Pointee                             ? ""
                          : Pointee->kind == AbiKind::Void     ? "u8"
                          : Pointee->kind == AbiKind::Function ? ""
                                                               : Types.of(*Pointee);
    switch (P.role) {
    case Role::Count:
      return "";
    case Role::Value:
      A.type = Types.of(P.type);
      if (isFunctionPointer(P.type)) {
        A.callback = Types.problem(P.type.inner.front()).empty();
        A.value = A.callback
                      ? "from.optional(|_| super::callbacks::" + callbackName(B, P) + " as _)"
                      : "std::ptr::null()";
        return "";
      }
      A.value = isDescriptor(P) ? "from.pick(&[-1, 1023])" : "from.any()";
      if (isMadeOfNumbers(P.type))
        return "";
      break;
    case Role::Text:
      Optional("CString", "Source::text");
      return "";
    case Role::Slice:
      Optional("Vec<" + Element + ">", "Source::slice");
      if (isMadeOfNumbers(*Pointee))
        return "";
      break;
    case Role::Array:
      Optional("[" + Element + "; " + std::to_string(P.elements) + "]", "Source::any");
      if (isMadeOfNumbers(*Pointee))
        return "";
      break;
    case Role::Reference:
      Optional(Element, "Source::any");
      // What is written before it is read can have any content: pointers are null.
      if (isMadeOfNumbers(*Pointee) || P.access == Access::Output)
        return "";
      break;
    case Role::Foreign:
      A.type = Types.of(P.type);
      if (!P.question.empty())
        return P.question;
      // What is lent stays to the end of the sequence.
      if (P.contract && P.contract->ownership == "borrowed, kept" &&
          P.contract->bounds == "string" && isMadeOfNumbers(*Pointee)) {
        Optional("CString", "Source::text");
        return "";
      }
      // A record that hides as void is not made of any bytes.
      if (Pointee->kind == AbiKind::Void && !(P.contract && (P.contract->ownership != "borrowed" ||
                                                             P.contract->bounds == "single"))) {
        A.value = "from.memory(vec![0u8; 16]).cast()";
        return "";
      }
      if (P.nullable) {
        A.value = Pointee->isConst ? "std::ptr::null()" : "std::ptr::null_mut()";
        return "";
      }
      return Pointee->kind == AbiKind::Void ? P.why : nothingMakes(*Pointee);
    }
    if (P.nullable && P.role != Role::Value) {
      A.value = "None";
      return "";
    }
    A.value.clear();
    return Pointee && Pointee->kind == AbiKind::Pointer
               ? "it holds pointers, and it is not known to what"
               : nothingMakes(Pointee ? *Pointee : P.type);
  }

  /// What counts the elements of a slice follows from it.
  void count(const BoundFunction &B, Exercise &E) {
    std::map<unsigned, std::vector<unsigned>> Counted;
    for (auto [I, P] : llvm::enumerate(B.parameters))
      if (P.role == Role::Slice && E.arguments[I].supply == Supply::Input) {
        E.arguments[P.count].supply = Supply::Counted;
        Counted[P.count].push_back(static_cast<unsigned>(I));
      }
    for (auto &[Count, Slices] : Counted)
      if (Slices.size() > 1)
        for (unsigned S : Slices)
          if (Argument &A = E.arguments[S]; A.value != "None" && !A.value.empty())
            A.value =
                B.parameters[S].nullable ? "Some(from.elements(length))" : "from.elements(length)";
  }

  void result(const BoundFunction &B, Exercise &E) {
    const BoundResult &R = B.result;
    for (auto [I, K] : llvm::enumerate(Plan.kinds))
      if (!K.initialised && llvm::is_contained(K.makers, B.function->name))
        E.makes = static_cast<unsigned>(I);
    if (R.role == ResultRole::StaticText) {
      E.resultIsText = true;
      return;
    }
    if (R.role != ResultRole::Foreign || !R.contract || E.makes)
      return;
    const AbiType &Pointee = R.type.inner.front();
    E.resultIsText =
        R.contract->bounds == "string" && Pointee.kind == AbiKind::Integer && Pointee.bits == 8;
    llvm::StringRef Release = releasedWith(R.contract->ownership);
    if (Release == "free" || releaseOf(Release))
      E.releases = Release.str();
  }

  void group() {
    // Kinds are joined by the functions that have to do with both.
    llvm::EquivalenceClasses<unsigned> Kinds;
    for (unsigned K = 0; K < Plan.kinds.size(); ++K)
      Kinds.insert(K);
    auto KindsOf = [](const Exercise &E) {
      std::vector<unsigned> Of;
      for (const Argument &A : E.arguments)
        if (A.supply == Supply::Object || A.supply == Supply::Fresh)
          Of.push_back(A.kind);
      if (E.makes)
        Of.push_back(*E.makes);
      return Of;
    };
    for (const Exercise &E : Plan.functions)
      if (auto Of = KindsOf(E); !Of.empty())
        for (unsigned K : Of)
          Kinds.unionSets(Of.front(), K);
    for (auto [I, E] : llvm::enumerate(Plan.functions)) {
      auto Of = KindsOf(E);
      E.group = Of.empty() ? static_cast<unsigned>(Plan.kinds.size() + I)
                           : Kinds.getLeaderValue(Of.front());
    }
  }

  const Bindings &All;
  const CrateInput &Input;
  RustTypes &Types;
  std::map<std::string, const BoundFunction *> ByName;
  Exercises Plan;
};

} // namespace

Exercises planExercises(const Bindings &All, const CrateInput &Input, RustTypes &Types) {
  return Planner(All, Input, Types).plan();
}

std::string callbackName(const BoundFunction &B, const BoundParameter &P) {
  return plain(B.name) + "_" + plain(P.name);
}

std::string prepareName(const ObjectKind &K) { return "prepare_" + plain(K.type); }

std::string inputTuple(const Exercise &E, llvm::function_ref<std::string(unsigned)> Part) {
  std::vector<std::string> Parts;
  for (unsigned I = 0; I < E.arguments.size(); ++I)
    if (E.arguments[I].supply == Supply::Input)
      Parts.push_back(Part(I));
  return "(" + llvm::join(Parts, ", ") + (Parts.size() == 1 ? ",)" : ")");
}

std::vector<unsigned> slicesOf(const Exercise &E, unsigned Count) {
  std::vector<unsigned> Slices;
  for (auto [I, P] : llvm::enumerate(E.function->parameters))
    if (P.role == Role::Slice && P.count == Count && E.arguments[I].supply == Supply::Input)
      Slices.push_back(static_cast<unsigned>(I));
  return Slices;
}

} // namespace ferrule::rust
