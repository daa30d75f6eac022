// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A header that a library shares only among its own files declares what these files call. One that
// is for others declares what nobody in the library calls: without users it would be dead code. So
// a header is public if at least half of the exported functions that it declares are called by no
// other file of the library; programs beside it are users.
#include "tool/boundary/PublicHeaders.h"

namespace ferrule {

PublicHeaders::PublicHeaders(const UnitAbi &Program, const ModuleTable &Table) {
  std::set<std::string> Called;
  for (const ModuleFunction &Caller : Table.functions) {
    if (!Caller.uses || Caller.module == Table.outside() || Table.modules[Caller.module].isProgram)
      continue;
    for (const CallFact &Call : Caller.uses->calls)
      if (const ModuleFunction *Callee = Table.find(Call.callee);
          Callee && Callee->module != Caller.module)
        Called.insert(Call.callee);
  }
  struct Declared {
    unsigned all = 0, forOthers = 0;
  };
  std::map<std::string, Declared> ByHeader;
  for (const AbiFunction &F : Program.functions)
    if (F.defined && F.exported && !F.header.empty()) {
      Declared &D = ByHeader[F.header];
      ++D.all;
      D.forOthers += !Called.contains(F.id);
    }
  for (const auto &[Header, D] : ByHeader)
    if (D.forOthers * 2 >= D.all)
      Files.insert(Header);
}

} // namespace ferrule
