// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the interpreter says of what it saw.
#include <ranges>

#include "tool/flow/Interpreter.h"
#include "llvm/ADT/Twine.h"

namespace ferrule::flow {

std::string Label::str() const {
  auto [Before, After] = llvm::StringRef(form).split('%');
  return (llvm::Twine(Before) + name + After).str();
}

std::string Obstacle::str() const {
  std::string Name = object.isEmpty() ? "the object" : object.str();
  std::string Most = bytes == Range::Max
                         ? std::string("any number of bytes")
                         : "up to " + std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
  switch (kind) {
  case None:
    return "";
  case Pointer:
    return "nothing is known of where the pointer leads";
  case Size:
    return "the size of " + Name + " is not known";
  case Before:
    return "it may begin " + Most + " before " + Name;
  case Beyond:
    return "it may end " + Most + " behind " + Name;
  case Null:
    return Name + " may be null";
  case Released:
    return Name + " may have been released";
  case Foreign:
    return "where " + Name + " was made is not known";
  case Shared:
    return "others were given " + Name + " before, and may release it";
  case Dangling:
    return "what owned " + Name + " may still point to it when the function returns";
  case Kept:
    return "on another path the function returns and has not ended " + Name;
  case Undefined:
    return "nothing may have been written there before";
  }
  return "";
}

void Suspicion::add(const Suspicion &Other) {
  if (!Other.nullable.empty()) {
    nullable = nullable.empty() || Other.untested ? Other.nullable : nullable;
    untested |= Other.untested;
  }
  if (releasedBy.empty())
    releasedBy = Other.releasedBy;
}

StepId Interpreter::step(const Frame &F, std::uint32_t Place, Label Message) {
  Steps.push_back({F.body, Place, Message});
  return Steps.size();
}

/// What is mended at one place is one defect, however often the object is used then: where the
/// function makes it; or, if others make it, the call that hands it to the function. The answer is
/// false if one of this cause is reported already.
bool Interpreter::isNewCause(const Frame &F, DefectKind Kind, llvm::ArrayRef<StepId> Along) {
  if (Kind != DefectKind::UncheckedResult && Kind != DefectKind::UninitializedRead)
    return true;
  for (StepId Id : Along)
    if (Id && Steps[Id - 1].body == F.body)
      return Causes.insert({Kind, F.body, Steps[Id - 1].place}).second;
  if (F.caller && F.calledAt)
    return Causes.insert({Kind, Steps[F.calledAt - 1].body, Steps[F.calledAt - 1].place}).second;
  return true;
}

void Interpreter::report(const Frame &F, DefectKind Kind, std::uint32_t Place, std::string Message,
                         std::string Reason, llvm::ArrayRef<StepId> Along) {
  // Nobody can go on behind a null pointer that is used.
  if (Kind == DefectKind::NullDereference)
    Crashed = true;
  // What a doubtful or cut-off path says is not certain.
  if (Exhausted || Doubtful || !Reported.insert({Kind, F.body, Place}).second ||
      !isNewCause(F, Kind, Along))
    return;
  FlowDefect D{Kind, F.body, Place, std::move(Message), std::move(Reason), {}};
  for (StepId Id : Along)
    if (Id)
      D.steps.push_back(Steps[Id - 1]);
  llvm::SmallVector<StepId, 4> Calls;
  for (const Frame *At = &F; At->caller; At = At->caller)
    Calls.push_back(At->calledAt);
  for (unsigned int &Call : std::views::reverse(Calls))
    if (Call)
      D.steps.push_back(Steps[Call - 1]);
  Defects.push_back(std::move(D));
}

void Interpreter::judge(const Frame &F, std::uint32_t Index, bool Safe,
                        llvm::function_ref<std::string()> Why, Range Values, const Obstacle &Not) {
  Verdict &V = (*F.verdicts)[Index];
  if (!Safe) {
    V.reached = true;
    if (V.safe)
      V.obstacle = Not;
    V.safe = false;
    return;
  }
  if (!V.reached) {
    V.reason = Why();
    V.range = Values;
  } else {
    V.range = V.range.hull(Values);
  }
  V.reached = true;
}

bool Interpreter::wantsReason(const Frame &F, std::uint32_t Index) const {
  const Verdict &V = (*F.verdicts)[Index];
  return !V.reached || V.nothing;
}

void Interpreter::judge(const Frame &F, std::uint32_t Index, bool Safe, const Look &Seen) {
  Verdict &V = (*F.verdicts)[Index];
  V.nonNull &= Seen.nonNull;
  V.suspected.add(Seen.suspected);
  if (!Safe)
    return judge(F, Index, false, [] { return ""; }, {}, Seen.obstacle);
  if (wantsReason(F, Index)) {
    V.reason = Seen.reason;
    V.range = Seen.touched;
    V.nothing = Seen.nothing;
    V.object = Seen.object;
    V.bytes = Seen.bytes;
  } else if (!Seen.nothing) {
    V.range = V.range.hull(Seen.touched);
    V.several |= !(V.object == Seen.object) || V.bytes != Seen.bytes;
  }
  V.reached = true;
}

std::string Interpreter::nameOfObject(ObjectId O) const {
  const Object &Info = Objects[O];
  return Info.label.isEmpty() ? "the object" : Info.label.str();
}

} // namespace ferrule::flow
