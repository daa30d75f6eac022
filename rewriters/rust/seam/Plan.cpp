// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A class is at the cut if others call one of its functions; then all that it offers crosses, the
// inline functions of its header too. A class that has only inline functions is in no module: it
// belongs to every cut that a function leads to it from, and so does one whose objects are handed
// over whole, as somebody has to end them. Objects of other classes are handed on.
#include "rewriters/rust/CutFiles.h"
#include "rewriters/rust/seam/Binding.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {
namespace {

class Planner {
public:
  Planner(const CrateInput &Input, Binder &Bind, RustTypes &Types)
      : Input(Input), Binding(Made, Bind, Types),
        Entries(Input.cut.entries.begin(), Input.cut.entries.end()),
        Throwing(throwing(Input.program)) {
    for (const AbiFunction &F : Input.program.functions)
      Known[F.id] = &F;
    for (const CxxClass &C : Input.program.classes)
      Classes[C.id] = &C;
    for (const CxxFunction &F : Input.program.interface)
      Members[F.record].push_back(&F);
    // In the order of the source, which decides who of an overload set keeps the name.
    for (auto &[Id, Some] : Members)
      llvm::sort(Some, [](const CxxFunction *A, const CxxFunction *B) {
        return std::tie(A->range, A->id) < std::tie(B->range, B->id);
      });
  }

  Seam plan() {
    for (const auto &[Id, Some] : Members)
      if (!Id.empty() && llvm::any_of(Some, [&](auto *F) { return Entries.contains(F->id); }))
        reach(Id);
    std::vector<const CxxFunction *> Free;
    for (const CxxFunction *F : Members[""])
      if (Entries.contains(F->id)) {
        Free.push_back(F);
        reachFrom(*F);
      }
    while (!Waiting.empty()) {
      const std::string Id = Waiting.back();
      Waiting.pop_back();
      for (const CxxFunction *F : Members[Id])
        reachFrom(*F);
      for (const CxxBase &B : Classes.at(Id)->bases)
        reachIfInline(B.record);
    }
    for (const std::string &Id : AtCut)
      if (const CxxClass *C = Classes.at(Id); C->refused.empty() && !isCxx(C->range.file))
        Binding.classOf(*C).atCut = true;
    for (const std::string &Id : AtCut)
      addClass(*Classes.at(Id));
    addFunctions(Free, nullptr);
    finish();
    return std::move(Made);
  }

private:
  void reach(const std::string &Id) {
    if (Classes.contains(Id) && AtCut.insert(Id).second)
      Waiting.push_back(Id);
  }

  /// No module has it.
  void reachIfInline(const std::string &Id) {
    auto InModule = [&](const CxxFunction *F) {
      auto It = Known.find(F->id);
      return It != Known.end() && It->second->defined && !It->second->module.empty();
    };
    if (Classes.contains(Id) && llvm::none_of(Members[Id], InModule))
      reach(Id);
  }

  void reachFrom(const CxxFunction &F) {
    auto From = [&](const CxxType &Any) {
      const AbiType *T = &Any.type;
      while (T->kind == AbiKind::Pointer)
        T = &T->inner.front();
      if (T->kind != AbiKind::Record)
        return;
      if (T == &Any.type && Any.passing == CxxPassing::Value)
        reach(T->name);
      else
        reachIfInline(T->name);
    };
    if (!F.refused.empty())
      return;
    From(F.result);
    for (const CxxType &P : F.parameters)
      From(P);
  }

  void refuse(std::string Name, const CodeRange &Range, std::string Reason) {
    std::string Repair = seamRepair(Reason);
    Made.refused.push_back({std::move(Name), Range, std::move(Reason), std::move(Repair)});
  }

  void addClass(const CxxClass &C) {
    std::string Why =
        C.refused.empty() && isCxx(C.range.file) ? "no header declares it" : C.refused;
    if (!Why.empty()) {
      refuse(C.spelling, C.range, std::move(Why));
      for (const CxxFunction *F : Members[C.id])
        Made.accounted.insert(F->id);
      return;
    }
    const SeamClass &Of = Binding.classOf(C);
    Made.headers.push_back(C.range.file);
    if (C.makesItself && C.ends)
      Binding.addMake(Of);
    addFunctions(Members[C.id], &Of);
    // Names of the class's own go first.
    if (C.copies && C.ends && !Of.isRecord)
      Binding.addCopy(Of);
    if (C.ends && !Of.isRecord)
      Binding.addEnd(Of);
    if (!C.ends && !Of.isRecord)
      refuse(C.spelling + "::~" + C.name, C.range,
             std::string("nobody may end an object, as its destructor is not ") +
                 (C.isAbstract ? "public and virtual" : "public"));
    for (const CxxBase &B : C.bases) {
      auto It = Classes.find(B.record);
      if (It == Classes.end() || !It->second->refused.empty())
        continue;
      Binding.addBase(Of, Binding.classOf(*It->second));
      if (B.isVirtual)
        refuse(
            It->second->spelling + " as " + C.spelling, C.range,
            "it is a virtual base, of which no object can be taken back to be of the class: those "
            "that derive from it may be many");
    }
  }

