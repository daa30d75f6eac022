// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The command is parsed with Clang's option table and put together again from the options that
// AllowedOptions.def keeps. Options that are passed on inside of others (-Xclang, -Wp, -Xarch_...)
// are taken out of their wrapping and judged like the rest.
#include "tool/frontend/CommandCleaner.h"
#include "tool/frontend/AllowedOptions.h"
#include "tool/frontend/CompilerName.h"
#include "tool/frontend/FenceFileSystem.h"
#include "tool/frontend/ResponseFiles.h"
#include "clang/Basic/DiagnosticIDs.h"
#include "clang/Basic/Sanitizers.h"
#include "clang/Driver/Types.h"
#include "clang/Options/Options.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"
#include <optional>

using namespace clang::options;
using llvm::ArrayRef;
using llvm::SmallString;
using llvm::StringRef;
using llvm::opt::Arg;
using llvm::opt::InputArgList;
using llvm::opt::Visibility;
namespace types = clang::driver::types;
namespace path = llvm::sys::path;

namespace ferrule {
namespace {

/// Errors of Clang that are warnings in GCC 13 and before: what such a compiler built must parse.
constexpr StringRef GccWarnings[] = {
    "implicit-function-declaration",
    "implicit-int",
    "int-conversion",
    "incompatible-pointer-types",
    "return-mismatch",
    "incompatible-function-pointer-types",
    "c++11-narrowing",
    "reserved-user-defined-literal",
    "register",
};

/// Does the warning group hold an error by default, which the command turns off?
bool holdsErrors(StringRef Group) {
  clang::DiagnosticIDs IDs;
  llvm::SmallVector<clang::diag::kind, 32> Diagnostics;
  if (IDs.getDiagnosticsInGroup(clang::diag::Flavor::WarningOrError, Group, Diagnostics))
    return false;
  return llvm::any_of(Diagnostics, [&](unsigned ID) { return IDs.isDefaultMappingAsError(ID); });
}

std::string absolute(StringRef Path, StringRef Directory) {
  SmallString<256> Result(Path);
  path::make_absolute(Directory, Result);
  path::remove_dots(Result, /*remove_dot_dot=*/false);
  // 'x/..' is not '.' when x is a symbolic link.
  SmallString<256> Short(Result);
  if (path::remove_dots(Short, /*remove_dot_dot=*/true) && llvm::sys::fs::equivalent(Result, Short))
    Result = Short;
  return std::string(Result);
}

class Cleaner {
public:
  Cleaner(StringRef Directory, StringRef File, const CleaningOptions &Options)
      : Directory(Directory), Options(Options) {
    if (!File.empty())
      Result.file = absolute(File, Directory);
  }

  llvm::Expected<CleanedCommand> run(ArrayRef<std::string> CommandLine);

private:
  void note(bool Refused, std::string Flag, StringRef Reason) {
    Result.notes.push_back({std::move(Flag), Refused, Reason.str()});
  }
  CleanedCommand unsupported(const llvm::Twine &Problem) {
    Result.supported = false;
    Result.problem = Problem.str();
    return std::move(Result);
  }
  InputArgList parse(ArrayRef<std::string> Arguments, unsigned Visible);
  void clean(const Arg &A, const InputArgList &Args);
  void keep(const Arg &A, const InputArgList &Args);
  void keepSanitizers(const Arg &A);
  void keepInclude(const Arg &A);
  void warning(StringRef Name);
  void unwrap(ArrayRef<std::string> Inner, StringRef Wrapping, unsigned Visible);
  void chooseInput(StringRef Input);
  std::optional<StringRef> language();
  void assemble(StringRef Language);

