// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Specifiers T name[N] becomes Specifiers std::array<T, N> name, made of the tokens that are there.
// Where T is const, the const belongs to the array: in front of the type it stays in front, behind
// it it goes behind std::array<...>, and that of T *const name[N] goes to the front.
//
// Braces: std::array holds one array, whose braces can be left out as long as no element begins
// with a brace of its own ([dcl.init.aggr]p16).
#include "rewriters/cxx/ArrayDeclaration.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallSet.h"

using namespace clang;

namespace ferrule {
namespace {

/// Of a longer list nobody sees whether the number is still right.
constexpr std::uint64_t CountableElements = 16;

/// A token as it is written, before the preprocessor.
struct Word {
  SourceLocation where;
  StringRef text;
};

struct Words {
  std::string refusal;
  llvm::SmallVector<Word, 8> specifiers;
  llvm::SmallVector<Word, 8> element;
  bool constInFront = false;
  bool isConstexpr = false;
};

/// The tokens from a place of a file up to another.
llvm::SmallVector<Word, 8> wordsUpTo(SourceLocation Begin, SourceLocation End,
                                     const RewriteContext &R) {
  llvm::SmallVector<Word, 8> Found;
  auto [File, Offset] = R.sources().getDecomposedLoc(Begin);
  StringRef Text = R.sources().getBufferData(File);
  Lexer Raw(R.sources().getLocForStartOfFile(File), R.ast().getLangOpts(), Text.begin(),
            Text.begin() + Offset, Text.end());
  for (Token T; !Raw.LexFromRawLexer(T) && T.getLocation() < End;)
    Found.push_back(
        {T.getLocation(), Text.substr(R.sources().getFileOffset(T.getLocation()), T.getLength())});
  return Found;
}

/// The declarator is a name with any number of * in front of it, and the brackets behind it.
bool isSimple(TypeLoc Element, bool &Pointer) {
  for (;;) {
    Element = Element.getUnqualifiedLoc();
    auto P = Element.getAs<PointerTypeLoc>();
    if (!P)
      break;
    Pointer = true;
    Element = P.getPointeeLoc();
  }
  return !Element.getAs<ParenTypeLoc>() && !Element.getAs<FunctionTypeLoc>() &&
         !Element.getAs<ArrayTypeLoc>() && !Element.getAs<MemberPointerTypeLoc>() &&
         !Element.getAs<AttributedTypeLoc>() && !Element.getAs<MacroQualifiedTypeLoc>();
}

/// More than one declarator, a type that is defined here, or a name in parentheses.
bool isMore(llvm::ArrayRef<Word> All) {
  int Depth = 0;
  for (const Word &W : All) {
    if (llvm::is_contained({"{", "#", "=", ";"}, W.text) || (Depth == 0 && W.text == ","))
      return true;
    Depth += llvm::is_contained({"<", "(", "["}, W.text);
    Depth -= W.text == ">>" ? 2 : llvm::is_contained({">", ")", "]"}, W.text);
  }
  return Depth != 0;
}

/// Divides what stands in front of the name.
Words divide(llvm::ArrayRef<Word> All, bool Pointer) {
  Words Found;
  while (!All.empty() && llvm::is_contained({"static", "constexpr", "constinit", "inline",
                                             "thread_local", "mutable", "const"},
                                            All.front().text)) {
    Found.constInFront |= All.front().text == "const";
    Found.isConstexpr |= All.front().text == "constexpr";
    Found.specifiers.push_back(All.front());
    All = All.drop_front();
  }
  // That const is of what the pointers point to.
  if (Pointer && Found.constInFront) {
    Found.constInFront = false;
    if (Found.specifiers.back().text != "const")
      Found.refusal = "its specifiers stand in an order that is not understood";
    Found.element.push_back(Found.specifiers.pop_back_val());
  }
  Found.element.append(All.begin(), All.end());
  for (const Word &W : Found.element)
    if (llvm::is_contained({"static", "constexpr", "inline", "extern", "mutable", "register"},
                           W.text))
      Found.refusal = "its specifiers stand in an order that is not understood";
  if (isMore(Found.element) || Found.element.empty())
    Found.refusal = "it is not declared alone, or not by a name and its brackets alone";
  return Found;
}

/// The text from the first to the last token, with what is between them.
std::string textOf(llvm::ArrayRef<Word> All) {
  const char *End = All.back().text.end();
  return StringRef(All.front().text.begin(), End - All.front().text.begin()).str();
}

/// The number of elements as it is written; empty: not written.
std::string sizeText(ArrayTypeLoc Type, const RewriteContext &R) {
  auto Offset = [&](SourceLocation Loc) { return R.sources().getFileOffset(Loc); };
  StringRef Text = R.fileText(Type.getLBracketLoc())
                       .slice(Offset(Type.getLBracketLoc()) + 1, Offset(Type.getRBracketLoc()))
                       .trim();
  return Text.contains('>') ? "(" + Text.str() + ")" : Text.str();
}

const Expr *writtenInitializer(const DeclaratorDecl &D) {
  if (const auto *Field = dyn_cast<FieldDecl>(&D))
    return Field->getInClassInitializer();
  return cast<VarDecl>(D).getInit();
}

class Initializer {
public:
  Initializer(const InitListExpr &Semantic, const RewriteContext &R)
      : Semantic(Semantic),
        Written(Semantic.getSyntacticForm() ? *Semantic.getSyntacticForm() : Semantic), R(R) {}

