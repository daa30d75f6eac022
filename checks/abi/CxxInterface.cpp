// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/abi/CxxInterface.h"
#include "checks/CodeRanges.h"
#include "checks/abi/SpecialMembers.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

/// Why nobody can name what is declared here from a file that includes its header.
std::string whyNotNamed(const NamedDecl &D) {
  for (const Decl *Each = &D; Each; Each = dyn_cast_or_null<Decl>(Each->getDeclContext())) {
    if (Each->getAccess() == AS_private)
      return "it is private";
    if (Each->getAccess() == AS_protected)
      return "it is protected";
    if (const auto *Space = dyn_cast<NamespaceDecl>(Each); Space && Space->isAnonymousNamespace())
      return "it is in an anonymous namespace";
    if (isa<ClassTemplateSpecializationDecl>(Each))
      return "it is made from a template";
  }
  return "";
}

std::string whyNotCalled(const FunctionDecl &F) {
  if (F.isDeleted())
    return "it is deleted";
  if (isa<CXXConversionDecl>(F))
    return "it is a conversion operator";
  if (F.isOverloadedOperator() || F.getLiteralIdentifier())
    return "it is an operator";
  if (F.isVariadic())
    return "it takes '...'";
  if (F.getTemplatedKind() != FunctionDecl::TK_NonTemplate)
    return "it is a template";
  if (F.isConsteval())
    return "it exists at compile time only";
  if (F.getFriendObjectKind() == Decl::FOK_Undeclared)
    return "only its arguments lead to it, as it is declared as a friend";
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&F);
      Method && Method->getRefQualifier() == RQ_RValue)
    return "it is for objects that are about to end (&&)";
  return "";
}

/// The template that stands behind the name, but for the two that have a rule of their own.
const ClassTemplateSpecializationDecl *specialization(QualType T) {
  return dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
}

} // namespace

CxxInterface::CxxInterface(ASTContext &AST, EntityNames &Names, AbiTypes &Types)
    : AST(AST), Names(Names), Types(Types), Policy(AST.getPrintingPolicy()) {
  Policy.FullyQualifiedName = true;
  Policy.SuppressUnwrittenScope = true;
  Policy.UsePreferredNames = false;
}

/// What is named std::basic_string<char> and so on has the names that people write.
std::string CxxInterface::spell(QualType T) {
  T = T.getCanonicalType();
  if (T->isPointerType() &&
      (T->getPointeeType()->isPointerType() || T->getPointeeType()->isRecordType()))
    return spell(T->getPointeeType()) + " *" + (T.isConstQualified() ? "const" : "");
  if (const auto *S = specialization(T); S && S->isInStdNamespace()) {
    const QualType Char =
        S->getTemplateArgs().size() && S->getTemplateArgs()[0].getKind() == TemplateArgument::Type
            ? S->getTemplateArgs()[0].getAsType()
            : QualType();
    const bool OfChar = !Char.isNull() && Char->isSpecificBuiltinType(BuiltinType::Char_S);
    const std::string Const = T.isConstQualified() ? "const " : "";
    // With an allocator of one's own it is another type.
    const std::string Whole = T.getUnqualifiedType().getAsString(Policy);
    if (OfChar && S->getName() == "basic_string" && llvm::StringRef(Whole).count('<') <= 1)
      return Const + "std::string";
    if (OfChar && S->getName() == "basic_string_view" && llvm::StringRef(Whole).count('<') <= 1)
      return Const + "std::string_view";
  }
  return T.getAsString(Policy);
}

std::string CxxInterface::qualified(const NamedDecl &D) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  D.printQualifiedName(Out, Policy);
  return Text;
}

std::string CxxInterface::whyNotType(QualType T, CxxPassing Passing) {
  if (Passing == CxxPassing::RvalueReference)
    return "it is an rvalue reference";
  if (Passing == CxxPassing::Reference && (T->isArrayType() || T->isFunctionType()))
    return T->isArrayType() ? "it is a reference to an array" : "it is a reference to a function";
  QualType Inner = T.getCanonicalType();
  bool Behind = Passing == CxxPassing::Reference;
  for (; Inner->isPointerType(); Inner = Inner->getPointeeType())
    Behind = true;
  if (const auto *Proto = Inner->getAs<FunctionProtoType>()) {
    llvm::SmallVector<QualType> Parts(Proto->getParamTypes());
    Parts.push_back(Proto->getReturnType());
    for (QualType Part : Parts)
      if (Part->isReferenceType() || Part->isRecordType() ||
          !whyNotType(Part, CxxPassing::Value).empty())
        return "it is a pointer to a function that C cannot call";
    return "";
  }
  if (Inner->isMemberPointerType())
    return "it is a pointer to a member";
  const TagDecl *Tag = Inner->getAsTagDecl();
  if (!Tag)
    return "";
  const std::string Spelling = spell(Inner.getUnqualifiedType());
  if (Spelling == "std::string")
    return "";
  if (Spelling == "std::string_view")
    return T->isPointerType() || (Behind && !Inner.isConstQualified())
               ? "it is a std::string_view that is written"
               : "";
  if (specialization(Inner))
    return "'" + Spelling + "' is made from a template";
  if (std::string Why = whyNotNamed(*Tag); !Why.empty())
    return "'" + Spelling + "' cannot be named: " + Why;
  const auto *Class = dyn_cast<CXXRecordDecl>(Tag);
  if (!Class || Behind)
    return "";
  if (!everybodyMay(SpecialMember::Copies, *Class) || !everybodyMay(SpecialMember::Ends, *Class))
    return "'" + Spelling + "' is handed over whole, and nobody can copy it";
  return "";
}

