// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What the environment gives to main: argv[0] to argv[argc - 1] are strings, and argv[argc] is null
// (C11 5.1.2.2.1p2).
#include "tool/flow/Interpreter.h"

namespace ferrule::flow {

void Interpreter::passCommandLine(const Frame &F, State &S) {
  if (F.body->body.name != "main" || Passed.size() < 2 || Passed[0].kind != Value::Number ||
      Passed[1].kind != Value::Pointer)
    return;
  bound(S, Passed[0], {0, Range::Max});
  Objects[Passed[1].object].commandLine = true;
  ObjectState &State = S.change(Passed[1].object);
  State.null = Nullness::NonNull;
  State.escaped = false;
  State.size = Passed[0];
  for (const Variable &V : F.body->body.variables)
    if (V.parameter == 2)
      State.size.scale = State.size.offset = static_cast<std::int64_t>(V.bytes);
}

/// A pointer that was read from argv, as long as nobody has written to that: what has been read at
/// the same place before is the same string. At the head of a loop nothing is left of what was read
/// at a place that changes from round to round, as only the rounds know it.
Value Interpreter::argument(State &S, const Value &From, const Value &Read) {
  if (!Objects[From.object].commandLine || !isDeclarable(S, Read))
    return Read;
  const ObjectState &Line = *S.find(From.object);
  if (Line.version || Line.escaped || !Line.forgotten.empty())
    return Read;
  Value Last = Line.size;
  // The last but one: the size is that of argc + 1 pointers.
  Last.offset -= 2 * Last.scale;
  Value Argument = Read;
  if (From.symbol) {
    ObjectId &Known = ReadArguments[{From.object, From.symbol, From.scale, From.offset}];
    if (!Known)
      Known = Read.object;
    if (Known != Read.object && !S.has(Known)) {
      ObjectState Initial = *S.find(Read.object);
      Initial.version = ++Versions;
      S.insert(Known, std::move(Initial));
    }
    Argument.object = Known;
  }
  Object &Info = Objects[Argument.object];
  Info.programArgument = true;
  if (Info.label.isEmpty())
    Info.label = {"an argument of the program"};
  makeText(S, Argument.object, 1);
  if (difference(S, From.distance(), Last).high <= 0)
    S.change(Argument.object).null = Nullness::NonNull;
  return Argument;
}

} // namespace ferrule::flow
