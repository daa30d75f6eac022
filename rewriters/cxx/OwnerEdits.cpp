// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/cxx/OwnerEdits.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace clang;

namespace ferrule {

std::string place(const Stmt &S, const RewriteContext &R) {
  // Of a block, its end is meant.
  SourceLocation Loc = isa<CompoundStmt>(S) ? S.getEndLoc() : S.getBeginLoc();
  return ", line " + std::to_string(R.sources().getExpansionLineNumber(Loc));
}

/// Its class, or the class of its elements, has an operator of that name.
static bool hasOperator(const CXXRecordDecl &Class, OverloadedOperatorKind Kind) {
  auto Declares = [&](const CXXRecordDecl &Each) {
    return !Each.lookup(Each.getASTContext().DeclarationNames.getCXXOperatorName(Kind)).empty();
  };
  bool InBase = false;
  Class.forallBases([&](const CXXRecordDecl *Base) {
    InBase |= Declares(*Base);
    return true;
  });
  return InBase || Declares(Class);
}

std::string whyNotPointee(QualType Pointee) {
  if (Pointee->isVoidType() || Pointee->isFunctionType() || Pointee->isArrayType() ||
      Pointee->isDependentType())
    return "it points to no object of a class or a simple type";
  const CXXRecordDecl *Class = Pointee->getAsCXXRecordDecl();
  if (!Class)
    return "";
  if (!Class->hasDefinition())
    return "its class is not complete here";
  Class = Class->getDefinition();
  if (hasOperator(*Class, OO_New) || hasOperator(*Class, OO_Delete) ||
      hasOperator(*Class, OO_Array_New) || hasOperator(*Class, OO_Array_Delete))
    return "its class has an operator new or delete of its own";
  const CXXDestructorDecl *End = Class->getDestructor();
  if (End && (End->getAccess() != AS_public || End->isDeleted()))
    return "its destructor is not public";
  if (Class->isPolymorphic() && !Class->isEffectivelyFinal() && !(End && End->isVirtual()))
    return "its class has virtual functions, but no virtual destructor";
  return "";
}

std::string whyNotNew(const Expr &Made) {
  const auto *New = dyn_cast<CXXNewExpr>(&Made);
  if (!New)
    return "";
  if (New->isGlobalNew())
    return "::new is asked for";
  if (New->getNumPlacementArgs() != 0)
    return "new is given more than what to make";
  const CXXRecordDecl *Class = New->getAllocatedType()->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() &&
                 (hasOperator(*Class, OO_New) || hasOperator(*Class, OO_Array_New))
             ? "its class has an operator new of its own"
             : "";
}

/// Where the name is written; invalid in macros, but for an argument of assert().
static SourceLocation writtenAt(const OwnerUse &Use, const RewriteContext &R) {
  SourceLocation Loc = Use.name->getExprLoc();
  if (!Loc.isMacroID())
    return Loc;
  if (!R.sources().isMacroArgExpansion(Loc) ||
      Lexer::getImmediateMacroName(Loc, R.sources(), R.ast().getLangOpts()) != "assert")
    return {};
  return R.sources().getSpellingLoc(Loc);
}

/// Offsets of the identifier in a text. A local variable is no member of something.
static std::set<unsigned> offsetsOf(StringRef Name, FileID File, unsigned Begin, unsigned End,
                                    bool Local, const RewriteContext &R) {
  std::set<unsigned> Found;
  StringRef Text = R.sources().getBufferData(File);
  Lexer Lex(R.sources().getLocForStartOfFile(File), R.ast().getLangOpts(), Text.begin(),
            Text.begin() + Begin, Text.end());
  Token Each;
  tok::TokenKind Before = tok::unknown;
  for (bool Last = false; !Last; Before = Each.getKind()) {
    Last = Lex.LexFromRawLexer(Each);
    unsigned Offset = R.sources().getFileOffset(Each.getLocation());
    if (Offset >= End)
      break;
    bool Member = Before == tok::period || Before == tok::arrow || Before == tok::coloncolon;
    if (Each.is(tok::raw_identifier) && Each.getRawIdentifier() == Name && !(Local && Member))
      Found.insert(Offset);
  }
  return Found;
}

std::string whyNotText(const NamedDecl &Named, SourceRange Text, ArrayRef<OwnerUse> Uses,
                       ArrayRef<SourceLocation> Others, const RewriteContext &R) {
  const SourceManager &SM = R.sources();
  if (Text.getBegin().isMacroID() || Text.getEnd().isMacroID())
    return "it is declared or used in a macro";
  auto [File, Begin] = SM.getDecomposedLoc(Text.getBegin());
  unsigned End = SM.getFileOffset(Text.getEnd());
  std::set<unsigned> Seen;
  auto See = [&, File = File, Begin = Begin](SourceLocation Loc) {
    unsigned Offset = SM.getFileOffset(Loc);
    if (SM.getFileID(Loc) == File && Begin <= Offset && Offset < End)
      Seen.insert(Offset);
  };
  for (const OwnerUse &Use : Uses) {
    SourceLocation Loc = writtenAt(Use, R);
    if (Loc.isInvalid())
      return "it is used in a macro" + place(*Use.name, R);
    See(Loc);
  }
  for (SourceLocation Loc : Others)
    See(Loc);
  if (offsetsOf(Named.getName(), File, Begin, End, isa<VarDecl>(Named), R) != Seen)
    return "its name is written where this configuration does not use it";
  return "";
}

/// std::make_unique passes its arguments on by reference: each must arrive as it is written here.
static bool canForward(const Expr &Arg) {
  const Expr &E = *Arg.IgnoreImplicit();
  if (isa<CXXDefaultArgExpr>(E))
    return true;
  if (isa<InitListExpr, CXXStdInitializerListExpr>(E))
    return false;
  if (E.refersToBitField() || E.getType()->isFunctionType() || E.getType()->isFunctionPointerType())
    return false;
  // 0 is a null pointer only as long as it is a literal.
  if (Arg.getType()->isPointerType() && !E.getType()->isPointerType() &&
      !E.getType()->isNullPtrType() && !E.getType()->isArrayType())
    return false;
  // What is made for a parameter would be made, and then moved.
  if (Arg.getType()->isRecordType() && Arg.isPRValue() && !isa<CXXConstructExpr>(Arg))
    return false;
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(&Arg);
      Copy && Arg.isPRValue() && !(Copy->getNumArgs() == 1 && Copy->getArg(0)->isLValue()))
    return false;
  // A reference to a static member asks for its definition.
  const ValueDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&E))
    Named = Ref->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(&E))
    Named = Member->getMemberDecl();
  const auto *V = dyn_cast_or_null<VarDecl>(Named);
  return !(V && V->isStaticDataMember());
}

