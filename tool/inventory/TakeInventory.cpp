// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/inventory/TakeInventory.h"
#include "tool/inventory/Binaries.h"
#include "tool/inventory/Dependencies.h"
#include "tool/inventory/Hardening.h"
#include "tool/inventory/LanguageTotals.h"
#include "tool/inventory/Practices.h"
#include "tool/inventory/Tree.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

namespace ferrule {

/// Reads each file of the tree once.
static llvm::Error readTree(const InventoryInput &Input, Inventory &Result) {
  auto Files = listTree(Input.root, Input.build);
  if (!Files)
    return Files.takeError();
  auto Shipped = ShippedFiles::make(Input.excluded);
  if (!Shipped)
    return Shipped.takeError();
  LanguageTotals Totals(std::move(*Shipped));
  for (const std::string &Name : Files->unreadable)
    Totals.addUnread(Name, "cannot be listed");
  PracticeSearch Practices;
  for (const TreeFile &F : Files->files) {
    const bool IsSource = mayBeSource(F.name);
    const bool IsOwn = PracticeSearch::mayShow(F.name) && !isThirdParty(F.name);
    if (!IsSource && !IsOwn)
      continue;
    llvm::SmallString<256> Path(Input.root);
    llvm::sys::path::append(Path, F.name);
    auto Text = readFileOfTree(Path, MaxTreeFileBytes);
    if (Text && IsSource)
      Totals.add(F.name, *Text);
    if (Text && IsOwn)
      Practices.look(F.name, *Text);
    if (!Text)
      Totals.addUnread(F.name,
                       F.bytes > MaxTreeFileBytes ? "larger than 16 MiB" : "cannot be read");
  }
  Totals.finish(Result);
  Result.practices = Practices.finish(Input.commands);
  return llvm::Error::success();
}

llvm::Expected<Inventory> takeInventory(const InventoryInput &Input) {
  Inventory Result;
  if (llvm::Error E = readTree(Input, Result))
    return E;
  const std::vector<LinkCommand> Links = readLinkCommands(Input.build);
  Result.hardening = observeHardening(Input.commands, Links);
  for (const std::string &File : Input.binaries) {
    auto Binary = readBinary(File, Input.root);
    if (!Binary)
      return Binary.takeError();
    Result.binaries.push_back(std::move(*Binary));
  }
  Result.dependencies = findDependencies(Input, Links, Result.binaries);
  return Result;
}

} // namespace ferrule
