// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/inventory/ArgumentText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using llvm::StringRef;

namespace ferrule {

CompilerFamily compilerFamilyOf(llvm::ArrayRef<std::string> Arguments) {
  for (const std::string &A : Arguments) {
    if (StringRef(A).starts_with("-"))
      break;
    StringRef Name = llvm::sys::path::filename(A);
    if (Name.contains("clang"))
      return CompilerFamily::Clang;
    if (Name.contains("gcc") || Name.contains("g++"))
      return CompilerFamily::Gcc;
    if (!llvm::is_contained({"ccache", "distcc", "sccache", "icecc", "gomacc"}, Name))
      break;
  }
  return CompilerFamily::Unknown;
}

/// Lists behind -fsanitize= and its relatives become an argument for each.
static bool addSanitizers(StringRef Argument, std::vector<std::string> &To) {
  for (StringRef Option :
       {"-fsanitize=", "-fno-sanitize=", "-fsanitize-trap=", "-fno-sanitize-trap="})
    if (Argument.starts_with(Option)) {
      for (StringRef Name : llvm::split(Argument.drop_front(Option.size()), ','))
        To.push_back((Option + Name).str());
      return true;
    }
  return false;
}

std::vector<std::string> plainArguments(llvm::ArrayRef<std::string> Arguments) {
  std::vector<std::string> Single;
  for (const std::string &Text : llvm::drop_begin(Arguments)) {
    StringRef A = Text;
    if (A.consume_front("-Wl,") || A.consume_front("-Wp,")) {
      for (StringRef Part : llvm::split(A, ','))
        Single.push_back(Part.str());
    } else if (A != "-Xlinker" && A != "-Xpreprocessor") {
      Single.push_back(Text);
    }
  }
  std::vector<std::string> Result;
  for (std::size_t I = 0; I < Single.size(); ++I) {
    StringRef A = Single[I];
    if (llvm::is_contained({"-D", "-U", "-z", "-I", "-l", "-L"}, A) && I + 1 < Single.size())
      Result.push_back(Single[I] + Single[I + 1]), ++I;
    else if (!addSanitizers(A, Result))
      Result.push_back(Single[I]);
  }
  return Result;
}

} // namespace ferrule
