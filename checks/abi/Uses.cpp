// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An access to a field or variable is a place in the source. That to a variable writes when it is
// assigned to, stepped, or when its address is taken, for then nobody knows; everything else reads.
// What is assigned to is looked for upwards from the name: through members of members, elements of
// arrays and parentheses, not through pointers: p->next->x = 1 writes x and reads next.
#include "checks/abi/Uses.h"
#include "checks/CheckContext.h"
#include "checks/EntityNames.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <set>

using namespace clang;

namespace ferrule {
namespace {

struct Access {
  bool reads = false;
  bool writes = false;
};

/// The node is the last of Path.
Access accessOf(llvm::ArrayRef<const Stmt *> Path) {
  const Stmt *Node = Path.back();
  for (const Stmt *Parent : llvm::reverse(Path.drop_back())) {
    if (isa<ParenExpr>(Parent)) {
    } else if (const auto *Member = dyn_cast<MemberExpr>(Parent)) {
      if (Member->isArrow())
        return {.reads = true};
    } else if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Parent)) {
      if (Cast->getCastKind() == CK_LValueToRValue)
        return {.reads = true};
      // An array that is not indexed is handed on.
      if (Cast->getCastKind() != CK_ArrayToPointerDecay && Cast->getCastKind() != CK_NoOp)
        return {.reads = true, .writes = true};
    } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(Parent)) {
      if (Element->getIdx() == Node)
        return {.reads = true};
    } else if (const auto *B = dyn_cast<BinaryOperator>(Parent)) {
      if (B->isAssignmentOp() && B->getLHS() == Node)
        return {.reads = B->isCompoundAssignmentOp(), .writes = true};
      return {.reads = true, .writes = isa<ImplicitCastExpr>(Node)};
    } else if (const auto *U = dyn_cast<UnaryOperator>(Parent)) {
      bool Steps = U->isIncrementDecrementOp();
      return {.reads = Steps || U->getOpcode() != UO_AddrOf,
              .writes = Steps || U->getOpcode() == UO_AddrOf};
    } else if (isa<UnaryExprOrTypeTraitExpr>(Parent)) {
      return {};
    } else {
      // An array as an argument, or kept; a reference.
      return {.reads = true, .writes = true};
    }
    Node = Parent;
  }
  return {.reads = true};
}

bool isJump(StringRef Name, BlockerKind &Kind) {
  if (llvm::is_contained({"setjmp", "_setjmp", "__sigsetjmp", "sigsetjmp"}, Name))
    Kind = BlockerKind::Setjmp;
  else if (llvm::is_contained({"longjmp", "_longjmp", "siglongjmp"}, Name))
    Kind = BlockerKind::Longjmp;
  else
    return false;
  return true;
}

/// Integers up to this one anybody tries.
constexpr unsigned LargestCommon = 16;
constexpr std::size_t LongestWord = 40;

bool isWord(StringRef Text) {
  return !Text.empty() && Text.size() <= LongestWord && llvm::all_of(Text, llvm::isPrint);
}

/// jmp_buf is an array of one.
bool isJumpBuffer(QualType T) {
  const auto *Record =
      T->getPointeeType().isNull() ? nullptr : T->getPointeeType()->getAsRecordDecl();
  return Record && Record->getIdentifier() && Record->getName().contains("jmp_buf");
}

