// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/SummaryBuilder.h"
#include "checks/Check.h"
#include "checks/CodeRanges.h"
#include "checks/Extractor.h"
#include "checks/Suppressions.h"
#include "checks/Traversal.h"
#include "checks/ownership/MemoryCalls.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include <map>

using namespace clang;

namespace ferrule {
namespace {

/// Turns reports into operations.
class OperationSink final : public ReportSink {
public:
  OperationSink(ASTContext &AST, EntityNames &Names, std::vector<Operation> &Operations)
      : AST(AST), Names(Names), Operations(Operations) {}

  void add(const Report &R) override {
    const SourceManager &SM = AST.getSourceManager();
    Operations.push_back({.check = R.Reporter->info().id,
                          .state = R.State,
                          .confidence = R.Sure,
                          .range = codeRange(R.Range, SM, AST.getLangOpts(), Names),
                          .function = R.Function ? Names.of(*R.Function) : std::string(),
                          .message = R.Message,
                          .reason = R.Reason,
                          .snippet = sourceLine(R.Range.getBegin(), SM)});
  }

private:
  ASTContext &AST;
  EntityNames &Names;
  std::vector<Operation> &Operations;
};

} // namespace

using LineSpan = std::pair<unsigned, unsigned>;

/// The lines of each file on which functions with bodies stand.
static std::map<std::string, std::vector<LineSpan>> linesOf(const TUSummary &Summary) {
  llvm::StringSet<> WithBody;
  for (const BodyFact &B : Summary.bodies)
    WithBody.insert(B.function);
  std::map<std::string, std::vector<LineSpan>> Lines;
  for (const FunctionFact &F : Summary.functions)
    if (WithBody.contains(F.id))
      Lines[F.range.file].emplace_back(F.range.line, F.range.endLine);
  return Lines;
}

/// The Wanted lines of Text. Spans that touch, such as those of nested functions, become one.
static void addText(llvm::StringRef Text, const std::string &Path, std::vector<LineSpan> Wanted,
                    std::vector<TextFact> &Texts) {
  llvm::sort(Wanted);
  unsigned At = 1;
  auto Take = [&](unsigned Before) {
    llvm::StringRef Start = Text;
    for (; At < Before && !Text.empty(); ++At)
      Text = Text.split('\n').second;
    return Start.drop_back(Text.size());
  };
  for (std::size_t I = 0; I != Wanted.size();) {
    auto [First, Last] = Wanted[I];
    for (++I; I != Wanted.size() && Wanted[I].first <= Last + 1; ++I)
      Last = std::max(Last, Wanted[I].second);
    Take(First);
    Texts.push_back({Path, First, Take(Last + 1).str()});
  }
}

namespace {

/// The lines that the preprocessor skipped: they are no part of the unit.
class SkippedLines {
public:
  SkippedLines(llvm::ArrayRef<SourceRange> Ranges, const SourceManager &SM) {
    for (SourceRange R : Ranges) {
      auto [File, Begin] = SM.getDecomposedLoc(R.getBegin());
      unsigned End = SM.getFileOffset(R.getEnd());
      // The directives themselves were read.
      Files[File].emplace_back(SM.getLineNumber(File, Begin), SM.getLineNumber(File, End));
    }
  }

  /// Each time that the file was included.
  bool contain(llvm::ArrayRef<FileID> Inclusions, unsigned Line) const {
    return llvm::all_of(Inclusions, [&](FileID File) {
      auto It = Files.find(File);
      return It != Files.end() && llvm::any_of(It->second, [&](auto Range) {
               return Range.first < Line && Line < Range.second;
             });
    });
  }

private:
  std::map<FileID, std::vector<std::pair<unsigned, unsigned>>> Files;
};

} // namespace

/// The files in scope with their suppressions and the text of the bodies, by name.
static void addFiles(const SourceManager &SM, EntityNames &Names, const SkippedLines &Skipped,
                     TUSummary &Summary) {
  std::map<std::string, std::vector<FileID>> Files;
  for (unsigned I = 0; I != SM.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() || !Entry.getFile().getContentCache().OrigEntry)
      continue;
    SourceLocation Start = SourceLocation::getFromRawEncoding(Entry.getOffset());
    if (Names.inScope(Start))
      Files[Names.file(Start)].push_back(SM.getFileID(Start));
  }
  auto Wanted = linesOf(Summary);
  for (const auto &[Path, Inclusions] : Files) {
    StringRef Text = SM.getBufferData(Inclusions.front());
    unsigned Lines = Text.count('\n') + (!Text.empty() && Text.back() != '\n');
    Summary.files.push_back({Path, Lines, contentHash(Text)});
    addText(Text, Path, std::move(Wanted[Path]), Summary.texts);
    for (SuppressionFact &Found : findSuppressions(Text, Path))
      if (!Skipped.contain(Inclusions, Found.line))
        Summary.suppressions.push_back(std::move(Found));
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
                  llvm::ArrayRef<SourceRange> Skipped, TUSummary &Summary) {
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
  addFiles(AST.getSourceManager(), Names, {Skipped, AST.getSourceManager()}, Summary);
  sortByPlace(Summary.functions);
  sortByPlace(Summary.globals);
  sortByPlace(Summary.records);
}

} // namespace ferrule
