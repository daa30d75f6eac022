// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The text of a pointer that becomes a std::unique_ptr.
#pragma once
#include "rewriters/Proposal.h"
#include "rewriters/cxx/OwnerUses.h"

namespace ferrule {

/// Why a unique_ptr cannot delete it as delete does; empty: it can.
std::string whyNotPointee(clang::QualType Pointee);
/// Why what a new makes cannot be given to a unique_ptr; empty: it can, or it is no new.
std::string whyNotNew(const clang::Expr &Made);
/// ", line 12"
std::string place(const clang::Stmt &S, const RewriteContext &R);

/// Why not all of a range of the text is seen that would have to change: the name stands in a place
/// where there is no use (another configuration, a template, a macro); empty: all is seen.
/// Others: where else the name may stand.
std::string whyNotText(const clang::NamedDecl &Named, clang::SourceRange Text,
                       llvm::ArrayRef<OwnerUse> Uses, llvm::ArrayRef<clang::SourceLocation> Others,
                       const RewriteContext &R);

/// T *p = new T -> auto p = std::make_unique<T>(), or std::unique_ptr<T> p(new T).
void declareLocalOwner(Proposal &P, const clang::VarDecl &V, bool Array, const RewriteContext &R);
/// return new T(1) -> return std::make_unique<T>(1), or std::unique_ptr<T>(new T(1)). Pointee: as
/// it is written.
void returnOwner(Proposal &P, const clang::CXXNewExpr &New, llvm::StringRef Pointee,
                 clang::QualType T, const RewriteContext &R);
/// T *p; make(&p); -> T *p_raw = nullptr; make(&p_raw); std::unique_ptr<T> p(p_raw);
void declareFilledOwner(Proposal &P, const clang::VarDecl &V, bool Array, const OwnerUse &Fill,
                        const clang::Stmt &Filler, const RewriteContext &R);
/// T *p_ = nullptr; -> std::unique_ptr<T> p_ = nullptr;
void declareMemberOwner(Proposal &P, const clang::FieldDecl &Field, bool Array,
                        const RewriteContext &R);
void rewriteUse(Proposal &P, const OwnerUse &Use, const RewriteContext &R);
/// Takes the statement away with its line. False: more stands there, nothing is changed.
bool removeStatement(Proposal &P, const clang::Stmt &Delete, const RewriteContext &R);

} // namespace ferrule
