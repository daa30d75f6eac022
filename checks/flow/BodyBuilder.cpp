// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/flow/BodyBuilder.h"
#include "checks/CodeRanges.h"
#include "checks/DeclaredOwner.h"
#include "checks/flow/Lowering.h"
#include "checks/known/LibraryFunctions.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;

namespace ferrule {

flow::ValueType BodyBuilder::type(QualType T) const {
  using enum flow::TypeKind;
  T = T.getCanonicalType();
  if (T->isVoidType() || T->isDependentType())
    return {None, 0};
  std::uint32_t Size = bytes(T);
  if (T->isPointerType() || T->isReferenceType() || T->isArrayType() || T->isFunctionType() ||
      T->isNullPtrType())
    return {Pointer, static_cast<std::uint32_t>(bytes(AST.VoidPtrTy))};
  if (T->isIntegralOrEnumerationType())
    return {T->isSignedIntegerOrEnumerationType() ? Signed : Unsigned, Size};
  if (T->isRealFloatingType())
    return {Float, Size};
  return {Record, Size};
}

std::uint64_t BodyBuilder::bytes(QualType T) const {
  if (T->isReferenceType())
    T = AST.VoidPtrTy;
  // A function that is a member, and named before its call, has a type that only stands for one.
  if (T->isIncompleteType() || T->isFunctionType() || T->isDependentType() ||
      T->isVariableArrayType() || T->isPlaceholderType())
    return 0;
  if (const auto *R = T->getAsRecordDecl(); R && R->isInvalidDecl())
    return 0;
  return AST.getTypeSizeInChars(T).getQuantity();
}

Register BodyBuilder::emit(flow::Opcode Op, flow::ValueType T, const SourceRange &Where, Register A,
                           Register B, Register C, std::int64_t Imm) {
  Body.code.push_back({Op, T, A, B, C, Imm, place(Where)});
  return Body.code.size();
}

Register BodyBuilder::call(flow::Opcode Op, flow::ValueType T, const SourceRange &Where,
                           Register Target, llvm::ArrayRef<Register> Arguments,
                           std::int64_t Entity) {
  std::uint32_t First = Body.operands.size();
  Body.operands.insert(Body.operands.end(), Arguments.begin(), Arguments.end());
  return emit(Op, T, Where, Target, First, Arguments.size(), Entity);
}

flow::Variable BodyBuilder::describe(QualType T, std::string Name) const {
  flow::Variable V{.name = std::move(Name), .bytes = bytes(T)};
  if (const auto *Array = AST.getAsArrayType(T))
    V.element = bytes(Array->getElementType());
  V.scalar = T->isScalarType() || T->isReferenceType();
  if (V.scalar)
    V.type = type(T->isReferenceType() ? AST.VoidPtrTy : T);
  return V;
}

std::uint32_t BodyBuilder::variable(const VarDecl &V) {
  auto [It, New] = Variables.try_emplace(V.getCanonicalDecl(), Body.variables.size());
  if (New) {
    flow::Variable Made = describe(V.getType(), V.getNameAsString());
    Made.temporary = V.isImplicit();
    Body.variables.push_back(std::move(Made));
  }
  return It->second;
}

std::uint32_t BodyBuilder::temporary(QualType T) {
  flow::Variable Made = describe(T, "");
  Made.temporary = true;
  Body.variables.push_back(std::move(Made));
  return Body.variables.size() - 1;
}

std::uint32_t BodyBuilder::thisVariable() {
  if (!This) {
    This = temporary(AST.VoidPtrTy);
    Body.variables.back().name = "this";
  }
  return *This;
}

std::optional<std::int64_t> initialValue(const VarDecl &V, ASTContext &AST) {
  const VarDecl *Definition = V.getActingDefinition();
  if (const VarDecl *Full = V.getDefinition())
    Definition = Full;
  if (!Definition || !V.getType()->isIntegralOrEnumerationType())
    return std::nullopt;
  const Expr *Init = Definition->getAnyInitializer();
  if (!Init)
    return 0;
  Expr::EvalResult Result;
  if (Init->isValueDependent() || !Init->EvaluateAsInt(Result, AST))
    return std::nullopt;
  const llvm::APSInt &Value = Result.Val.getInt();
  if (Value.isUnsigned() ? Value.getActiveBits() > 63 : Value.getSignificantBits() > 64)
    return std::nullopt;
  return Value.getExtValue();
}

std::uint32_t BodyBuilder::entity(const NamedDecl &D) {
  auto [It, New] = Entities.try_emplace(D.getCanonicalDecl(), Body.entities.size());
  if (!New)
    return It->second;
  flow::Entity E{.id = Names.of(D), .name = D.getNameAsString()};
  if (const auto *Callee = dyn_cast<FunctionDecl>(&D)) {
    E.function = true;
    E.noReturn = Callee->isNoReturn() || Callee->hasAttr<AnalyzerNoReturnAttr>();
    E.library = !Callee->isDefined() && libraryFunction(*Callee);
    llvm::SmallVector<QualType, 8> Passed;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee); Method && Method->isInstance())
      Passed.push_back(Method->getThisType());
    for (const ParmVarDecl *Parameter : Callee->parameters())
      Passed.push_back(Parameter->getType());
    for (unsigned I = 0; I != std::min<std::size_t>(Passed.size(), 64); ++I) {
      QualType Pointee = Passed[I]->getPointeeType();
      if (Pointee.isNull() || Pointee.isConstQualified() || Pointee->isFunctionType())
        E.constParameters |= std::uint64_t{1} << I;
    }
    std::size_t Object = Passed.size() - Callee->getNumParams();
    for (const ParmVarDecl *Parameter : Callee->parameters())
      if (std::size_t I = Parameter->getFunctionScopeIndex() + Object;
          I < 64 && declaresOwner(*Parameter))
        E.ownedParameters |= std::uint64_t{1} << I;
    E.ownedResult = declaresOwner(*Callee);
  } else if (const auto *V = dyn_cast<VarDecl>(&D)) {
    flow::Variable Shape = describe(V->getType(), "");
    E.bytes = Shape.bytes;
    E.element = Shape.element;
    E.scalar = Shape.scalar;
    E.type = type(V->getType());
    E.constant = V->getType().isConstQualified();
    E.functionStatic = V->isStaticLocal();
    // Each instance of a template has its own.
    if (llvm::SmallString<128> Usr;
        V->getTemplateInstantiationPattern() && !index::generateUSRForDecl(V, Usr))
      E.id += (" " + Usr).str();
    if (auto Value = initialValue(*V, AST)) {
      E.hasValue = true;
      E.value = *Value;
    }
  }
  Body.entities.push_back(std::move(E));
  return It->second;
}

