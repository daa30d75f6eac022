// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/html/PageData.h"
#include "reports/html/Columns.h"
#include "tool/model/HangingOn.h"
#include "tool/model/Json.h"
#include "tool/model/Metrics.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

class Writer {
public:
  Writer(const Assessment &A, const Withheld &W, const Comparison *C, json::OStream &J)
      : A(A), W(W), C(C), J(J) {
    for (const FileFact &F : A.files)
      (void)file(F.path, F.lines);
    for (const auto &[I, F] : enumerate(A.functions))
      Functions.try_emplace(F.id, static_cast<int>(I));
    // What is open comes first: whoever pages through the list sees it first.
    for (const auto *List : {&A.findings, &A.discharged})
      for (const Finding &F : *List)
        Findings.push_back(&F);
  }

  void write() {
    J.object([&] {
      section("tool", A.tool);
      section("project", A.project);
      section("coverage", A.coverage);
      section("history", A.history);
      section("testCoverage", A.testCoverage);
      section("problems", A.problems);
      section("suppressionProblems", A.suppressionProblems);
      section("rules", A.rules);
      section("scoring", A.scoring);
      section("patches", A.patches);
      writeDeclarations();
      writeBoundaries();
      section("facts", A.facts);
      section("inventory", A.inventory);
      section("plan", A.plan);
      J.attributeObject("withheld", [&] {
        J.attribute("defects", W.defects);
        J.attribute("possible", W.possible);
        J.attribute("patches", W.patches);
      });
      if (C)
        writeComparison();
      writeFunctions();
      writeFindings();
      writeContracts();
      writeFiles();
      Strings.write(J);
    });
  }

private:
  struct SourceFile {
    std::string path;
    unsigned lines = 0;
    /// The lines that some finding shows.
    std::map<unsigned, unsigned> known;
  };

  template <class T> void section(StringRef Name, const T &Value) {
    J.attributeBegin(Name);
    writePrintable(J, cantFail(json::parse(jsonText(Value))));
    J.attributeEnd();
  }

  unsigned file(StringRef Path, unsigned Lines = 0) {
    auto [It, New] = FileIndices.try_emplace(Path, Files.size());
    if (New)
      Files.push_back({Path.str(), Lines});
    return It->second;
  }
  void know(StringRef Path, unsigned Line, StringRef Snippet) {
    if (Line && !Snippet.empty())
      Files[file(Path)].known.try_emplace(Line, Strings.source(Snippet));
  }
  int function(StringRef Id) const {
    auto It = Functions.find(Id);
    return It == Functions.end() ? -1 : It->second;
  }
  /// Where a place begins in its line as the page shows it, and how long it is there.
  template <class Place> static std::pair<unsigned, unsigned> marked(const Place &P) {
    StringRef Line = P.snippet;
    auto Until = [&](unsigned Column) {
      return utf16Length(sourceLine(Line.take_front(std::max(Column, 1U) - 1)));
    };
    unsigned Begin = Until(P.column);
    unsigned End = P.endLine > P.line ? utf16Length(sourceLine(Line)) : Until(P.endColumn);
    return {Begin, End > Begin ? End - Begin : 0};
  }

  static std::string cwesOf(const Finding &F) {
    return join(map_range(F.cwe, [](unsigned N) { return utostr(N); }), " ");
  }
  /// Findings that agree in all that their check says have one number.
  unsigned check(const Finding &F) {
    std::string Key =
        F.check + "|" + nameOf(F.family).str() + "|" + nameOf(F.severity).str() + "|" + cwesOf(F);
    auto [It, New] = CheckIndices.try_emplace(Key, Checks.size());
    if (New)
      Checks.push_back(&F);
    return It->second;
  }

  void writeDeclarations();
  void writeBoundaries();
  void writeComparison();
  void writeFunctions();
  void writeFindings();
  void writeChecks();
  void writeContracts();
  void writeFiles();

  const Assessment &A;
  const Withheld &W;
  const Comparison *C;
  json::OStream &J;
  StringTable Strings;
  std::vector<SourceFile> Files;
  StringMap<unsigned> FileIndices;
  StringMap<int> Functions;
  std::vector<const Finding *> Findings;
  /// The first finding of each.
  std::vector<const Finding *> Checks;
  StringMap<unsigned> CheckIndices;
};

/// Those on which most hangs, of those that patches are about.
void Writer::writeDeclarations() {
  constexpr std::size_t Most = 20;
  std::vector<HangingOn> Ranked = findHangingOn(A);
  erase_if(Ranked, [](const HangingOn &H) { return H.patches.empty(); });
  J.attributeArray("declarations", [&] {
    for (const HangingOn &H : ArrayRef(Ranked).take_front(Most))
      writePrintable(J, json::Object{{"name", H.name()},
                                     {"file", H.declaration->file},
                                     {"line", H.declaration->line},
                                     {"open", H.operations.size()},
                                     {"discharged", H.discharged},
                                     {"patches", H.patches.size()},
                                     {"ready", H.ready()}});
  });
}