/// It is the same as make_unique<T>(...), which would value-initialise what has no constructor.
static bool isMakeUnique(const CXXNewExpr &New, QualType Pointee, const ASTContext &AST) {
  const CXXConstructExpr *Made = New.getConstructExpr();
  if (!AST.getLangOpts().CPlusPlus14 || New.isArray() || !Made ||
      New.getInitializationStyle() == CXXNewInitializationStyle::Braces ||
      New.getAllocatedType().hasQualifiers() || !AST.hasSameType(New.getAllocatedType(), Pointee))
    return false;
  const CXXConstructorDecl *Constructor = Made->getConstructor();
  return Constructor->isUserProvided() && Constructor->getAccess() == AS_public &&
         !Constructor->getPrimaryTemplate() && !Constructor->isInheritingConstructor() &&
         llvm::all_of(Made->arguments(), [](const Expr *Arg) { return canForward(*Arg); });
}

static SourceLocation tokenAfter(SourceLocation Loc, const RewriteContext &R) {
  auto Next = Lexer::findNextToken(Loc, R.sources(), R.ast().getLangOpts());
  return Next ? Next->getLocation() : SourceLocation();
}

/// "Box" of 'Box *p' and of 'auto p = new Box'; empty: it is not written.
static std::string pointeeText(const DeclaratorDecl &V, const CXXNewExpr *New,
                               const RewriteContext &R) {
  TypeLoc Written = V.getTypeSourceInfo()->getTypeLoc();
  if (V.getType()->getContainedAutoType())
    return New && R.ast().hasSameType(New->getAllocatedType(), V.getType()->getPointeeType())
               ? R.sourceText(New->getAllocatedTypeSourceInfo()->getTypeLoc().getSourceRange())
               : "";
  auto Pointer = Written.getUnqualifiedLoc().getAs<PointerTypeLoc>();
  if (!Pointer || Pointer.getStarLoc().isMacroID())
    return "";
  auto [File, Begin] = R.sources().getDecomposedLoc(V.getBeginLoc());
  unsigned End = R.sources().getFileOffset(Pointer.getStarLoc());
  StringRef Text = R.sources().getBufferData(File).slice(Begin, End).trim();
  return Text.contains("/*") || Text.contains("//") || Text.contains('{') ? "" : Text.str();
}

