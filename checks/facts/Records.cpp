// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Structs, unions and classes that the unit defines, with Clang's layout.
#include "checks/CodeRanges.h"
#include "checks/Extractor.h"
#include "clang/AST/RecordLayout.h"

using namespace clang;

namespace ferrule {
namespace {

class Records final : public Extractor {
public:
  void subscribe(Dispatcher &D) override {
    D.on<RecordDecl>([](const RecordDecl &R, CheckContext &C) {
      if (!R.isThisDeclarationADefinition() || R.isDependentType() || R.isInvalidDecl() ||
          (isa<CXXRecordDecl>(R) && cast<CXXRecordDecl>(R).isLambda()))
        return;
      const ASTRecordLayout &Layout = C.ast().getASTRecordLayout(&R);
      RecordFact Fact{.id = C.names().of(R),
                      .name = R.getQualifiedNameAsString(),
                      .range = codeRange(R.getSourceRange(), C.sources(), C.language(), C.names()),
                      .size = static_cast<unsigned long long>(Layout.getSize().getQuantity()),
                      .alignment = static_cast<unsigned>(Layout.getAlignment().getQuantity()),
                      .isUnion = R.isUnion()};
      for (const FieldDecl *Field : R.fields())
        Fact.fields.push_back({Field->getNameAsString(), Field->getType().getAsString(),
                               Layout.getFieldOffset(Field->getFieldIndex()),
                               Field->getType()->isPointerType()});
      C.summary()->records.push_back(std::move(Fact));
    });
  }
};

RegisterExtractor<Records> X("4-records");

} // namespace
} // namespace ferrule