CxxType CxxInterface::type(QualType T) {
  CxxType Made;
  if (T->isReferenceType()) {
    Made.passing = T->isRValueReferenceType() ? CxxPassing::RvalueReference : CxxPassing::Reference;
    T = T.getNonReferenceType();
  } else {
    T = T.getUnqualifiedType();
  }
  Made.refused = whyNotType(T, Made.passing);
  if (Made.refused.empty())
    Made.type = Types.of(T);
  Made.spelling = spell(T);
  return Made;
}

bool CxxInterface::isOfHeader(const Decl &D) {
  const SourceManager &SM = AST.getSourceManager();
  return Names.inScope(D.getLocation()) && !SM.isInMainFile(SM.getExpansionLoc(D.getLocation()));
}

void CxxInterface::describe(const FunctionDecl &F, CxxRole Role, std::string Refused) {
  CxxFunction Made{
      .id = Names.of(F),
      .name = F.getNameAsString(),
      .qualified = qualified(F),
      .role = Role,
      .range = codeRange(F.getSourceRange(), AST.getSourceManager(), AST.getLangOpts(), Names),
      .refused = std::move(Refused)};
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&F)) {
    Made.record = Names.of(*Method->getParent());
    Made.isConst = Method->isConst();
    Made.isVirtual = Method->isVirtual();
  }
  const auto *Proto = F.getType()->getAs<FunctionProtoType>();
  Made.isNoexcept = Proto && isNoexceptExceptionSpec(Proto->getExceptionSpecType()) &&
                    Proto->canThrow() == CT_Cannot;
  if (Made.refused.empty()) {
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F);
    const bool KeepsNoText = Constructor && Constructor->getParent()->hasTrivialDestructor();
    for (const ParmVarDecl *P : F.parameters()) {
      Made.parameters.push_back(type(P->getType()));
      Made.parameters.back().hasDefault = P->hasDefaultArg();
      Made.names.push_back(P->getNameAsString());
      // What is passed is a copy that ends after the call.
      if (CxxType &T = Made.parameters.back(); KeepsNoText && T.spelling == "const std::string")
        T.refused = "it is a std::string of which the object can have no copy, as nothing is done "
                    "when it ends, and it may look into this one";
    }
    if (Role != CxxRole::Constructor)
      Made.result = type(F.getReturnType());
  }
  Functions.emplace(Made.id, std::move(Made));
}

void CxxInterface::add(const FunctionDecl &Declaration) {
  const FunctionDecl &F = *Declaration.getCanonicalDecl();
  if (isa<CXXMethodDecl>(F) || F.isExternC() || !F.hasExternalFormalLinkage() || !isOfHeader(F) ||
      F.isTemplateInstantiation() || F.isDependentContext())
    return;
  std::string Refused = whyNotCalled(F);
  describe(F, CxxRole::Function, Refused.empty() ? whyNotNamed(F) : Refused);
}

void CxxInterface::add(const CXXRecordDecl &R) {
  const DeclContext &Around = *R.getDeclContext()->getRedeclContext();
  if (R.isLambda() || R.isDependentType() || R.isUnion() || R.getName().empty() ||
      isa<ClassTemplateSpecializationDecl>(R) || !isOfHeader(R) ||
      !(Around.isFileContext() || Around.isRecord()))
    return;
  CxxClass Made{.id = Types.idOf(R),
                .spelling = spell(AST.getCanonicalTagType(&R)),
                .name = R.getNameAsString(),
                .range =
                    codeRange(R.getSourceRange(), AST.getSourceManager(), AST.getLangOpts(), Names),
                .isAbstract = R.isAbstract(),
                .makesItself = !R.hasUserDeclaredConstructor() && !R.isAbstract() &&
                               everybodyMay(SpecialMember::MakesItself, R),
                .copies = !R.isAbstract() && everybodyMay(SpecialMember::Copies, R),
                .ends = everybodyMay(SpecialMember::Ends, R) &&
                        (!R.isAbstract() || (R.getDestructor() && R.getDestructor()->isVirtual())),
                .refused = whyNotNamed(R)};
  for (const CXXBaseSpecifier &Base : R.bases())
    if (const CXXRecordDecl *Class = Base.getType()->getAsCXXRecordDecl();
        Class && Base.getAccessSpecifier() == AS_public)
      Made.bases.push_back({Types.idOf(*Class), Base.isVirtual()});
  for (const Decl *Member : R.decls()) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(Member))
      Member = Template->getTemplatedDecl();
    const auto *Method = dyn_cast<CXXMethodDecl>(Member);
    if (!Method || Method->isImplicit() || isa<CXXDestructorDecl>(Method))
      continue;
    const auto *Constructor = dyn_cast<CXXConstructorDecl>(Method);
    if (Constructor && Constructor->isCopyOrMoveConstructor())
      continue;
    std::string Refused = whyNotNamed(*Method);
    if (Refused.empty())
      Refused = whyNotCalled(*Method);
    if (Refused.empty() && Constructor && R.isAbstract())
      Refused = "its class is abstract: it has functions that only derived classes define";
    describe(*Method,
             Constructor          ? CxxRole::Constructor
             : Method->isStatic() ? CxxRole::StaticMethod
                                  : CxxRole::Method,
             std::move(Refused));
  }
  Classes.emplace(Made.id, std::move(Made));
}

template <class Fact> static std::vector<Fact> values(std::map<std::string, Fact> &All) {
  std::vector<Fact> Made;
  for (auto &[Id, Each] : All)
    Made.push_back(std::move(Each));
  return Made;
}

std::vector<CxxClass> CxxInterface::takeClasses() { return values(Classes); }
std::vector<CxxFunction> CxxInterface::takeFunctions() { return values(Functions); }

} // namespace ferrule
