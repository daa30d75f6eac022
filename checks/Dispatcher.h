// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Which subscriber sees which AST node. One traversal serves all: each node is looked up by its
// class in a table, so a check costs only for the nodes that it asked for.
#pragma once
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclObjC.h"
#include "clang/AST/DeclOpenACC.h"
#include "clang/AST/DeclOpenMP.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/ExprObjC.h"
#include "clang/AST/StmtCXX.h"
#include "clang/AST/StmtObjC.h"
#include "clang/AST/StmtOpenACC.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/AST/StmtSYCL.h"
#include <array>
#include <functional>
#include <vector>

namespace ferrule {

class Check;
class CheckContext;

/// The first and last constant of a node class: equal for a leaf, a range for a base class.
template <class Node> struct LeafKinds;
template <class Node> struct NodeKinds : LeafKinds<Node> {};

#define ABSTRACT_STMT(STMT)
#define STMT(CLASS, PARENT)                                                                        \
  template <> struct LeafKinds<clang::CLASS> {                                                     \
    static constexpr unsigned First = clang::Stmt::CLASS##Class, Last = First;                     \
  };
#include "clang/AST/StmtNodes.inc"
#define ABSTRACT_STMT(STMT)
#define STMT(CLASS, PARENT)
#define STMT_RANGE(BASE, FIRST, LAST)                                                              \
  template <> struct NodeKinds<clang::BASE> {                                                      \
    static constexpr unsigned First = clang::Stmt::FIRST##Class, Last = clang::Stmt::LAST##Class;  \
  };
#define LAST_STMT_RANGE(BASE, FIRST, LAST) STMT_RANGE(BASE, FIRST, LAST)
#include "clang/AST/StmtNodes.inc"

#define ABSTRACT_DECL(DECL)
#define DECL(CLASS, PARENT)                                                                        \
  template <> struct LeafKinds<clang::CLASS##Decl> {                                               \
    static constexpr unsigned First = clang::Decl::CLASS, Last = First;                            \
  };
#include "clang/AST/DeclNodes.inc"
#define ABSTRACT_DECL(DECL)
#define DECL(CLASS, PARENT)
#define DECL_RANGE(BASE, FIRST, LAST)                                                              \
  template <> struct NodeKinds<clang::BASE##Decl> {                                                \
    static constexpr unsigned First = clang::Decl::FIRST, Last = clang::Decl::LAST;                \
  };
#define LAST_DECL_RANGE(BASE, FIRST, LAST)
#include "clang/AST/DeclNodes.inc"

/// A check or an extractor: anything that the traversal serves.
class Subscriber {
public:
  virtual ~Subscriber() = default;
  /// Names the nodes that this one wants to see, by calls of Dispatcher::on. Called once per unit.
  virtual void subscribe(class Dispatcher &D) = 0;
};

class Dispatcher {
public:
  /// Calls F(const Node &, CheckContext &) for each node of that class or of one derived from it,
  /// in source order, parents before children.
  template <class Node, class F> void on(F Handler) {
    using Base = std::conditional_t<std::is_base_of_v<clang::Stmt, Node>, clang::Stmt, clang::Decl>;
    for (unsigned Kind = NodeKinds<Node>::First; Kind <= NodeKinds<Node>::Last; ++Kind)
      table<Base>()[Kind].push_back({Current, [Handler](const Base &N, CheckContext &C) {
                                       Handler(static_cast<const Node &>(N), C);
                                     }});
  }

  /// Calls F(CheckContext &) when a function's body has been walked, while it is still the
  /// context's function.
  template <class F> void onFunctionEnd(F Handler) {
    FunctionEnd.push_back({Current, std::move(Handler)});
  }

  /// Calls F(CheckContext &) when the whole unit has been walked.
  template <class F> void onUnitEnd(F Handler) { UnitEnd.push_back({Current, std::move(Handler)}); }

  /// Handlers added from now on belong to this check (null: to an extractor).
  void setCurrent(const Check *C) { Current = C; }

  void visit(const clang::Stmt &S, CheckContext &C) const;
  void visit(const clang::Decl &D, CheckContext &C) const;
  void endFunction(CheckContext &C) const;
  void endUnit(CheckContext &C) const;

private:
  template <class... Args> struct Entry {
    const Check *Owner;
    std::function<void(Args...)> Handler;
  };
  template <class Base> using Table = std::vector<std::vector<Entry<const Base &, CheckContext &>>>;

  template <class Base> auto &table() {
    if constexpr (std::is_same_v<Base, clang::Stmt>)
      return Stmts;
    else
      return Decls;
  }

  const Check *Current = nullptr;
  Table<clang::Stmt> Stmts{clang::Stmt::lastStmtConstant + 1u};
  Table<clang::Decl> Decls{clang::Decl::lastDecl + 1u};
  std::vector<Entry<CheckContext &>> FunctionEnd, UnitEnd;
};

} // namespace ferrule
