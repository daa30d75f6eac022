// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/boundary/Seams.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

namespace ferrule {
namespace {

/// The ends of ties in the making.
class Ends {
public:
  void add(unsigned Module, unsigned Places = 0, llvm::StringRef Function = "") {
    auto &[Count, Functions] = ByModule[Module];
    Count += Places;
    if (!Function.empty())
      Functions.insert(Function.str());
  }

  std::vector<TieEnd> take() const {
    std::vector<TieEnd> Made;
    for (const auto &[Module, Uses] : ByModule)
      Made.push_back({.module = Module,
                      .places = Uses.first,
                      .functions = {Uses.second.begin(), Uses.second.end()}});
    return Made;
  }

private:
  std::map<unsigned, std::pair<unsigned, std::set<std::string>>> ByModule;
};

class Finder {
public:
  Finder(const UnitAbi &Program, const ModuleTable &Table, const ContractIndex &Known)
      : Program(Program), Table(Table), Known(Known) {
    for (const AbiVariable &V : Program.variables)
      Variables[V.id] = &V;
    for (const AbiRecord &R : Program.records)
      Records[R.id] = &R;
    for (auto [Index, M] : llvm::enumerate(Table.modules))
      ModuleOfFile[M.file] = Index;
  }

  Seams find() {
    for (const ModuleFunction &F : Table.functions)
      if (F.uses)
        addUses(F);
    addTables();
    addCalls();
    addAddresses();
    addVariables();
    addErrno();
    addOwnership();
    addRecords();
    index();
    return std::move(Found);
  }

private:
  unsigned moduleOfFile(llvm::StringRef File) const {
    auto It = ModuleOfFile.find(File);
    return It == ModuleOfFile.end() ? Table.outside() : It->second;
  }

  void addUses(const ModuleFunction &F) {
    const std::string &By = F.abi->name;
    for (const CallFact &C : F.uses->calls)
      Callers[C.callee].add(F.module, C.sites, By);
    for (const FunctionUse &A : F.uses->addresses)
      Takers[A.function].add(F.module, A.sites, By);
    for (const VariableUse &V : F.uses->variables) {
      Uses[V.variable].add(F.module, V.places, By);
      if (V.writes)
        Changing.insert(V.variable);
    }
    for (const FieldUse &U : F.uses->fields) {
      FieldAccess &Access = Accesses[U.record][U.field][F.module];
      Access.module = F.module;
      Access.places += U.places;
      Access.byMacro += U.byMacro;
      if (U.byMacro && !llvm::is_contained(Access.macros, U.macro))
        Access.macros.push_back(U.macro);
    }
  }

  /// Who uses a table of functions calls these: by its name, or by way of a pointer to a record of
  /// its type, through a field that has the type of the function.
  void addTables() {
    for (const AbiVariable &V : Program.variables) {
      if (V.addresses.empty())
        continue;
      std::set<unsigned> Users = {moduleOfFile(V.range.file)};
      if (auto It = Uses.find(V.id); It != Uses.end())
        for (const TieEnd &End : It->second.take())
          Users.insert(End.module);
      for (const std::string &Id : V.addresses) {
        std::set<unsigned> Calling = Users;
        if (const ModuleFunction *F = Table.find(Id))
          addCallersThrough(V.type, F->abi->type, Calling);
        InTable[Id] = V.name;
        for (unsigned Module : Calling)
          Callers[Id].add(Module, 1);
      }
    }
  }

  /// The modules that access pointers to such a function in the records that T holds.
  void addCallersThrough(const AbiType &T, const AbiType &Function,
                         std::set<unsigned> &Modules) const {
    if (T.kind == AbiKind::Array)
      return addCallersThrough(T.inner.front(), Function, Modules);
    const AbiRecord *R = T.kind == AbiKind::Record ? Records.lookup(T.name) : nullptr;
    if (!R)
      return;
    auto Used = Accesses.find(R->id);
    for (const AbiField &F : R->fields) {
      const AbiType *Type = &F.type;
      while (Type->kind == AbiKind::Array)
        Type = &Type->inner.front();
      if (Type->kind == AbiKind::Record)
        addCallersThrough(*Type, Function, Modules);
      if (Type->kind != AbiKind::Pointer || Type->inner.front() != Function ||
          Used == Accesses.end())
        continue;
      if (auto Field = Used->second.find(F.name); Field != Used->second.end())
        for (const auto &[Module, Access] : Field->second)
          Modules.insert(Module);
    }
  }