/// Replaces the text up to the first token of what follows, which stays.
static void replaceUpTo(Proposal &P, SourceLocation Begin, SourceLocation Next,
                        const std::string &Text, const RewriteContext &R) {
  std::string First = R.sourceText({Next, Next});
  if (First.empty())
    P.refuse("the text to change comes from a macro");
  else
    P.replace({Begin, Next}, Text + First);
}

/// "std::unique_ptr<Box> p"; empty, and refused: it cannot be said.
static std::string ownerText(Proposal &P, const DeclaratorDecl &V, const CXXNewExpr *New,
                             bool Array, const RewriteContext &R) {
  const std::string T = pointeeText(V, New, R);
  if (T.empty()) {
    P.refuse("what it points to is not written there");
    return "";
  }
  return "std::unique_ptr<" + T + (Array ? "[]> " : "> ") + V.getNameAsString();
}

void declareLocalOwner(Proposal &P, const VarDecl &V, bool Array, const RewriteContext &R) {
  const Expr *Init = V.getInit();
  if (Init && isNullPointer(*Init, R.ast()))
    Init = nullptr;
  const auto *New = Init ? dyn_cast<CXXNewExpr>(Init->IgnoreParenCasts()) : nullptr;
  const std::string Owner = ownerText(P, V, New, Array, R);
  if (Owner.empty())
    return;
  if (!Init) {
    P.replace(V.getSourceRange(), Owner);
    return;
  }
  if (V.getInitStyle() != VarDecl::CInit) {
    P.replace({V.getBeginLoc(), V.getLocation()}, Owner);
    return;
  }
  if (New && New == Init->IgnoreImplicit() &&
      isMakeUnique(*New, V.getType()->getPointeeType(), R.ast())) {
    SourceRange Type = New->getAllocatedTypeSourceInfo()->getTypeLoc().getSourceRange();
    bool Parens = New->getInitializationStyle() == CXXNewInitializationStyle::Parens;
    bool Plain = tokenAfter(New->getBeginLoc(), R) == Type.getBegin();
    if (std::string Text = R.sourceText(Type); Plain && !Text.empty()) {
      P.replace({V.getBeginLoc(), Type.getEnd()}, "auto " + V.getNameAsString() +
                                                      " = std::make_unique<" + Text +
                                                      (Parens ? ">" : ">()"));
      return;
    }
  }
  replaceUpTo(P, V.getBeginLoc(), Init->getBeginLoc(), Owner + "(", R);
  P.insertAfter(Init->getEndLoc(), ")");
}

void returnOwner(Proposal &P, const CXXNewExpr &New, StringRef Pointee, QualType T,
                 const RewriteContext &R) {
  SourceRange Type = New.getAllocatedTypeSourceInfo()->getTypeLoc().getSourceRange();
  bool Parens = New.getInitializationStyle() == CXXNewInitializationStyle::Parens;
  std::string Text = R.sourceText(Type);
  if (isMakeUnique(New, T, R.ast()) && !Text.empty() &&
      tokenAfter(New.getBeginLoc(), R) == Type.getBegin()) {
    P.replace({New.getBeginLoc(), Type.getEnd()},
              "std::make_unique<" + Text + (Parens ? ">" : ">()"));
    return;
  }
  P.insertBefore(New.getBeginLoc(), "std::unique_ptr<" + Pointee.str() + ">(");
  P.insertAfter(New.getEndLoc(), ")");
}

/// A name for the pointer that a call sets, in the style of the variable's.
static std::string rawName(StringRef Name) {
  bool Camel = !Name.contains('_') && Name.lower() != Name;
  return Name.str() + (Camel ? "Raw" : "_raw");
}