/// Names of C++ functions are long, and each is in many cuts: their numbers are beside the cuts.
void Writer::writeBoundaries() {
  std::vector<Boundary> Cuts = A.boundaries;
  for (Boundary &B : Cuts) {
    B.functions.clear();
    B.entries.clear();
    for (Crossing &C : B.crossings)
      C.entity.clear();
  }
  section("boundaries", Cuts);
  for (auto [Name, Ids] :
       {std::pair("inside", &Boundary::functions), std::pair("entries", &Boundary::entries)})
    J.attributeArray(Name, [&, Ids = Ids] {
      for (const Boundary &B : A.boundaries)
        J.array([&] {
          for (const std::string &Id : B.*Ids)
            if (int F = function(Id); F >= 0)
              J.value(F);
        });
    });
}

/// With the figures as text, as each has its own form.
void Writer::writeComparison() {
  json::Value V = cantFail(json::parse(jsonText(*C)));
  json::Array Figures;
  for (const Metric &M : allMetrics()) {
    auto Found = find_if(C->metrics, [&](const MetricChange &X) { return X.id == M.id; });
    // Families have a table of their own.
    if (Found == C->metrics.end() || StringRef(M.group).contains("family"))
      continue;
    auto Text = [&](bool Measured, double Value) {
      return Measured ? shown(M, {Value, Value, Value}) : std::string();
    };
    Figures.push_back(json::Array{M.label, Text(Found->measuredBefore, Found->before),
                                  Text(Found->measuredAfter, Found->after), M.unit});
  }
  V.getAsObject()->insert({"figures", std::move(Figures)});
  J.attributeBegin("comparison");
  writePrintable(J, V);
  J.attributeEnd();
}

void Writer::writeFunctions() {
  J.attributeObject("functions", [&] {
    using F = RankedFunction;
    column(J, "id", A.functions, [&](const F &X) { return Strings.name(X.id); });
    column(J, "name", A.functions, [&](const F &X) { return Strings.name(X.qualifiedName); });
    column(J, "file", A.functions, [&](const F &X) { return file(X.file); });
    column(J, "line", A.functions, [](const F &X) { return X.line; });
    column(J, "endLine", A.functions, [](const F &X) { return X.endLine; });
    column(J, "score", A.functions, [](const F &X) { return X.score; });
    column(J, "topTen", A.functions, [](const F &X) { return X.topTen; });
    column(J, "entry", A.functions,
           [](const F &X) { return static_cast<unsigned>(X.exposure.entry); });
    column(J, "from", A.functions, [&](const F &X) { return function(X.exposure.from); });
    column(J, "distance", A.functions, [](const F &X) { return X.exposure.distance; });
    column(J, "flow", A.functions, [](const F &X) { return static_cast<unsigned>(X.flow); });
    auto Signal = [](const F &X, StringRef Name) {
      auto It = X.signals.find(Name.str());
      return It == X.signals.end() ? 0 : It->second;
    };
    column(J, "sloc", A.functions, [&](const F &X) { return Signal(X, "sloc"); });
    // Those of the score, in the order of scoring.signals.
    J.attributeArray("signals", [&] {
      for (const SignalWeight &S : A.scoring.signals)
        J.array([&] {
          for (const F &X : A.functions)
            writeJson(J, Signal(X, S.signal));
        });
    });
    for (auto [Name, Count] :
         {std::pair("open", &StateCounts::open), std::pair("accepted", &StateCounts::accepted),
          std::pair("discharged", &StateCounts::discharged),
          std::pair("defect", &StateCounts::defect)})
      column(J, Name, A.functions, [&, Count = Count](const F &X) {
        unsigned Sum = 0;
        for (const auto &[Family, C] : X.operations)
          Sum += C.*Count;
        return Sum;
      });
  });
}