class Collector final : public UseCollector {
public:
  void subscribe(Dispatcher &D) override {
    D.on<FunctionDecl>([this](const FunctionDecl &F, CheckContext &C) {
      if (C.function() != &F)
        return;
      if (F.isVariadic())
        block(BlockerKind::Variadic, "is defined with '...'", F.getLocation(), C);
    });
    D.on<CallExpr>([this](const CallExpr &E, CheckContext &C) { call(E, C); });
    D.on<CXXConstructExpr>(
        [this](const CXXConstructExpr &E, CheckContext &C) { addCall(*E.getConstructor(), C); });
    D.on<DeclRefExpr>([this](const DeclRefExpr &E, CheckContext &C) { reference(E, C); });
    D.on<MemberExpr>([this](const MemberExpr &E, CheckContext &C) { member(E, C); });
    D.on<AsmStmt>([this](const AsmStmt &S, CheckContext &C) {
      // AsmStmt's own getBeginLoc hides that of its kinds.
      block(BlockerKind::Assembly, "has inline assembly",
            static_cast<const Stmt &>(S).getBeginLoc(), C);
    });
    D.on<IndirectGotoStmt>([this](const IndirectGotoStmt &S, CheckContext &C) {
      block(BlockerKind::ComputedGoto, "jumps to a computed label", S.getBeginLoc(), C);
    });
    D.on<CXXThrowExpr>([this](const CXXThrowExpr &E, CheckContext &C) {
      block(BlockerKind::Throws, "throws", E.getBeginLoc(), C);
    });
    D.on<UnaryOperator>([this](const UnaryOperator &E, CheckContext &C) {
      if (E.getOpcode() == UO_Deref)
        lookForVolatile(E, C);
    });
    D.on<ArraySubscriptExpr>(
        [this](const ArraySubscriptExpr &E, CheckContext &C) { lookForVolatile(E, C); });
    D.on<IntegerLiteral>([this](const IntegerLiteral &E, CheckContext &C) {
      if (Uses *U = uses(C); U && E.getValue().ugt(LargestCommon) && E.getValue().isSignedIntN(64))
        U->Numbers.insert(E.getValue().getSExtValue());
    });
    D.on<StringLiteral>([this](const StringLiteral &E, CheckContext &C) {
      if (Uses *U = uses(C); U && E.isOrdinary() && isWord(E.getString()))
        U->Words.insert(E.getString().str());
    });
    D.on<CharacterLiteral>([this](const CharacterLiteral &E, CheckContext &C) {
      if (Uses *U = uses(C);
          U && E.getValue() < 0x80 && llvm::isPrint(static_cast<char>(E.getValue())))
        U->Words.insert(std::string(1, static_cast<char>(E.getValue())));
    });
  }

  std::vector<FunctionUses> finish() override {
    std::vector<FunctionUses> All;
    for (auto &[Name, Each] : Functions) {
      FunctionUses Made = std::move(Each.Rest);
      Made.function = Name;
      for (auto &[Id, Fact] : Each.Calls)
        Made.calls.push_back(std::move(Fact));
      for (auto &[Id, Sites] : Each.Addresses)
        Made.addresses.push_back({Id, Sites});
      for (auto &[Key, Use] : Each.Fields)
        Made.fields.push_back(std::move(Use));
      for (auto &[Id, Use] : Each.Variables)
        Made.variables.push_back(std::move(Use));
      Made.numbers.assign(Each.Numbers.begin(), Each.Numbers.end());
      Made.words.assign(Each.Words.begin(), Each.Words.end());
      auto Place = [](const Blocker &B) { return std::tie(B.file, B.line, B.kind, B.detail); };
      llvm::sort(Made.blockers, [&](const auto &A, const auto &B) { return Place(A) < Place(B); });
      Made.blockers.erase(llvm::unique(Made.blockers), Made.blockers.end());
      All.push_back(std::move(Made));
    }
    return All;
  }

private:
  struct Uses {
    FunctionUses Rest;
    std::map<std::string, CallFact> Calls;
    std::map<std::string, unsigned> Addresses;
    std::map<std::pair<std::string, std::string>, FieldUse> Fields;
    std::map<std::string, VariableUse> Variables;
    std::set<long long> Numbers;
    std::set<std::string> Words;
  };

  /// Of the function that is walked, or null at file scope.
  Uses *uses(CheckContext &C) {
    return C.function() ? &Functions[C.names().of(*C.function())] : nullptr;
  }

  void block(BlockerKind Kind, std::string Detail, SourceLocation Where, CheckContext &C) {
    Uses *U = uses(C);
    if (!U)
      return;
    SourceLocation Loc = C.sources().getExpansionLoc(Where);
    U->Rest.blockers.push_back({Kind, C.names().of(*C.function()), std::move(Detail),
                                C.names().file(Loc), C.sources().getSpellingLineNumber(Loc)});
  }

  void addCall(const FunctionDecl &Callee, CheckContext &C) {
    Uses *U = uses(C);
    if (!U)
      return;
    const std::string &Id = C.names().of(Callee);
    auto [It, New] = U->Calls.try_emplace(Id, CallFact{Id, Callee.getNameAsString(), 0});
    ++It->second.sites;
  }

