// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/FormatEdits.h"
#include "tool/patch/EditText.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;

namespace ferrule {
namespace {

/// What the first style that cannot be read has wrong.
std::string problemIn(llvm::ArrayRef<OverlayFile> Styles) {
  for (const OverlayFile &File : Styles) {
    std::string Problem;
    format::FormatStyle Style = format::getLLVMStyle();
    auto Keep = [](const llvm::SMDiagnostic &D, void *Into) {
      auto &Problem = *static_cast<std::string *>(Into);
      if (Problem.empty())
        Problem = "line " + std::to_string(D.getLineNo()) + ": " + D.getMessage().str();
    };
    auto Error = format::parseConfiguration({File.content, File.path}, &Style,
                                            /*AllowUnknownOptions=*/false, Keep, &Problem);
    if (Error && !Problem.empty())
      return "'" + llvm::sys::path::filename(File.path).str() + "' cannot be used, " + Problem;
  }
  return "";
}

/// The styles of the directories above the file and no others, as there are no others here.
llvm::Expected<format::FormatStyle> styleOf(const Job &J) {
  auto Styles = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  for (const OverlayFile &F : J.overlay)
    Styles->addFile(F.path, 0, llvm::MemoryBuffer::getMemBufferCopy(F.content, F.path));
  auto Ignore = [](const llvm::SMDiagnostic &, void *) {};
  auto Style = format::getStyle("file", J.file, "none", J.format.text, Styles.get(),
                                /*AllowUnknownOptions=*/false, Ignore);
  if (!Style)
    return Style;
  // Minimal changes: comments stay as they are, and so does the order of what patches share. What
  // adds or takes away tokens is no formatting, and Clang's documentation warns of it.
  Style->SortIncludes.Enabled = false;
  Style->SortUsingDeclarations = format::FormatStyle::SUD_Never;
  Style->ReflowComments = format::FormatStyle::RCS_Never;
  Style->FixNamespaceComments = false;
  Style->BreakStringLiterals = false;
  Style->InsertBraces = false;
  Style->RemoveBracesLLVM = false;
  Style->RemoveParentheses = format::FormatStyle::RPS_Leave;
  Style->RemoveSemicolon = false;
  Style->QualifierAlignment = format::FormatStyle::QAS_Leave;
  Style->InsertTrailingCommas = format::FormatStyle::TCS_None;
  std::size_t End = J.format.text.find('\n');
  bool Crlf = End != std::string::npos && End && J.format.text[End - 1] == '\r';
  Style->LineEnding = Crlf ? format::FormatStyle::LE_CRLF : format::FormatStyle::LE_LF;
  return Style;
}

std::string withoutSpace(std::string Text) {
  llvm::erase_if(Text, llvm::isSpace);
  return Text;
}

/// The lines that are changed are formatted as the style wants it before they are. Else the style
/// says nothing of them, and to format them would change those around them as well.
bool followsStyle(llvm::StringRef Text, const tooling::Replacements &Changed,
                  const format::FormatStyle &Style) {
  std::vector<tooling::Range> Lines;
  for (const tooling::Replacement &R : Changed)
    Lines.emplace_back(R.getOffset(), R.getLength());
  return format::reformat(Style, Text, Lines).empty();
}

std::vector<Edit> format(const Job &J, const std::vector<Edit> &Edits,
                         const format::FormatStyle &Style) {
  llvm::StringRef Text = J.format.text;
  tooling::Replacements Wanted;
  std::vector<Edit> Result;
  for (const Edit &E : Edits) {
    // Patches share these, and a second run looks for them.
    if (insertsDirectives(E)) {
      Result.push_back(E);
    } else if (auto Error = Wanted.add({J.file, E.offset, E.length, E.text})) {
      llvm::consumeError(std::move(Error));
      return Edits;
    }
  }
  if (!followsStyle(Text, Wanted, Style))
    return Edits;
  auto Formatted = format::formatReplacements(Text, Wanted, Style);
  if (!Formatted) {
    llvm::consumeError(Formatted.takeError());
    return Edits;
  }
  for (const tooling::Replacement &R : *Formatted)
    Result.push_back({J.displayFile, R.getOffset(), R.getLength(), R.getReplacementText().str()});
  llvm::sort(Result);
  for (std::size_t I = 1; I < Result.size(); ++I)
    if (collide(Result[I - 1], Result[I]))
      return Edits;
  bool OnlySpace = withoutSpace(applyEdits(Text, Result)) == withoutSpace(applyEdits(Text, Edits));
  return OnlySpace ? Result : Edits;
}

} // namespace

UnitOutput formatEdits(const Job &J) {
  UnitOutput Output{.summary = settledSummary(J, UnitStatus::Failed, "")};
  auto Style = styleOf(J);
  if (!Style) {
    // The error names the file by its absolute path, and not the line.
    std::string Known = problemIn(J.overlay), Message = llvm::toString(Style.takeError());
    Output.summary.reason = Known.empty() ? llvm::StringRef(Message).split(':').first.str() : Known;
    return Output;
  }
  for (const std::vector<Edit> &Edits : J.format.edits)
    Output.formatted.push_back(format(J, Edits, *Style));
  Output.summary.status = UnitStatus::Analysed;
  return Output;
}

} // namespace ferrule
