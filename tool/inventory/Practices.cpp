// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A practice is shown by a file that a tool asks for by name, or by the first line of a file of the
// right kind that holds the word of a tool. A comment does not count, nor does a document: that
// somebody writes of a tool does not say that it runs.
#include "tool/inventory/Practices.h"
#include "tool/inventory/ArgumentText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using llvm::StringLiteral;
using llvm::StringRef;

namespace ferrule {
namespace {

constexpr std::size_t MostFiles = 3;

/// Kinds of files, by name.
enum In : unsigned {
  Source = 1,  ///< C, C++, Rust
  Build = 2,   ///< of a build system
  Service = 4, ///< the configuration of continuous integration
  Script = 8,  ///< of a shell
};

struct TextMark {
  StringLiteral kind;
  StringLiteral what;
  unsigned in;
  /// ^: at the start of a line.
  StringLiteral text;
};
constexpr TextMark TextMarks[] = {
    {"tests", "tests of CMake", Build, "add_test("},
    {"tests", "tests of CMake", Build, "enable_testing("},
    {"tests", "tests of Meson", Build, "^test("},
    {"tests", "tests of Automake", Build, "^TESTS ="},
    {"tests", "tests of Automake", Build, "^check_PROGRAMS"},
    {"tests", "tests of Bazel", Build, "^cc_test("},
    {"tests", "a target of make", Build, "^test:"},
    {"tests", "a target of make", Build, "^check:"},
    {"fuzzing", "a fuzz target", Source, "LLVMFuzzerTestOneInput"},
    {"fuzzing", "a fuzz target", Source, "fuzz_target!"},
    {"fuzzing", "a fuzz target", Source, "__AFL_LOOP"},
    {"fuzzing", "a build with a fuzzer", Build | Service | Script, "-fsanitize=fuzzer"},
    {"fuzzing", "a job of OSS-Fuzz", Service, "google/oss-fuzz"},
    {"fuzzing", "a job of OSS-Fuzz", Service, "google/clusterfuzzlite"},
    {"sanitizers", "a build with sanitizers", Build | Service | Script, "-fsanitize=address"},
    {"sanitizers", "a build with sanitizers", Build | Service | Script, "-fsanitize=undefined"},
    {"sanitizers", "a build with sanitizers", Build | Service | Script, "-fsanitize=memory"},
    {"sanitizers", "a build with sanitizers", Build | Service | Script, "-fsanitize=thread"},
    {"sanitizers", "a build with sanitizers", Build | Service | Script, "-fsanitize=integer"},
    {"sanitizers", "a build with sanitizers", Build | Service | Script, "-fsanitize=bounds"},
    {"sanitizers", "a build with sanitizers", Build | Service | Script, "-fsanitize=$"},
    {"sanitizers", "a build with sanitizers", Build | Service | Script, "b_sanitize="},
    {"sanitizers", "a build with sanitizers", Service | Script, "SANITIZER=ON"},
    {"sanitizers", "a build with sanitizers", Service | Script, "SANITIZERS=ON"},
    {"sanitizers", "a run under Valgrind", Build | Service | Script, "valgrind"},
    {"sanitizers", "a run under Valgrind", Service | Script, "VALGRIND=ON"},
    {"static analysis", "clang-tidy", Build | Service | Script, "clang-tidy"},
    {"static analysis", "Clang's static analyzer", Build | Service | Script, "scan-build"},
    {"static analysis", "GCC's static analyzer", Build | Service | Script, "-fanalyzer"},
    {"static analysis", "Cppcheck", Build | Service | Script, "cppcheck"},
    {"static analysis", "CodeQL", Service, "codeql-action"},
    {"static analysis", "Coverity", Service | Script, "coverity"},
    {"static analysis", "Coverity", Service | Script, "cov-build"},
    {"static analysis", "Infer", Service | Script, "infer run"},
};

struct FileMark {
  StringLiteral kind;
  StringLiteral what;
  /// The path from the root, or its start when it ends with a slash.
  StringLiteral path;
};
constexpr FileMark FileMarks[] = {
    {"continuous integration", "GitHub Actions", ".github/workflows/"},
    {"continuous integration", "GitLab CI", ".gitlab-ci.yml"},
    {"continuous integration", "Travis CI", ".travis.yml"},
    {"continuous integration", "Cirrus CI", ".cirrus.yml"},
    {"continuous integration", "Azure Pipelines", "azure-pipelines.yml"},
    {"continuous integration", "AppVeyor", "appveyor.yml"},
    {"continuous integration", "AppVeyor", ".appveyor.yml"},
    {"continuous integration", "CircleCI", ".circleci/config.yml"},
    {"continuous integration", "SourceHut", ".build.yml"},
    {"continuous integration", "SourceHut", ".builds/"},
    {"continuous integration", "Jenkins", "Jenkinsfile"},
    {"static analysis", "clang-tidy", ".clang-tidy"},
    {"static analysis", "SonarQube", "sonar-project.properties"},
    {"fuzzing", "a build for ClusterFuzzLite", ".clusterfuzzlite/"},
};

const FileMark *fileMark(StringRef Name) {
  for (const FileMark &M : FileMarks)
    if (M.path.ends_with("/") ? Name.starts_with(M.path) : Name == M.path)
      return &M;
  return nullptr;
}

unsigned kindsOf(StringRef Name) {
  if (const FileMark *M = fileMark(Name); M && M->kind == "continuous integration")
    return Service;
  StringRef File = llvm::sys::path::filename(Name);
  StringRef Extension = llvm::sys::path::extension(File);
  if (llvm::is_contained({"CMakeLists.txt", "meson.build", "configure.ac", "configure.in", "BUILD",
                          "BUILD.bazel", "GNUmakefile", "makefile"},
                         File) ||
      File.starts_with("Makefile") ||
      llvm::is_contained({".cmake", ".mk", ".am", ".gn", ".gni"}, Extension))
    return Build;
  if (File == "configure" || llvm::is_contained({".sh", ".bash"}, Extension))
    return Script;
  return llvm::is_contained({".c", ".cc", ".cpp", ".cxx", ".rs"}, Extension) ? Source : 0;
}

bool isComment(StringRef Line, unsigned Kinds) {
  Line = Line.ltrim();
  if (Kinds == Source)
    return Line.starts_with("//") || Line.starts_with("*") || Line.starts_with("/*");
  return Line.starts_with("#") || Line.starts_with("dnl ");
}

/// A tool that is installed is not run there, be it by a command or as one of a list of packages;
/// and what is only declared stands elsewhere.
bool isOnlyNamed(StringRef Line, StringRef Mark, unsigned Kinds) {
  if (Kinds == Source)
    return Line.contains('(') && !Line.contains('{') && Line.split(')').second.contains(';');
  const StringRef Item = Line.trim();
  return Line.contains(" install ") ||
         (Item.starts_with("- ") && Item.drop_front(2).trim() == Mark);
}

/// The line of the first place that counts; 0 if there is none.
unsigned findLine(StringRef Text, StringRef Mark, unsigned Kinds) {
  const bool AtStart = Mark.consume_front("^");
  for (std::size_t At = Text.find(Mark); At != StringRef::npos; At = Text.find(Mark, At + 1)) {
    const std::size_t Before = Text.rfind('\n', At);
    const std::size_t Start = Before == StringRef::npos || At == 0 ? 0 : Before + 1;
    const StringRef Line = Text.slice(Start, Text.find('\n', At));
    if ((!AtStart || Start == At) && !isComment(Line, Kinds) && !isOnlyNamed(Line, Mark, Kinds))
      return 1 + Text.take_front(At).count('\n');
  }
  return 0;
}

} // namespace

bool PracticeSearch::mayShow(StringRef Name) { return kindsOf(Name) || fileMark(Name); }

void PracticeSearch::look(StringRef Name, StringRef Text) {
  if (const FileMark *M = fileMark(Name))
    add(M->kind, M->what, Name, 0);
  const unsigned Kinds = kindsOf(Name);
  for (const TextMark &M : TextMarks)
    if (M.in & Kinds)
      if (unsigned Line = findLine(Text, M.text, Kinds))
        add(M.kind, M.what, Name, Line);
}

std::vector<Practice> PracticeSearch::finish(llvm::ArrayRef<UnitCommand> Commands) {
  for (const UnitCommand &U : Commands)
    for (StringRef A : plainArguments(U.arguments))
      if (A.starts_with("-fsanitize=") && !A.starts_with("-fsanitize=fuzzer"))
        add("sanitizers", ("the analysed build uses " + A).str(), U.displayFile, 0);
  std::vector<Practice> Result;
  for (auto &[Key, Practices] : Found) {
    llvm::sort(Practices, [](const Practice &A, const Practice &B) {
      return std::tie(A.file, A.line) < std::tie(B.file, B.line);
    });
    llvm::append_range(Result, llvm::ArrayRef(Practices).take_front(MostFiles));
  }
  return Result;
}

void PracticeSearch::add(StringRef Kind, StringRef What, StringRef File, unsigned Line) {
  std::vector<Practice> &Practices = Found[{Kind.str(), What.str()}];
  if (!Practices.empty() && Practices.back().file == File)
    return;
  Practices.push_back({.kind = Kind.str(), .what = What.str(), .file = File.str(), .line = Line});
}

} // namespace ferrule
