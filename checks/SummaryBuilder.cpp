// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/SummaryBuilder.h"
#include "checks/Check.h"
#include "checks/CodeRanges.h"
#include "checks/Extractor.h"
#include "checks/Suppressions.h"
#include "checks/Traversal.h"
#include "checks/ownership/MemoryCalls.h"
#include "tool/flow/Body.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

using namespace clang;

namespace ferrule {
namespace {

/// Turns reports into operations.
class OperationSink final : public ReportSink {
public:
  OperationSink(ASTContext &AST, EntityNames &Names, std::vector<Operation> &Operations)
      : AST(AST), Names(Names), Suppressed(AST.getSourceManager()), Operations(Operations) {}

  void add(const Report &R) override {
    const SourceManager &SM = AST.getSourceManager();
    const std::string &Check = R.Reporter->info().id;
    Operations.push_back({.check = Check,
                          .state = R.State,
                          .confidence = R.Sure,
                          .range = codeRange(R.Range, SM, AST.getLangOpts(), Names),
                          .function = R.Function ? Names.of(*R.Function) : std::string(),
                          .message = R.Message,
                          .reason = R.Reason,
                          .snippet = sourceLine(R.Range.getBegin(), SM),
                          .suppressed = Suppressed.cover(R.Range.getBegin(), Check)});
  }

private:
  ASTContext &AST;
  EntityNames &Names;
  Suppressions Suppressed;
  std::vector<Operation> &Operations;
};

} // namespace

/// The lines of each file at which something in the bodies happens.
static std::map<std::string, std::set<unsigned>> linesOf(llvm::ArrayRef<BodyFact> Bodies) {
  std::map<std::string, std::set<unsigned>> Lines;
  for (const BodyFact &Fact : Bodies) {
    flow::Body Body;
    if (flow::unpack(Fact.code, Body))
      for (const flow::Place &P : Body.places)
        Lines[Body.files[P.file]].insert(P.line);
  }
  return Lines;
}

/// The lines of Text that are Wanted.
static void addLines(llvm::StringRef Text, const std::string &Path,
                     const std::set<unsigned> &Wanted, std::vector<LineFact> &Lines) {
  unsigned At = 1;
  for (unsigned Line : Wanted) {
    for (; At < Line && !Text.empty(); ++At)
      Text = Text.split('\n').second;
    auto IsEnd = [](char C) { return C == '\n' || C == '\r'; };
    Lines.push_back({Path, Line, Text.take_until(IsEnd).str()});
  }
}

/// The files in scope with their NOLINTs and the text of the bodies, by name.
static void addFiles(const SourceManager &SM, EntityNames &Names, TUSummary &Summary) {
  std::map<std::string, StringRef> Texts;
  for (unsigned I = 0; I != SM.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() || !Entry.getFile().getContentCache().OrigEntry)
      continue;
    SourceLocation Start = SourceLocation::getFromRawEncoding(Entry.getOffset());
    if (!Names.inScope(Start))
      continue;
    Texts.emplace(Names.file(Start), SM.getBufferData(SM.getFileID(Start)));
  }
  auto Wanted = linesOf(Summary.bodies);
  for (const auto &[Path, Text] : Texts) {
    unsigned Lines = Text.count('\n') + (!Text.empty() && Text.back() != '\n');
    Summary.files.push_back({Path, Lines});
    addLines(Text, Path, Wanted[Path], Summary.lines);
    llvm::append_range(Summary.suppressions, findSuppressions(Text, Path));
  }
}

template <class Fact> static void sortByPlace(std::vector<Fact> &Facts) {
  llvm::sort(Facts, [](const Fact &A, const Fact &B) {
    return std::tie(A.range.file, A.range.line, A.range.column, A.id) <
           std::tie(B.range.file, B.range.line, B.range.column, B.id);
  });
  Facts.erase(llvm::unique(Facts), Facts.end());
}

void buildSummary(ASTContext &AST, const SourceScope &Scope, llvm::ArrayRef<Check *> Checks,
                  TUSummary &Summary) {
  EntityNames Names(AST.getSourceManager(), Scope);
  Dispatcher D;
  auto Extractors = createExtractors();
  for (auto &E : Extractors)
    E->subscribe(D);
  for (Check *C : Checks) {
    D.setCurrent(C);
    C->subscribe(D);
  }
  OperationSink Sink(AST, Names, Summary.operations);
  MemoryWrappers Wrappers;
  CheckContext Context(AST, Names, Wrappers, Sink, &Summary);
  traverse(D, Context);
  for (auto &E : Extractors)
    E->finish(Summary);
  // Several expansions at one place, or several instances of a template, are one operation.
  mergeSamePlace(Summary.operations);
  addFiles(AST.getSourceManager(), Names, Summary);
  sortByPlace(Summary.functions);
  sortByPlace(Summary.globals);
  sortByPlace(Summary.records);
}

} // namespace ferrule
