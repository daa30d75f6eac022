// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A verdict belongs to an instruction, an operation to a place in the source: an operation is
// discharged when every instruction of the kinds that its check is about, at its place, was reached
// and found safe, from the function's own entry or over all its calls.
#include "tool/flow/Analyze.h"
#include "tool/flow/Interpreter.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

namespace ferrule {

using namespace flow;

namespace {

using PlaceKey = std::tuple<std::string, unsigned, unsigned, unsigned, unsigned>;

/// What an operation of a check needs to be shown.
enum Need : unsigned {
  Access = 1,
  Arithmetic = 2,
  Pointer = 4,
  Difference = 8,
  Conversion = 16,
  Callee = 32,
  Release = 64
};

struct CheckNeed {
  llvm::StringLiteral check;
  unsigned needs;
};
constexpr CheckNeed Needs[] = {
    {"ferrule-bounds-pointer-subscript", Access | Pointer},
    {"ferrule-bounds-array-subscript", Access | Pointer},
    {"ferrule-bounds-pointer-arithmetic", Pointer},
    {"ferrule-bounds-pointer-difference", Difference},
    {"ferrule-null-nullable-dereference", Access},
    {"ferrule-init-uninitialized-local", 0},
    {"ferrule-integers-size-arithmetic", Arithmetic},
    {"ferrule-integers-size-narrowing", Conversion},
    {"ferrule-libc-memory-copy", Callee},
    {"ferrule-libc-string-read", Callee},
    {"ferrule-libc-unbounded-copy", Callee},
    {"ferrule-libc-format-string", Callee},
    {"ferrule-ownership-release", Callee},
    {"ferrule-ownership-raw-delete", Release},
};

unsigned needOf(Opcode Op) {
  switch (Op) {
  case Opcode::Load:
  case Opcode::Store:
  case Opcode::Copy:
    return Access;
  case Opcode::Offset:
    return Pointer;
  case Opcode::Difference:
    return Difference;
  case Opcode::Add:
  case Opcode::Subtract:
  case Opcode::Multiply:
    return Arithmetic;
  case Opcode::Convert:
    return Conversion;
  case Opcode::Call:
    return Callee;
  case Opcode::Delete:
    return Release;
  default:
    return 0;
  }
}

struct PlaceVerdict {
  /// Instructions of each kind; in the body of a macro many have one place.
  std::map<unsigned, unsigned> counts;
  bool inMacro = false;
  unsigned needs = 0;
  unsigned unsafe = 0;
  std::map<unsigned, std::string> reasons;
};

CodeRange rangeOf(const LinkedBody &B, std::uint32_t Place) {
  const struct Place &P = B.body.places[Place];
  return {B.body.files[P.file], P.line, P.column, P.endLine, P.endColumn, P.inMacro};
}

PlaceKey keyOf(const CodeRange &R) { return {R.file, R.line, R.column, R.endLine, R.endColumn}; }

std::string reasonOf(const Verdict &V) {
  std::string Text = V.reason;
  // In some states conditions on the way said so, and no numbers.
  if (llvm::StringRef(Text).contains("{low}") &&
      (V.range.low == Range::Min || V.range.high == Range::Max))
    return "what is touched lies within the object in every state that reaches this place";
  auto Put = [&](llvm::StringRef Name, std::int64_t Number) {
    if (std::size_t At = Text.find(Name); At != std::string::npos)
      Text.replace(At, Name.size(), std::to_string(Number));
  };
  Put("{low}", V.range.low);
  Put("{high}", V.range.high);
  return Text;
}

/// The verdicts on the places of a function.
std::map<PlaceKey, PlaceVerdict> placesOf(const LinkedBody &B, llvm::ArrayRef<Verdict> Verdicts) {
  std::map<PlaceKey, PlaceVerdict> Places;
  for (std::size_t I = 0; I != B.body.code.size(); ++I) {
    const Instruction &Each = B.body.code[I];
    unsigned Need = needOf(Each.op);
    if (!Need)
      continue;
    PlaceVerdict &At = Places[keyOf(rangeOf(B, Each.place))];
    At.needs |= Need;
    At.inMacro |= B.body.places[Each.place].inMacro;
    ++At.counts[Need];
    const Verdict &V = Verdicts[I];
    if (!V.reached || !V.safe)
      At.unsafe |= Need;
    else
      At.reasons.try_emplace(Need, reasonOf(V));
  }
  return Places;
}

} // namespace

static void discharge(Operation &Op, const std::map<PlaceKey, PlaceVerdict> &Places) {
  const CheckNeed *Wanted =
      llvm::find_if(Needs, [&](const CheckNeed &N) { return N.check == Op.check; });
  if (Wanted == std::end(Needs))
    return;
  auto It = Places.find(keyOf(Op.range));
  if (It == Places.end())
    return;
  const PlaceVerdict &At = It->second;
  if (!(At.needs & Wanted->needs) || (At.unsafe & Wanted->needs))
    return;
  // Which of several the operation is, and so for what reason, cannot be told.
  for (const auto &[Need, Count] : At.counts)
    if ((Need & Wanted->needs) && At.inMacro && Count > 1)
      return;
  for (const auto &[Need, Reason] : At.reasons)
    if (Need & Wanted->needs) {
      Op.state = OperationState::Discharged;
      Op.confidence = Confidence::High;
      Op.reason = Wanted->check == "ferrule-null-nullable-dereference"
                      ? "it is not null here, on any path"
                      : Reason;
      return;
    }
}

namespace {

/// What the units know of the text of files.
class Sources {
public:
  explicit Sources(llvm::ArrayRef<TUSummary> Units) {
    for (const TUSummary &Unit : Units)
      for (std::size_t I = 0; I != Unit.lines.size(); ++I)
        if (I == 0 || Unit.lines[I].file != Unit.lines[I - 1].file)
          Readers[Unit.lines[I].file].push_back(&Unit);
    // Units see the same text, unless a file changes under them.
    for (auto &Each : Readers) {
      llvm::sort(Each.second, [](auto *A, auto *B) { return A->unit < B->unit; });
      Each.second.erase(llvm::unique(Each.second), Each.second.end());
    }
  }