  /// Ends: with the owner. What only one module has ties nothing.
  void add(Tie T, Ends E) {
    E.add(T.owner);
    T.ends = E.take();
    if (T.ends.size() > 1)
      Found.ties.push_back(std::move(T));
  }

  Tie tieOf(CrossingKind Kind, const ModuleFunction &F, Price P) const {
    return {.kind = Kind,
            .entity = F.abi->id,
            .name = F.abi->name,
            .file = F.abi->range.file,
            .line = F.abi->range.line,
            .owner = F.module,
            .price = std::move(P)};
  }

  /// Functions of headers outside of the project belong to a library, as those do that no unit
  /// defines.
  void addCalls() {
    for (const ModuleFunction &F : Table.functions) {
      if (!F.abi->defined || llvm::sys::path::is_absolute(F.abi->range.file))
        continue;
      Ends E;
      if (auto It = Callers.find(F.abi->id); It != Callers.end())
        E = It->second;
      if (F.abi->exported)
        E.add(Table.outside());
      Tie T = tieOf(CrossingKind::CallIn, F, priceOfCall(*F.abi, Known));
      if (auto It = InTable.find(F.abi->id); It != InTable.end()) {
        T.table = It->second;
        T.price.reason += ", through the table '" + T.table + "'";
      }
      add(std::move(T), std::move(E));
    }
  }

  void addAddresses() {
    for (const auto &[Id, E] : Takers)
      if (const ModuleFunction *F = Table.find(Id); F && F->abi->defined)
        add(tieOf(CrossingKind::Callback, *F, {cost::Hard, "its address is taken"}), E);
  }

  void addVariables() {
    for (const auto &[Id, E] : Uses) {
      const AbiVariable *V = Variables.lookup(Id);
      if (!V || !V->defined)
        continue;
      unsigned Owner = moduleOfFile(V->range.file);
      // Each unit has its own copy of a static variable of a header.
      if (!V->external && Owner == Table.outside())
        continue;
      // A header that defines a variable is included once.
      if (Owner == Table.outside())
        Owner = E.take().front().module;
      bool Changes = !V->constant && Changing.contains(Id);
      add({.kind = CrossingKind::Variable,
           .entity = Id,
           .name = V->name,
           .file = V->range.file,
           .line = V->range.line,
           .owner = Owner,
           .price = Changes ? Price{cost::Variable, "a variable that changes"}
                            : Price{cost::Constant, "data that never changes"}},
          E);
    }
  }

  /// A function that sets errno for callers that read it.
  void addErrno() {
    for (const ModuleFunction &F : Table.functions) {
      if (!F.uses || !F.uses->errnoWrites)
        continue;
      Ends Readers;
      for (const ModuleFunction &Caller : Table.functions)
        if (Caller.uses && Caller.uses->errnoReads)
          for (const CallFact &C : Caller.uses->calls)
            if (C.callee == F.abi->id)
              Readers.add(Caller.module, Caller.uses->errnoReads, Caller.abi->name);
      add(tieOf(CrossingKind::Errno, F, {cost::Variable, "it sets errno, its callers read it"}),
          std::move(Readers));
    }
  }

  /// The module of a function that is known by its name only; none if several have it.
  const ModuleFunction *byName(llvm::StringRef Name) {
    if (Names.empty())
      for (const ModuleFunction &F : Table.functions)
        if (F.abi->defined) {
          auto [It, New] = Names.try_emplace(F.abi->name, &F);
          if (!New)
            It->second = nullptr;
        }
    return Names.lookup(Name);
  }

  static bool isTaken(const Inference &I) {
    auto It = I.answers.find("ownership");
    return It != I.answers.end() &&
           llvm::StringRef(It->second.reason).starts_with("it is taken out of where it was");
  }

