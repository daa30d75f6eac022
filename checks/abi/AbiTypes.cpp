// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/abi/AbiTypes.h"
#include "checks/CodeRanges.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecordLayout.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

AbiType unsupported(std::string Why) {
  AbiType T;
  T.kind = AbiKind::Unsupported;
  T.name = std::move(Why);
  return T;
}

/// Typedefs whose name says more than the type that they stand for: the same name means the same on
/// every machine, the type does not.
bool isPortableName(StringRef Name) {
  static constexpr llvm::StringLiteral Names[] = {
      "size_t",  "ssize_t", "ptrdiff_t", "intptr_t", "uintptr_t", "int8_t",  "int16_t",
      "int32_t", "int64_t", "uint8_t",   "uint16_t", "uint32_t",  "uint64_t"};
  return llvm::is_contained(Names, Name);
}

/// The portable typedef that a type is written with, or nothing.
std::string portableName(QualType T) {
  while (const auto *Typedef = T->getAs<TypedefType>()) {
    if (isPortableName(Typedef->getDecl()->getName()))
      return Typedef->getDecl()->getName().str();
    T = Typedef->desugar();
  }
  return "";
}

} // namespace

AbiType AbiTypes::builtin(const BuiltinType &B) {
  if (B.isVoidType())
    return {};
  QualType T(&B, 0);
  AbiType Made;
  Made.bits = static_cast<unsigned>(AST.getTypeSize(T));
  Made.isSigned = B.isSignedInteger();
  Made.name = B.getName(AST.getPrintingPolicy()).str();
  if (B.getKind() == BuiltinType::Bool)
    Made.kind = AbiKind::Bool;
  else if (B.isInteger())
    Made.kind = AbiKind::Integer;
  else if (B.getKind() == BuiltinType::Float || B.getKind() == BuiltinType::Double)
    Made.kind = AbiKind::Float;
  else
    return unsupported(Made.name);
  return Made;
}

AbiType AbiTypes::function(const FunctionType &F) {
  AbiType Made;
  Made.kind = AbiKind::Function;
  Made.inner.push_back(of(F.getReturnType()));
  if (const auto *Proto = F.getAs<FunctionProtoType>()) {
    Made.variadic = Proto->isVariadic();
    for (QualType P : Proto->param_types())
      Made.inner.push_back(of(P));
  } else {
    Made.noPrototype = true;
  }
  if (F.getCallConv() != CC_C)
    return unsupported("the calling convention " +
                       FunctionType::getNameForCallConv(F.getCallConv()).str());
  return Made;
}

AbiType AbiTypes::of(QualType T) {
  AbiType Made;
  QualType Canonical = T.getCanonicalType();
  QualType VaList = AST.getBuiltinVaListType().getCanonicalType();
  if (Canonical.getUnqualifiedType() == VaList ||
      (VaList->isArrayType() && Canonical.getUnqualifiedType() == AST.getArrayDecayedType(VaList)))
    return unsupported("va_list");
  if (const auto *Atomic = Canonical->getAs<AtomicType>())
    return unsupported("_Atomic(" + Atomic->getValueType().getAsString() + ")");
  if (const auto *B = Canonical->getAs<BuiltinType>()) {
    Made = builtin(*B);
    if (Made.kind == AbiKind::Integer)
      Made.alias = portableName(T);
  } else if (Canonical->isPointerType()) {
    Made.kind = AbiKind::Pointer;
    Made.bits = static_cast<unsigned>(AST.getTypeSize(Canonical));
    // Typedefs behind the pointer count as well, so not by way of the canonical type.
    Made.inner.push_back(of(T->getPointeeType()));
  } else if (const ArrayType *A = AST.getAsArrayType(T)) {
    Made.kind = AbiKind::Array;
    if (const auto *Constant = dyn_cast<ConstantArrayType>(A))
      Made.count = Constant->getSize().getZExtValue();
    else if (!isa<IncompleteArrayType>(A))
      return unsupported("an array of variable length");
    Made.inner.push_back(of(A->getElementType()));
  } else if (Canonical->isFunctionType()) {
    Made = function(*T->castAs<FunctionType>());
  } else if (const auto *Tag = Canonical->getAsTagDecl()) {
    Made.kind = isa<EnumDecl>(Tag) ? AbiKind::Enum : AbiKind::Record;
    Made.name = idOf(*Tag);
    if (const auto *E = dyn_cast<EnumDecl>(Tag); E && E->getDefinition()) {
      QualType Underlying = E->getDefinition()->getIntegerType();
      Made.bits = static_cast<unsigned>(AST.getTypeSize(Underlying));
      Made.isSigned = Underlying->isSignedIntegerType();
    }
  } else if (Canonical->isAnyComplexType()) {
    return unsupported("_Complex");
  } else if (Canonical->isVectorType()) {
    return unsupported("a vector");
  } else if (Canonical->isReferenceType()) {
    return unsupported("a reference");
  } else {
    return unsupported(Canonical.getAsString());
  }
  Made.isConst = Canonical.isConstQualified();
  Made.isVolatile = Canonical.isVolatileQualified();
  return Made;
}

