// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/EntityNames.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;

namespace ferrule {

static const NamedDecl *templatePattern(const NamedDecl *D) {
  const Decl *Pattern = nullptr;
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    Pattern = F->getTemplateInstantiationPattern();
  else if (const auto *V = dyn_cast<VarDecl>(D))
    Pattern = V->getTemplateInstantiationPattern();
  else if (const auto *R = dyn_cast<CXXRecordDecl>(D))
    Pattern = R->getTemplateInstantiationPattern();
  return Pattern ? cast<NamedDecl>(Pattern) : D;
}

const std::string &EntityNames::of(const NamedDecl &Named) {
  const NamedDecl &D = *templatePattern(&Named);
  auto [It, New] = Names.try_emplace(D.getCanonicalDecl());
  if (!New)
    return It->second;
  llvm::SmallString<128> Usr;
  // True: Clang has no USR for it, as for a parameter.
  if (index::generateUSRForDecl(&D, Usr))
    Usr = D.getNameAsString();
  std::string Name = Usr.str().str();
  if (!D.hasExternalFormalLinkage())
    Name += "@" + file(D.getLocation());
  // file() and USR generation leave Names alone, so the iterator is still good.
  It->second = std::move(Name);
  return It->second;
}

const EntityNames::FileInfo &EntityNames::info(FileID File) {
  auto [It, New] = Files.try_emplace(File);
  if (!New)
    return It->second;
  if (OptionalFileEntryRef Entry = SM.getFileEntryRefForID(File)) {
    llvm::SmallString<256> Path(Entry->getNameAsRequested());
    It->second.Name = Scope.displayPath(Path);
    SourceLocation Start = SM.getLocForStartOfFile(File);
    bool Main = File == SM.getMainFileID();
    It->second.InScope = (Main || !SM.isInSystemHeader(Start)) && Scope.contains(It->second.Name);
  }
  return It->second;
}

const std::string &EntityNames::file(SourceLocation Loc) {
  return info(SM.getFileID(SM.getExpansionLoc(Loc))).Name;
}

bool EntityNames::inScope(SourceLocation Loc) {
  return Loc.isValid() && info(SM.getFileID(SM.getExpansionLoc(Loc))).InScope;
}

} // namespace ferrule
