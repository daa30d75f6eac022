// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/CompilerName.h"
#include "clang/Driver/ToolChain.h"
#include "llvm/Support/Path.h"

using llvm::ArrayRef;
using llvm::StringRef;
namespace path = llvm::sys::path;

namespace ferrule {

static bool isOneOf(StringRef Text, std::initializer_list<StringRef> Words) {
  return llvm::is_contained(Words, Text);
}

ArrayRef<std::string> withoutLaunchers(ArrayRef<std::string> Command) {
  while (Command.size() > 1 && !StringRef(Command[1]).starts_with("-")) {
    StringRef Name = path::stem(Command[0]);
    bool IsLauncher = isOneOf(Name, {"ccache", "distcc", "sccache", "icecc", "gomacc"}) ||
                      (Name == "zig" && isOneOf(Command[1], {"cc", "c++"}));
    if (!IsLauncher)
      break;
    Command = Command.drop_front();
  }
  return Command;
}

CompilerName inferCompiler(StringRef Path) {
  CompilerName Result{.mode = "gcc", .target = {}, .problem = {}};
  StringRef Name = path::filename(Path);
  auto Parsed = clang::driver::ToolChain::getTargetAndModeFromProgramName(Name);
  if (StringRef Mode = Parsed.DriverMode ? Parsed.DriverMode : "";
      Mode.consume_front("--driver-mode="))
    Result.mode = Mode;
  if (isOneOf(path::stem(Name), {"nvcc", "hipcc"}))
    Result.mode = "cuda";
  if (Parsed.TargetIsValid)
    Result.target = Parsed.TargetPrefix;
  else if (StringRef(Parsed.TargetPrefix).contains('-'))
    Result.problem = "names a target that this LLVM does not know; read as for this machine";
  return Result;
}

} // namespace ferrule