void AbiTypes::addName(const TagDecl &Tag, StringRef Typedef) {
  std::string &Known = Typedefs[Tag.getCanonicalDecl()];
  // Of several the first in the order of the alphabet: any will do, if it is always the same.
  if (Known.empty() || Typedef < Known)
    Known = Typedef;
}

const std::string &AbiTypes::idOf(const TagDecl &Tag) {
  Tags.insert(Tag.getCanonicalDecl());
  return Names.of(*cast<NamedDecl>(Tag.getCanonicalDecl()));
}

template <class Described> void AbiTypes::nameIt(const TagDecl &Tag, Described &D) {
  auto It = Typedefs.find(Tag.getCanonicalDecl());
  std::string Typedef = It == Typedefs.end() ? "" : It->second;
  if (const TypedefNameDecl *Anonymous = Tag.getTypedefNameForAnonDecl())
    Typedef = Anonymous->getName();
  bool Tagged = !Tag.getName().empty();
  const QualType Canonical = AST.getCanonicalTagType(&Tag);
  D.id = Names.of(*cast<NamedDecl>(Tag.getCanonicalDecl()));
  // In C++ a tag is a name already, and typedefs say what it is to somebody.
  const bool ByTag = Tagged && (Typedef.empty() || AST.getLangOpts().CPlusPlus);
  D.name = ByTag ? Tag.getName().str() : Typedef;
  D.spelling = !Tagged ? Typedef
               : isa<ClassTemplateSpecializationDecl>(Tag)
                   ? Canonical.getAsString(AST.getPrintingPolicy())
               : AST.getLangOpts().CPlusPlus ? Tag.getQualifiedNameAsString()
                                             : (Tag.getKindName() + " " + Tag.getName()).str();
  D.range = codeRange(Tag.getSourceRange(), AST.getSourceManager(), AST.getLangOpts(), Names);
}

static std::string whyNotC(const RecordDecl &R) {
  const auto *Class = dyn_cast<CXXRecordDecl>(&R);
  if (!Class)
    return "";
  if (isa<ClassTemplateSpecializationDecl>(Class))
    return "it is made from a template";
  if (Class->isDynamicClass())
    return "it has virtual functions or bases";
  if (Class->getNumBases())
    return "it has base classes";
  if (!Class->isStandardLayout())
    return "it has no standard layout";
  if (!Class->isTriviallyCopyable())
    return "more is to be done to copy or end it than to copy its bytes";
  if (llvm::any_of(Class->fields(), [](const FieldDecl *F) {
        return F->getAccess() == AS_private || F->getAccess() == AS_protected;
      }))
    return "its fields are not public";
  return "";
}

AbiRecord AbiTypes::describe(const RecordDecl &R) {
  AbiRecord Made;
  nameIt(R, Made);
  Made.isUnion = R.isUnion();
  if (!R.isCompleteDefinition() || R.isInvalidDecl() || R.isDependentType())
    return Made;
  const ASTRecordLayout &Layout = AST.getASTRecordLayout(&R);
  Made.complete = true;
  Made.size = static_cast<unsigned long long>(Layout.getSize().getQuantity());
  Made.alignment = static_cast<unsigned>(Layout.getAlignment().getQuantity());
  Made.unsupported = whyNotC(R);
  if (!Names.inScope(R.getLocation()))
    Made.unsupported = "it belongs to the system";
  if (!Made.unsupported.empty())
    return Made;
  for (const FieldDecl *F : R.fields()) {
    AbiField Field{.name = F->getNameAsString(),
                   .type = of(F->getType()),
                   .offset = Layout.getFieldOffset(F->getFieldIndex())};
    if (F->isBitField())
      Field.width = F->getBitWidthValue();
    // An unnamed field of width 0 is an instruction to the compiler.
    if (!F->isZeroLengthBitField())
      Made.fields.push_back(std::move(Field));
  }
  return Made;
}

AbiEnum AbiTypes::describe(const EnumDecl &E) {
  AbiEnum Made;
  nameIt(E, Made);
  if (!E.getIntegerType().isNull())
    Made.underlying = of(E.getIntegerType());
  for (const EnumConstantDecl *C : E.enumerators())
    Made.values.push_back({C->getNameAsString(), C->getInitVal().getExtValue()});
  return Made;
}

void AbiTypes::describe(std::vector<AbiRecord> &Records, std::vector<AbiEnum> &Enums) {
  // Fields name further ones, so it grows meanwhile.
  std::size_t Next = 0;
  while (Next != Tags.size()) {
    const TagDecl *Tag = Tags[Next++];
    if (const TagDecl *Definition = Tag->getDefinition())
      Tag = Definition;
    if (const auto *R = dyn_cast<RecordDecl>(Tag))
      Records.push_back(describe(*R));
    else
      Enums.push_back(describe(*cast<EnumDecl>(Tag)));
  }
  auto ById = [](const auto &A, const auto &B) { return A.id < B.id; };
  llvm::sort(Records, ById);
  llvm::sort(Enums, ById);
}

} // namespace ferrule
