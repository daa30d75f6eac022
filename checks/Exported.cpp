// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Exported.h"
#include "clang/AST/ASTContext.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

bool isExported(const FunctionDecl &F, const SourceManager &SM) {
  auto InHeader = [&](const Decl &D) {
    return !SM.isInMainFile(SM.getExpansionLoc(D.getLocation()));
  };
  // static inline in a header is how C gives an inline function to everybody.
  if (!F.hasExternalFormalLinkage())
    return InHeader(F) && F.isInlineSpecified();
  if (F.getVisibility() != DefaultVisibility || F.getAccess() == AS_private)
    return false;
  return llvm::any_of(F.redecls(), [&](const FunctionDecl *D) { return InHeader(*D); });
}

/// LIB_INTERNAL, HIDDEN, lib_private, LIB_INTERNAL_FUNCTION(...); and no type, as INTERNAL_PTR.
static bool isCalledInternal(llvm::StringRef Macro) {
  static constexpr llvm::StringLiteral Ends[] = {"internal", "hidden", "private",
                                                 "internal_function"};
  std::string Name = Macro.lower();
  return llvm::any_of(Ends,
                      [&](llvm::StringRef End) { return llvm::StringRef(Name).ends_with(End); });
}

bool isMarkedInternal(const FunctionDecl &F) {
  const ASTContext &AST = F.getASTContext();
  const SourceManager &SM = AST.getSourceManager();
  return llvm::any_of(F.redecls(), [&](const FunctionDecl *D) {
    // From where the declaration begins to its name: the macro may stand for nothing, so only the
    // text has it.
    SourceLocation At = SM.getExpansionLoc(D->getBeginLoc());
    const SourceLocation End = SM.getExpansionLoc(D->getLocation());
    if (At.isInvalid() || SM.getFileID(At) != SM.getFileID(End))
      return false;
    Token Next;
    while (SM.getFileOffset(At) <= SM.getFileOffset(End) &&
           !Lexer::getRawToken(At, Next, SM, AST.getLangOpts(), /*IgnoreWhiteSpace=*/true)) {
      if (Next.is(tok::raw_identifier)) {
        auto Known = AST.Idents.find(Next.getRawIdentifier());
        if (Known != AST.Idents.end() && Known->second->hadMacroDefinition() &&
            isCalledInternal(Next.getRawIdentifier()))
          return true;
      }
      At = Next.getEndLoc();
      if (Next.is(tok::eof))
        break;
    }
    return false;
  });
}

} // namespace ferrule
