// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/flow/Lowering.h"
#include "checks/DeclaredExtent.h"
#include "checks/DeclaredOwner.h"
#include "checks/flow/ExprLowering.h"
#include "clang/AST/RecordLayout.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using ferrule::flow::Opcode;

namespace ferrule {
namespace {

/// A machine-made function of this size is left to the checks that look at one place.
constexpr std::size_t MaxInstructions = 100000;

class FunctionLowering {
public:
  FunctionLowering(const FunctionDecl &F, FunctionFlow &Flow, ASTContext &AST, EntityNames &Names)
      : F(F), Flow(Flow), AST(AST), B(AST, Names), Exprs(B, AST) {
    B.Body.id = Names.of(F);
    B.Body.name = F.getNameAsString();
  }

  std::optional<flow::Body> run();

private:
  void enter();
  void element(const CFGElement &E);
  void initializer(const CXXCtorInitializer &I);
  void destroyPart(QualType T, std::int64_t Offset);
  void finish(const CFGBlock &From, flow::Block &To,
              const llvm::DenseMap<unsigned, unsigned> &Index);
  /// What the declarations of parameters tell of what these lead to.
  void declareParameters();
  void switchCases(const CFGBlock &From, flow::Block &To,
                   const llvm::DenseMap<unsigned, unsigned> &Index);

  const FunctionDecl &F;
  FunctionFlow &Flow;
  ASTContext &AST;
  BodyBuilder B;
  ExprLowering Exprs;
  llvm::SmallPtrSet<const Stmt *, 4> Unread;
};

} // namespace

/// The parameters get variables, in which the interpreter puts their values.
void FunctionLowering::enter() {
  std::uint32_t Index = 0;
  auto Parameter = [&](std::uint32_t Variable) { B.Body.variables[Variable].parameter = ++Index; };
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&F); Method && Method->isInstance())
    Parameter(B.thisVariable());
  for (const ParmVarDecl *P : F.parameters())
    Parameter(B.variable(*P));
  B.Body.parameters = Index;
  B.Body.result = B.type(F.getReturnType());
}

void FunctionLowering::initializer(const CXXCtorInitializer &I) {
  SourceRange Where = I.getSourceRange();
  flow::ValueType Pointer = B.type(AST.VoidPtrTy);
  Register This = Exprs.thisPointer(Where);
  if (const FieldDecl *Field = I.getAnyMember(); Field && !Field->getParent()->isInvalidDecl()) {
    // Of what is in an anonymous union, the whole way to it.
    const ValueDecl *Named = Field;
    if (I.isIndirectMemberInitializer())
      Named = I.getIndirectMember();
    Register Address =
        B.emit(Opcode::Field, Pointer, Where, This, 0, 0, AST.getFieldOffset(Named) / 8);
    if (Field->isBitField())
      Exprs.lower(I.getInit());
    else
      Exprs.initialize(Address, Field->getType(), *I.getInit());
    Exprs.giveOwned(*Field, 0, Address, Where);
    return;
  }
  Register Address = This;
  if (I.isBaseInitializer() && !I.isBaseVirtual()) {
    const auto *Class = cast<CXXMethodDecl>(F).getParent();
    const auto *Base = I.getBaseClass()->getAsCXXRecordDecl();
    if (Base && !Class->isInvalidDecl())
      if (std::int64_t Offset =
              AST.getASTRecordLayout(Class).getBaseClassOffset(Base).getQuantity())
        Address = B.emit(Opcode::Field, Pointer, Where, This, 0, 0, Offset);
  }
  Exprs.initialize(Address, I.getInit()->getType(), *I.getInit());
}