  void call(const CallExpr &E, CheckContext &C) {
    Uses *U = uses(C);
    if (!U)
      return;
    const FunctionDecl *Callee = E.getDirectCallee();
    if (!Callee) {
      ++U->Rest.indirectCalls;
      // libpng calls longjmp so.
      if (E.getNumArgs() == 2 && E.getType()->isVoidType() && isJumpBuffer(E.getArg(0)->getType()))
        block(BlockerKind::Longjmp, "calls longjmp through a pointer", E.getBeginLoc(), C);
      return;
    }
    BlockerKind Kind;
    if (Callee->getIdentifier() && isJump(Callee->getName(), Kind))
      block(Kind, "calls " + Callee->getNameAsString(), E.getBeginLoc(), C);
    // glibc, musl and the BSDs spell errno as a call.
    StringRef Name = Callee->getIdentifier() ? Callee->getName() : StringRef();
    if (Name == "__errno_location" || Name == "__error" || Name == "___errno") {
      // errno is *__errno_location(), in parentheses.
      llvm::ArrayRef<const Stmt *> Path = C.path().drop_back();
      while (!Path.empty() && isa<ParenExpr>(Path.back()))
        Path = Path.drop_back();
      Access A = Path.empty() ? Access{.reads = true} : accessOf(Path);
      U->Rest.errnoReads += A.reads;
      U->Rest.errnoWrites += A.writes;
      return;
    }
    addCall(*Callee, C);
  }

  void reference(const DeclRefExpr &E, CheckContext &C) {
    Uses *U = uses(C);
    if (!U)
      return;
    if (const auto *F = dyn_cast<FunctionDecl>(E.getDecl())) {
      const auto *Call = dyn_cast_or_null<CallExpr>(C.parent());
      if (!Call || Call->getCallee()->IgnoreParenImpCasts() != &E)
        ++U->Addresses[C.names().of(*F)];
      return;
    }
    const auto *V = dyn_cast<VarDecl>(E.getDecl());
    if (!V || !V->hasGlobalStorage() || V->isConstexpr())
      return;
    const std::string &Id = C.names().of(*V);
    auto [It, New] = U->Variables.try_emplace(Id, VariableUse{.variable = Id});
    ++It->second.places;
    It->second.writes += accessOf(C.path()).writes;
    lookForVolatile(E, C);
  }

  void member(const MemberExpr &E, CheckContext &C) {
    Uses *U = uses(C);
    const auto *Field = dyn_cast<FieldDecl>(E.getMemberDecl());
    if (!U || !Field)
      return;
    lookForVolatile(E, C);
    const RecordDecl *Record = Field->getParent();
    // What belongs to the system is nobody's to share.
    if (!C.names().inScope(Record->getLocation()))
      return;
    const std::string &Id = C.names().of(*cast<NamedDecl>(Record->getCanonicalDecl()));
    FieldUse &Use = U->Fields[{Id, Field->getNameAsString()}];
    Use.record = Id;
    Use.field = Field->getNameAsString();
    ++Use.places;
    if (std::string Macro = foreignMacro(E, C); !Macro.empty()) {
      ++Use.byMacro;
      if (Use.macro.empty() || Macro < Use.macro)
        Use.macro = Macro;
    }
  }

  /// The macro of another file in whose body the name of the member stands, or nothing.
  static std::string foreignMacro(const MemberExpr &E, CheckContext &C) {
    SourceLocation Loc = E.getMemberLoc();
    if (!Loc.isMacroID() || C.sources().isMacroArgExpansion(Loc))
      return "";
    SourceLocation Function = C.sources().getExpansionLoc(C.function()->getLocation());
    if (C.sources().getFileID(C.sources().getSpellingLoc(Loc)) == C.sources().getFileID(Function))
      return "";
    return Lexer::getImmediateMacroName(Loc, C.sources(), C.language()).str();
  }

  /// Volatile objects that are no variables of the function itself: those are how C survives
  /// longjmp.
  void lookForVolatile(const Expr &E, CheckContext &C) {
    if (E.getType().isVolatileQualified() && E.isGLValue())
      block(BlockerKind::Volatile, "accesses the volatile object '" + C.text(E) + "'",
            E.getBeginLoc(), C);
  }

  std::map<std::string, Uses> Functions;
};

} // namespace

std::unique_ptr<UseCollector> collectUses() { return std::make_unique<Collector>(); }

} // namespace ferrule
