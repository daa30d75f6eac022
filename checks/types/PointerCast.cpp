// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/types/PointerTypes.h"

using namespace clang;

namespace ferrule {
namespace {

/// (T *)p, where p points to something else
class PointerCast final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-types-pointer-cast",
        .family = Family::Types,
        .severity = Severity::Medium,
        .cwes = {843, 588, 188},
        .summary = "cast to a pointer to another type",
        .rationale =
            "An object may be read only through its own type, its signed or unsigned twin or a "
            "character type (C11 6.5p7), and only through a pointer that is aligned for it (C11 "
            "6.3.2.3p7; CERT EXP36-C, EXP39-C). Discharged when the target is the type of the "
            "first member (C11 6.7.2.1p15), or a structure whose members are the first ones of "
            "the other, at the same offsets and with the same types (or with a 'void *' for "
            "another pointer to an object), or when one such member is all that is reached "
            "through it, or when the result is only compared. Casts to character types and to or "
            "from void are not reported, those "
            "from character types only when the alignment grows.",
        .bad = "float half(int *p) { return *(float *)p / 2; }\n",
        .good = "#include <string.h>\nfloat half(int *p) {\n  float f;\n"
                "  memcpy(&f, p, sizeof f);\n  return f / 2;\n}\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CStyleCastExpr>([](const CStyleCastExpr &E, CheckContext &C) { visit(E, C); });
    D.on<CXXFunctionalCastExpr>([](const auto &E, CheckContext &C) { visit(E, C); });
    D.on<CXXStaticCastExpr>([](const auto &E, CheckContext &C) { visit(E, C); });
  }

private:
  static void visit(const ExplicitCastExpr &E, CheckContext &C) {
    const Expr &Source = *E.getSubExpr();
    bool Down = E.getCastKind() == CK_BaseToDerived;
    if (!Down && E.getCastKind() != CK_BitCast && E.getCastKind() != CK_LValueBitCast)
      return;
    QualType From = Source.getType(), To = E.getType();
    std::string What =
        C.text(*Source.IgnoreParenImpCasts()) + " is taken for a " + spelled(To, C.ast());
    What.insert(0, "'").insert(What.find(" is taken"), "'");
    if (Down)
      return C.open(E.getSourceRange(), What, "nothing checks that the object is of that class");
    QualType Old = pointeeOf(From), New = pointeeOf(To);
    if (E.getCastKind() == CK_LValueBitCast) {
      Old = From.getCanonicalType().getUnqualifiedType();
      New = To.getCanonicalType().getUnqualifiedType();
    }
    if (Old.isNull() || New.isNull() || !isObject(Old) || !isObject(New) || isByteType(New) ||
        related(Old, New, C.ast()) ||
        Source.isNullPointerConstant(C.ast(), Expr::NPC_ValueDependentIsNotNull))
      return;
    bool Stricter = !Old->isIncompleteType() && !New->isIncompleteType() &&
                    C.ast().getTypeAlignInChars(New) > C.ast().getTypeAlignInChars(Old);
    if (isByteType(Old) && !Stricter)
      return;
    if (isFirstMember(New, Old))
      return C.discharged(E.getSourceRange(), What,
                          "its first member is a " + spelled(New, C.ast()));
    if (isPrefix(New, Old, C.ast()))
      return C.discharged(E.getSourceRange(), What,
                          "each member of it lies at the same offset in a " +
                              spelled(Old, C.ast()) +
                              ", with the same type or as a pointer that is a 'void *' here");
    if (const FieldDecl *Reached = reachedMember(C); Reached && hasTwin(*Reached, Old, C.ast()))
      return C.discharged(E.getSourceRange(), What,
                          "only '" + Reached->getNameAsString() +
                              "' is reached through it, which lies at the same offset in a " +
                              spelled(Old, C.ast()) +
                              ", with the same type or as a pointer that is a 'void *' here");
    if (!Stricter && isCompared(C))
      return C.discharged(E.getSourceRange(), What, "it is only compared, and not followed");
    C.open(E.getSourceRange(), What,
           isFirstMember(Old, New) ? "nothing checks that it is the first member of one"
           : beginAlike(Old, New)  ? "only their first members are alike"
           : Stricter              ? "the types are unrelated and the alignment grows"
                                   : "the types are unrelated");
  }

  static bool isObject(QualType T) { return !T->isVoidType() && !T->isFunctionType(); }

  /// Access through the other type is fine, or the difference is one of qualifiers.
  static bool related(QualType A, QualType B, ASTContext &AST) {
    if (AST.hasSimilarType(A, B) || AST.typesAreCompatible(A, B))
      return true;
    if (const ArrayType *Array = AST.getAsArrayType(A))
      return related(Array->getElementType().getCanonicalType().getUnqualifiedType(), B, AST);
    if (const ArrayType *Array = AST.getAsArrayType(B))
      return related(A, Array->getElementType().getCanonicalType().getUnqualifiedType(), AST);
    auto Signed = [&](QualType T) {
      return T->isUnsignedIntegerType() && !T->isEnumeralType() && !T->isBooleanType() &&
                     !T->isAnyCharacterType()
                 ? AST.getCorrespondingSignedType(T)
                 : T;
    };
    if (A->isIntegerType() && B->isIntegerType())
      return AST.hasSameType(Signed(A), Signed(B));
    if (A->isPointerType() && B->isPointerType())
      return isByteType(pointeeOf(A)) && isByteType(pointeeOf(B));
    return false;
  }