  /// Its memory is made by a function beside the one that releases it, or by a hook, which both
  /// sides of a cut can call.
  bool isMadeThere(const Inference &I, const ModuleFunction *Releaser) {
    auto It = I.answers.find("allocator");
    if (It == I.answers.end() || It->second.value.empty())
      return false;
    llvm::SmallVector<llvm::StringRef, 2> Makers;
    llvm::StringRef(It->second.value).split(Makers, ", ");
    return llvm::all_of(Makers, [&](llvm::StringRef Name) {
      const ModuleFunction *Maker = byName(Name);
      return Name.contains('.') || (Maker && Releaser && Maker->module == Releaser->module);
    });
  }

  /// What a function hands to its callers is released by a certain other one, or by its callers
  /// with a function of the library.
  void addOwnership() {
    for (const ModuleFunction &F : Table.functions) {
      if (!F.abi->defined)
        continue;
      std::set<std::string> Releasers;
      for (const Inference *I : Known.of(F.abi->id))
        // What is taken out of where it was has been allocated by somebody else.
        if (llvm::StringRef Rest = I->ownership;
            Rest.consume_front("owned by the caller; release with ") && !isTaken(*I) &&
            !isMadeThere(*I, byName(Rest)))
          Releasers.insert(Rest.str());
      for (const std::string &Name : Releasers) {
        Ends E;
        if (const ModuleFunction *Releaser = byName(Name))
          E.add(Releaser->module, 1, Name);
        else if (auto It = Callers.find(F.abi->id); It != Callers.end())
          E = It->second;
        add(tieOf(CrossingKind::Ownership, F,
                  {cost::Allocator, "what it allocates is released with '" + Name + "'"}),
            std::move(E));
      }
    }
  }

  void addRecords() {
    for (const auto &[Id, Fields] : Accesses) {
      const AbiRecord *R = Records.lookup(Id);
      // One without a name is a part of one with a name, and its accesses are that one's, too.
      if (!R || R->name.empty())
        continue;
      // In another file the same name is another record.
      unsigned Only = moduleOfFile(R->range.file);
      RecordTie Tie{.record = R};
      RecordUsers &LookInto = Found.accessors[Id];
      LookInto.record = R;
      for (const auto &[Name, ByModule] : Fields) {
        FieldTie Field{.name = Name};
        for (const auto &[Module, Access] : ByModule)
          if (Only == Table.outside() || Module == Only) {
            Field.accesses.push_back(Access);
            LookInto.modules.insert(Module);
          }
        if (Field.accesses.size() > 1)
          Tie.fields.push_back(std::move(Field));
      }
      if (!Tie.fields.empty())
        Found.records.push_back(std::move(Tie));
    }
  }

  void index() {
    Found.tiesOf.resize(Table.outside() + 1);
    Found.recordsOf.resize(Table.outside() + 1);
    for (auto [Index, T] : llvm::enumerate(Found.ties))
      for (const TieEnd &End : T.ends)
        Found.tiesOf[End.module].push_back(Index);
    for (auto [Index, R] : llvm::enumerate(Found.records))
      for (unsigned Module : Found.accessors[R.record->id].modules)
        Found.recordsOf[Module].push_back(Index);
  }

  const UnitAbi &Program;
  const ModuleTable &Table;
  const ContractIndex &Known;
  llvm::StringMap<const AbiVariable *> Variables;
  llvm::StringMap<const AbiRecord *> Records;
  llvm::StringMap<const ModuleFunction *> Names;
  llvm::StringMap<unsigned> ModuleOfFile;
  /// By entity.
  std::map<std::string, Ends> Callers, Takers, Uses;
  std::set<std::string> Changing;
  /// Functions whose address a table holds, and the table.
  std::map<std::string, std::string> InTable;
  /// By record, field and module.
  std::map<std::string, std::map<std::string, std::map<unsigned, FieldAccess>>> Accesses;
  Seams Found;
};

} // namespace

Seams findSeams(const UnitAbi &Program, const ModuleTable &Table, const ContractIndex &Known) {
  return Finder(Program, Table, Known).find();
}

} // namespace ferrule
