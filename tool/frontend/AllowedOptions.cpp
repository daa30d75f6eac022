// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/AllowedOptions.h"
#include "clang/Options/Options.h"
#include "llvm/Option/Option.h"
#include <array>
#include <optional>

using namespace clang::options;
using llvm::opt::Option;

namespace ferrule {
namespace {

using PolicyTable = std::array<std::optional<OptionPolicy>, LastOption>;

PolicyTable makeTable() {
  PolicyTable Table;
#define KEEP(id) Table[OPT_##id] = OptionPolicy{OptionFate::Keep, ""};
#define BOTH(x) KEEP(f##x) KEEP(fno_##x)
#define DROP(id) Table[OPT_##id] = OptionPolicy{OptionFate::Drop, ""};
#define LEAVE(id, why) Table[OPT_##id] = OptionPolicy{OptionFate::Leave, why};
#define REFUSE(id, why) Table[OPT_##id] = OptionPolicy{OptionFate::Refuse, why};
#include "tool/frontend/AllowedOptions.def"
  return Table;
}

bool isAnyOf(const Option &Option, std::initializer_list<ID> Groups) {
  return llvm::any_of(Groups, [&](ID Group) { return Option.matches(Group); });
}

} // namespace

OptionPolicy optionPolicy(const Option &Option) {
  static const PolicyTable Table = makeTable();
  if (const std::optional<OptionPolicy> &Policy = Table[Option.getID()])
    return *Policy;
  if (isAnyOf(Option, {OPT_offload_Group, OPT_hip_Group, OPT_cuda_Group, OPT_sycl_Group}))
    return {OptionFate::Refuse, "compiles for a GPU as well"};
  if (isAnyOf(Option, {OPT_M_Group, OPT_DebugInfo_Group, OPT_W_Group, OPT_R_Group,
                       OPT_pedantic_Group, OPT_Action_Group, OPT_d_Group, OPT_Link_Group}) ||
      Option.hasFlag(LinkerInput))
    return {OptionFate::Drop, ""};
  if (Option.matches(OPT_m_Group) && Option.getKind() == Option::FlagClass)
    return {OptionFate::Keep, ""};
  return {OptionFate::Leave, "does not matter to the analysis"};
}

OptionPolicy unknownOptionPolicy(llvm::StringRef Spelling) {
  struct Entry {
    llvm::StringLiteral prefix;
    OptionPolicy policy;
  };
  static constexpr llvm::StringLiteral Writes = "writes files";
  static const Entry Entries[] = {
      {"-wrapper", {OptionFate::Refuse, "names a program to run"}},
      {"-fmodule-mapper", {OptionFate::Refuse, "may name a program to run"}},
      {"-fuse-linker-plugin", {OptionFate::Leave, "is of the linker"}},
      {"-index-", {OptionFate::Refuse, Writes}},
      {"-fdump-", {OptionFate::Refuse, Writes}},
      {"-fdeps-", {OptionFate::Refuse, Writes}},
      {"-fcallgraph-info", {OptionFate::Refuse, Writes}},
      {"-aux-info", {OptionFate::Refuse, Writes}},
      {"-dumpbase", {OptionFate::Refuse, "names where files are written"}},
  };
  for (const Entry &Entry : Entries)
    if (Spelling.starts_with(Entry.prefix))
      return Entry.policy;
  return {OptionFate::Leave, "is not known to Clang"};
}

} // namespace ferrule
