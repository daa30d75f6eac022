// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/SummaryBuilder.h"
#include "checks/Check.h"
#include "checks/CodeRanges.h"
#include "checks/Extractor.h"
#include "checks/Suppressions.h"
#include "checks/Traversal.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

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

static std::vector<FileFact> filesInScope(const SourceManager &SM, EntityNames &Names) {
  std::map<std::string, unsigned> Lines;
  for (unsigned I = 0; I != SM.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() || !Entry.getFile().getContentCache().OrigEntry)
      continue;
    SourceLocation Start = SourceLocation::getFromRawEncoding(Entry.getOffset());
    if (!Names.inScope(Start))
      continue;
    StringRef Text = SM.getBufferData(SM.getFileID(Start));
    unsigned Count = Text.count('\n') + (!Text.empty() && Text.back() != '\n');
    Lines.emplace(Names.file(Start), Count);
  }
  std::vector<FileFact> Files;
  for (auto &[Path, Count] : Lines)
    Files.push_back({Path, Count});
  return Files;
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
  CheckContext Context(AST, Names, Sink, &Summary);
  traverse(D, Context);
  for (auto &E : Extractors)
    E->finish(Summary);
  // Several expansions at one place, or several instances of a template, are one operation.
  mergeSamePlace(Summary.operations);
  Summary.files = filesInScope(AST.getSourceManager(), Names);
  sortByPlace(Summary.functions);
  sortByPlace(Summary.globals);
  sortByPlace(Summary.records);
}

} // namespace ferrule
