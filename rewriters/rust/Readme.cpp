// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/Readme.h"
#include "rewriters/rust/Configurations.h"
#include "rewriters/rust/Text.h"
#include "rewriters/rust/seam/Report.h"
#include "tool/model/Counted.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

namespace ferrule::rust {
namespace {

/// How many functions of the cut lie below a function: it calls them, or they do.
class Depths {
public:
  explicit Depths(const CrateInput &Input) {
    for (const std::string &Id : Input.cut.functions)
      Calls[Id];
    for (const FunctionUses &U : Input.program.uses)
      if (Calls.contains(U.function))
        for (const CallFact &C : U.calls)
          if (Calls.contains(C.callee))
            Calls[U.function].insert(C.callee);
  }

  std::size_t below(const std::string &Id) {
    std::set<std::string> Seen;
    visit(Id, Seen);
    return Seen.size();
  }

private:
  void visit(const std::string &Id, std::set<std::string> &Seen) {
    for (const std::string &Callee : Calls[Id])
      if (Seen.insert(Callee).second)
        visit(Callee, Seen);
  }

  std::map<std::string, std::set<std::string>> Calls;
};

constexpr llvm::StringLiteral CTemplate = R"(# {{cut}}, at the boundary to Rust

The rest of the program calls {{entries}} of this cut ({{files}}). This crate stands between the two:
C calls `src/ffi.rs`, which makes safe values of what C passes; those go to the trait `Api`, whose
functions call the original C, as `Original`, until `src/port.rs` has something better. So the program links, runs and
passes its tests before a line is ported, and after each one.

| file | what |
|---|---|
| `src/port.rs` | **the port: yours.** A function that is written there replaces the C |
| `src/api.rs` | the functions as safe Rust sees them |
| `src/types.rs` | the records and enumerations, with the layout that Clang gave them |
| `src/ffi.rs` | the C ABI: all that is unsafe |
| `contract.md`, `contract.json` | what each parameter means, how sure that is, and why |
| `c/layout-*` | fails to compile when the C side changes its types or signatures |
| `tools/boundary-cc` | puts the crate into the objects of the C build |
| `cmake/boundary.cmake` | the same for CMake, behind an option that is OFF |
| `tests/differential/inputs.rs` | **yours**: what original and port are called with, to be compared |
| `fuzz/build.sh` | the same comparison, driven by libFuzzer |
{{seamFiles}}
## Run it

```sh
cargo build --release --offline
CC="$PWD/tools/boundary-cc cc" make -C YOUR/LIBRARY check          # or
cmake -S YOUR/LIBRARY -B build -DCMAKE_C_COMPILER_LAUNCHER="$PWD/tools/boundary-cc"
```

After a change of the port, build the crate again and remove the objects of the cut: `make` does not know that they
depend on it. `cmake/boundary.cmake` does.

## Compare the port with the original

The test needs the objects of the library with the originals renamed, and nothing of the crate in them: build a second
copy, and give its archive, or all its objects in one. What the C needs besides goes behind it with a colon
(`libfoo.a:/usr/lib/libz.a`).

```sh
FERRULE_BOUNDARY=rename CC="$PWD/tools/boundary-cc cc" make -C A/COPY libfoo.a
FERRULE_ORIGINAL=A/COPY/libfoo.a cargo test --release --offline --test differential
```

100,000 inputs (`FERRULE_INPUTS`, `FERRULE_SEED`) go to both; it fails with 1 if they differ, with 3 if the original
crashes on some, or does not come back: then a precondition is missing in `tests/differential/inputs.rs`.
{{compared}}
## The order of work

Functions that call no other one of the cut come first. `cargo build --release --offline --features
original-NAME` takes one back to the C, `--features original` all.

{{order}}
)";

/// Of a cut whose entries are all C++.
constexpr llvm::StringLiteral CxxTemplate = R"(# {{cut}}, at the boundary to Rust

The rest of the program calls {{entries}} of this cut ({{files}}), all of them C++. So nothing of it can be replaced
in place; this crate lets Rust call them, and what is ported calls the rest in the same way.

| file | what |
|---|---|
{{seamFiles}}| `src/types.rs` | the records and enumerations, with the layout that Clang gave them |
| `contract.md`, `contract.json` | what each parameter means, how sure that is, and why |
| `c/layout-*` | fails to compile when the C++ side changes its types |

)";

constexpr llvm::StringLiteral SeamFiles =
    R"(| `src/seam.rs` | the functions of C++ as Rust sees them |
| `cxx/seam.h`, `cxx/seam.cpp` | the functions of C++ behind the ABI of C |
)";

std::string list(const std::vector<std::string> &Lines) {
  std::string Text;
  for (const std::string &Line : Lines)
    Text += "- " + Line + "\n";
  return Text;
}

/// What helps against a blocker.
std::string repairOf(llvm::StringRef Blocker) {
  if (Blocker.contains("'...'"))
    return "a function that takes a va_list, or one per use, in front of it";
  if (Blocker.contains("va_list"))
    return "format in C, and hand the text over";
  if (Blocker.contains("longjmp"))
    return "return an error code instead of jumping";
  if (Blocker.contains("prototype"))
    return "give it a prototype";
  return "pass it behind a pointer";
}

