// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/tidy/SafeFixes.h"
#include "checks/EntityNames.h"
#include "rewriters/Propose.h"
#include "rewriters/Rewriter.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace ferrule {
namespace {

/// Rewriters whose proposals are as good without a scan of the result, by id.
llvm::StringSet<> independentRewriters() {
  llvm::StringSet<> Result;
  for (const auto &R : createRewriters())
    if (R->info().tier == PatchTier::Safe && !R->info().mustDischarge)
      Result.insert(R->info().id);
  return Result;
}

RewriteInput inputFrom(llvm::ArrayRef<Operation> Operations) {
  RewriteInput Input;
  for (std::size_t I = 0; I != Operations.size(); ++I)
    if (const Operation &Op = Operations[I]; Op.countedState() == OperationState::Open)
      Input.open.push_back(
          {Op.check, Op.range, std::to_string(I), Op.function, Op.message, Op.reason});
  return Input;
}

} // namespace

std::map<std::size_t, std::vector<Edit>> safeFixes(ASTContext &AST, const SourceScope &Scope,
                                                   llvm::ArrayRef<Operation> Operations) {
  const RewriteInput Input = inputFrom(Operations);
  if (Input.open.empty())
    return {};
  const SourceManager &SM = AST.getSourceManager();
  EntityNames Names(SM, Scope);
  const std::string Main = Names.file(SM.getLocForStartOfFile(SM.getMainFileID()));
  const llvm::StringSet<> Independent = independentRewriters();
  // What goes together goes as a whole, or not at all.
  std::map<std::pair<std::string, std::string>, std::vector<Suggestion>> Groups;
  for (Suggestion &S : proposeRewrites(AST, Scope, Input))
    if (Independent.contains(S.rewriter))
      Groups[{S.rewriter, S.group}].push_back(std::move(S));
  std::map<std::size_t, std::vector<Edit>> Fixes;
  for (const auto &[Key, Parts] : Groups) {
    bool Whole = llvm::all_of(Parts, [&](const Suggestion &S) {
      return S.tier == PatchTier::Safe && S.refusal.empty() && !S.answers.empty() &&
             llvm::all_of(S.edits, [&](const Edit &E) { return E.file == Main; });
    });
    if (!Whole)
      continue;
    std::vector<Edit> &Into = Fixes[std::stoul(Parts.front().answers.front())];
    for (const Suggestion &S : Parts)
      llvm::append_range(Into, S.edits);
    llvm::sort(Into);
    Into.erase(llvm::unique(Into), Into.end());
  }
  return Fixes;
}

} // namespace ferrule