  StringRef Directory;
  const CleaningOptions &Options;
  CleanedCommand Result;
  std::string Mode;
  std::string Target;
  std::vector<std::string> Kept;
  /// Plain headers in the place of precompiled ones.
  std::vector<std::string> Precompiled;
  std::vector<std::string> Included;
  std::vector<std::string> Inputs;
  /// -x at the place of the input, or the last one.
  std::string Language, InputLanguage;
  bool Matched = false;
};

InputArgList Cleaner::parse(ArrayRef<std::string> Arguments, unsigned Visible) {
  llvm::SmallVector<const char *, 64> Pointers;
  for (const std::string &Argument : Arguments)
    Pointers.push_back(Argument.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  InputArgList Args = clang::getDriverOptTable().ParseArgs(Pointers, MissingIndex, MissingCount,
                                                           Visibility(Visible));
  if (MissingCount)
    note(false, Pointers[MissingIndex], "lacks its argument");
  return Args;
}

void Cleaner::keep(const Arg &A, const InputArgList &Args) {
  llvm::opt::ArgStringList Strings;
  A.render(Args, Strings);
  Kept.insert(Kept.end(), Strings.begin(), Strings.end());
}

/// Clang's driver stops at a sanitizer that it does not know; GCC has some of its own.
void Cleaner::keepSanitizers(const Arg &A) {
  std::string Known;
  for (StringRef Value : A.getValues()) {
    if (Value == "all" || clang::parseSanitizerValue(Value, /*AllowGroups=*/true))
      Known += (Known.empty() ? "" : ",") + Value.str();
    else
      note(false, (A.getSpelling() + Value).str(), "is not known to Clang");
  }
  if (!Known.empty())
    Kept.push_back(A.getOption().getPrefixedName().str() + Known);
}

/// -include, -imacros and -include-pch.
void Cleaner::keepInclude(const Arg &A) {
  StringRef Header = A.getValue();
  std::string Path = absolute(Header, Directory);
  if (StringRef Reason = whyUnreadable(Path); !Reason.empty())
    return note(true, (A.getSpelling() + " " + Header).str(), Reason);
  bool IsPrecompiled = Header.consume_back(".gch") || Header.consume_back(".pch");
  if (IsPrecompiled || A.getOption().matches(OPT_include_pch)) {
    bool HasSource = IsPrecompiled && llvm::sys::fs::is_regular_file(absolute(Header, Directory));
    if (HasSource)
      Precompiled.push_back(Header.str());
    return note(false, (A.getSpelling() + " " + A.getValue()).str(),
                HasSource ? "a precompiled header; its source is read instead"
                          : "a precompiled header, whose source is not beside it");
  }
  Included.push_back(Path);
  Kept.emplace_back(A.getOption().matches(OPT_imacros) ? "-imacros" : "-include");
  Kept.push_back(Header.str());
}

/// Warnings are off; but what the command says not to be an error must not be one.
void Cleaner::warning(StringRef Name) {
  if (Name.consume_front("no-")) {
    Name.consume_front("error=");
    if (!llvm::is_contained(GccWarnings, Name) && holdsErrors(Name))
      Kept.push_back("-Wno-error=" + Name.str());
  }
}

/// Judges options that another option passes on. Kept are those that are kept on their own.
void Cleaner::unwrap(ArrayRef<std::string> Inner, StringRef Wrapping, unsigned Visible) {
  static constexpr StringRef Unseen = "passes an option by Clang's driver unseen";
  std::vector<std::string> Arguments;
  for (size_t I = 0; I < Inner.size(); ++I) {
    StringRef Argument = Inner[I];
    // Unlike the driver's -MD, the preprocessor's names a file.
    if (Argument == "-MD" || Argument == "-MMD") {
      std::string File = I + 1 < Inner.size() ? " " + Inner[++I] : "";
      note(true, (Wrapping + Argument + File).str(), "writes a file");
    } else {
      Arguments.push_back(Argument.str());
    }
  }
  InputArgList Args = parse(Arguments, Visible);
  for (const Arg *A : Args) {
    std::string Flag = (Wrapping + A->getAsString(Args)).str();
    OptionPolicy Policy = optionPolicy(A->getOption());
    bool Writes = A->getOption().matches(OPT_M_Group) || A->getOption().matches(OPT_o);
    bool NotForDriver =
        Policy.fate == OptionFate::Leave && !A->getOption().hasVisibilityFlag(ClangOption);
    if (A->getOption().matches(OPT_INPUT) || A->getOption().matches(OPT_UNKNOWN) ||
        (NotForDriver && !Writes))
      note(true, Flag, Unseen);
    else if (Policy.fate == OptionFate::Refuse)
      note(true, Flag, Policy.reason);
    else if (Writes)
      note(true, Flag, "writes a file");
    else if (Policy.fate != OptionFate::Drop)
      clean(*A, Args);
  }
}

void Cleaner::clean(const Arg &A, const InputArgList &Args) {
  std::string Flag = A.getAsString(Args);
  switch (A.getOption().getID()) {
  case OPT_INPUT:
    return chooseInput(A.getValue());
  case OPT__DASH_DASH:
    for (StringRef Value : A.getValues())
      chooseInput(Value);
    return;
  case OPT_driver_mode:
    Mode = A.getValue();
    return;
  case OPT_x:
    Language = A.getValue();
    return;
  case OPT_include:
  case OPT_imacros:
  case OPT_include_pch:
    return keepInclude(A);
  case OPT_arch:
    // An error for any other target.
    if (llvm::Triple(Target.empty() ? llvm::sys::getDefaultTargetTriple() : Target).isOSDarwin())
      return keep(A, Args);
    return note(false, Flag, "is for Apple's targets");
  case OPT_fuse_ld_EQ:
    if (StringRef(A.getValue()).contains('/'))
      note(true, Flag, "names a program to run");
    return;
  case OPT_W_Joined:
    return warning(A.getValue());
  case OPT_fsanitize_EQ:
  case OPT_fno_sanitize_EQ:
  case OPT_fsanitize_trap_EQ:
  case OPT_fno_sanitize_trap_EQ:
    return keepSanitizers(A);
  case OPT_Xclang: // Collected: see run().
  case OPT_Xpreprocessor:
    return;
  case OPT_Wp_COMMA:
    return unwrap(std::vector<std::string>(A.getValues().begin(), A.getValues().end()), "-Wp,",
                  ClangOption);
  case OPT_Wa_COMMA:
  case OPT_Xassembler:
  case OPT_Xclangas:
    return note(llvm::any_of(A.getValues(),
                             [](StringRef Value) {
                               return Value.starts_with("-o") || Value.contains("-MD") ||
                                      (Value.starts_with("-a") && Value.contains('='));
                             }),
                Flag, "is for the assembler");
  case OPT_Xarch__:
  case OPT_Xarch_host:
  case OPT_Xarch_device: {
    // Which architecture it is for is known to the driver only. Judged, but never kept.
    std::vector<std::string> Before = Kept;
    unwrap(std::string(A.getValues().back()),
           StringRef(Flag).drop_back(StringRef(A.getValues().back()).size()), ClangOption);
    if (Kept != Before)
      note(false, Flag, "is for one architecture only");
    Kept = std::move(Before);
    return;
  }
  default: // By its policy.
    break;
  }
  OptionPolicy Policy =
      A.getOption().matches(OPT_UNKNOWN) ? unknownOptionPolicy(Flag) : optionPolicy(A.getOption());
  if (Policy.fate == OptionFate::Keep)
    keep(A, Args);
  else if (Policy.fate != OptionFate::Drop)
    note(Policy.fate == OptionFate::Refuse, Flag, Policy.reason);
}

void Cleaner::chooseInput(StringRef Input) {
  Inputs.push_back(absolute(Input, Directory));
  if (!Matched && !Result.file.empty() &&
      (Inputs.back() == Result.file || llvm::sys::fs::equivalent(Inputs.back(), Result.file))) {
    Matched = true;
    InputLanguage = Language;
  }
}

/// The language for -x, or nothing if it is not one of ours.
std::optional<StringRef> Cleaner::language() {
  types::ID Type = types::TY_INVALID;
  if (!InputLanguage.empty() && InputLanguage != "none") {
    Type = types::lookupTypeForTypeSpecifier(InputLanguage.c_str());
    if (StringRef Name = InputLanguage; Name.starts_with("cuda") || Name.starts_with("hip")) {
      note(true, "-x " + InputLanguage, "compiles for a GPU, for which the driver runs programs");
      Type = types::TY_INVALID;
    }
  }
  if (Type == types::TY_INVALID)
    Type = types::lookupTypeForExtension(
        path::extension(Result.file).drop_front(path::has_extension(Result.file) ? 1 : 0));
  bool CXX = Mode == "g++";
  switch (Type) {
  case types::TY_C:
  case types::TY_CHeader:
    return CXX && InputLanguage != "c" && InputLanguage != "c-header" ? "c++" : "c";
  case types::TY_PP_C:
    return CXX && InputLanguage.empty() ? "c++-cpp-output" : "cpp-output";
  case types::TY_CXX:
  case types::TY_CXXHeader:
    return "c++";
  case types::TY_PP_CXX:
    return "c++-cpp-output";
  case types::TY_CXXModule:
    return "c++-module";
  default:
    return std::nullopt;
  }
}

void Cleaner::assemble(StringRef Language) {
  std::vector<std::string> Front;
  for (const std::string &Header : Precompiled)
    if (std::string Path = absolute(Header, Directory); !llvm::is_contained(Included, Path)) {
      Front.insert(Front.end(), {"-include", Header});
      Included.push_back(Path);
    }
  auto &Arguments = Result.arguments;
  Arguments = {Mode == "g++" ? "clang++" : "clang",
               "--no-default-config",
               "-fsyntax-only",
               "-w",
               "-Qunused-arguments",
               "-resource-dir",
               Options.resourceDir};
  for (StringRef Group : GccWarnings)
    Arguments.push_back("-Wno-error=" + Group.str());
  if (!Target.empty())
    Arguments.push_back("--target=" + Target);
  auto Append = [&](const std::vector<std::string> &More) {
    Arguments.insert(Arguments.end(), More.begin(), More.end());
  };
  Append(Options.extraArgsBefore);
  Append(Front);
  Append(Kept);
  // Lists of exceptions lie beside the runtime libraries, which ferrule does not bring.
  if (llvm::any_of(Kept, [](StringRef Flag) { return Flag.starts_with("-fsanitize="); }))
    Arguments.emplace_back("-fno-sanitize-ignorelist");
  Append(Options.extraArgs);
  Append({"-x", Language.str(), "--", Result.file});
}

llvm::Expected<CleanedCommand> Cleaner::run(ArrayRef<std::string> CommandLine) {
  auto Expanded = expandResponseFiles(CommandLine, Directory, Result.notes);
  if (!Expanded)
    return Expanded.takeError();
  ArrayRef<std::string> Command = withoutLaunchers(*Expanded);
  if (Command.empty() || Command.front().empty())
    return llvm::createStringError("the compile command is empty");
  CompilerName Compiler = inferCompiler(Command.front());
  Mode = std::move(Compiler.mode);
  Target = std::move(Compiler.target);
  if (!Compiler.problem.empty())
    note(false, Command.front(), Compiler.problem);

  InputArgList Args = parse(Command.drop_front(), ClangOption);
  if (const Arg *A = Args.getLastArg(OPT_target))
    Target = A->getValue();
  std::vector<std::string> ForCompiler, ForPreprocessor;
  for (const Arg *A : Args) {
    if (A->getOption().matches(OPT_Xclang))
      ForCompiler.emplace_back(A->getValue());
    if (A->getOption().matches(OPT_Xpreprocessor))
      ForPreprocessor.emplace_back(A->getValue());
    clean(*A, Args);
  }
  unwrap(ForPreprocessor, "-Xpreprocessor ", ClangOption);
  unwrap(ForCompiler, "-Xclang ", CC1Option);

  if (Result.file.empty() && !Inputs.empty())
    Result.file = Inputs.front();
  if (Result.file.empty())
    return llvm::createStringError("the compile command has no input");
  if (!Matched)
    InputLanguage = Language;
  if (Mode != "gcc" && Mode != "g++" && Mode != "cpp")
    return unsupported("the driver mode '" + Mode + "' is not supported");
  if (StringRef Reason = whyUnreadable(Result.file); !Reason.empty())
    return llvm::createStringError(Result.file + " " + Reason);
  std::optional<StringRef> Language = language();
  if (!Language)
    return unsupported("is not C or C++");
  assemble(*Language);
  return std::move(Result);
}

} // namespace

llvm::Expected<CleanedCommand> cleanCommand(ArrayRef<std::string> CommandLine, StringRef Directory,
                                            StringRef File, const CleaningOptions &Options) {
  return Cleaner(Directory, File, Options).run(CommandLine);
}

} // namespace ferrule