void FunctionLowering::element(const CFGElement &E) {
  switch (E.getKind()) {
  case CFGElement::Statement:
  case CFGElement::Constructor:
  case CFGElement::CXXRecordTypedCall: {
    const Stmt *S = E.castAs<CFGStmt>().getStmt();
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *V = dyn_cast<VarDecl>(D))
          Exprs.declare(*V);
    } else if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
      Register Value = Return->getRetValue() ? Exprs.lower(Return->getRetValue()) : 0;
      if (Value)
        Exprs.giveOwned(F, Value, 0, S->getSourceRange());
      B.emit(Opcode::Return, {}, S->getSourceRange(), Value);
    } else if (const auto *Asm = dyn_cast<AsmStmt>(S)) {
      for (unsigned I = 0; I != Asm->getNumOutputs(); ++I)
        B.emit(Opcode::Fill, {}, S->getSourceRange(), Exprs.lower(Asm->getOutputExpr(I)));
    } else if (const auto *Expression = dyn_cast<Expr>(S)) {
      // An object is made where it is known which one.
      if (!Unread.contains(S) && !isa<CXXConstructExpr>(Expression->IgnoreImpCasts()))
        Exprs.lower(Expression);
    }
    break;
  }
  case CFGElement::Initializer:
    initializer(*E.castAs<CFGInitializer>().getInitializer());
    break;
  case CFGElement::AutomaticObjectDtor: {
    const auto Dtor = E.castAs<CFGAutomaticObjDtor>();
    const VarDecl *V = Dtor.getVarDecl();
    Register Address =
        B.emit(Opcode::Variable, B.type(AST.VoidPtrTy), V->getLocation(), 0, 0, 0, B.variable(*V));
    Exprs.destroy(Address, V->getType(), V->getLocation());
    break;
  }
  case CFGElement::LifetimeEnds: {
    const VarDecl *V = E.castAs<CFGLifetimeEnds>().getVarDecl();
    if (V->hasLocalStorage() && !isa<ParmVarDecl>(V))
      B.emit(Opcode::Leave, {}, V->getLocation(), 0, 0, 0, B.variable(*V));
    break;
  }
  case CFGElement::DeleteDtor: {
    const CXXDeleteExpr *D = E.castAs<CFGDeleteDtor>().getDeleteExpr();
    if (!D->isArrayForm() && !D->getDestroyedType().isNull())
      Exprs.destroy(Exprs.lower(D->getArgument()), D->getDestroyedType(), D->getSourceRange());
    break;
  }
  case CFGElement::MemberDtor: {
    const FieldDecl *Field = E.castAs<CFGMemberDtor>().getFieldDecl();
    if (!Field->getParent()->isInvalidDecl())
      destroyPart(Field->getType(), AST.getFieldOffset(Field) / 8);
    break;
  }
  case CFGElement::BaseDtor: {
    const CXXBaseSpecifier *Base = E.castAs<CFGBaseDtor>().getBaseSpecifier();
    const auto *Class = cast<CXXMethodDecl>(F).getParent();
    if (const auto *Of = Base->getType()->getAsCXXRecordDecl();
        Of && !Base->isVirtual() && !Class->isInvalidDecl())
      destroyPart(Base->getType(),
                  AST.getASTRecordLayout(Class).getBaseClassOffset(Of).getQuantity());
    break;
  }
  default:
    break;
  }
}

/// A destructor ends with those of the members and bases.
void FunctionLowering::destroyPart(QualType T, std::int64_t Offset) {
  SourceRange Where = F.getLocation();
  Register Address = Exprs.thisPointer(Where);
  if (Offset)
    Address = B.emit(Opcode::Field, B.type(AST.VoidPtrTy), Where, Address, 0, 0, Offset);
  Exprs.destroy(Address, T, Where);
}

void FunctionLowering::switchCases(const CFGBlock &From, flow::Block &To,
                                   const llvm::DenseMap<unsigned, unsigned> &Index) {
  const auto *Switch = cast<SwitchStmt>(From.getTerminatorStmt());
  To.condition = Exprs.lower(Switch->getCond());
  To.end = B.Body.code.size();
  std::uint32_t Default = flow::NoBlock;
  for (const CFGBlock::AdjacentBlock &Next : From.succs()) {
    const CFGBlock *Block = Next.getReachableBlock();
    if (!Block)
      continue;
    const auto *Case = dyn_cast_or_null<CaseStmt>(Block->getLabel());
    if (!Case) {
      Default = Index.lookup(Block->getBlockID());
      continue;
    }
    // Labels in a row share a block.
    for (const Stmt *Label = Case; Label;) {
      const auto *Each = dyn_cast<CaseStmt>(Label);
      if (!Each) {
        if (isa<DefaultStmt>(Label))
          Default = Index.lookup(Block->getBlockID());
        break;
      }
      auto ValueOf = [&](const Expr *E) { return E->EvaluateKnownConstInt(AST).getExtValue(); };
      To.successors.push_back(Index.lookup(Block->getBlockID()));
      To.cases.push_back(ValueOf(Each->getLHS()));
      To.cases.push_back(ValueOf(Each->getRHS() ? Each->getRHS() : Each->getLHS()));
      break;
    }
  }
  To.successors.push_back(Default);
  if (To.cases.empty())
    To.condition = 0;
}

