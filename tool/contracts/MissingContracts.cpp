// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/contracts/MissingContracts.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/Twine.h"

namespace ferrule {

namespace {
/// Inferences by the name that an operation of a function has for them.
class Names {
public:
  explicit Names(llvm::ArrayRef<Inference> Inferences) {
    for (const Inference &I : Inferences) {
      if (I.slotName.empty() || llvm::StringRef(I.slot).starts_with("*"))
        continue;
      if (I.slot == "field") {
        // Of two records that have a field of that name, the text does not tell which it is.
        auto [It, New] = Fields.try_emplace(I.slotName, &I);
        if (!New)
          It->second = nullptr;
      } else {
        Parameters[I.entity + "\n" + I.slotName] = &I;
      }
    }
  }

  /// Expression: as the source has it, such as buf or s->buf.
  const Inference *find(llvm::StringRef Function, llvm::StringRef Expression) const {
    if (auto At = Expression.rfind("->"); At != llvm::StringRef::npos)
      return Fields.lookup(Expression.drop_front(At + 2));
    // An instance of several definitions has its file behind the name.
    return Parameters.lookup((llvm::Twine(Function) + "\n" + Expression).str());
  }

private:
  llvm::StringMap<const Inference *> Fields, Parameters;
};

/// The texts between quotation marks.
std::vector<llvm::StringRef> quoted(llvm::StringRef Text) {
  std::vector<llvm::StringRef> Found;
  for (std::size_t At = 0; (At = Text.find('\'', At)) != llvm::StringRef::npos;) {
    std::size_t End = Text.find('\'', At + 1);
    if (End == llvm::StringRef::npos)
      break;
    Found.push_back(Text.slice(At + 1, End));
    At = End + 1;
  }
  return Found;
}
} // namespace

static std::string contractText(const Inference &I, bool AboutNull) {
  const std::string &Value = AboutNull ? I.nullability : I.bounds;
  if (AboutNull)
    return Value == "nonnull" ? "the contract that '" + I.slotName + "' is not null" : "";
  if (llvm::StringRef(Value).starts_with("array of ") || Value == "string")
    return "the contract that '" + I.slotName + "' is " + (Value == "string" ? "a " : "an ") +
           Value;
  return "";
}

void nameMissingContracts(llvm::ArrayRef<Inference> Inferences,
                          llvm::MutableArrayRef<Operation> Operations) {
  Names Known(Inferences);
  for (Operation &Op : Operations) {
    llvm::StringRef Check = Op.check;
    bool AboutNull = Check.starts_with("ferrule-null-");
    if (Op.state != OperationState::Open || Op.function.empty() ||
        !(AboutNull || Check.starts_with("ferrule-bounds-") || Check.starts_with("ferrule-libc-")))
      continue;
    for (llvm::StringRef Expression : quoted(Op.message)) {
      const Inference *I = Known.find(Op.function, Expression);
      std::string Text = I ? contractText(*I, AboutNull) : "";
      if (Text.empty())
        continue;
      Op.reason += (Op.reason.empty() ? "" : "; ") + Text + " would discharge it";
      break;
    }
  }
}

} // namespace ferrule
