// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The functions, records and variables whose slots others can see, and what their declarations say
// of them: attributes, references, array parameters with static.
#include "checks/DeclaredOwner.h"
#include "checks/EntityNames.h"
#include "checks/Extractor.h"
#include "checks/inference/Origins.h"
#include "checks/inference/WrittenAttributes.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <optional>

using namespace clang;

namespace ferrule {
namespace {

/// Names of types that do not depend on where the sources lie.
PrintingPolicy policy(const ASTContext &AST) {
  PrintingPolicy P = AST.getPrintingPolicy();
  P.AnonymousTagLocations = false;
  return P;
}

/// Of a slot without a name.
SlotType slotType(QualType T, ASTContext &AST) {
  SlotType S{.type = T.getAsString(policy(AST))};
  if (T->isDependentType())
    return S;
  if (T.getAtomicUnqualifiedType()->isIntegralOrEnumerationType()) {
    S.shape = TypeShape::Integer;
    return S;
  }
  // Arrays say themselves how long they are.
  QualType To = T->isAnyPointerType() || T->isReferenceType() ? T->getPointeeType() : QualType();
  if (To.isNull())
    return S;
  S.constant = To.isConstQualified();
  S.toPointer = To->isAnyPointerType();
  S.pointee = To.getCanonicalType().getUnqualifiedType().getAsString(policy(AST));
  S.element = bytesOf(To, AST);
  if (T->isReferenceType())
    S.shape = TypeShape::Reference;
  else if (To->isFunctionType())
    S.shape = TypeShape::Function;
  else if (To->isVoidType())
    S.shape = TypeShape::Memory;
  else if (To->isCharType())
    S.shape = TypeShape::Characters;
  else if (To->isIncompleteType())
    S.shape = TypeShape::Opaque;
  else
    S.shape = TypeShape::Pointer;
  return S;
}

class Interfaces final : public Extractor {
public:
  void subscribe(Dispatcher &D) override {
    D.on<FunctionDecl>([this](const FunctionDecl &F, CheckContext &C) { function(F, C); });
    D.on<RecordDecl>([this](const RecordDecl &R, CheckContext &C) { record(R, C); });
    D.on<VarDecl>([this](const VarDecl &V, CheckContext &C) {
      if (V.hasGlobalStorage() && !V.isStaticLocal() && V.getType()->isAnyPointerType())
        variable(V, C);
    });
  }

  void finish(TUSummary &Summary) override {
    llvm::sort(Interfaces);
    Interfaces.erase(llvm::unique(Interfaces), Interfaces.end());
    Summary.interfaces = std::move(Interfaces);
    Summary.evidence.add(std::move(Declared));
  }

private:
  /// Few types are those of many slots.
  SlotType slotType(StringRef Name, QualType T, ASTContext &AST) {
    auto It = Types.find(T.getAsOpaquePtr());
    if (It == Types.end())
      It = Types.try_emplace(T.getAsOpaquePtr(), ferrule::slotType(T, AST)).first;
    SlotType S = It->second;
    S.name = Name.str();
    return S;
  }

  static InterfaceFact start(const NamedDecl &D, CheckContext &C) {
    SourceLocation At = C.sources().getExpansionLoc(D.getLocation());
    std::string Name;
    llvm::raw_string_ostream Out(Name);
    D.printQualifiedName(Out, policy(C.ast()));
    return {.entity = C.names().of(D),
            .name = std::move(Name),
            .file = C.names().file(At),
            .line = C.sources().getSpellingLineNumber(At),
            .inMain = C.sources().isInMainFile(At)};
  }

  void add(const Slot &S, EvidenceKind Kind, const Decl &At, CheckContext &C, Slot With = {},
           long long Number = 0) {
    SourceLocation Loc = C.sources().getExpansionLoc(At.getLocation());
    Declared.push_back({.slot = S,
                        .kind = Kind,
                        .with = std::move(With),
                        .number = Number,
                        .file = C.names().file(Loc),
                        .line = C.sources().getSpellingLineNumber(Loc),
                        .column = C.sources().getSpellingColumnNumber(Loc)});
  }

