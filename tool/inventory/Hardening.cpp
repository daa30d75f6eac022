// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A measure is observed in a command when, of all arguments that could switch it, the last one
// switches it on, and when the command gives it what it needs: _FORTIFY_SOURCE does nothing without
// optimisation, a warning nothing under -w.
#include "tool/inventory/Hardening.h"
#include "tool/inventory/ArgumentText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

using llvm::StringLiteral;
using llvm::StringRef;

namespace ferrule {
namespace {

enum Where : unsigned {
  Compiles = 1,
  Links = 2,
  C = 4,
  Cxx = 8,
  Gcc = 16,
  Clang = 32,
  LibStdCxx = 64,
  LibCxx = 128,
  Executables = 256,
  Libraries = 512,
};

enum Needs : unsigned {
  Nothing = 0,
  Warns = 1,
  Optimises = 2,
  NoAddressSanitizer = 4,
  Traps = 8,
};

struct Measure {
  StringLiteral id;
  StringLiteral flag;
  unsigned rung;
  unsigned where;
  unsigned needs;
  StringLiteral on;
  StringLiteral off;
  StringLiteral mitigates;
  StringLiteral caveat;
};
constexpr Measure Ladder[] = {
#define MEASURE(id, flag, rung, where, needs, on, off, mitigates, caveat)                          \
  {StringLiteral(id),                                                                              \
   StringLiteral(flag),                                                                            \
   rung,                                                                                           \
   where,                                                                                          \
   needs,                                                                                          \
   StringLiteral(on),                                                                              \
   StringLiteral(off),                                                                             \
   StringLiteral(mitigates),                                                                       \
   StringLiteral(caveat)},
#include "tool/inventory/HardeningLadder.def"
};

/// A command, as far as the ladder asks.
struct Command {
  std::string name;
  std::vector<std::string> arguments;
  /// What of Where is true of it.
  unsigned is = 0;
  /// What of Needs it has.
  unsigned has = 0;
};

/// How long the longest pattern is that fits an argument; 0 if none does.
std::size_t fit(StringRef Patterns, StringRef Argument, unsigned Is) {
  std::size_t Best = 0;
  for (StringRef P : llvm::split(Patterns, ' ')) {
    if ((P.consume_front("gcc:") && !(Is & Gcc)) || (P.consume_front("clang:") && !(Is & Clang)))
      continue;
    const std::size_t Length = P.size();
    if (P.consume_back("*") ? Argument.starts_with(P) : Argument == P)
      Best = std::max(Best, Length);
  }
  return Best;
}

bool isSwitchedOn(const Command &Of, StringRef On, StringRef Off) {
  for (StringRef A : llvm::reverse(Of.arguments)) {
    const std::size_t OnFit = fit(On, A, Of.is);
    const std::size_t OffFit = fit(Off, A, Of.is);
    if (OnFit || OffFit)
      return OnFit > OffFit;
  }
  return false;
}

unsigned needsMet(const Command &Of) {
  unsigned Result = 0;
  if (!llvm::is_contained(Of.arguments, "-w"))
    Result |= Warns;
  if (isSwitchedOn(Of, "-O*", "-O0"))
    Result |= Optimises;
  if (!isSwitchedOn(Of, "-fsanitize=address", "-fno-sanitize=address -fno-sanitize=all"))
    Result |= NoAddressSanitizer;
  if (isSwitchedOn(Of,
                   "-fsanitize-trap -fsanitize-trap=* -fsanitize-minimal-runtime "
                   "-fsanitize-undefined-trap-on-error",
                   "-fno-sanitize-trap -fno-sanitize-trap=* -fno-sanitize-minimal-runtime"))
    Result |= Traps;
  return Result;
}

unsigned familyBits(llvm::ArrayRef<std::string> Arguments) {
  switch (compilerFamilyOf(Arguments)) {
  case CompilerFamily::Gcc:
    return Gcc;
  case CompilerFamily::Clang:
    return Clang;
  case CompilerFamily::Unknown:
    return 0;
  }
  llvm_unreachable("a family of compilers without a case");
}

/// C or Cxx; nothing for what is neither, such as assembly.
unsigned languageBits(const UnitCommand &Unit, llvm::ArrayRef<std::string> Arguments) {
  std::string Language;
  for (auto [I, A] : llvm::enumerate(Arguments))
    if (StringRef Named = A; Named.consume_front("-x"))
      Language = Named.empty() && I + 1 < Arguments.size() ? Arguments[I + 1] : Named.str();
  if (!Language.empty() && Language != "none")
    return Language == "c" || Language == "objective-c" ? C
           : StringRef(Language).contains("c++")        ? Cxx
                                                        : 0;
  StringRef Extension = llvm::sys::path::extension(Unit.displayFile);
  if (llvm::is_contained({".cc", ".cpp", ".cxx", ".c++", ".C", ".CPP", ".mm", ".cppm"}, Extension))
    return Cxx;
  if (Extension != ".c" && Extension != ".m")
    return 0;
  StringRef Compiler = llvm::sys::path::filename(Unit.arguments.front());
  return Compiler.contains("++") ? Cxx : C;
}

std::vector<Command> commandsOf(llvm::ArrayRef<UnitCommand> Units,
                                llvm::ArrayRef<LinkCommand> Linked) {
  std::vector<Command> Result;
  for (const UnitCommand &U : Units) {
    if (U.arguments.empty())
      continue;
    Command Made{.name = U.displayFile, .arguments = plainArguments(U.arguments)};
    const unsigned Language = languageBits(U, Made.arguments);
    if (!Language)
      continue;
    Made.is = Compiles | Language | familyBits(U.arguments) |
              (llvm::is_contained(Made.arguments, "-stdlib=libc++") ? LibCxx : LibStdCxx);
    Made.has = needsMet(Made);
    Result.push_back(std::move(Made));
  }
  for (const LinkCommand &L : Linked)
    if (!L.isArchive)
      Result.push_back({.name = L.output,
                        .arguments = plainArguments(L.arguments),
                        .is = Links | (L.isExecutable ? Executables : Libraries)});
  llvm::sort(Result, [](const Command &A, const Command &B) { return A.name < B.name; });
  return Result;
}

} // namespace

std::vector<HardeningMeasure> observeHardening(llvm::ArrayRef<UnitCommand> Commands,
                                               llvm::ArrayRef<LinkCommand> Linked) {
  const std::vector<Command> All = commandsOf(Commands, Linked);
  std::vector<HardeningMeasure> Result;
  for (const Measure &M : Ladder) {
    HardeningMeasure Seen{.id = M.id.str(),
                          .flag = M.flag.str(),
                          .rung = M.rung,
                          .mitigates = M.mitigates.str(),
                          .caveat = M.caveat.str()};
    for (const Command &K : All) {
      if ((K.is & M.where) != M.where)
        continue;
      ++Seen.units;
      if (isSwitchedOn(K, M.on, M.off) && (K.has & M.needs) == M.needs)
        ++Seen.observed;
      else if (Seen.without.size() < 3 && !llvm::is_contained(Seen.without, K.name))
        Seen.without.push_back(K.name);
    }
    if (Seen.units)
      Result.push_back(std::move(Seen));
  }
  return Result;
}

} // namespace ferrule
