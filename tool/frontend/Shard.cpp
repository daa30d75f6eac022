// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Shard.h"
#include "tool/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using nlohmann::json;

namespace ferrule {

static constexpr llvm::StringLiteral ShardSchema = "ferrule-shard/1";

static std::string line(const json &J) {
  return J.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string toText(const Shard &S) {
  std::string Text = line({{"schema", ShardSchema.str()},
                           {"version", FERRULE_VERSION},
                           {"options", S.options},
                           {"root", S.project.root},
                           {"commit", S.project.commit}});
  for (const TUSummary &U : S.units)
    Text += line(U);
  return Text;
}

llvm::Expected<Shard> shardFromText(llvm::StringRef Text) {
  Shard S;
  unsigned Number = 0;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    ++Number;
    try {
      json J = json::parse(Line.begin(), Line.end());
      if (Number > 1) {
        S.units.push_back(J.get<TUSummary>());
        continue;
      }
      auto Schema = J.at("schema").get<std::string>(), Version = J.at("version").get<std::string>();
      if (Schema != ShardSchema || Version != FERRULE_VERSION)
        return llvm::createStringError("the shard is " + Schema + " of ferrule " + Version +
                                       ", this is " + ShardSchema.str() +
                                       " of ferrule " FERRULE_VERSION "; extract it again");
      J.at("options").get_to(S.options);
      J.at("root").get_to(S.project.root);
      J.at("commit").get_to(S.project.commit);
    } catch (const json::exception &E) {
      return llvm::createStringError("line " + llvm::Twine(Number) + ": " + E.what() +
                                     "; the file is no shard, or is broken: extract it again");
    }
  }
  if (!Number)
    return llvm::createStringError("the file is empty; extract it again");
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
  return line(A) < line(B);
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
    return Refuse("options", json(Into.options).dump(), json(From.options).dump());
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
