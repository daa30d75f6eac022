// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/seam/Seam.h"
#include "llvm/ADT/StringExtras.h"

namespace ferrule::rust {

std::string seamRepair(llvm::StringRef Reason) {
  // The first that is a part of the reason.
  static constexpr std::pair<llvm::StringLiteral, llvm::StringLiteral> Repairs[] = {
      {"is made from a template", "an overload that takes or returns a class that is no template, "
                                  "or a pointer and a length"},
      {"rvalue reference", "an overload that takes a reference to a constant object and copies it"},
      {"nobody can copy it", "an overload that takes a reference, or returns a pointer to a new "
                             "object"},
      {"can have no copy",
       "a class that copies the text, or an overload that takes a pointer and a length"},
      {"std::string_view", "an overload that takes or returns a std::string"},
      {"fields are the system's", "an overload that takes a pointer to it"},
      {"reference to an array", "an overload that takes a pointer and a length"},
      {"pointer to a function", "an overload whose function takes what C has, and a void * for its "
                                "data"},
      {"reference to a function",
       "an overload that takes a pointer to a function, and a void * for "
       "its data"},
      {"pointer to a member", "an overload that takes a number for the member"},
      {"cannot be named",
       "declare that type in a header, in public and in a namespace with a name"},
      {"is deleted", "nothing, as nobody is to call it"},
      {"is a conversion operator", "a member function with a name that returns the same"},
      {"is an operator", "a function with a name that does the same"},
      {"takes '...'", "an overload that takes the text ready-made, or one per use"},
      {"va_list", "an overload that takes the text ready-made"},
      {"is a template", "a function that is no template, for each type that is needed"},
      {"compile time", "a function that is constexpr instead"},
      {"as a friend", "declare it in the namespace as well"},
      {"about to end", "an overload without &&"},
      {"is private", "a public function that calls it"},
      {"is protected", "a public function that calls it"},
      {"anonymous namespace", "declare it in a header, in a namespace with a name"},
      {"nobody may end", "a public function that ends an object, as 'void release()'"},
      {"is abstract", "a derived class in C++ whose functions call pointers to functions, with a "
                      "function that makes one"},
      {"may be many", "a virtual function in the base class that returns the derived one"},
      {"no unit that was scanned", "scan the unit that defines it as well, or remove the "
                                   "declaration"},
      {"no header", "declare it in a header of the project"},
  };
  for (const auto &[Part, Repair] : Repairs)
    if (Reason.contains(Part))
      return Repair.str();
  return "an overload that takes it behind a pointer";
}

std::set<std::string> throwing(const UnitAbi &Program) {
  std::map<llvm::StringRef, std::vector<llvm::StringRef>> Callers;
  std::set<std::string> Found;
  std::vector<llvm::StringRef> Waiting;
  auto Add = [&](llvm::StringRef Id) {
    if (Found.insert(Id.str()).second)
      Waiting.push_back(Id);
  };
  for (const FunctionUses &U : Program.uses) {
    for (const CallFact &C : U.calls)
      Callers[C.callee].emplace_back(U.function);
    for (const Blocker &B : U.blockers)
      if (B.kind == BlockerKind::Throws)
        Add(U.function);
  }
  while (!Waiting.empty()) {
    llvm::StringRef Id = Waiting.back();
    Waiting.pop_back();
    for (llvm::StringRef Caller : Callers[Id])
      Add(Caller);
  }
  return Found;
}

} // namespace ferrule::rust