  void function(const FunctionDecl &F, CheckContext &C) {
    if (F.isDependentContext() || F.isImplicit() || !F.getDeclName() ||
        isa<CXXDeductionGuideDecl>(F))
      return;
    InterfaceFact Fact = start(F, C);
    Fact.variadic = F.isVariadic();
    Fact.result = slotType("", F.getReturnType(), C.ast());
    for (const ParmVarDecl *P : F.parameters())
      Fact.slots.push_back(slotType(P->getName(), P->getType(), C.ast()));
    for (unsigned I = 0; I != F.getNumParams(); ++I)
      parameter(F, I, C);
    Slot Result = resultSlot(F, C.names());
    if (F.hasAttr<ReturnsNonNullAttr>())
      add(Result, EvidenceKind::DeclaredNonNull, F, C);
    nullability(Result, F.getReturnType(), F, C);
    if (F.getReturnType()->isReferenceType()) {
      add(Result, EvidenceKind::DeclaredNonNull, F, C);
      add(Result, EvidenceKind::DeclaredSingle, F, C);
    }
    if (F.hasAttr<RestrictAttr>())
      add(Result, EvidenceKind::DeclaredFresh, F, C);
    if (declaresOwner(F))
      add(Result, EvidenceKind::DeclaredOwner, F, C);
    if (const auto *Size = F.getAttr<AllocSizeAttr>())
      if (unsigned I = Size->getElemSizeParam().getASTIndex(); I < F.getNumParams())
        add(Result, EvidenceKind::DeclaredExtent, F, C, parameterSlot(F, I, C.names()), 1);
    for (const WrittenAttribute &A : Written.of(F, C))
      written(A, F, C);
    Interfaces.push_back(std::move(Fact));
  }

  /// The parameter that an argument of an attribute counts, from 1, or names.
  static std::optional<unsigned> parameterOf(StringRef Argument, const FunctionDecl &F) {
    unsigned Index = 0;
    if (!Argument.getAsInteger(10, Index))
      return Index && Index <= F.getNumParams() ? std::optional(Index - 1) : std::nullopt;
    for (const ParmVarDecl *P : F.parameters())
      if (P->getName() == Argument)
        return P->getFunctionScopeIndex();
    return std::nullopt;
  }

  void written(const WrittenAttribute &A, const FunctionDecl &F, CheckContext &C) {
    if (A.isSal())
      return sal(A, F, C);
    if (A.Arguments.empty())
      return;
    if (A.Name == "malloc") {
      Slot Result = resultSlot(F, C.names());
      auto Found = C.ast().getTranslationUnitDecl()->lookup(&C.ast().Idents.get(A.Arguments[0]));
      const auto *Ends = Found.isSingleResult() ? dyn_cast<FunctionDecl>(Found.front()) : nullptr;
      auto Index =
          Ends ? parameterOf(A.Arguments.size() > 1 ? A.Arguments[1] : "1", *Ends) : std::nullopt;
      add(Result, EvidenceKind::DeclaredFresh, F, C);
      if (Index)
        add(Result, EvidenceKind::DeclaredReleaser, F, C, parameterSlot(*Ends, *Index, C.names()));
      return;
    }
    auto Index = A.Arguments.size() > 1 ? parameterOf(A.Arguments[1], F) : std::nullopt;
    if (!Index)
      return;
    Slot S = parameterSlot(F, *Index, C.names());
    StringRef Mode = StringRef(A.Arguments[0]).trim('_');
    int Bits = Mode == "read_only" ? 1 : Mode == "write_only" ? 2 : Mode == "read_write" ? 3 : 0;
    if (Bits)
      add(S, EvidenceKind::DeclaredAccess, F, C, {}, Bits);
    if (auto Size = A.Arguments.size() > 2 ? parameterOf(A.Arguments[2], F) : std::nullopt)
      add(S, EvidenceKind::DeclaredExtent, F, C, parameterSlot(F, *Size, C.names()));
  }

  /// _In_reads_bytes_opt_(n) and the like: who reads it, how much, and whether it may be null.
  void sal(const WrittenAttribute &A, const FunctionDecl &F, CheckContext &C) {
    StringRef Name = A.Name;
    bool MayBeNull = Name.contains("_opt_") || Name.contains("_maybenull_");
    auto Nullness = MayBeNull ? EvidenceKind::DeclaredNullable : EvidenceKind::DeclaredNonNull;
    if (Name.starts_with("_Ret_")) {
      if (MayBeNull || Name.contains("_notnull_"))
        add(resultSlot(F, C.names()), Nullness, F, C);
      if (Name.contains("_z_"))
        add(resultSlot(F, C.names()), EvidenceKind::DeclaredString, F, C);
      return;
    }
    // It stands before the parameter that it is about.
    const auto *P = llvm::find_if(F.parameters(), [&](const ParmVarDecl *Each) {
      return C.sources().getDecomposedExpansionLoc(Each->getLocation()).second > A.Offset;
    });
    if (P == F.parameters().end() || !(*P)->getType()->isAnyPointerType())
      return;
    Slot S = parameterSlot(F, (*P)->getFunctionScopeIndex(), C.names());
    add(S, Nullness, **P, C);
    add(S, EvidenceKind::DeclaredAccess, **P, C, {},
        Name.starts_with("_In_")    ? 1
        : Name.starts_with("_Out_") ? 2
                                    : 3);
    if (Name.contains("_z_"))
      return add(S, EvidenceKind::DeclaredString, **P, C);
    if (A.Arguments.empty())
      return;
    long long Constant = 0;
    bool Bytes = Name.contains("_bytes_");
    if (!StringRef(A.Arguments[0]).getAsInteger(0, Constant))
      add(S, EvidenceKind::DeclaredExtent, **P, C, {}, Constant);
    else if (auto Size = parameterOf(A.Arguments[0], F))
      add(S, EvidenceKind::DeclaredExtent, **P, C, parameterSlot(F, *Size, C.names()), Bytes);
  }

