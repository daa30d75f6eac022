// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Runs the interpreter over the program, and puts what it saw into the units: states of operations,
// operations that only several functions together make, and defects.
#include "tool/flow/Analyze.h"
#include "tool/flow/Discharge.h"
#include "llvm/ADT/STLExtras.h"
#include <map>
#include <set>

namespace ferrule {

using namespace flow;

namespace {

/// What the units know of the text of files.
class Sources {
public:
  explicit Sources(llvm::ArrayRef<TUSummary> Units) {
    for (const TUSummary &Unit : Units)
      for (std::size_t I = 0; I != Unit.texts.size(); ++I)
        if (I == 0 || Unit.texts[I].file != Unit.texts[I - 1].file)
          Readers[Unit.texts[I].file].push_back(&Unit);
    // Units see the same text, unless a file changes under them.
    for (auto &Each : Readers) {
      llvm::sort(Each.second, [](auto *A, auto *B) { return A->unit < B->unit; });
      Each.second.erase(llvm::unique(Each.second), Each.second.end());
    }
  }

  std::string line(const CodeRange &R) const {
    for (const TUSummary *Unit : readers(R.file)) {
      auto Behind = llvm::partition_point(Unit->texts, [&](const TextFact &T) {
        return std::tie(T.file, T.line) <= std::tie(R.file, R.line);
      });
      if (Behind == Unit->texts.begin() || std::prev(Behind)->file != R.file)
        continue;
      llvm::StringRef Text = std::prev(Behind)->text;
      for (unsigned Line = std::prev(Behind)->line; Line != R.line && !Text.empty(); ++Line)
        Text = Text.split('\n').second;
      if (!Text.empty())
        return Text.take_until([](char C) { return C == '\n' || C == '\r'; }).str();
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

namespace {

/// What only several functions together make a place suspicious: a result that may be null by what
/// its function does, and an object that a call may have released.
class Suspects {
public:
  Suspects(const LinkedBody &B, TUSummary &Owner, const Sources &Text,
           llvm::function_ref<bool(llvm::StringRef)> Enabled)
      : B(B), Owner(Owner), Text(Text), Enabled(Enabled) {}

  void add(llvm::ArrayRef<Verdict> Verdicts) {
    for (std::size_t N = 0; N != B.body.code.size(); ++N) {
      const Instruction &I = B.body.code[N];
      const Suspicion &S = Verdicts[N].suspected;
      bool Call = I.op == Opcode::Call || I.op == Opcode::VirtualCall;
      std::string Name = Call && I.imm >= 0 ? B.body.entities[I.imm].name + "() dereferences"
                         : Call             ? "what is called dereferences"
                                            : "dereferences";
      if (!S.nullable.empty())
        note(NullCheck, I.place, S.untested, Name + " what '" + S.nullable.str() + "' returns",
             S.untested ? "'" + S.nullable.str() + "' can return NULL"
                        : "it is not null here, on any path");
      if (!S.releasedBy.empty() && Released.insert(S.releasedBy).second)
        note(nameOf(DefectKind::UseAfterRelease), I.place, true,
             "uses what was given to '" + S.releasedBy.str() + "' before",
             "'" + S.releasedBy.str() + "' releases it on some of its paths");
    }
    llvm::StringMap<std::set<std::pair<unsigned, unsigned>>> Known;
    for (const Operation &Op : Owner.operations)
      if (Op.function == B.body.id)
        Known[Op.check].insert({Op.range.line, Op.range.column});
    for (auto &[Key, Op] : Found)
      if (Enabled(Op.check) && !Known[Op.check].contains({Op.range.line, Op.range.column})) {
        Op.snippet = Text.line(Op.range);
        Owner.operations.push_back(std::move(Op));
      }
  }

private:
  void note(llvm::StringRef Check, std::uint32_t Place, bool Open, std::string Message,
            std::string Reason) {
    Operation Op{.check = Check.str(),
                 .state = Open ? OperationState::Open : OperationState::Discharged,
                 .confidence = Open ? Confidence::Medium : Confidence::High,
                 .range = rangeOf(B, Place),
                 .function = B.body.id,
                 .message = std::move(Message),
                 .reason = std::move(Reason)};
    std::tuple Key{Op.check, Op.range.line, Op.range.column};
    auto [It, New] = Found.try_emplace(Key, Op);
    if (!New && Open && It->second.state != OperationState::Open)
      It->second = std::move(Op);
  }

  const LinkedBody &B;
  TUSummary &Owner;
  const Sources &Text;
  llvm::function_ref<bool(llvm::StringRef)> Enabled;
  std::set<llvm::StringRef> Released;
  std::map<std::tuple<std::string, unsigned, unsigned>, Operation> Found;
};

} // namespace

void analyzeFlow(std::vector<TUSummary> &Units,
                 llvm::function_ref<bool(llvm::StringRef Check)> Enabled) {
  Program P(Units);
  if (P.bodies.empty())
    return;
  Interpreter I(P);
  for (std::uint32_t N : P.calleesFirst)
    I.analyze(N);
  // Units that have a function have its operations.
  std::vector<std::vector<Seen>> Known(P.bodies.size());
  std::vector<TUSummary *> Owners(P.bodies.size());
  for (std::uint32_t U = 0; U != Units.size(); ++U) {
    TUSummary &Unit = Units[U];
    for (FunctionFact &F : Unit.functions)
      if (int N = P.bodyOf(U, F.id); N >= 0) {
        F.flow = I.gaveUp(N) ? FlowCoverage::Cut : FlowCoverage::Followed;
        if (TUSummary *&Owner = Owners[N]; !Owner || Unit.unit < Owner->unit)
          Owner = &Unit;
      }
    for (Operation &Op : Unit.operations) {
      if (Op.state != OperationState::Open || Op.function.empty())
        continue;
      int N = P.bodyOf(U, Op.function);
      if (N < 0)
        continue;
      const LinkedBody &B = *P.bodies[N];
      std::vector<Seen> &Ways = Known[N];
      if (Ways.empty()) {
        if (const auto *FromCallers = I.fromCallers(N))
          Ways.push_back(seenOf(B, *FromCallers));
        if (const auto &Own = I.verdicts(N); !Own.empty())
          Ways.push_back(seenOf(B, Own));
      }
      for (const Seen &Each : Ways)
        if (Op.state == OperationState::Open)
          discharge(Op, B, Each);
    }
  }
  Sources Text(Units);
  for (std::uint32_t N = 0; N != P.bodies.size(); ++N)
    if (const auto &Own = I.verdicts(N); Owners[N] && !Own.empty())
      Suspects(*P.bodies[N], *Owners[N], Text, Enabled).add(Own);
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
    if (TUSummary *Owner = Owners[P.bodyOf(D.body->units.front(), D.body->body.id)])
      Owner->operations.push_back(std::move(Op));
  }
}

} // namespace ferrule
