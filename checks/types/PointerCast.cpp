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
            "first member (C11 6.7.2.1p15). Casts to character types and to or from void are not "
            "reported, those from character types only when the alignment grows.",
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