  void nullability(const Slot &S, QualType T, const Decl &At, CheckContext &C) {
    if (auto Kind = T->getNullability())
      if (*Kind != NullabilityKind::Unspecified)
        add(S,
            *Kind == NullabilityKind::NonNull ? EvidenceKind::DeclaredNonNull
                                              : EvidenceKind::DeclaredNullable,
            At, C);
  }

  void parameter(const FunctionDecl &F, unsigned Index, CheckContext &C) {
    const ParmVarDecl &P = *F.getParamDecl(Index);
    Slot S = parameterSlot(F, Index, C.names());
    QualType T = P.getType();
    if (T->isReferenceType()) {
      add(S, EvidenceKind::DeclaredNonNull, P, C);
      add(S, EvidenceKind::DeclaredSingle, P, C);
      return;
    }
    if (!T->isAnyPointerType())
      return;
    const auto *All = F.getAttr<NonNullAttr>();
    if (P.hasAttr<NonNullAttr>() || (All && All->isNonNull(Index)))
      add(S, EvidenceKind::DeclaredNonNull, P, C);
    nullability(S, T, P, C);
    if (T.isRestrictQualified())
      add(S, EvidenceKind::DeclaredDistinct, P, C);
    if (declaresOwner(P))
      add(S, EvidenceKind::DeclaredOwner, P, C);
    if (P.hasAttr<NoEscapeAttr>())
      add(S, EvidenceKind::DeclaredBorrow, P, C);
    if (P.hasAttr<LifetimeBoundAttr>())
      add(resultSlot(F, C.names()), EvidenceKind::DeclaredAlias, P, C, S);
    if (const auto *Array = dyn_cast<ConstantArrayType>(P.getOriginalType().getTypePtr());
        Array && Array->getSizeModifier() == ArraySizeModifier::Static) {
      add(S, EvidenceKind::DeclaredNonNull, P, C);
      add(S, EvidenceKind::DeclaredExtent, P, C, {}, static_cast<long long>(Array->getZExtSize()));
    }
    if (const auto *Counted = dyn_cast<CountAttributedType>(T.getTypePtr()))
      counted(S, *Counted, P, C);
  }

  void counted(const Slot &S, const CountAttributedType &T, const Decl &At, CheckContext &C) {
    for (const TypeCoupledDeclRefInfo &Ref : T.dependent_decls()) {
      Slot With;
      if (const auto *P = dyn_cast<ParmVarDecl>(Ref.getDecl()))
        if (const auto *F = dyn_cast<FunctionDecl>(P->getDeclContext()))
          With = parameterSlot(*F, P->getFunctionScopeIndex(), C.names());
      if (const auto *Field = dyn_cast<FieldDecl>(Ref.getDecl()))
        With = fieldSlot(*Field, C.names());
      if (With)
        add(S, EvidenceKind::DeclaredExtent, At, C, With, T.isCountInBytes());
    }
  }

  void record(const RecordDecl &R, CheckContext &C) {
    if (!R.isThisDeclarationADefinition() || R.isDependentType() || R.isInvalidDecl() ||
        (isa<CXXRecordDecl>(R) && cast<CXXRecordDecl>(R).isLambda()))
      return;
    InterfaceFact Fact = start(R, C);
    Fact.isRecord = true;
    for (const FieldDecl *Field : R.fields()) {
      Fact.slots.push_back(slotType(Field->getName(), Field->getType(), C.ast()));
      if (const auto *Counted = dyn_cast<CountAttributedType>(Field->getType().getTypePtr()))
        counted(fieldSlot(*Field, C.names()), *Counted, *Field, C);
      if (Field->getType()->isAnyPointerType())
        nullability(fieldSlot(*Field, C.names()), Field->getType(), *Field, C);
      if (declaresOwner(*Field))
        add(fieldSlot(*Field, C.names()), EvidenceKind::DeclaredOwner, *Field, C);
    }
    Interfaces.push_back(std::move(Fact));
  }

  void variable(const VarDecl &V, CheckContext &C) {
    InterfaceFact Fact = start(V, C);
    Fact.slots.push_back(slotType(V.getName(), V.getType(), C.ast()));
    Interfaces.push_back(std::move(Fact));
  }

  std::vector<InterfaceFact> Interfaces;
  std::vector<EvidenceFact> Declared;
  /// By QualType.
  llvm::DenseMap<void *, SlotType> Types;
  WrittenAttributes Written;
};

RegisterExtractor<Interfaces> X("7-interfaces");

} // namespace
} // namespace ferrule
