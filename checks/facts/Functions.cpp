// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Function definitions: place, size, shape, parameters. Other extractors add to the fact that this
// one makes.
#include "checks/CodeRanges.h"
#include "checks/Exported.h"
#include "checks/Extractor.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;

namespace ferrule {
namespace {

bool isControl(const Stmt &S) {
  return isa<IfStmt, ForStmt, WhileStmt, DoStmt, SwitchStmt, CXXForRangeStmt, CXXTryStmt>(S);
}

bool isLogical(const Stmt &S) {
  const auto *B = dyn_cast<BinaryOperator>(&S);
  return B && B->isLogicalOp();
}

/// Lines of a range that hold a token.
unsigned codeLines(SourceRange Range, const SourceManager &SM, const LangOptions &Language) {
  CharSourceRange Chars = SM.getExpansionRange(Range);
  auto [File, Begin] = SM.getDecomposedLoc(Chars.getBegin());
  auto [EndFile, End] = SM.getDecomposedLoc(Chars.getEnd());
  if (File != EndFile || End < Begin)
    return 0;
  StringRef Buffer = SM.getBufferData(File);
  Lexer Raw(SM.getLocForStartOfFile(File), Language, Buffer.begin(), Buffer.begin() + Begin,
            Buffer.end());
  unsigned Lines = 0, Previous = Begin;
  for (Token T;;) {
    Raw.LexFromRawLexer(T);
    unsigned Offset = SM.getFileOffset(T.getLocation());
    if (T.is(tok::eof) || Offset > End)
      return Lines;
    if (!Lines || Buffer.slice(Previous, Offset).contains('\n'))
      ++Lines;
    Previous = Offset + T.getLength();
    // A raw string may span lines.
    Lines += Buffer.slice(Offset, Previous).count('\n');
  }
}

bool isCount(const ParmVarDecl &P) {
  QualType T = P.getType();
  return T->isIntegerType() && !T->isBooleanType() && !T->isEnumeralType();
}

bool isCalledLikeACount(const ParmVarDecl &P) {
  static constexpr llvm::StringLiteral Words[] = {"len", "size", "count", "num",  "cap",
                                                  "max", "cnt",  "sz",    "bytes"};
  std::string Name = P.getName().lower();
  return Name == "n" || Name == "l" ||
         llvm::any_of(Words, [&](llvm::StringRef W) { return llvm::StringRef(Name).contains(W); });
}

/// A heuristic until contracts are inferred: a length stands beside its pointer or is called after
/// it, or an end pointer follows.
bool hasLength(const FunctionDecl &F, unsigned Index) {
  const ParmVarDecl &P = *F.getParamDecl(Index);
  for (unsigned I = 0; I != F.getNumParams(); ++I) {
    const ParmVarDecl &Other = *F.getParamDecl(I);
    bool Beside = I == Index + 1 || I + 1 == Index;
    if (isCount(Other) && isCalledLikeACount(Other) &&
        (Beside || (!P.getName().empty() && Other.getName().contains(P.getName()))))
      return true;
    if (I == Index + 1 && isCount(Other) && Other.getType()->isUnsignedIntegerType())
      return true;
    if (I == Index + 1 && Other.getType()->isPointerType() && Other.getName().contains("end"))
      return true;
  }
  return false;
}

ParameterFact parameterFact(const FunctionDecl &F, unsigned Index) {
  const ParmVarDecl &P = *F.getParamDecl(Index);
  ParameterFact Fact{.name = P.getNameAsString(), .type = P.getType().getAsString()};
  QualType T = P.getType();
  if (T->isPointerType() && !T->isFunctionPointerType()) {
    Fact.pointer = true;
    Fact.writable = !T->getPointeeType().isConstQualified();
    QualType Pointee = T->getPointeeType();
    Fact.bytes = Pointee->isVoidType() || Pointee->isCharType() || Pointee->isStdByteType();
    Fact.hasLength = hasLength(F, Index);
  }
  return Fact;
}

class Functions final : public Extractor {
public:
  void subscribe(Dispatcher &D) override {
    D.on<FunctionDecl>([this](const FunctionDecl &F, CheckContext &C) {
      if (C.function() == &F)
        add(F, C);
    });
    D.on<Stmt>([this](const Stmt &S, CheckContext &C) { shape(S, C); });
  }

private:
  void add(const FunctionDecl &F, CheckContext &C) {
    auto &All = C.summary()->functions;
    const std::string &Id = C.names().of(F);
    auto [It, New] = Known.try_emplace(Id, All.size());
    C.setFunctionFact(It->second);
    // An instance adds its calls to the fact of the template, and nothing to its shape.
    Measured = New ? &F : nullptr;
    if (!New)
      return;
    FunctionFact Fact{.id = Id,
                      .name = F.getNameAsString(),
                      .qualifiedName = F.getQualifiedNameAsString(),
                      .range = codeRange(F.getSourceRange(), C.sources(), C.language(), C.names())};
    Fact.sloc = codeLines(F.getSourceRange(), C.sources(), C.language());
    Fact.complexity = 1;
    Fact.external = F.hasExternalFormalLinkage();
    Fact.exported = isExported(F, C.sources());
    Fact.internal = Fact.exported && isMarkedInternal(F);
    Fact.variadic = F.isVariadic();
    Fact.type = F.getType().getCanonicalType().getAsString();
    for (unsigned I = 0; I != F.getNumParams(); ++I)
      Fact.parameters.push_back(parameterFact(F, I));
    if (const auto *Method = dyn_cast<CXXMethodDecl>(&F))
      for (const CXXMethodDecl *Base : Method->overridden_methods())
        Fact.overrides.push_back(C.names().of(*Base));
    llvm::sort(Fact.overrides);
    All.push_back(std::move(Fact));
  }

  void shape(const Stmt &S, CheckContext &C) {
    if (!C.function() || C.function() != Measured)
      return;
    FunctionFact &Fact = *C.functionFact();
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S)) {
      ++Fact.loops;
      ++Fact.complexity;
    } else if (isa<IfStmt, CaseStmt, AbstractConditionalOperator, CXXCatchStmt>(S) ||
               isLogical(S)) {
      ++Fact.complexity;
    }
    if (isControl(S)) {
      unsigned Depth =
          1 + llvm::count_if(C.ancestors(), [](const Stmt *A) { return isControl(*A); });
      Fact.nesting = std::max(Fact.nesting, Depth);
    }
  }

  llvm::StringMap<std::size_t> Known;
  const FunctionDecl *Measured = nullptr;
};

RegisterExtractor<Functions> X("1-functions");

} // namespace
} // namespace ferrule
