// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/types/PointerTypes.h"

using namespace clang;

namespace ferrule {
namespace {

/// value.as_pointer, where value is a union
class UnionMember final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-types-union-member",
        .family = Family::Types,
        .severity = Severity::Medium,
        .cwes = {843},
        .summary = "read of a member of a union",
        .rationale =
            "The language does not remember which member was written last; a read of another one "
            "takes its bytes for a value of another type (C11 6.5.2.3p3 with footnote 95), and is "
            "undefined behaviour in C++ ([class.union.general]p2). Discharged when all members "
            "have one type, and in C when the member and all others hold only numbers and the "
            "member is not larger than any of them. Writes are not reported.",
        .bad = "union value { long number; char *text; };\n"
               "char *text_of(union value *v) { return v->text; }\n",
        .good = "union bits { unsigned u; float f; };\n"
                "unsigned bits_of(float f) { union bits b; b.f = f; return b.u; }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<MemberExpr>([](const MemberExpr &E, CheckContext &C) {
      const auto *Field = dyn_cast<FieldDecl>(E.getMemberDecl());
      if (!Field || !Field->getParent()->isUnion())
        return;
      const Expr *Whole = readThrough(E, C);
      if (!Whole)
        return;
      std::string Name = Field->getNameAsString();
      std::string What =
          Name.empty() ? "'" + C.text(*Whole) + "' reads a member of a union"
                       : "'" + C.text(*Whole) + "' reads the member '" + Name + "' of a union";
      const RecordDecl &Union = *Field->getParent();
      if (haveOneType(Union, C.ast()))
        return C.discharged(Whole->getSourceRange(), What, "all members have one type");
      if (!C.isCXX() && holdsNumbers(*Field, C.ast()))
        return C.discharged(Whole->getSourceRange(), What,
                            "all members are numbers, none of them smaller");
      C.open(Whole->getSourceRange(), What, "nothing checks that it is the one last written");
    });
  }

private:
  /// The whole access, such as u.s.x[0], when its value is read; null when it is written, or only
  /// its address is computed.
  static const Expr *readThrough(const MemberExpr &E, const CheckContext &C) {
    const Expr *Whole = &E;
    for (const Stmt *S : llvm::reverse(C.ancestors())) {
      if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S)) {
        if (Cast->getCastKind() == CK_LValueToRValue)
          return Whole;
        if (Cast->getCastKind() != CK_ArrayToPointerDecay && Cast->getCastKind() != CK_NoOp)
          return nullptr;
      } else if (const auto *Member = dyn_cast<MemberExpr>(S)) {
        // A union inside of a union reports itself.
        const auto *Inner = dyn_cast<FieldDecl>(Member->getMemberDecl());
        if (Member->isArrow() || (Inner && Inner->getParent()->isUnion()))
          return nullptr;
        Whole = Member;
      } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(S)) {
        if (Element->getBase()->IgnoreParenImpCasts() != Whole->IgnoreParens())
          return nullptr;
        Whole = Element;
      } else if (!isa<ParenExpr>(S)) {
        const auto *Op = dyn_cast<UnaryOperator>(S);
        const auto *Both = dyn_cast<CompoundAssignOperator>(S);
        bool ReadsAndWrites = (Op && Op->isIncrementDecrementOp()) ||
                              (Both && Both->getLHS()->IgnoreParens() == Whole->IgnoreParens());
        return ReadsAndWrites ? Whole : nullptr;
      }
    }
    return nullptr;
  }

  static bool haveOneType(const RecordDecl &Union, const ASTContext &AST) {
    QualType First = Union.field_begin()->getType();
    return llvm::all_of(Union.fields(),
                        [&](auto *F) { return AST.hasSameUnqualifiedType(F->getType(), First); });
  }

  static bool holdsNumbers(const FieldDecl &Read, const ASTContext &AST) {
    auto Size = AST.getTypeSizeInChars(Read.getType());
    return llvm::all_of(Read.getParent()->fields(), [&](const FieldDecl *F) {
      QualType Element = AST.getBaseElementType(F->getType());
      return Element->isArithmeticType() && !Element->isBooleanType() && !F->isBitField() &&
             AST.getTypeSizeInChars(F->getType()) >= Size;
    });
  }
};

RegisterCheck<UnionMember> X;

} // namespace
} // namespace ferrule