  std::string refusal() const {
    if (Written.getLBraceLoc().isMacroID() || Written.getRBraceLoc().isMacroID())
      return "its initialiser comes from a macro";
    if (Semantic.isStringLiteralInit())
      return "a string literal initialises it";
    for (unsigned I = 0; I != Written.getNumInits(); ++I) {
      const Expr *Each = Written.getInit(I);
      if (isa<DesignatedInitExpr>(Each))
        return "its initialiser has designators";
      if (I >= Semantic.getNumInits() ||
          (isa<InitListExpr>(Semantic.getInit(I)->IgnoreImplicit()) &&
           !isa<InitListExpr>(Each->IgnoreImplicit())))
        return "its initialiser leaves out the braces of its elements";
    }
    return "";
  }

  /// Every element is written where it is counted.
  bool isCountable() const {
    SourceLocation Open = Written.getLBraceLoc();
    StringRef Text = R.fileText(Open).slice(R.sources().getFileOffset(Open),
                                            R.sources().getFileOffset(Written.getRBraceLoc()));
    llvm::SmallSet<SourceLocation, 16> Places;
    for (const Expr *Each : Written.inits())
      if (!Places.insert(R.sources().getExpansionLoc(Each->getBeginLoc())).second)
        return false;
    return !Text.contains("\n#") && Written.getNumInits() <= CountableElements;
  }

  bool needsBraces() const {
    return llvm::any_of(Written.inits(), [&](const Expr *Each) {
      SourceLocation Begin = R.sources().getSpellingLoc(Each->getBeginLoc());
      return isa<InitListExpr>(Each) || *R.sources().getCharacterData(Begin) == '{';
    });
  }

  void addBraces(Proposal &P) const {
    P.insertAfter(Written.getLBraceLoc(), "{").insertBefore(Written.getRBraceLoc(), "}");
  }

private:
  const InitListExpr &Semantic, &Written;
  const RewriteContext &R;
};

/// What stands behind the brackets; false: refused.
bool adaptInitializer(Proposal &P, const DeclaratorDecl &Array, tok::TokenKind Behind, bool HasSize,
                      const RewriteContext &R) {
  if (Behind == tok::semi)
    return HasSize || (P.refuse("its declaration does not say how many elements it has"), false);
  const Expr *Init = writtenInitializer(Array);
  const auto *List = Init ? dyn_cast<InitListExpr>(Init->IgnoreImplicit()) : nullptr;
  if (!List || (Behind != tok::equal && Behind != tok::l_brace)) {
    P.refuse("what initialises it is no list in braces, or it is not declared alone");
    return false;
  }
  const Initializer Values(List->isSemanticForm() ? *List : *List->getSemanticForm(), R);
  if (std::string Why = Values.refusal(); !Why.empty())
    P.refuse(Why);
  else if (!HasSize && !Values.isCountable())
    P.refuse("its size is what its initialiser has, which is more than a reader counts");
  else if (auto Next = Lexer::findNextToken(Init->getEndLoc(), R.sources(), R.ast().getLangOpts());
           !Next || Next->isNot(tok::semi))
    P.refuse("it is not declared alone");
  else if (Values.needsBraces())
    Values.addBraces(P);
  return !P.refused();
}

} // namespace

void declareAsStdArray(Proposal &P, const DeclaratorDecl &Array, const RewriteContext &R) {
  const TypeSourceInfo *Info = Array.getTypeSourceInfo();
  auto Type = Info ? Info->getTypeLoc().getUnqualifiedLoc().getAs<ArrayTypeLoc>() : ArrayTypeLoc();
  SourceLocation Begin = Array.getBeginLoc();
  SourceLocation Name =
      Array.getQualifierLoc() ? Array.getQualifierLoc().getBeginLoc() : Array.getLocation();
  bool Pointer = false;
  if (!Type || !isSimple(Type.getElementLoc(), Pointer)) {
    P.refuse("its declarator is more than a name and its brackets");
    return;
  }
  for (SourceLocation Loc :
       {Begin, Name, Array.getLocation(), Type.getLBracketLoc(), Type.getRBracketLoc()})
    if (Loc.isMacroID()) {
      P.refuse("its declaration comes from a macro");
      return;
    }
  Words Found = divide(wordsUpTo(Begin, Name, R), Pointer);
  auto Behind = Lexer::findNextToken(Type.getRBracketLoc(), R.sources(), R.ast().getLangOpts());
  if (!Found.refusal.empty() || !Behind) {
    P.refuse(Found.refusal);
    return;
  }
  std::string Size = sizeText(Type, R);
  if (!adaptInitializer(P, Array, Behind->getKind(), !Size.empty(), R))
    return;
  if (Size.empty())
    Size =
        std::to_string(R.ast().getAsConstantArrayType(Array.getType())->getSize().getZExtValue());
  std::string Front, East;
  QualType Element = Type.getElementLoc().getType();
  if (Element.isConstQualified() && Found.element.size() > 1 &&
      Found.element.back().text == "const") {
    Found.element.pop_back();
    Front = Pointer && !Found.isConstexpr ? "const " : "";
    East = Pointer || Found.isConstexpr ? "" : " const";
  }
  std::string Text = textOf(Found.element);
  std::string NameText = R.sourceText({Name, Array.getLocation()});
  if (StringRef(Text + Size).contains("//") || NameText.empty()) {
    P.refuse("a comment stands within its declaration");
    return;
  }
  P.replace({Found.element.front().where, Type.getRBracketLoc()},
            Front + "std::array<" + Text + ", " + Size + ">" + East + " " + NameText);
}

} // namespace ferrule
