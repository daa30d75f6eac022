// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/Propose.h"
#include "checks/Traversal.h"
#include "checks/ownership/MemoryCalls.h"
#include "rewriters/Rewriter.h"
#include "llvm/ADT/STLExtras.h"

namespace ferrule {

static std::vector<std::unique_ptr<Rewriter> (*)()> &factories() {
  static std::vector<std::unique_ptr<Rewriter> (*)()> All;
  return All;
}

void addRewriterFactory(std::unique_ptr<Rewriter> (*Factory)()) { factories().push_back(Factory); }

std::vector<std::unique_ptr<Rewriter>> createRewriters() {
  std::vector<std::unique_ptr<Rewriter>> All;
  for (auto *Factory : factories())
    All.push_back(Factory());
  llvm::sort(All, [](const auto &A, const auto &B) { return A->info().id < B->info().id; });
  return All;
}

std::vector<Suggestion> proposeRewrites(clang::ASTContext &AST, const SourceScope &Scope,
                                        const RewriteInput &Input) {
  std::vector<Suggestion> Suggestions;
  EntityNames Names(AST.getSourceManager(), Scope);
  RewriteContext R(AST, Names, Input, Suggestions);
  Dispatcher D;
  auto Rewriters = createRewriters();
  for (auto &Each : Rewriters)
    Each->subscribe(D, R);
  NoReports Sink;
  MemoryWrappers Wrappers;
  CheckContext Context(AST, Names, Wrappers, Sink, /*Summary=*/nullptr);
  traverse(D, Context);
  // The instances of a template propose the same again.
  auto Key = [](const Suggestion &S) {
    return std::tie(S.rewriter, S.group, S.file, S.line, S.title, S.edits, S.answers, S.refusal);
  };
  llvm::sort(Suggestions, [&](const auto &A, const auto &B) { return Key(A) < Key(B); });
  Suggestions.erase(llvm::unique(Suggestions), Suggestions.end());
  return Suggestions;
}

} // namespace ferrule