void FunctionLowering::finish(const CFGBlock &From, flow::Block &To,
                              const llvm::DenseMap<unsigned, unsigned> &Index) {
  if (From.hasNoReturnElement())
    return;
  if (isa_and_nonnull<SwitchStmt>(From.getTerminatorStmt()))
    return switchCases(From, To, Index);
  auto Add = [&](const CFGBlock::AdjacentBlock &Next) {
    const CFGBlock *Block = Next.getReachableBlock();
    To.successors.push_back(Block ? Index.lookup(Block->getBlockID()) : flow::NoBlock);
  };
  for (const CFGBlock::AdjacentBlock &Next : From.succs())
    Add(Next);
  // Two ways: the last condition decides. A try or an indirect goto has any number, and none.
  if (To.successors.size() == 2) {
    if (const Expr *Condition = From.getLastCondition())
      To.condition = Exprs.lower(Condition);
    else if (const auto *Branch = dyn_cast_or_null<BinaryOperator>(From.getTerminatorStmt());
             Branch && Branch->isLogicalOp())
      To.condition = Exprs.lower(Branch->getLHS());
    To.end = B.Body.code.size();
  } else if (To.successors.size() > 2) {
    // As a switch over what is not known.
    To.condition = B.emit(Opcode::Unknown, B.type(AST.LongTy), F.getLocation());
    To.end = B.Body.code.size();
    for (unsigned I = 0; I + 1 < To.successors.size(); ++I)
      To.cases.insert(To.cases.end(), {I, I});
  }
}

void FunctionLowering::declareParameters() {
  for (const ParmVarDecl *Parameter : F.parameters()) {
    if (!Parameter->getType()->isPointerType() ||
        (!declaredExtent(*Parameter) && !declaresOwner(*Parameter)))
      continue;
    SourceRange Where = F.getLocation();
    flow::ValueType Pointer = B.type(AST.VoidPtrTy);
    Register Address = B.emit(Opcode::Variable, Pointer, Where, 0, 0, 0, B.variable(*Parameter));
    Register Value = B.emit(Opcode::Load, Pointer, Where, Address);
    Exprs.declareExtent(*Parameter, Value, 0, Where);
    Exprs.takeOwned(*Parameter, Value, 0, Where);
  }
}

std::optional<flow::Body> FunctionLowering::run() {
  const CFG *Graph = Flow.context().getCFG();
  if (!Graph)
    return std::nullopt;
  enter();
  // In reverse post-order, so that only loops lead back and the parts of an expression come before
  // it. What nothing leads to is left out; the exit is the last.
  std::vector<const CFGBlock *> Order;
  llvm::DenseMap<unsigned, unsigned> Index;
  for (const CFGBlock *Block : *Flow.context().getAnalysis<PostOrderCFGView>())
    if (Block != &Graph->getExit())
      Order.push_back(Block);
  Order.push_back(&Graph->getExit());
  for (std::size_t I = 0; I != Order.size(); ++I)
    Index[Order[I]->getBlockID()] = I;
  assert(Order.front() == &Graph->getEntry() && "every path begins there");
  B.Body.blocks.resize(Order.size());
  for (std::size_t I = 0; I != Order.size(); ++I) {
    flow::Block &Block = B.Body.blocks[I];
    Block.begin = B.Body.code.size();
    if (I == 0)
      declareParameters();
    // '(void)x' says that x is not needed, and does not read it.
    Unread.clear();
    for (const CFGElement &E : *Order[I])
      if (auto At = E.getAs<CFGStmt>())
        if (const auto *Cast = dyn_cast<CStyleCastExpr>(At->getStmt());
            Cast && Cast->getCastKind() == CK_ToVoid)
          Unread.insert(Cast->getSubExpr()->IgnoreParens());
    for (const CFGElement &E : *Order[I])
      element(E);
    Block.end = B.Body.code.size();
    finish(*Order[I], Block, Index);
    if (B.Body.code.size() > MaxInstructions)
      return std::nullopt;
  }
  return std::move(B.Body);
}

std::optional<flow::Body> lower(const FunctionDecl &F, FunctionFlow &Flow, ASTContext &AST,
                                EntityNames &Names) {
  if (F.isDependentContext() || !F.doesThisDeclarationHaveABody())
    return std::nullopt;
  return FunctionLowering(F, Flow, AST, Names).run();
}

} // namespace ferrule