void Writer::writeFindings() {
  StringMap<unsigned> Kinds{{"operation", 0}, {"possible", 1}, {"defect", 2}};
  for (const Finding *F : Findings)
    know(F->file, F->line, F->snippet);
  J.attributeObject("findings", [&] {
    auto Column = [&](StringRef Name, auto Value) {
      column(J, Name, Findings, [&](const Finding *F) { return Value(*F); });
    };
    using F = Finding;
    Column("check", [&](const F &X) { return check(X); });
    Column("kind", [&](const F &X) { return Kinds.lookup(X.kind); });
    Column("state", [](const F &X) { return static_cast<unsigned>(X.state); });
    Column("confidence", [](const F &X) { return static_cast<unsigned>(X.confidence); });
    Column("file", [&](const F &X) { return file(X.file); });
    Column("line", [](const F &X) { return X.line; });
    Column("column", [](const F &X) { return X.column; });
    Column("from", [](const F &X) { return marked(X).first; });
    Column("length", [](const F &X) { return marked(X).second; });
    Column("function", [&](const F &X) { return function(X.function); });
    Column("message", [&](const F &X) { return Strings.name(X.message); });
    Column("reason", [&](const F &X) { return Strings.name(X.reason); });
    Column("suppressed", [](const F &X) { return static_cast<unsigned>(X.suppressed); });
    // Nothing in them repeats: they are a third of a large page. What was shown to be safe is known
    // by its place.
    J.attribute(
        "fingerprint",
        join(map_range(A.findings, [](const F &X) { return printable(X.fingerprint); }), "\n"));
  });
  writeChecks();
  // Few have one of these.
  J.attributeObject("acceptances", [&] {
    for (const auto &[I, F] : enumerate(Findings))
      if (F->acceptance.line)
        J.attributeArray(utostr(I), [&] {
          J.value(F->acceptance.line);
          J.value(printable(F->acceptance.reason));
        });
  });
  J.attributeObject("steps", [&] {
    for (const auto &[I, F] : enumerate(Findings)) {
      if (F->steps.empty())
        continue;
      J.attributeArray(utostr(I), [&] {
        for (const FindingStep &S : F->steps) {
          know(S.file, S.line, S.snippet);
          J.array([&] {
            J.value(file(S.file));
            J.value(S.line);
            J.value(printable(S.message));
          });
        }
      });
    }
  });
}

void Writer::writeChecks() {
  StringMap<int> Rules;
  for (const auto &[I, R] : enumerate(A.rules))
    Rules.try_emplace(R.id, static_cast<int>(I));
  J.attributeObject("checks", [&] {
    auto Column = [&](StringRef Name, auto Value) {
      column(J, Name, Checks, [&](const Finding *F) { return Value(*F); });
    };
    using F = Finding;
    Column("name", [&](const F &X) { return Strings.name(X.check); });
    // An assessment that was put together by hand may have findings of checks that it does not
    // list.
    Column("rule", [&](const F &X) {
      auto It = Rules.find(X.check);
      return It == Rules.end() ? -1 : It->second;
    });
    Column("family", [](const F &X) { return static_cast<unsigned>(X.family); });
    Column("severity", [](const F &X) { return static_cast<unsigned>(X.severity); });
    Column("cwe", [&](const F &X) { return Strings.name(cwesOf(X)); });
  });
}

void Writer::writeContracts() {
  std::vector<const Inference *> Shown;
  for (const Inference &I : A.inferences)
    if (function(I.entity) >= 0)
      Shown.push_back(&I);
  J.attributeObject("contracts", [&] {
    auto Column = [&](StringRef Name, auto Value) {
      column(J, Name, Shown, [&](const Inference *I) { return Value(*I); });
    };
    Column("function", [&](const Inference &I) { return function(I.entity); });
    Column("conflict", [](const Inference &I) { return static_cast<unsigned>(I.conflict); });
    for (auto [Name, Text] :
         {std::pair("slot", &Inference::slot), std::pair("slotName", &Inference::slotName),
          std::pair("type", &Inference::type), std::pair("bounds", &Inference::bounds),
          std::pair("ownership", &Inference::ownership),
          std::pair("nullability", &Inference::nullability),
          std::pair("lifetime", &Inference::lifetime)})
      Column(Name, [&, Text = Text](const Inference &I) { return Strings.name(I.*Text); });
  });
}

void Writer::writeFiles() {
  J.attributeObject("files", [&] {
    column(J, "path", Files, [&](const SourceFile &F) { return Strings.name(F.path); });
    column(J, "lines", Files, [](const SourceFile &F) { return F.lines; });
    J.attributeArray("known", [&] {
      for (const SourceFile &F : Files)
        J.array([&] {
          // Distances between lines repeat, lines do not.
          unsigned Last = 0;
          for (const auto &[Line, Text] : F.known)
            J.value(Line - std::exchange(Last, Line));
        });
    });
    J.attributeArray("text", [&] {
      for (const SourceFile &F : Files)
        J.array([&] {
          for (const auto &[Line, Text] : F.known)
            J.value(Text);
        });
    });
  });
}

} // namespace

std::string pageData(const Assessment &A, const Withheld &W, const Comparison *C) {
  return jsonText(0, [&](json::OStream &J) { Writer(A, W, C, J).write(); });
}

} // namespace ferrule
