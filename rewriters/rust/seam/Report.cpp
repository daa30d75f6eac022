// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/rust/seam/Report.h"
#include "rewriters/rust/Text.h"
#include "tool/model/Counted.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule::rust {
namespace {

constexpr llvm::StringLiteral Chapter = R"(## C++

Rust cannot call C++, so {{functions}} of {{classes}} have a seam: `cxx/seam.h` and `cxx/seam.cpp` have a function with
the ABI of C for each, `src/seam.rs` what Rust sees of them. They stay C++ until a port replaces them; then what is
ported calls the rest by the seam. Compile it as the library is compiled, with the project's root in the search path,
and link both:

```sh
c++ -std=c++17 FLAGS -I ROOT -c cxx/seam.cpp -o seam.o
RUSTFLAGS="-Clink-arg=$PWD/seam.o -Clink-arg=A/COPY/libfoo.a -Clink-arg=-lstdc++" \
  cargo test --offline --test YOURS   # of tests/YOURS.rs
```

{{throws}} `src/seam.rs` has {{unsafe}} of unsafe, which go with the C++.

)";

} // namespace

std::string seamChapter(const Seam &S) {
  if (S.empty())
    return "";
  std::string Text = "## C++\n\n";
  if (!S.functions.empty()) {
    auto Throwing =
        static_cast<unsigned>(llvm::count_if(S.functions, [](auto &F) { return F.throws; }));
    auto Called = static_cast<unsigned>(
        llvm::count_if(S.functions, [](auto &F) { return F.cxx != nullptr; }));
    auto Classes =
        static_cast<unsigned>(llvm::count_if(S.classes, [](auto &C) { return C.atCut; }));
    Text = renderTemplate(
        Chapter,
        {{"functions", counted(Called, "function")},
         {"unsafe", counted(S.unsafeBlocks, "block")},
         {"classes", counted(Classes, "class", "classes")},
         {"throws", Throwing ? counted(Throwing, "function") +
                                   " can be seen to throw: Rust gets a `Result` of them. If any "
                                   "other throws, the program ends, and says so."
                             : std::string("None of them can be seen to throw. If one does, the "
                                           "program ends, and says so.")}});
  }
  if (S.refused.empty())
    return Text;
  Text += "### What does not cross\n\n";
  for (const SeamRefusal &R : S.refused)
    Text += "- `" + printable(R.name) + "` (" + inMarkdown(R.range.file) + ":" +
            std::to_string(R.range.line) + "): " + inMarkdown(R.reason) +
            ". What would help: " + inMarkdown(R.repair) + ".\n";
  return Text + "\n";
}

} // namespace ferrule::rust