  std::string line(const CodeRange &R) const {
    for (const TUSummary *Unit : readers(R.file)) {
      auto It = llvm::partition_point(Unit->lines, [&](const LineFact &L) {
        return std::tie(L.file, L.line) < std::tie(R.file, R.line);
      });
      if (It != Unit->lines.end() && It->file == R.file && It->line == R.line)
        return It->text;
    }
    return "";
  }

private:
  llvm::ArrayRef<const TUSummary *> readers(llvm::StringRef File) const {
    auto It = Readers.find(File);
    return It != Readers.end() ? llvm::ArrayRef(It->second) : llvm::ArrayRef<const TUSummary *>();
  }

  llvm::StringMap<std::vector<const TUSummary *>> Readers;
};

} // namespace

void analyzeFlow(std::vector<TUSummary> &Units,
                 llvm::function_ref<bool(llvm::StringRef Check)> Enabled) {
  Program P(Units);
  if (P.bodies.empty())
    return;
  Interpreter I(P);
  for (std::uint32_t N = 0; N != P.bodies.size(); ++N)
    I.analyze(N);
  // Units that have a function have its operations.
  llvm::StringMap<std::uint32_t> Bodies;
  for (std::uint32_t N = 0; N != P.bodies.size(); ++N)
    Bodies[P.bodies[N]->body.id] = N;
  std::map<std::uint32_t, std::vector<std::map<PlaceKey, PlaceVerdict>>> Places;
  for (TUSummary &Unit : Units)
    for (Operation &Op : Unit.operations) {
      if (Op.state != OperationState::Open || Op.function.empty())
        continue;
      auto It = Bodies.find(Op.function);
      if (It == Bodies.end())
        continue;
      std::uint32_t N = It->second;
      auto [Entry, New] = Places.try_emplace(N);
      if (New) {
        if (!I.verdicts(N).empty())
          Entry->second.push_back(placesOf(*P.bodies[N], I.verdicts(N)));
        if (const auto *FromCallers = I.fromCallers(N))
          Entry->second.push_back(placesOf(*P.bodies[N], *FromCallers));
      }
      for (const auto &Each : Entry->second)
        if (Op.state == OperationState::Open)
          discharge(Op, Each);
    }
  llvm::StringMap<TUSummary *> Owners;
  for (TUSummary &Unit : Units)
    for (const BodyFact &B : Unit.bodies) {
      TUSummary *&Owner = Owners[B.function];
      if (!Owner || Unit.unit < Owner->unit)
        Owner = &Unit;
    }
  Sources Text(Units);
  for (const FlowDefect &D : I.defects()) {
    std::string Check = nameOf(D.kind).str();
    if (!Enabled(Check))
      continue;
    Operation Op{.check = std::move(Check),
                 .state = OperationState::Defect,
                 .confidence = Confidence::High,
                 .range = rangeOf(*D.body, D.place),
                 .function = D.body->body.id,
                 .message = D.message,
                 .reason = D.reason};
    Op.snippet = Text.line(Op.range);
    for (const Step &S : D.steps) {
      CodeRange Range = rangeOf(*S.body, S.place);
      std::string Line = Text.line(Range);
      Op.steps.push_back({std::move(Range), S.message.str(), std::move(Line)});
    }
    if (TUSummary *Owner = Owners.lookup(D.body->body.id))
      Owner->operations.push_back(std::move(Op));
  }
}

} // namespace ferrule
