// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A library goes by one name wherever it is seen: -lz, /usr/lib/libz.so and libz.so.1 are "z". The
// directories of headers name a library only by custom (PREFIX/openssl/include,
// /usr/include/libxml2), so that they come last and under the name that they have.
#include "tool/inventory/Dependencies.h"
#include "tool/inventory/ArgumentText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

namespace path = llvm::sys::path;
using llvm::StringRef;

namespace ferrule {
namespace {

/// Part of the C library, of the compiler, or of the loader.
constexpr llvm::StringLiteral Runtime =
    "c m pthread dl rt util resolv nsl anl mvec gcc gcc_s gcc_eh stdc++ stdc++fs supc++ c++ c++abi "
    "c++fs c++experimental unwind atomic ssp ssp_nonshared compiler_rt asan ubsan tsan lsan hwasan "
    "gomp omp quadmath gfortran System objc kernel32 user32 msvcrt mingw32 mingwex";

bool isRuntime(StringRef Name) {
  return llvm::is_contained(llvm::split(Runtime, ' '), Name) || Name.starts_with("clang_rt.") ||
         Name.starts_with("ld-") || Name.starts_with("c.musl") || Name.starts_with("linux-vdso");
}

/// Whether a file is named as a library; then its name without lib and all that follows.
StringRef libraryName(StringRef File) {
  StringRef Name = path::filename(File);
  std::size_t End = Name.find(".so");
  if (End == StringRef::npos && (Name.ends_with(".a") || Name.ends_with(".dylib") ||
                                 Name.ends_with(".tbd") || Name.ends_with(".lib")))
    End = Name.rfind('.');
  if (End == StringRef::npos)
    return "";
  Name = Name.take_front(End);
  Name.consume_front("lib");
  return Name;
}

class Collector {
public:
  explicit Collector(const InventoryInput &Input) : Input(Input) {}

  /// What the build makes is no dependency.
  void addOwn(StringRef File) { Own.insert(libraryName(File).str()); }

  void addLinked(const LinkCommand &L) {
    const std::string File = display(L.file);
    for (const std::string &Argument : plainArguments(L.arguments)) {
      StringRef A = Argument;
      if (A.consume_front("-l"))
        add(A.consume_front(":") ? libraryName(A) : A, "linked by the build", File);
      else if (path::is_absolute(A) && !isOfProject(A))
        add(libraryName(A), "linked by the build", File);
    }
  }

  void addNeeded(const BinaryFacts &B) {
    for (StringRef Library : B.needed)
      add(Library.contains(".so") ? libraryName(Library) : Library, "needed by a binary", B.file);
  }

  void addHeaders(const UnitCommand &U) {
    const std::vector<std::string> Arguments = plainArguments(U.arguments);
    for (std::size_t I = 0; I < Arguments.size(); ++I) {
      StringRef A = Arguments[I];
      if ((A == "-isystem" || A == "-iquote" || A == "-idirafter") && I + 1 < Arguments.size())
        A = Arguments[++I];
      else if (!A.consume_front("-I") && !A.consume_front("-isystem"))
        continue;
      llvm::SmallString<256> Directory(A);
      if (!path::is_absolute(A)) {
        Directory = U.directory;
        path::append(Directory, A);
      }
      path::remove_dots(Directory, /*remove_dot_dot=*/true);
      if (!isOfProject(Directory))
        add(headerName(Directory), "its headers are read", U.displayFile);
    }
  }

  std::vector<NativeDependency> take() {
    std::vector<NativeDependency> Result;
    for (auto &[Key, Evidence] : Found)
      Result.push_back({.name = Key.first, .how = Key.second, .evidence = Evidence});
    return Result;
  }

private:
  static bool isBelow(StringRef Directory, StringRef Path) {
    Directory = Directory.rtrim('/');
    return !Directory.empty() && Path.consume_front(Directory) &&
           (Path.empty() || Path.starts_with("/"));
  }
  bool isOfProject(StringRef Path) const {
    return isBelow(Input.root, Path) || isBelow(Input.build, Path);
  }

  /// Relative to the root, or to the build directory where that lies elsewhere.
  std::string display(StringRef File) const {
    for (StringRef Directory : {StringRef(Input.root), StringRef(Input.build)})
      if (StringRef Name = File; isBelow(Directory, File) && Name.consume_front(Directory))
        return Name.ltrim('/').str();
    return File.str();
  }

  /// The last part of a path that says something: not "include", nor where the system keeps all.
  static StringRef headerName(StringRef Directory) {
    for (; !Directory.empty(); Directory = path::parent_path(Directory)) {
      StringRef Name = path::filename(Directory);
      if (llvm::is_contained({"/", "/usr", "/usr/local", "/opt", "/usr/lib", "/usr/lib64"},
                             Directory) ||
          Name.contains("linux-gnu"))
        return "";
      if (!llvm::is_contained({"include", "inc", "lib", "src"}, Name))
        return Name;
    }
    return "";
  }

  void add(StringRef Name, StringRef How, StringRef Evidence) {
    if (!Name.empty() && !isRuntime(Name) && !Own.contains(Name.str()))
      Found.try_emplace({Name.str(), How.str()}, Evidence.str());
  }

  const InventoryInput &Input;
  std::set<std::string> Own;
  std::map<std::pair<std::string, std::string>, std::string> Found;
};

} // namespace

std::vector<NativeDependency> findDependencies(const InventoryInput &Input,
                                               llvm::ArrayRef<LinkCommand> Links,
                                               llvm::ArrayRef<BinaryFacts> Binaries) {
  Collector C(Input);
  for (const LinkCommand &L : Links)
    C.addOwn(L.output);
  for (const BinaryFacts &B : Binaries)
    C.addOwn(B.file);
  for (const LinkCommand &L : Links)
    if (!L.isArchive)
      C.addLinked(L);
  for (const BinaryFacts &B : Binaries)
    C.addNeeded(B);
  std::vector<const UnitCommand *> Units;
  for (const UnitCommand &U : Input.commands)
    Units.push_back(&U);
  llvm::sort(Units, [](const UnitCommand *A, const UnitCommand *B) {
    return A->displayFile < B->displayFile;
  });
  for (const UnitCommand *U : Units)
    C.addHeaders(*U);
  return C.take();
}

} // namespace ferrule