  /// Why the seam cannot call what its declaration allows. Parameters: how many it passes, as what
  /// has a default and no rule is left out.
  std::string whyNot(const CxxFunction &F, const SeamClass *Of, std::size_t &Parameters) {
    if (!F.refused.empty())
      return F.refused;
    if (isCxx(F.range.file)) // Others include it, but it may be compiled alone as well.
      return "no header declares it";
    if (F.role == CxxRole::Constructor && Of && !Of->cxx->ends)
      return "nobody may end what it makes";
    auto It = Known.find(F.id);
    if (!F.isVirtual && (It == Known.end() || !It->second->defined))
      return "no unit that was scanned defines it";
    if (std::string Why = Binding.whyNot(F.result, F.role, /*IsResult=*/true); !Why.empty())
      return "its result: " + Why;
    for (Parameters = 0; Parameters != F.parameters.size(); ++Parameters) {
      const CxxType &P = F.parameters[Parameters];
      std::string Why = Binding.whyNot(P, F.role, /*IsResult=*/false);
      if (!Why.empty() && !P.hasDefault)
        return "parameter " + std::to_string(Parameters + 1) +
               (F.names[Parameters].empty() ? "" : " '" + F.names[Parameters] + "'") + ": " + Why;
      if (!Why.empty())
        break;
    }
    return "";
  }

  void addFunctions(llvm::ArrayRef<const CxxFunction *> Some, const SeamClass *Of) {
    for (const CxxFunction *F : Some) {
      Made.accounted.insert(F->id);
      std::size_t Parameters = 0;
      std::string Why = whyNot(*F, Of, Parameters);
      const bool Hidden = F->refused == "it is private" || F->refused == "it is protected";
      if (Why.empty())
        Why = Binding.add(*F, Parameters, Of, Throwing.contains(F->id));
      if (Why.empty()) {
        Made.headers.push_back(F->range.file);
      } else if (!Hidden || Entries.contains(F->id)) {
        refuse(F->qualified + signature(*F), F->range, std::move(Why));
      }
    }
  }

  static std::string signature(const CxxFunction &F) {
    if (!F.refused.empty())
      return "";
    std::vector<std::string> Parts;
    for (const CxxType &P : F.parameters)
      Parts.push_back(P.spelling + (P.passing == CxxPassing::Value       ? ""
                                    : P.passing == CxxPassing::Reference ? " &"
                                                                         : " &&"));
    return "(" + llvm::join(Parts, ", ") + ")" + (F.isConst ? " const" : "");
  }

  /// What others call and no header offers.
  void finish() {
    for (const std::string &Id : Input.cut.entries) {
      auto It = Known.find(Id);
      if (It == Known.end() || It->second->unsupported.empty() || Made.accounted.contains(Id))
        continue;
      const AbiFunction &F = *It->second;
      Made.accounted.insert(Id);
      // Constructors that copy or move, and destructors, are their classes' (addClass).
      const bool OfClass = llvm::any_of(Classes, [&](const auto &Each) {
        return llvm::StringRef(Id).starts_with(Each.first + "@F@") &&
               (F.name == Each.second->name || F.name == "~" + Each.second->name);
      });
      if (!OfClass)
        refuse(F.name, F.range,
               F.unsupported == "it is made from a template"     ? "it is a template"
               : llvm::StringRef(F.name).starts_with("operator") ? "it is an operator"
                                                                 : "no header declares it");
    }
    llvm::sort(Made.headers);
    Made.headers.erase(llvm::unique(Made.headers), Made.headers.end());
  }

  const CrateInput &Input;
  Seam Made;
  SeamBinding Binding;
  std::set<std::string> Entries, Throwing;
  std::map<std::string, const AbiFunction *> Known;
  std::map<std::string, const CxxClass *> Classes;
  /// By class; functions of namespaces have none.
  std::map<std::string, std::vector<const CxxFunction *>> Members;
  std::set<std::string> AtCut;
  std::vector<std::string> Waiting;
};

} // namespace

const SeamClass *Seam::find(const AbiType &T) const {
  auto It = llvm::find_if(classes, [&](const SeamClass &C) {
    return T.kind == AbiKind::Record && C.type.name == T.name;
  });
  return It == classes.end() ? nullptr : &*It;
}

Seam planSeam(const CrateInput &Input, Binder &Bind, RustTypes &Types) {
  return Planner(Input, Bind, Types).plan();
}

} // namespace ferrule::rust
