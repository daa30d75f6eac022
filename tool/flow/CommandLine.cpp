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

/// A pointer that was read from argv, as long as nobody has written to that.
void Interpreter::noteArgument(State &S, const Value &From, const Value &Read) {
  if (!Objects[From.object].commandLine || Read.kind != Value::Pointer)
    return;
  const ObjectState &Line = *S.find(From.object);
  if (Line.version || !Line.forgotten.empty())
    return;
  Value Last = Line.size;
  // The last but one: the size is that of argc + 1 pointers.
  Last.offset -= 2 * Last.scale;
  Objects[Read.object].string = true;
  ObjectState &String = S.change(Read.object);
  String.size = Value::of(symbol({1, Range::Max}));
  if (difference(S, From.distance(), Last).high <= 0)
    String.null = Nullness::NonNull;
}

} // namespace ferrule::flow
