// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ferrule roadmap --check: what a roadmap has of what CISA asks for.
#include "reports/CheckRoadmap.h"
#include "tool/commands/Commands.h"
#include "tool/model/Counted.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace ferrule {
namespace {

struct RoadmapOptions {
  std::string file;
  bool complete = false;
};

llvm::Expected<int> run(const RoadmapOptions &Options) {
  auto Text = llvm::MemoryBuffer::getFile(Options.file, /*IsText=*/true);
  if (!Text)
    return llvm::createStringError(
        "cannot read '" + Options.file + "': " + Text.getError().message() +
        "; ferrule report DIR --format roadmap -o FILE writes a roadmap");
  const auto Checks = checkRoadmap((*Text)->getBuffer());
  const auto Count = [&](ElementState S) {
    return llvm::count_if(Checks, [S](const ElementCheck &C) { return C.state == S; });
  };
  for (const ElementCheck &C : Checks) {
    llvm::outs() << (C.state == ElementState::Present ? "present  "
                     : C.state == ElementState::Todo  ? "TODO     "
                                                      : "MISSING  ")
                 << llvm::format("%2u", C.element->number) << "  " << C.element->title;
    if (C.line)
      llvm::outs() << " (line " << C.line << ")";
    llvm::outs() << "\n";
  }
  const auto Missing = Count(ElementState::Missing), Todo = Count(ElementState::Todo);
  llvm::outs() << Checks.size() - Missing << " of " << Checks.size() << " elements are there, "
               << Todo << " of them with something to do for the owner\n";
  return Missing || (Options.complete && Todo) ? ExitGate : ExitOk;
}

} // namespace

void addRoadmap(CLI::App &App, CommandLine &Line) {
  auto Options = std::make_shared<RoadmapOptions>();
  CLI::App *Command = addCommand(App, Line, "roadmap", "Check a memory-safety roadmap",
                                 [Options] { return run(*Options); });
  Command
      ->add_option("--check", Options->file,
                   "A roadmap in Markdown: exit status 2 when an element is missing")
      ->required();
  Command->add_flag("--complete", Options->complete,
                    "Before it is published: what is TODO counts as missing");
}

} // namespace ferrule
