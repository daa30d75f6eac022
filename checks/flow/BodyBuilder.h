// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tables of a body that is being made: instructions, places, variables, entities, literals.
#pragma once
#include "checks/EntityNames.h"
#include "tool/flow/Body.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace ferrule {

/// A register plus 1, as instructions name their operands; 0: none.
using Register = std::uint32_t;

class BodyBuilder {
public:
  BodyBuilder(clang::ASTContext &AST, EntityNames &Names) : AST(AST), Names(Names) {}

  flow::ValueType type(clang::QualType T) const;
  std::uint64_t bytes(clang::QualType T) const;

  Register emit(flow::Opcode Op, flow::ValueType T, const clang::SourceRange &Where, Register A = 0,
                Register B = 0, Register C = 0, std::int64_t Imm = 0);
  Register call(flow::Opcode Op, flow::ValueType T, const clang::SourceRange &Where,
                Register Target, llvm::ArrayRef<Register> Arguments, std::int64_t Entity);

  std::uint32_t variable(const clang::VarDecl &V);
  std::uint32_t temporary(clang::QualType T);
  std::uint32_t thisVariable();
  std::uint32_t entity(const clang::NamedDecl &D);
  /// Whatever a pointer to a function holds that is called Name and does what the library function
  /// Role does.
  std::uint32_t hook(llvm::StringRef Name, llvm::StringRef Role);
  std::uint32_t literal(llvm::StringRef Data, unsigned Unit);

  flow::Body Body;

private:
  flow::Variable describe(clang::QualType T, std::string Name) const;
  std::uint32_t place(clang::SourceRange Where);

  clang::ASTContext &AST;
  EntityNames &Names;
  llvm::DenseMap<const clang::Decl *, std::uint32_t> Variables, Entities;
  llvm::DenseMap<std::pair<unsigned, unsigned>, std::uint32_t> Places;
  llvm::StringMap<std::uint32_t> Files;
  std::optional<std::uint32_t> This;
};

} // namespace ferrule