std::uint32_t BodyBuilder::hook(llvm::StringRef Name, llvm::StringRef Role) {
  std::string Id = (Role + " hook " + Name).str();
  auto Known = llvm::find_if(Body.entities, [&](const flow::Entity &E) { return E.id == Id; });
  if (Known != Body.entities.end())
    return Known - Body.entities.begin();
  Body.entities.push_back({.id = std::move(Id),
                           .name = Name.str(),
                           .function = true,
                           .library = true,
                           .role = Role.str()});
  return Body.entities.size() - 1;
}

std::uint32_t BodyBuilder::literal(llvm::StringRef Data, unsigned Unit) {
  Body.strings.push_back({Data.str(), Unit});
  return Body.strings.size() - 1;
}

std::uint32_t BodyBuilder::place(SourceRange Where) {
  auto [It, New] = Places.try_emplace(
      {Where.getBegin().getRawEncoding(), Where.getEnd().getRawEncoding()}, Body.places.size());
  if (!New)
    return It->second;
  CodeRange Range;
  if (Where.isValid())
    Range = codeRange(Where, AST.getSourceManager(), AST.getLangOpts(), Names);
  std::uint32_t File = Files.try_emplace(Range.file, Files.size()).first->second;
  if (File == Body.files.size())
    Body.files.push_back(Range.file);
  Body.places.push_back(
      {File, Range.line, Range.column, Range.endLine, Range.endColumn, Range.inMacro});
  return It->second;
}

} // namespace ferrule
