// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/abi/DescribeUnit.h"
#include "checks/CodeRanges.h"
#include "checks/Exported.h"
#include "checks/Traversal.h"
#include "checks/abi/AbiTypes.h"
#include "checks/abi/CxxInterface.h"
#include "checks/abi/Uses.h"
#include "checks/ownership/MemoryCalls.h"
#include "clang/AST/Mangle.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {
namespace {

/// Functions, variables and types that the project declares, and functions that it calls.
class Declarations final : public Subscriber {
public:
  Declarations(ASTContext &AST, EntityNames &Names)
      : AST(AST), Names(Names), Types(AST, Names), Interface(AST, Names, Types), Symbols(AST) {}

  void subscribe(Dispatcher &D) override {
    const bool Cxx = AST.getLangOpts().CPlusPlus;
    D.on<FunctionDecl>([this, Cxx](const FunctionDecl &F, CheckContext &) {
      add(F);
      if (Cxx)
        Interface.add(F);
    });
    D.on<CallExpr>([this](const CallExpr &E, CheckContext &) {
      if (const FunctionDecl *Callee = E.getDirectCallee())
        add(*Callee);
    });
    D.on<VarDecl>([this](const VarDecl &V, CheckContext &) {
      if (V.hasGlobalStorage() && !V.getType()->isDependentType())
        Variables.insert(V.getCanonicalDecl());
    });
    D.on<TypedefNameDecl>([this](const TypedefNameDecl &T, CheckContext &) {
      if (const TagDecl *Tag = T.getUnderlyingType()->getAsTagDecl())
        Types.addName(*Tag, T.getName());
    });
    D.on<RecordDecl>([this](const RecordDecl &R, CheckContext &) {
      if (!R.isThisDeclarationADefinition() || R.isDependentType() || R.getName().empty())
        return;
      Types.idOf(R);
      if (const auto *Class = dyn_cast<CXXRecordDecl>(&R))
        Interface.add(*Class);
    });
  }

  UnitAbi finish() {
    UnitAbi Unit;
    for (const FunctionDecl *F : Functions)
      Unit.functions.push_back(describe(*F));
    for (const VarDecl *V : Variables)
      Unit.variables.push_back(describe(*V));
    Unit.classes = Interface.takeClasses();
    Unit.interface = Interface.takeFunctions();
    Types.describe(Unit.records, Unit.enums);
    auto ById = [](const auto &A, const auto &B) { return A.id < B.id; };
    llvm::sort(Unit.functions, ById);
    llvm::sort(Unit.variables, ById);
    return Unit;
  }

private:
  void add(const FunctionDecl &F) {
    bool OfCompiler = F.getBuiltinID() && !F.isDefined();
    if (!F.isDependentContext() && !OfCompiler)
      Functions.insert(F.getCanonicalDecl());
  }

  CodeRange rangeOf(const Decl &D) {
    return codeRange(D.getSourceRange(), AST.getSourceManager(), AST.getLangOpts(), Names);
  }

  /// The file of the first declaration that other units can see.
  std::string headerOf(const NamedDecl &D) {
    const SourceManager &SM = AST.getSourceManager();
    std::string Header;
    for (const Decl *Each : D.redecls())
      if (!SM.isInMainFile(SM.getExpansionLoc(Each->getLocation())))
        Header = Names.file(Each->getLocation());
    return Header;
  }

  AbiFunction describe(const FunctionDecl &F) {
    const FunctionDecl *Definition = F.getDefinition();
    const FunctionDecl &Best = Definition ? *Definition : *F.getMostRecentDecl();
    AbiFunction Made{.id = Names.of(Best),
                     .name = F.getNameAsString(),
                     .symbol = Symbols.getName(&F),
                     .range = rangeOf(Best),
                     .header = headerOf(F),
                     .type = Types.of(Best.getType())};
    for (const ParmVarDecl *P : Best.parameters())
      Made.parameters.push_back(P->getNameAsString());
    Made.defined = Definition;
    Made.external = F.hasExternalFormalLinkage();
    Made.exported =
        Made.external && isExported(Best, AST.getSourceManager()) && !isMarkedInternal(Best);
    Made.isInline = Best.isInlined();
    Made.unsupported = whyNotC(F);
    return Made;
  }

  static std::string whyNotC(const FunctionDecl &F) {
    if (F.isTemplateInstantiation())
      return "it is made from a template";
    if (isa<CXXMethodDecl>(F))
      return "it is a member function";
    if (F.getASTContext().getLangOpts().CPlusPlus && F.hasExternalFormalLinkage() && !F.isExternC())
      return "it has the name mangling of C++";
    return "";
  }

  /// The functions that an initializer names, but for those that it calls.
  void addNamed(const Stmt *S, std::vector<std::string> &Ids) {
    if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(S))
      if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
        Ids.push_back(Names.of(*F));
    if (!S || isa<CallExpr>(S))
      return;
    for (const Stmt *Child : S->children())
      addNamed(Child, Ids);
  }

  AbiVariable describe(const VarDecl &V) {
    const VarDecl *Definition = V.getDefinition();
    // int n; without a value, after extern int n; in a header.
    for (VarDecl *Each : const_cast<VarDecl &>(V).redecls())
      if (!Definition)
        Definition = Each->getActingDefinition();
    const VarDecl &Best = Definition ? *Definition : *V.getMostRecentDecl();
    AbiVariable Made{.id = Names.of(Best),
                     .name = V.getNameAsString(),
                     .range = rangeOf(Best),
                     .type = Types.of(Best.getType())};
    Made.defined = Definition;
    Made.external = V.hasExternalFormalLinkage();
    Made.constant = Best.getType().isConstant(AST);
    addNamed(Best.getInit(), Made.addresses);
    llvm::sort(Made.addresses);
    Made.addresses.erase(llvm::unique(Made.addresses), Made.addresses.end());
    return Made;
  }

  ASTContext &AST;
  EntityNames &Names;
  AbiTypes Types;
  CxxInterface Interface;
  ASTNameGenerator Symbols;
  llvm::SetVector<const FunctionDecl *> Functions;
  llvm::SetVector<const VarDecl *> Variables;
};

} // namespace

UnitAbi describeUnit(ASTContext &AST, const SourceScope &Scope) {
  EntityNames Names(AST.getSourceManager(), Scope);
  Declarations Declared(AST, Names);
  std::unique_ptr<UseCollector> Uses = collectUses();
  Dispatcher D;
  Declared.subscribe(D);
  Uses->subscribe(D);
  NoReports Sink;
  MemoryWrappers Wrappers;
  CheckContext Context(AST, Names, Wrappers, Sink, /*Summary=*/nullptr);
  traverse(D, Context);
  UnitAbi Unit = Declared.finish();
  const SourceManager &SM = AST.getSourceManager();
  Unit.sources.push_back(Names.file(SM.getLocForStartOfFile(SM.getMainFileID())));
  Unit.uses = Uses->finish();
  return Unit;
}

} // namespace ferrule
