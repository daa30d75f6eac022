// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/Snippet.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ferrule {
namespace {

/// Generated code has lines of megabytes; this much before and after the start of the place is
/// shown.
constexpr std::size_t ContextBefore = 60;
constexpr std::size_t ContextAfter = 140;

/// Tabs have no width of their own; both the line and the carets under it take this.
std::string displayed(StringRef Source) {
  std::string Result;
  while (true) {
    auto [Head, Tail] = Source.split('\t');
    Result += printable(Head);
    if (Head.size() == Source.size())
      return Result;
    Result += "    ";
    Source = Tail;
  }
}

/// The nearest place at or before Position where a code point starts.
std::size_t codePointStart(StringRef Text, std::size_t Position) {
  auto Continues = [&](std::size_t I) {
    return I < Text.size() && (static_cast<unsigned char>(Text[I]) & 0xC0) == 0x80;
  };
  // A sequence has at most four bytes; more of these bytes are no UTF-8.
  for (std::size_t Back = 0; Back != 4 && Back <= Position; ++Back)
    if (!Continues(Position - Back))
      return Position - Back;
  return Position;
}

void printSnippet(const Finding &F, const Palette &Paint, StringRef Mark, raw_ostream &Out) {
  StringRef Line = F.snippet;
  auto Offset = [&](unsigned Column) {
    return codePointStart(Line, std::min<std::size_t>(std::max(Column, 1u) - 1, Line.size()));
  };
  std::size_t Begin = Offset(F.column);
  std::size_t End = F.endLine > F.line ? Line.size() : std::max(Begin, Offset(F.endColumn));
  std::size_t From = Begin > ContextBefore ? codePointStart(Line, Begin - ContextBefore) : 0;
  std::size_t To =
      Line.size() - Begin > ContextAfter ? codePointStart(Line, Begin + ContextAfter) : Line.size();
  End = std::min(End, To);

  std::string Before = (From ? "..." : "") + displayed(Line.slice(From, Begin));
  std::string Marked = displayed(Line.slice(Begin, End));
  std::string After = displayed(Line.slice(End, To)) + (To != Line.size() ? "..." : "");
  std::string Number = utostr(F.line);
  std::string Margin(Number.size(), ' ');
  Out << Paint.quiet << Margin << " |" << Paint.reset << "\n"
      << Paint.quiet << Number << " |" << Paint.reset << " " << Before << Marked << After << "\n"
      << Paint.quiet << Margin << " |" << Paint.reset << " ";
  Out.indent(displayWidth(Before))
      << Mark << std::string(std::max(displayWidth(Marked), 1u), '^') << Paint.reset << "\n";
}

} // namespace

void printFinding(const Finding &F, const FunctionIndex &Functions, const Palette &Paint,
                  raw_ostream &Out) {
  StringRef Word = "warning", Mark = Paint.warning;
  if (F.state == OperationState::Defect) {
    Word = "error";
    Mark = Paint.error;
  } else if (F.state == OperationState::Accepted) {
    Word = "accepted";
    Mark = Paint.quiet;
  }
  std::string Margin(utostr(F.line).size(), ' ');

  Out << Mark << Word << "[" << printable(F.check) << "]" << Paint.reset << Paint.bold << ": "
      << printable(F.message) << Paint.reset << "\n";
  Out << Paint.quiet << Margin << "--> " << Paint.reset << printable(F.file) << ":" << F.line << ":"
      << F.column;
  if (const RankedFunction *In = Functions.find(F.function))
    Out << " in " << printable(In->qualifiedName) << "()";
  Out << "\n";
  if (!F.snippet.empty())
    printSnippet(F, Paint, Mark, Out);
  auto Note = [&](StringRef Kind, StringRef Text) {
    Out << Paint.quiet << Margin << " = " << Paint.reset << Kind << ": " << Text << "\n";
  };
  if (!F.reason.empty())
    Note("note", printable(F.reason));
  if (F.acceptance.line)
    Note("accepted", printable(F.file) + ":" + utostr(F.acceptance.line) + ": " +
                         printable(F.acceptance.reason));
  for (const FindingStep &S : F.steps)
    Note("note", printable(S.file) + ":" + utostr(S.line) + ":" + utostr(S.column) + ": " +
                     printable(S.message));
  Note("rated", ("severity " + nameOf(F.severity) + ", confidence " + nameOf(F.confidence)).str() +
                    join(map_range(F.cwe, [](unsigned N) { return ", CWE-" + utostr(N); }), ""));
  Out << "\n";
}

} // namespace ferrule