/// The functions that others call, in an order in which they can be ported: those that call no
/// other one first.
std::vector<const BoundFunction *> orderOfWork(const Bindings &All, const CrateInput &Input) {
  Depths D(Input);
  std::vector<std::tuple<std::size_t, bool, unsigned, std::string, const BoundFunction *>> Order;
  for (const BoundFunction &B : All.entries)
    if (B.crosses()) {
      const CodeRange &R = B.function->range;
      Order.emplace_back(D.below(B.function->id), !B.isKnown(), R.endLine - R.line + 1, B.name, &B);
    }
  llvm::sort(Order);
  std::vector<const BoundFunction *> Result;
  for (const auto &Each : Order)
    Result.push_back(std::get<4>(Each));
  return Result;
}

} // namespace

std::string readme(const Bindings &All, const Exercises &Plan, const FfiSource &Ffi,
                   const Seam &Cxx, const CrateInput &Input, const RustTypes &Types) {
  std::vector<std::pair<std::string, std::string>> NotCalled;
  for (const BoundFunction &B : All.entries)
    if (!B.crosses() && !Cxx.accounted.contains(B.function->id))
      NotCalled.emplace_back(B.function->name, B.blocker);
  for (const Exercise &E : Plan.functions)
    if (!E.unknown.empty())
      NotCalled.emplace_back(E.function->function->name, E.unknown);
  llvm::sort(NotCalled);
  std::vector<std::string> NotCompared;
  for (const auto &[Name, Why] : NotCalled)
    NotCompared.push_back("`" + Name + "`: " + Why);
  std::string Compared =
      NotCompared.empty()
          ? ""
          : "\nNot called, until `inputs.rs` says with what, or for good:\n\n" + list(NotCompared);
  std::string Order, Stays, Questions;
  unsigned Number = 0;
  for (const BoundFunction *B : orderOfWork(All, Input)) {
    const CodeRange &R = B->function->range;
    unsigned Unknown =
        llvm::count_if(B->parameters, [](const auto &P) { return !P.question.empty(); }) +
        !B->result.question.empty();
    Order += std::to_string(++Number) + ". `" + B->function->name + "` (" + R.file + ":" +
             std::to_string(R.line) + ", " + std::to_string(R.endLine - R.line + 1) + " lines" +
             (Unknown ? ", " + std::to_string(Unknown) + " unknown" : "") + ")\n";
  }
  std::vector<std::string> Blocked;
  for (const BoundFunction &B : All.entries)
    if (!B.crosses() && !Cxx.accounted.contains(B.function->id))
      Blocked.push_back("`" + B.function->name + "`: " + B.blocker +
                        ". What would help: " + repairOf(B.blocker));
  if (!Blocked.empty())
    Stays = "## What stays in C\n\n" + list(Blocked) + "\n";
  std::vector<std::string> Open = questionsOf(All);
  for (const SeamFunction &F : Cxx.functions)
    llvm::append_range(Open, questionsOf(F.bound));
  if (!Open.empty())
    Questions =
        "## Questions\n\nNothing in the code answers them. Until somebody does, the parameter is a "
        "`Foreign`: it can be handed on, not followed. An answer goes into the C header, where the "
        "next "
        "scan reads it: `__attribute__((access(read_only, 1, 2)))`, `T a[static n]`, `nonnull`, "
        "`counted_by`. Then make the crate anew.\n\n" +
        list(Open) + "\n";
  std::string Configurations;
  if (auto Differences = differencesOf(Types); !Differences.empty())
    Configurations =
        "## Configurations that differ\n\nThe crate is for the first configuration. In the others "
        "`c/` does not compile, and the crate is wrong:\n\n" +
        list(Differences) + "\n";
  const bool IsCxx = !Cxx.functions.empty();
  const bool HasC = llvm::any_of(All.entries, [](const auto &B) { return B.crosses(); });
  const std::string Seam = IsCxx ? SeamFiles.str() : "";
  std::string Text =
      renderTemplate(IsCxx && !HasC ? CxxTemplate : CTemplate,
                     {{"cut", Input.cut.name},
                      {"entries", counted(All.entries.size(), "function")},
                      {"files", llvm::join(llvm::map_range(Input.cut.files, inMarkdown), ", ")},
                      {"seamFiles", Seam},
                      {"compared", Compared},
                      {"order", Order}});
  Text += Stays + seamChapter(Cxx) + Questions + Configurations;
  if (IsCxx && !HasC)
    return Text;
  Text += "## Unsafe\n\n`src/port.rs` needs none, but to follow a pointer of which something is "
          "unknown. `src/ffi.rs` has " +
          std::to_string(Ffi.conversions.blocks) +
          " blocks that make safe values of what C passes, which stay, " +
          std::to_string(Ffi.originals.blocks) + " that call the original, which go with it";
  Text += Ffi.calls.blocks ? ", and " + std::to_string(Ffi.calls.blocks) +
                                 " that call the rest of the program.\n"
                           : ".\n";
  return Text;
}

} // namespace ferrule::rust
