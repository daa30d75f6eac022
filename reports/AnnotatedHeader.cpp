// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "reports/AnnotatedHeader.h"
#include "tool/model/Unicode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace ferrule {
namespace {

constexpr std::size_t LineWidth = 100;

bool isSure(const Inference &I, StringRef Property) {
  auto It = I.answers.find(Property.str());
  return It != I.answers.end() && It->second.value != "unknown" &&
         It->second.confidence == Confidence::High && !It->second.conflict;
}

/// What Clang can be told: with a blank before each.
std::string attributes(const Inference &I) {
  std::string Text;
  StringRef Bounds = I.bounds;
  if (isSure(I, "bounds")) {
    if (Bounds.consume_front("array of '") && !Bounds.contains('*')) {
      auto [Count, Rest] = Bounds.split('\'');
      Text += (Rest.starts_with(" bytes") ? " __sized_by(" : " __counted_by(") + Count.str() + ")";
    } else if (I.bounds == "single") {
      Text += " __single";
    } else if (I.bounds == "string") {
      Text += " __null_terminated";
    }
  }
  if (isSure(I, "nullability"))
    Text += I.nullability == "nonnull" ? " _Nonnull" : " _Nullable";
  if (isSure(I, "aliasing") && StringRef(I.aliasing).starts_with("distinct") &&
      !StringRef(I.type).ends_with("restrict"))
    Text += " restrict";
  return Text;
}

/// What only a comment can say; empty when there is nothing.
std::string remarks(const Inference &I) {
  std::string Text;
  auto Add = [&](StringRef Property, StringRef Value) {
    if (Value.empty() || Value == "unknown" || Value == "opaque" || Value == "function")
      return;
    Text += Text.empty() ? "" : "; ";
    Text += printable(Value);
    auto It = I.answers.find(Property.str());
    if (It->second.conflict)
      Text += " (!)";
    else if (It->second.confidence != Confidence::High)
      Text += " (likely)";
  };
  std::string Said = attributes(I);
  if (!StringRef(Said).contains("__"))
    Add("bounds", I.bounds);
  Add("ownership", I.ownership);
  if (!StringRef(Said).contains("_N"))
    Add("nullability", I.nullability);
  Add("mutability", I.mutability);
  if (!StringRef(Said).contains("restrict") && !StringRef(I.type).ends_with("restrict"))
    Add("aliasing", I.aliasing);
  return Text;
}

/// A declarator: the name goes where the type has a place for it.
std::string declare(StringRef Type, StringRef Name, StringRef Attributes) {
  std::string Named = printable(Name);
  std::string Text = printable(Type);
  StringRef View = Text;
  if (auto At = View.find("(*)"); At != StringRef::npos)
    return (View.take_front(At + 2) + Attributes +
            (Attributes.empty() || Named.empty() ? "" : " ") + Named + View.drop_front(At + 2))
        .str();
  if (auto At = View.find('['); At != StringRef::npos && !Named.empty())
    return (View.take_front(At).rtrim() + " " + Named + View.drop_front(At)).str();
  bool Glue = Attributes.empty() && (View.ends_with("*") || View.ends_with("&"));
  return (View + Attributes + (Glue || Named.empty() ? "" : " ") + Named).str();
}

/// The inferences of one entity, by slot.
using BySlot = std::map<std::string, const Inference *>;

std::string slotText(const SlotType &T, const std::string &Slot, const BySlot &Known,
                     std::string &Comment) {
  auto It = Known.find(Slot);
  if (It == Known.end())
    return declare(T.type, T.name, "");
  Comment = remarks(*It->second);
  // What a T ** leads to.
  if (auto Behind = Known.find("*" + Slot); Behind != Known.end())
    if (std::string More = remarks(*Behind->second); !More.empty())
      Comment += (Comment.empty() ? "" : "; ") + ("what it leads to: " + More);
  return declare(T.type, T.name, attributes(*It->second));
}

void writeFunction(const InterfaceFact &F, const BySlot &Known, raw_ostream &Out) {
  std::string Comment;
  std::string Result = slotText(F.result, "result", Known, Comment);
  if (!Comment.empty())
    Out << "// result: " << Comment << "\n";
  std::vector<std::string> Parts;
  std::vector<std::string> Comments;
  for (auto [Index, T] : enumerate(F.slots)) {
    std::string Said;
    Parts.push_back(slotText(T, "parameter " + utostr(Index + 1), Known, Said));
    Comments.push_back(Said);
  }
  if (F.variadic) {
    Parts.emplace_back("...");
    Comments.emplace_back();
  }
  std::string Head = declare(Result, F.name, "") + "(";
  bool IsShort = all_of(Comments, [](const std::string &S) { return S.empty(); }) &&
                 Head.size() + join(Parts, ", ").size() + 2 <= LineWidth;
  if (IsShort) {
    Out << Head << (Parts.empty() ? "void" : join(Parts, ", ")) << ");\n";
    return;
  }
  Out << Head << "\n";
  for (std::size_t I = 0; I != Parts.size(); ++I)
    Out << "    " << Parts[I] << (I + 1 == Parts.size() ? ");" : ",")
        << (Comments[I].empty() ? "" : " // " + Comments[I]) << "\n";
}

void writeRecord(const InterfaceFact &R, const ArrayRef<const Inference *> Fields,
                 raw_ostream &Out) {
  Out << "struct " << printable(R.name) << " {\n";
  for (const SlotType &T : R.slots) {
    BySlot Known;
    for (const Inference *I : Fields)
      if (I->slotName == T.name)
        Known[I->slot] = I;
    std::string Comment;
    std::string Text = slotText(T, "field", Known, Comment);
    Out << "  " << Text << ";" << (Comment.empty() ? "" : " // " + Comment) << "\n";
  }
  Out << "};\n";
}

} // namespace

void writeAnnotatedHeader(ArrayRef<const Inference *> Chosen, ArrayRef<InterfaceFact> Interfaces,
                          raw_ostream &Out) {
  std::map<StringRef, const InterfaceFact *> Declared;
  for (const InterfaceFact &F : Interfaces)
    Declared.emplace(F.entity, &F);
  Out << "// Declarations with what ferrule inferred: to be read, and not to be compiled. An "
         "attribute is\n// certain; the words of the comments are explained in "
         "docs/contracts.md.\n";
  StringRef File;
  for (std::size_t I = 0; I != Chosen.size();) {
    const Inference &First = *Chosen[I];
    std::vector<const Inference *> Same;
    for (; I != Chosen.size() && Chosen[I]->entity == First.entity; ++I)
      Same.push_back(Chosen[I]);
    if (First.file != File)
      Out << "\n// " << printable(First.file) << "\n";
    File = First.file;
    auto It = Declared.find(First.entity);
    // A variable has itself only, and so have functions that are not exported.
    if (It == Declared.end()) {
      for (const Inference *Each : Same)
        if (!Each->type.empty())
          Out << "\n// " << printable(Each->name) << ", " << Each->slot << ": " << remarks(*Each)
              << "\n"
              << declare(Each->type, Each->slotName, attributes(*Each)) << ";\n";
      continue;
    }
    Out << "\n";
    if (It->second->isRecord) {
      writeRecord(*It->second, Same, Out);
      continue;
    }
    BySlot Known;
    for (const Inference *Each : Same)
      Known[Each->slot] = Each;
    writeFunction(*It->second, Known, Out);
  }
}

} // namespace ferrule
