// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// From expressions to instructions. A glvalue becomes the address of what it names, a prvalue its
// value; one of record type the address of an object that holds it. clang::CFG lists the parts of
// an expression that are evaluated in a block of their own first: each expression is lowered once,
// and whoever needs it again finds its register.
#pragma once
#include "checks/flow/BodyBuilder.h"
#include "checks/ownership/MemoryCalls.h"
#include "clang/AST/ExprCXX.h"

namespace ferrule {

/// The width of the bit-field that a glvalue names, or 0.
unsigned bitWidth(const clang::Expr &E);
clang::SourceRange rangeOfObject(const clang::Expr &E);
/// The field, or the variable that outlives the function, that a glvalue names, or null.
const clang::ValueDecl *lastingPlace(const clang::Expr &Object);

class ExprLowering {
public:
  ExprLowering(BodyBuilder &B, clang::ASTContext &AST) : B(B), AST(AST) {}

  Register lower(const clang::Expr *E);
  void declare(const clang::VarDecl &V);
  /// Initialises the object at Address.
  void initialize(Register Address, clang::QualType T, const clang::Expr &Full);
  /// Says what the declaration of a parameter or field tells of what the pointer in a register
  /// leads to. Record: the address of the object that has the field.
  void declareExtent(const clang::ValueDecl &Pointer, Register Value, Register Record,
                     clang::SourceRange Where);
  void declareEndOf(const clang::Expr &Object, clang::QualType T);
  /// By the declaration, the pointer in a register, read from Address (0: from nowhere that owns),
  /// belongs to whoever has it.
  void takeOwned(const clang::ValueDecl &Declaration, Register Value, Register Address,
                 clang::SourceRange Where);
  /// By the declaration, who gets the pointer, in the register Value or stored at Address, owns it.
  void giveOwned(const clang::ValueDecl &Declaration, Register Value, Register Address,
                 clang::SourceRange Where);
  /// Calls a destructor.
  void destroy(Register Address, clang::QualType T, clang::SourceRange Where);
  Register thisPointer(clang::SourceRange Where);

private:
  Register make(const clang::Expr &E);
  Register cast(const clang::CastExpr &E);
  Register unary(const clang::UnaryOperator &E);
  Register binary(const clang::BinaryOperator &E);
  Register arithmetic(const clang::Expr &E, clang::BinaryOperatorKind Op, Register L, Register R,
                      clang::QualType LeftType, clang::QualType RightType, clang::QualType Result);
  Register assign(const clang::BinaryOperator &E);
  Register member(const clang::MemberExpr &E);
  Register reference(const clang::Expr &E, const clang::ValueDecl &D);
  Register call(const clang::CallExpr &E);
  Register memory(const clang::CallExpr &E, const MemoryCall &Hook);
  Register builtin(const clang::CallExpr &E, unsigned Id, bool &Known);
  Register construct(const clang::CXXConstructExpr &E, Register Address);
  Register makeNew(const clang::CXXNewExpr &E);
  /// False: it is no view, or what it looks at is not known.
  bool constructView(const clang::CXXConstructExpr &E, Register Address);
  /// The address of the count in a view.
  Register countOfView(Register View, clang::SourceRange Where);
  /// Nothing: it is no method of a view that tells what it looks at.
  std::optional<Register> viewMember(const clang::CXXMemberCallExpr &E);
  /// The address of an element of a view; nothing: it is none.
  std::optional<Register> viewElement(const clang::CXXOperatorCallExpr &E);
  Register temporaryAddress(const clang::Expr &E);
  Register argument(const clang::Expr &E);
  Register integer(clang::QualType T, const llvm::APInt &Value, clang::SourceRange Where);
  Register constant(clang::QualType T, std::int64_t Value, clang::SourceRange Where);
  Register unknown(const clang::Expr &E);
  Register convert(Register R, clang::QualType From, clang::QualType To, clang::SourceRange Where,
                   bool Written);
  Register loadFrom(const clang::Expr &Object, Register Address, clang::QualType T);
  Register load(Register Address, clang::QualType T, clang::SourceRange Where, unsigned Bits = 0);
  void store(Register Address, Register Value, clang::QualType T, clang::SourceRange Where,
             unsigned Bits = 0);
  void list(Register Address, clang::QualType T, const clang::InitListExpr &List);

  BodyBuilder &B;
  clang::ASTContext &AST;
  llvm::DenseMap<const clang::Expr *, Register> Done;
};

} // namespace ferrule