  /// What a T * or void * may be read as without harm is the other; all else must be the same.
  static bool interchangeable(QualType A, QualType B, ASTContext &AST) {
    if (AST.hasSameUnqualifiedType(A, B))
      return true;
    return A->isVoidPointerType() && B->isPointerType() && !B->isFunctionPointerType();
  }

  /// All of Short lies at the start of Long: what is reached through it is there, and is what it is
  /// taken for (the idea of C11 6.5.2.3p6, without the union).
  static bool isPrefix(QualType Short, QualType Long, ASTContext &AST) {
    const RecordDecl *S = Short->getAsRecordDecl(), *L = Long->getAsRecordDecl();
    S = S ? S->getDefinition() : nullptr;
    L = L ? L->getDefinition() : nullptr;
    if (!S || !L || S == L || S->isUnion() || L->isUnion() || S->field_empty() ||
        S->isInvalidDecl() || L->isInvalidDecl() || isa<CXXRecordDecl>(S) != isa<CXXRecordDecl>(L))
      return false;
    if (const auto *Class = dyn_cast<CXXRecordDecl>(S); Class && !Class->isStandardLayout())
      return false;
    if (const auto *Class = dyn_cast<CXXRecordDecl>(L); Class && !Class->isStandardLayout())
      return false;
    if (AST.getTypeSize(Short) > AST.getTypeSize(Long) ||
        AST.getTypeAlign(Short) > AST.getTypeAlign(Long))
      return false;
    auto Theirs = L->field_begin();
    for (const FieldDecl *Field : S->fields()) {
      if (Theirs == L->field_end() || Field->isBitField() || Theirs->isBitField() ||
          AST.getFieldOffset(Field) != AST.getFieldOffset(*Theirs) ||
          !interchangeable(Field->getType(), Theirs->getType(), AST))
        return false;
      ++Theirs;
    }
    return true;
  }

  /// (T *)p == q
  static bool isCompared(const CheckContext &C) {
    for (const Stmt *Each : llvm::reverse(C.ancestors())) {
      if (isa<ParenExpr, ImplicitCastExpr>(Each))
        continue;
      const auto *Operator = dyn_cast<BinaryOperator>(Each);
      return Operator && Operator->isComparisonOp();
    }
    return false;
  }

  /// M of ((T *)p)->m, if the cast is used for that alone.
  static const FieldDecl *reachedMember(const CheckContext &C) {
    for (const Stmt *Each : llvm::reverse(C.ancestors())) {
      if (isa<ParenExpr>(Each))
        continue;
      const auto *Member = dyn_cast<MemberExpr>(Each);
      return Member && Member->isArrow() ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    }
    return nullptr;
  }

  /// A member of Other is where M is, and of its type.
  static bool hasTwin(const FieldDecl &M, QualType Other, ASTContext &AST) {
    const RecordDecl *R = Other->getAsRecordDecl();
    R = R ? R->getDefinition() : nullptr;
    if (!R || R->isUnion() || R->isInvalidDecl() || M.getParent()->isUnion() || M.isBitField())
      return false;
    return llvm::any_of(R->fields(), [&](const FieldDecl *Field) {
      return !Field->isBitField() && AST.getFieldOffset(Field) == AST.getFieldOffset(&M) &&
             interchangeable(M.getType(), Field->getType(), AST);
    });
  }

  /// Two structures whose first members have the same names and types.
  static bool beginAlike(QualType A, QualType B) {
    const RecordDecl *L = A->getAsRecordDecl(), *R = B->getAsRecordDecl();
    L = L ? L->getDefinition() : nullptr;
    R = R ? R->getDefinition() : nullptr;
    if (!L || !R || L->isUnion() || R->isUnion() || L->field_empty() || R->field_empty())
      return false;
    const FieldDecl *First = *L->field_begin(), *Other = *R->field_begin();
    return First->getDeclName() == Other->getDeclName() &&
           First->getType().getCanonicalType() == Other->getType().getCanonicalType();
  }

  /// Inner is the type of the first member of Outer, or of the first member of that.
  static bool isFirstMember(QualType Inner, QualType Outer) {
    for (int Depth = 0; Depth != 8; ++Depth) {
      const RecordDecl *R = Outer->getAsRecordDecl();
      R = R ? R->getDefinition() : nullptr;
      if (!R || R->field_empty() || R->isUnion())
        return false;
      Outer = R->field_begin()->getType().getCanonicalType().getUnqualifiedType();
      if (Outer == Inner)
        return true;
    }
    return false;
  }
};

RegisterCheck<PointerCast> X;

} // namespace
} // namespace ferrule
