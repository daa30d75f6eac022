// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Shard.h"
#include "tool/Version.h"
#include "tool/model/Json.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

namespace ferrule {

static constexpr llvm::StringLiteral ShardSchema = "ferrule-shard/1";

namespace {
struct ShardHead {
  std::string schema;
  std::string version;
  AnalysisOptions options;
  ProjectInfo project;
  std::vector<std::string> entryPoints;
};
FERRULE_FIELDS(ShardHead, schema, version, options, project, entryPoints)
} // namespace

std::string toText(const Shard &S) {
  std::string Text = jsonText(ShardHead{ShardSchema.str(), FERRULE_VERSION, S.options, S.project,
                                        S.around.entryPoints}) +
                     "\n";
  for (const TUSummary &U : S.units)
    Text += jsonText(U) + "\n";
  return Text;
}

llvm::Expected<Shard> shardFromText(llvm::StringRef Text) {
  Shard S;
  if (Text.empty())
    return llvm::createStringError("the file is empty; extract it again");
  for (unsigned Number = 1; !Text.empty(); ++Number) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    ShardHead Head;
    llvm::Error E =
        Number == 1 ? readJsonText(Line, Head) : readJsonText(Line, S.units.emplace_back());
    if (E)
      return llvm::createStringError("line " + llvm::Twine(Number) + ": " +
                                     llvm::toString(std::move(E)) +
                                     "; the file is no shard, or is broken: extract it again");
    if (Number > 1)
      continue;
    if (Head.schema != ShardSchema || Head.version != FERRULE_VERSION)
      return llvm::createStringError("the shard is " + Head.schema + " of ferrule " + Head.version +
                                     ", this is " + ShardSchema.str() +
                                     " of ferrule " FERRULE_VERSION "; extract it again");
    S.options = std::move(Head.options);
    S.project = std::move(Head.project);
    S.around.entryPoints = std::move(Head.entryPoints);
  }
  return S;
}

llvm::Expected<Shard> readShard(llvm::StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + File + "': " + Buffer.getError().message());
  auto S = shardFromText((*Buffer)->getBuffer());
  if (!S)
    return llvm::createStringError("'" + File + "': " + llvm::toString(S.takeError()));
  return S;
}

/// Of two summaries of one unit: less is better. Ties are settled by the text, so that the order of
/// merging does not matter.
static bool isBetter(const TUSummary &A, const TUSummary &B) {
  if (A.status != B.status)
    return A.status < B.status;
  return jsonText(A) < jsonText(B);
}

llvm::Error mergeInto(Shard &Into, Shard From) {
  auto Refuse = [](llvm::StringRef What, llvm::StringRef A, llvm::StringRef B) {
    return llvm::createStringError("the shards have different " + What + ": '" + A + "' and '" + B +
                                   "'; scan all parts with the same options and checkout");
  };
  if (Into.project.root != From.project.root)
    return Refuse("roots", Into.project.root, From.project.root);
  if (Into.project.commit != From.project.commit)
    return Refuse("commits", Into.project.commit, From.project.commit);
  if (Into.options != From.options)
    return Refuse("options", jsonText(Into.options), jsonText(From.options));
  if (Into.around.entryPoints != From.around.entryPoints)
    return Refuse("entry points", jsonText(Into.around.entryPoints),
                  jsonText(From.around.entryPoints));
  std::move(From.units.begin(), From.units.end(), std::back_inserter(Into.units));
  llvm::sort(Into.units, [](const TUSummary &A, const TUSummary &B) {
    return A.unit != B.unit ? A.unit < B.unit : isBetter(A, B);
  });
  Into.units.erase(
      llvm::unique(Into.units, [](const auto &A, const auto &B) { return A.unit == B.unit; }),
      Into.units.end());
  return llvm::Error::success();
}

} // namespace ferrule
