// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/imports/TestCoverage.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace ferrule {
namespace {

/// No source file has more: each may become an entry of a map.
constexpr unsigned MostLines = 1U << 20;

class Collector {
public:
  Collector(llvm::StringRef File, llvm::StringRef Root) : Root(Root) { Result.file = File.str(); }

  /// The lines that follow are of this file. A relative path starts at the root.
  void enter(llvm::StringRef Path) {
    llvm::SmallString<256> Absolute(Path);
    if (llvm::sys::path::is_relative(Path)) {
      Absolute = Root;
      llvm::sys::path::append(Absolute, Path);
    }
    llvm::sys::path::remove_dots(Absolute, /*remove_dot_dot=*/true);
    llvm::StringRef Name = below(Root, Absolute);
    llvm::SmallString<256> RealRoot, RealFile;
    if (Name.empty() && !llvm::sys::fs::real_path(Root, RealRoot) &&
        !llvm::sys::fs::real_path(Absolute, RealFile))
      Name = below(RealRoot, RealFile);
    Lines = !Name.empty() && llvm::sys::fs::is_regular_file(Absolute) ? &Result.lines[Name.str()]
                                                                      : nullptr;
    Result.otherFiles += !Lines;
  }

  void add(unsigned Line, bool Ran) {
    if (Lines)
      (*Lines)[Line] |= Ran;
  }

  llvm::Expected<LineCoverage> take() {
    if (Result.lines.empty())
      return llvm::createStringError("none of its files is below the root '" + Root +
                                     "': make it from a build of this tree, or give --root");
    return std::move(Result);
  }

private:
  /// The rest of the path; empty when it is not below.
  static llvm::StringRef below(llvm::StringRef Directory, llvm::StringRef Path) {
    Directory = Directory.rtrim('/');
    return Path.consume_front(Directory) && Path.consume_front("/") ? Path : "";
  }

  llvm::StringRef Root;
  LineCoverage Result;
  std::map<unsigned, bool> *Lines = nullptr;
};

llvm::Error readLcov(llvm::StringRef Text, Collector &C) {
  unsigned Number = 0;
  bool InFile = false;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    Line = Line.rtrim('\r');
    ++Number;
    if (Line.consume_front("SF:")) {
      C.enter(Line);
      InFile = true;
    } else if (Line == "end_of_record") {
      InFile = false;
    } else if (Line.consume_front("DA:")) {
      auto [At, Counts] = Line.split(',');
      unsigned LineNumber = 0;
      double Count = 0; // lcov writes large counts as 1e+10
      if (!InFile || At.getAsInteger(10, LineNumber) || LineNumber > MostLines ||
          Counts.split(',').first.getAsDouble(Count))
        return llvm::createStringError("line " + llvm::Twine(Number) +
                                       " is no DA:LINE,COUNT of a file: it was cut or edited");
      C.add(LineNumber, Count > 0);
    }
  }
  return llvm::Error::success();
}

/// A place from which on a count holds, as llvm-cov writes it.
struct Segment {
  unsigned line = 0;
  double count = 0;
  bool hasCount = false;
  bool startsRegion = false;
  /// Between two statements: what it was run says nothing of the code behind it.
  bool isGap = false;
};

Segment segmentFrom(const nlohmann::json &J) {
  if (!J.at(0).is_number_unsigned() || J.at(0).get<std::uint64_t>() > MostLines)
    throw std::out_of_range("a segment begins in no line");
  return {J.at(0).get<unsigned>(), J.at(2).get<double>(), J.at(3).get<bool>(), J.at(4).get<bool>(),
          J.size() > 5 && J.at(5).get<bool>()};
}

/// As LineCoverageStats of LLVM: the most that a region which starts in the line, or the one that
/// goes on into it, was run. A line that starts with a region without a count is blank or a
/// comment.
void addSegments(llvm::ArrayRef<Segment> Segments, Collector &C) {
  const Segment *Before = nullptr;
  for (unsigned Line = Segments.empty() ? 0 : Segments.front().line; !Segments.empty(); ++Line) {
    auto Here = Segments.take_while([&](const Segment &S) { return S.line <= Line; });
    const bool IsSkipped = !Here.empty() && Here.front().startsRegion && !Here.front().hasCount;
    bool HasCode = Before && Before->hasCount && !IsSkipped;
    double Count = Before && Before->hasCount ? Before->count : 0;
    for (const Segment &S : Here)
      if (S.startsRegion && S.hasCount) {
        HasCode = true;
        Count = std::max(Count, S.isGap ? 0 : S.count);
      }
    if (HasCode)
      C.add(Line, Count > 0);
    if (!Here.empty())
      Before = &Here.back();
    Segments = Segments.drop_front(Here.size());
  }
}

llvm::Error readLlvmCov(llvm::StringRef Text, Collector &C) {
  try {
    const auto Document = nlohmann::json::parse(Text.begin(), Text.end());
    for (const auto &Data : Document.at("data"))
      for (const auto &File : Data.at("files")) {
        C.enter(File.at("filename").get<std::string>());
        std::vector<Segment> Segments;
        for (const auto &S : File.at("segments"))
          Segments.push_back(segmentFrom(S));
        if (!std::ranges::is_sorted(Segments, {}, &Segment::line))
          return llvm::createStringError("its segments are not in order: it was edited");
        addSegments(Segments, C);
      }
  } catch (const std::exception &E) {
    return llvm::createStringError(llvm::Twine(E.what()) +
                                   "; expected is what 'llvm-cov export' writes without "
                                   "-summary-only, or an lcov tracefile");
  }
  return llvm::Error::success();
}

} // namespace

llvm::Expected<LineCoverage> testCoverageFromText(llvm::StringRef Text, llvm::StringRef File,
                                                  llvm::StringRef Root) {
  Collector C(File, Root);
  Text.consume_front("\xEF\xBB\xBF");
  const bool IsJson = Text.ltrim().starts_with("{");
  llvm::Error Problem = IsJson ? readLlvmCov(Text, C) : readLcov(Text, C);
  auto Result = Problem ? llvm::Expected<LineCoverage>(std::move(Problem)) : C.take();
  if (!Result)
    return llvm::createStringError("'" + File + "': " + llvm::toString(Result.takeError()));
  return Result;
}

} // namespace ferrule
