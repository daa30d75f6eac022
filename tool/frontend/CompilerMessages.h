// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the compiler says of a unit, as data.
#pragma once
#include "checks/EntityNames.h"
#include "tool/model/TUSummary.h"
#include "clang/Basic/Diagnostic.h"

namespace ferrule {

/// An error or a warning.
struct CompilerMessage {
  /// Display path; empty when it is about no file.
  std::string file;
  unsigned line = 0;
  /// Of a warning, without -W; empty for an error.
  std::string option;
  std::string message;
  friend auto operator<=>(const CompilerMessage &, const CompilerMessage &) = default;
};
FERRULE_FIELDS(CompilerMessage, file, line, option, message)

/// Keeps the first errors for the summary, and everything for those who ask for it.
class MessageCollector final : public clang::DiagnosticConsumer {
public:
  MessageCollector(const SourceScope &Scope, TUSummary &Summary,
                   std::vector<CompilerMessage> *Messages)
      : Scope(Scope), Summary(Summary), Messages(Messages) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

private:
  const SourceScope &Scope;
  TUSummary &Summary;
  std::vector<CompilerMessage> *Messages;
};

/// Warnings that a rewrite must not bring: what GCC and Clang call -Wall -Wextra, and those of the
/// kinds of mistakes that rewrites could make.
std::vector<std::string> warningsForRewrites();

} // namespace ferrule
