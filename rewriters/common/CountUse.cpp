// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "rewriters/common/CountUse.h"
#include "checks/Guards.h"
#include "checks/Values.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <cstdlib>

using namespace clang;

namespace ferrule {
namespace {

using Variables = llvm::SmallPtrSet<const ValueDecl *, 8>;

bool holdsOneOf(const Stmt &S, const Variables &Of) {
  return holds(S, [&](const Stmt &Part) {
    const auto *Ref = dyn_cast<DeclRefExpr>(&Part);
    return Ref && Of.contains(Ref->getDecl());
  });
}

bool hasTerm(const Expr &Sum, const ValueDecl &D) {
  const auto *B = dyn_cast<BinaryOperator>(Sum.IgnoreParenCasts());
  return B && B->getOpcode() == BO_Add ? hasTerm(*B->getLHS(), D) || hasTerm(*B->getRHS(), D)
                                       : isName(Sum, D);
}

/// n + m, n * 2
bool isMoreThan(const Expr &E, const ValueDecl &Count) {
  const auto *B = dyn_cast<BinaryOperator>(E.IgnoreParenCasts());
  if (!B)
    return false;
  if (B->getOpcode() == BO_Add)
    return hasTerm(*B, Count);
  return (B->getOpcode() == BO_Mul &&
          (isName(*B->getLHS(), Count) || isName(*B->getRHS(), Count))) ||
         (B->getOpcode() == BO_Shl && isName(*B->getLHS(), Count));
}

/// What is compared with the count, or null.
const Expr *comparedWith(const Stmt &S, const ValueDecl &Count) {
  const auto *B = dyn_cast<BinaryOperator>(&S);
  if (!B || !(B->isRelationalOp() || B->getOpcode() == BO_NE))
    return nullptr;
  return isName(*B->getLHS(), Count)   ? B->getRHS()
         : isName(*B->getRHS(), Count) ? B->getLHS()
                                       : nullptr;
}

class Use {
public:
  Use(const Stmt &Body, const ValueDecl &Pointer, const ValueDecl &Count, const CheckContext &C)
      : Body(Body), Pointer(Pointer), Count(Count), C(C) {
    holds(Body, [&](const Stmt &S) {
      if (const Expr *Index = indexOf(S))
        holds(*Index, [&](const Stmt &Part) {
          if (const auto *Ref = dyn_cast<DeclRefExpr>(&Part))
            Indices.insert(Ref->getDecl());
          return false;
        });
      const Expr *Other = comparedWith(S, Count);
      const auto *Ref = Other ? dyn_cast<DeclRefExpr>(Other->IgnoreParenCasts()) : nullptr;
      if (Ref)
        Bounded.insert(Ref->getDecl());
      return false;
    });
  }

  /// The pointer is indexed with the count or more, or something that it is indexed with may be as
  /// large as the count: then that is the last index, or not all that there is.
  bool goesBeyond() const {
    return holds(Body, [&](const Stmt &S) {
      if (const Expr *Index = indexOf(S)) {
        const auto *Sum = dyn_cast<BinaryOperator>(Index);
        return isName(*Index, Count) ||
               (Sum && Sum->getOpcode() == BO_Add &&
                (isName(*Sum->getLHS(), Count) || isName(*Sum->getRHS(), Count)));
      }
      const auto *B = dyn_cast<BinaryOperator>(&S);
      if (!B || !B->isRelationalOp())
        return false;
      bool Left = isName(*B->getLHS(), Count);
      if (!Left && !isName(*B->getRHS(), Count))
        return false;
      bool Sharp = Left ? B->getOpcode() == BO_GT || B->getOpcode() == BO_LE
                        : B->getOpcode() == BO_LT || B->getOpcode() == BO_GE;
      return !Sharp && holdsOneOf(Left ? *B->getRHS() : *B->getLHS(), Indices);
    });
  }

  /// i < n + m
  bool isBoundedByMore() const {
    return holds(Body, [&](const Stmt &S) {
      const auto *B = dyn_cast<BinaryOperator>(&S);
      return B && B->isRelationalOp() &&
             ((isMoreThan(*B->getLHS(), Count) && holdsOneOf(*B->getRHS(), Indices)) ||
              (isMoreThan(*B->getRHS(), Count) && holdsOneOf(*B->getLHS(), Indices)));
    });
  }

  /// for (i = 0, j = 0; i < n; i++, j += 2) ... p[j]; or p[i * 2], where i < n
  bool countsGroups() const {
    return holds(Body, [&](const Stmt &S) {
      if (const Expr *Index = indexOf(S))
        return holds(*Index, [&](const Stmt &Part) {
          const auto *B = dyn_cast<BinaryOperator>(&Part);
          return B && (B->getOpcode() == BO_Mul || B->getOpcode() == BO_Shl) &&
                 holdsOneOf(*B, Bounded);
        });
      const Expr *Condition = nullptr;
      if (const auto *For = dyn_cast<ForStmt>(&S))
        Condition = For->getCond();
      else if (const auto *While = dyn_cast<WhileStmt>(&S))
        Condition = While->getCond();
      else if (const auto *Do = dyn_cast<DoStmt>(&S))
        Condition = Do->getCond();
      return Condition &&
             holds(*Condition, [&](const Stmt &Part) { return comparedWith(Part, Count); }) &&
             holds(S, [&](const Stmt &Part) {
               const ValueDecl *Stepped = steppedBy(Part);
               return Stepped && Indices.contains(Stepped) && !Bounded.contains(Stepped);
             });
    });
  }

private:
  /// What the pointer is indexed with, or null.
  const Expr *indexOf(const Stmt &S) const {
    const auto *Access = dyn_cast<ArraySubscriptExpr>(&S);
    return Access && isName(*Access->getBase(), Pointer) ? Access->getIdx()->IgnoreParenImpCasts()
                                                         : nullptr;
  }

  /// The variable that S moves by two or more, or null.
  const ValueDecl *steppedBy(const Stmt &S) const {
    const auto *B = dyn_cast<BinaryOperator>(&S);
    if (!B || (B->getOpcode() != BO_AddAssign && B->getOpcode() != BO_SubAssign))
      return nullptr;
    auto Step = constantOf(*B->getRHS(), C);
    return Step && std::abs(*Step) > 1 ? variableOf(*B->getLHS()) : nullptr;
  }

  const Stmt &Body;
  const ValueDecl &Pointer, &Count;
  const CheckContext &C;
  /// What the pointer is indexed with, and what is compared with the count.
  Variables Indices, Bounded;
};

} // namespace

bool isName(const Expr &E, const ValueDecl &D) {
  const Expr *Plain = E.IgnoreParenCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(Plain);
  const auto *Member = dyn_cast<MemberExpr>(Plain);
  return (Ref && Ref->getDecl() == &D) || (Member && Member->getMemberDecl() == &D);
}

std::string whyNoCount(const Stmt &Body, const ValueDecl &Pointer, const ValueDecl &Count,
                       const CheckContext &C) {
  const Use U(Body, Pointer, Count, C);
  const std::string Name = "'" + Count.getNameAsString() + "'";
  if (U.goesBeyond())
    return "the function itself goes beyond " + Name + ", or compares with '<='";
  if (U.isBoundedByMore())
    return "the function itself compares the index with more than " + Name;
  if (U.countsGroups())
    return "the function itself takes " + Name + " for a number of groups of elements";
  return "";
}

} // namespace ferrule