void declareFilledOwner(Proposal &P, const VarDecl &V, bool Array, const OwnerUse &Fill,
                        const Stmt &Filler, const RewriteContext &R) {
  const std::string Owner = ownerText(P, V, nullptr, Array, R), Raw = rawName(V.getName());
  if (Owner.empty())
    return;
  if (R.fileText(V.getLocation()).contains(Raw)) {
    P.refuse("'" + Raw + "' is the name of something else");
    return;
  }
  SourceLocation End =
      isa<DeclStmt>(Filler) ? Filler.getEndLoc() : tokenAfter(Filler.getEndLoc(), R);
  if (End.isInvalid() || R.sourceText({End, End}) != ";") {
    P.refuse("the text to change comes from a macro");
    return;
  }
  P.replace(V.getLocation(), Raw);
  // The same edit as init-local's, so that both can be made.
  if (!V.getInit())
    P.insertAfter(V.getEndLoc(), " = nullptr");
  P.replace(Fill.name->getSourceRange(), Raw);
  P.insertLinesAfter(End, R.indentation(Filler.getBeginLoc()).str() + Owner + "(" + Raw + ");");
}

void declareMemberOwner(Proposal &P, const FieldDecl &Field, bool Array, const RewriteContext &R) {
  const std::string Owner = ownerText(P, Field, nullptr, Array, R);
  const Expr *Init = Field.getInClassInitializer();
  if (Owner.empty())
    return;
  if (!Init || Field.getInClassInitStyle() == ICIS_ListInit) {
    P.replace({Field.getBeginLoc(), Field.getLocation()}, Owner);
    return;
  }
  if (isNullPointer(*Init, R.ast())) {
    P.replace({Field.getBeginLoc(), Init->getEndLoc()}, Owner + " = nullptr");
    return;
  }
  replaceUpTo(P, Field.getBeginLoc(), Init->getBeginLoc(), Owner + "{", R);
  P.insertAfter(Init->getEndLoc(), "}");
}

void rewriteUse(Proposal &P, const OwnerUse &Use, const RewriteContext &R) {
  SourceLocation Name = Use.name->getEndLoc();
  switch (Use.kind) {
  case OwnerUse::Value:
    P.insertAfter(Name, ".get()");
    break;
  case OwnerUse::HandsOver:
    P.insertAfter(Name, ".release()");
    break;
  case OwnerUse::Deletes:
    P.replace(Use.effect->getSourceRange(), R.sourceText(Use.name->getSourceRange()) + ".reset()");
    break;
  case OwnerUse::Sets: {
    const auto &Assign = *cast<BinaryOperator>(Use.effect);
    replaceUpTo(P, Assign.getBeginLoc(), Assign.getRHS()->getBeginLoc(),
                R.sourceText(Use.name->getSourceRange()) + ".reset(", R);
    P.insertAfter(Assign.getEndLoc(), ")");
    break;
  }
  case OwnerUse::Clears:
    P.replace(cast<BinaryOperator>(Use.effect)->getRHS()->getSourceRange(), "nullptr");
    break;
  case OwnerUse::Fills:
  case OwnerUse::Stays:
  case OwnerUse::Unfit:
    break;
  }
}

bool removeStatement(Proposal &P, const Stmt &Delete, const RewriteContext &R) {
  SourceLocation Semi = tokenAfter(Delete.getEndLoc(), R);
  auto Before = Lexer::findPreviousToken(Delete.getBeginLoc(), R.sources(), R.ast().getLangOpts(),
                                         /*IncludeComments=*/true);
  if (Semi.isInvalid() || !Before || Before->is(tok::comment))
    return false;
  auto [File, Offset] = R.sources().getDecomposedLoc(Semi);
  StringRef Text = R.sources().getBufferData(File);
  StringRef Rest = Text.substr(Offset + 1).take_until([](char C) { return C == '\n'; });
  if (Text[Offset] != ';' || !Rest.trim().empty())
    return false;
  SourceLocation Last = Before->getLocation();
  P.replace({Last, Semi}, R.sourceText({Last, Last}));
  return true;
}

} // namespace ferrule
