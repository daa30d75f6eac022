// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// How a rewriter asks which operations are open, and says what it would change.
#pragma once
#include "checks/CheckContext.h"
#include "checks/EntityNames.h"
#include "tool/model/Patch.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>

namespace ferrule {

struct RewriterInfo;

/// What an inference says of one property of a slot.
struct SlotContract {
  /// As in Inference.
  std::string entity;
  std::string slot;
  /// As in EvidenceSample.
  std::string property;
  /// As in Answer.
  std::string value;
  std::string reason;
  Confidence confidence = Confidence::Low;
  bool conflict = false;
  std::vector<PatchEvidence> evidence;
  std::vector<PatchEvidence> against;
};
FERRULE_FIELDS(SlotContract, entity, slot, property, value, reason, confidence, conflict, evidence,
               against)

/// What the driver knows of the program when it asks for proposals in a unit.
struct RewriteInput {
  /// In files of the unit.
  std::vector<OpenOperation> open;
  std::vector<SlotContract> contracts;
};
FERRULE_FIELDS(RewriteInput, open, contracts)

class RewriteContext;

/// A suggestion in the making. An edit that cannot be made (half in a macro, in a file that is not
/// of the project) turns it into a refusal that says why.
class Proposal {
public:
  Proposal(RewriteContext &R, const RewriterInfo &Info, clang::SourceLocation Where,
           std::string Title);

  Proposal &answers(const OpenOperation &Op);
  /// What must change together with it, in whatever unit; default: what starts at one place.
  Proposal &group(std::string Key);
  Proposal &tier(PatchTier T);
  /// The tier becomes review.
  Proposal &ask(std::string Question);
  Proposal &require(std::string Precondition);
  Proposal &because(std::string What, clang::SourceLocation Where = {});
  Proposal &because(PatchEvidence Evidence);
  Proposal &against(PatchEvidence Evidence);
  Proposal &refuse(std::string Reason);

  /// Both ends are tokens of the text.
  Proposal &replace(clang::SourceRange Tokens, std::string Text);
  /// In front of the token.
  Proposal &insertBefore(clang::SourceLocation Token, std::string Text);
  /// Behind the token.
  Proposal &insertAfter(clang::SourceLocation Token, std::string Text);
  /// A line of its own, with the indentation of the line of the token, in front of that line.
  Proposal &insertLineBefore(clang::SourceLocation Token, llvm::StringRef Text);
  /// Of the file of the location: #include Header (with its quotes), if it is not there.
  Proposal &include(clang::SourceLocation Where, llvm::StringRef Header);

  /// Lines of their own behind the statement that ends with the token, and behind a comment that
  /// follows it on its line. Text: lines, each with its indentation.
  Proposal &insertLinesAfter(clang::SourceLocation Token, llvm::StringRef Text);
  /// Of the file of the location: lines in front of its first declaration, behind its first
  /// directives of #include and #define.
  Proposal &insertBlock(clang::SourceLocation Where, llvm::StringRef Lines);

  bool refused() const { return !S.refusal.empty(); }
  void offer();

private:
  void edit(clang::SourceLocation Begin, unsigned Length, std::string Text);

  RewriteContext &R;
  Suggestion S;
};

class RewriteContext {
public:
  RewriteContext(clang::ASTContext &AST, EntityNames &Names, const RewriteInput &Input,
                 std::vector<Suggestion> &Suggestions);

  /// The open operation of that check which is about the node, or null.
  const OpenOperation *open(llvm::StringRef Check, clang::SourceRange Node) const;
  /// What is known of a property ("bounds", "ownership", "nullability", "mutability") of a slot
  /// ("parameter 1", "field 'x'"), or null.
  const SlotContract *contract(const clang::NamedDecl &Entity, llvm::StringRef Slot,
                               llvm::StringRef Property) const;

  /// The open operations whose message or reason names a parameter of the function; those that name
  /// a field or variable; those in a function or that name it, where it stands for its result.
  std::vector<const OpenOperation *> operationsAbout(const clang::NamedDecl &Entity,
                                                     const clang::NamedDecl &Slot) const;

  clang::ASTContext &ast() const { return AST; }
  const clang::SourceManager &sources() const { return AST.getSourceManager(); }
  EntityNames &names() const { return Names; }

  /// The white space in front of the first token of the line.
  llvm::StringRef indentation(clang::SourceLocation Loc) const;
  /// "\n" or "\r\n", as the file has it.
  llvm::StringRef lineEnd(clang::SourceLocation Loc) const;
  /// All of the file that a location (its expansion) is in: how names and idioms are written there.
  llvm::StringRef fileText(clang::SourceLocation Loc) const;
  /// As it is written, comments and line breaks included; empty when a macro is in the way.
  std::string sourceText(clang::SourceRange Tokens) const;
  /// One step of indentation, as the file has it.
  std::string indentStep(clang::SourceLocation Loc) const;

private:
  friend class Proposal;
  clang::ASTContext &AST;
  EntityNames &Names;
  std::vector<Suggestion> &Suggestions;
  std::multimap<std::tuple<std::string, unsigned, unsigned>, const OpenOperation *> Open;
  std::multimap<std::string, const OpenOperation *> OpenByFunction;
  /// By entity, slot and property.
  std::map<std::tuple<std::string, std::string, std::string>, const SlotContract *> Contracts;
};

} // namespace ferrule
