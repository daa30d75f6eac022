// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a tree holds besides the product is told by the customs of naming: the outermost directory
// with a word of the table decides, then the name of the file, then the scan's own exclusions, then
// a note in the first lines that a program wrote the file.
#include "tool/inventory/Shipped.h"
#include "tool/model/GeneratedText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

using llvm::StringLiteral;
using llvm::StringRef;

namespace ferrule {
namespace {

struct Custom {
  StringLiteral why;
  /// In lower case, separated by spaces.
  StringLiteral directories;
};
constexpr Custom Customs[] = {
    {"tests", "test tests testing testsuite testsuites test-suite unittest unittests testdata "
              "test-data testcases regress regression selftest selftests autotest"},
    {"fuzzers", "fuzz fuzzer fuzzers fuzzing oss-fuzz"},
    {"benchmarks", "bench benches benchmark benchmarks perf"},
    {"examples", "example examples sample samples demo demos tutorial tutorials"},
    {"documentation", "doc docs documentation man"},
    {"third party",
     "third_party third-party thirdparty 3rdparty 3rd_party vendor vendored external "
     "externals extern deps dependencies submodules"},
    {"contributed", "contrib contribs contributed"},
    {"build scripts", "build-aux build_aux cmake m4 scripts ci packaging debian .github .gitlab-ci "
                      ".circleci"},
};

/// Of GNU's and other build systems, which distributions of sources carry.
constexpr StringLiteral BuildFiles =
    "configure config.guess config.sub config.rpath install-sh ltmain.sh missing depcomp compile "
    "test-driver ylwrap mkinstalldirs libtool autogen.sh bootstrap.sh buildconf py-compile";

bool hasWord(StringRef List, StringRef Word) {
  return llvm::is_contained(llvm::split(List, ' '), Word);
}

StringRef whyDirectory(StringRef Name) {
  const std::string Lower = Name.lower();
  for (const Custom &C : Customs)
    if (hasWord(C.directories, Lower))
      return C.why;
  StringRef Text = Lower;
  if (Text.starts_with("test_") || Text.starts_with("test-") || Text.ends_with("_test") ||
      Text.ends_with("_tests") || Text.ends_with("-test") || Text.ends_with("-tests"))
    return "tests";
  return Text.starts_with("_deps") ? "third party" : "";
}

/// Words that only end as "test" does.
constexpr StringLiteral NoTests = "latest greatest fastest shortest lightest brightest tightest "
                                  "strictest contest attest protest detest";

/// Names such as test_io.c, io_test.cc, testapi.c, pngtest.c, io.test.js, db_bench.cc.
StringRef whyFile(StringRef FileName) {
  if (hasWord(BuildFiles, FileName))
    return "build scripts";
  const StringRef Extension = llvm::sys::path::extension(FileName);
  if (hasWord(".sh .bash .bat .cmd .ps1", Extension) && llvm::StringSwitch<bool>(FileName)
                                                            .StartsWithLower("make", true)
                                                            .StartsWithLower("build", true)
                                                            .StartsWithLower("configure", true)
                                                            .Default(false))
    return "build scripts";
  const std::string Lower = llvm::sys::path::stem(FileName).lower();
  llvm::SmallVector<StringRef, 8> Words;
  llvm::SplitString(Lower, Words, "_-.");
  if (Words.empty())
    return "";
  if (Words.front().starts_with("test") ||
      hasWord("tests unittests runtests testutil testlib", Words.back()) ||
      (Words.back().ends_with("test") && !hasWord(NoTests, Words.back())))
    return "tests";
  if (hasWord("fuzz fuzzer", Words.front()) || hasWord("fuzz fuzzer", Words.back()))
    return "fuzzers";
  if (hasWord("bench benchmark", Words.front()) || hasWord("bench benchmark", Words.back()))
    return "benchmarks";
  return "";
}

/// The outermost directory that says something; nothing if none does.
std::optional<Exclusion> whyDirectories(StringRef Name) {
  for (std::size_t Slash = Name.find('/'), From = 0; Slash != StringRef::npos;
       From = Slash + 1, Slash = Name.find('/', From))
    if (StringRef Why = whyDirectory(Name.slice(From, Slash)); !Why.empty())
      return Exclusion{.why = Why.str(), .path = Name.take_front(Slash).str()};
  return std::nullopt;
}

} // namespace

bool isThirdParty(StringRef Name) {
  return llvm::any_of(llvm::split(llvm::sys::path::parent_path(Name), '/'),
                      [](StringRef Directory) { return whyDirectory(Directory) == "third party"; });
}

llvm::Expected<ShippedFiles> ShippedFiles::make(llvm::ArrayRef<std::string> Excluded) {
  ShippedFiles Result;
  for (const std::string &Expression : Excluded) {
    std::string Problem;
    if (!Result.Expressions.emplace_back(Expression).isValid(Problem))
      return llvm::createStringError("'" + Expression + "' is no regular expression: " + Problem);
  }
  return Result;
}

bool ShippedFiles::isExcluded(StringRef Name) const {
  return llvm::any_of(Expressions, [&](const llvm::Regex &R) { return R.match(Name); });
}

std::optional<Exclusion> ShippedFiles::whyNot(StringRef Name, StringRef Text) {
  if (auto Directory = whyDirectories(Name))
    return Directory;
  if (StringRef Why = whyFile(llvm::sys::path::filename(Name)); !Why.empty())
    return Exclusion{.why = Why.str(), .path = Name.str()};
  if (isExcluded(Name)) {
    std::size_t Slash = Name.find('/');
    while (Slash != StringRef::npos && !isExcluded(Name.take_front(Slash + 1)))
      Slash = Name.find('/', Slash + 1);
    return Exclusion{.why = "excluded by the scan", .path = Name.take_front(Slash).str()};
  }
  if (isGenerated(Text.take_front(1024)))
    return Exclusion{.why = "generated", .path = Name.str()};
  return std::nullopt;
}

} // namespace ferrule
