// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// An abstract interpreter of bodies. From a function's entry it follows every path with a state of
// its own, as a symbolic execution does, so that a defect is reported only where one path leads to
// it for certain; and it merges states where there would be too many, and at the heads of loops
// until nothing new comes, as an abstract interpretation does, so that what holds in all states
// that reach an operation holds always.
//
// - A loop whose condition is decided runs as the program would. Any other runs once as it is, and
//   from then on in one merged state per head, whose numbers widen to the bounds of their types.
// - A call of a function whose body is small enough is followed into it (with the arguments'
//   values, so that what is wrong with them shows); any other may change what it can reach.
// - Every root has a budget of instructions. Beyond it states are merged at once and calls are not
//   followed; beyond four times that the function is given up, and nothing of it counts as shown.
//
// What is assumed, as every analysis of C must: signed arithmetic does not overflow unless that is
// what is reported; a write through a pointer changes only what has the size of its type (strict
// aliasing, with char confined to char); a pointer from outside points at a live object.
#pragma once
#include "tool/flow/Defect.h"
#include "tool/flow/Program.h"
#include "tool/flow/State.h"
#include "tool/flow/Summary.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <set>

namespace ferrule::flow {

enum class ObjectKind : std::uint8_t {
  Local,
  StackMemory,
  Heap,
  Handle,
  Global,
  Function,
  Literal,
  Outside, ///< what a pointer that we know nothing of points to
};

/// A text with a name in it, which is put together only where somebody reads it.
struct Label {
  /// "%" stands for the name.
  const char *form = "";
  llvm::StringRef name;
  bool isEmpty() const { return !*form; }
  bool operator==(const Label &L) const {
    return name == L.name && llvm::StringRef(form) == L.form;
  }
  std::string str() const;
};

struct Object {
  ObjectKind kind = ObjectKind::Outside;
  Label label;
  StepId made = 0;
  /// The function that must release it; empty: none.
  llvm::StringRef releasedBy;
  /// Its making may have failed, and then the pointer is null.
  bool mayFail = false;
  /// The handle is an integer.
  bool descriptor = false;
  /// A number or pointer of its own.
  bool scalar = false;
  /// Bytes of its elements as declared, or 0.
  std::uint32_t element = 0;
  const Literal *literal = nullptr;
  std::uint32_t entity = 0;
  std::uint32_t activation = 0;
  /// Bytes, where the declaration says so.
  std::int64_t bytes = 0;
  /// It is a place in that object, found by a search: 0 if not.
  ObjectId within = 0;
  /// Stands for the several objects that a pointer may point to.
  bool merged = false;
  /// Where the pointer to it came in from outside of the program.
  StepId untrusted = 0;
  /// Nobody ever writes it.
  bool immutable = false;
  /// What main gets as argv.
  bool commandLine = false;
  /// The declaration of the pointer says how much it leads to.
  bool declared = false;
  /// One of the arguments of the program.
  bool programArgument = false;
  /// A parameter of the root.
  bool parameter = false;
  /// A variable of the root: 1 + the index of its declaration.
  std::uint32_t declaration = 0;
  /// What the root's caller passes a pointer to: 1 + the index of the parameter.
  std::uint32_t argument = 0;
  /// The pointer was read from where another had been read before code ran that we do not see.
  bool readAgain = false;
  /// The function that returned the pointer, if it may return null.
  llvm::StringRef nullableFrom;
};

/// A place on the way to a defect.
struct Step {
  const LinkedBody *body = nullptr;
  std::uint32_t place = 0;
  Label message;
};

struct FlowDefect {
  DefectKind kind;
  const LinkedBody *body;
  std::uint32_t place;
  std::string message;
  std::string reason;
  std::vector<Step> steps;
};

/// Why an access or a release could not be shown to be safe.
struct Obstacle {
  enum Kind : std::uint8_t {
    None,
    Pointer, ///< nothing is known of where it points
    Size,    ///< of the object
    Before,  ///< its start, by up to so many bytes
    Beyond,  ///< its end, by up to so many bytes
    Null,
    Released,
    Undefined,
    Foreign,  ///< its making was not seen
    Shared,   ///< somebody else may release it
    Dangling, ///< what owned it still points to it at the end
    Kept,     ///< the function owns it, and does not end it on every path
  };
  Kind kind = None;
  Label object;
  std::int64_t bytes = 0;
  std::string str() const;
};

/// Of an access that is the first to use what a function made or may have released.
struct Suspicion {
  /// The function that returned the pointer and may return null; empty: none.
  llvm::StringRef nullable;
  /// Nothing has shown that it is not.
  bool untested = false;
  /// The function that may have ended the life of the object; empty: none.
  llvm::StringRef releasedBy;
  void add(const Suspicion &Other);
};

/// What a look at an access showed.
struct Look {
  /// Nobody has said why this is safe so far.
  bool reasonWanted = true;
  std::string reason;
  /// The bytes of the object that it touches.
  Range touched;
  /// The length is 0.
  bool nothing = false;
  Label object;
  /// How many the object has, where that is a constant.
  std::optional<std::int64_t> bytes;
  /// The pointer is not null, whatever else it is.
  bool nonNull = false;
  Obstacle obstacle;
  Suspicion suspected;
};

/// What all states that reached an instruction agree on.
struct Verdict {
  bool reached = false;
  /// What the instruction needs holds in every one of them.
  bool safe = true;
  /// The pointer is null in none of them.
  bool nonNull = true;
  /// What it lacked in the first of them where it did not hold.
  Obstacle obstacle;
  /// Why; {low} and {high} stand for the bounds of range.
  std::string reason;
  /// Of the values in all of them.
  Range range;
  /// The object that is touched, as in Look, and whether other states touch others.
  bool nothing = false;
  Label object;
  std::optional<std::int64_t> bytes;
  bool several = false;
  Suspicion suspected;
};

class Interpreter {
public:
  explicit Interpreter(const Program &P);

  /// Follows a function from its entry with arguments that nothing is known of.
  void analyze(std::uint32_t BodyIndex);

  /// By instruction, from the function's own entry; empty when the budget was not enough.
  const std::vector<Verdict> &verdicts(std::uint32_t BodyIndex) const { return Roots[BodyIndex]; }
  /// By instruction, over all calls, if every call was followed; else empty.
  const std::vector<Verdict> *fromCallers(std::uint32_t BodyIndex) const;
  const std::vector<FlowDefect> &defects() const { return Defects; }
  bool gaveUp(std::uint32_t BodyIndex) const { return GivenUp[BodyIndex]; }

private:
  struct SymbolInfo {
    Range range;
    Opcode op = Opcode::Unknown;
    Value left, right;
    ValueType type;
    /// As Object::readAgain.
    bool readAgain = false;
  };
  struct Path;
  struct Frame {
    const LinkedBody *body;
    std::uint32_t index;
    unsigned depth;
    std::uint32_t activation;
    std::vector<ObjectId> variables;
    std::vector<Verdict> *verdicts;
    const Frame *caller = nullptr;
    /// The caller's path, which is continued when this returns.
    const Path *suspended = nullptr;
    StepId calledAt = 0;
  };
  struct LoopCount {
    std::uint32_t head;
    std::uint32_t rounds;
    std::uint32_t forks;
  };
  /// Where a path is, and what it knows but for memory.
  struct Progress {
    std::vector<Value> slots;
    std::vector<Value> block; ///< registers of the block that runs
    std::uint32_t at = 0;     ///< block
    std::uint32_t next = 0;   ///< instruction
    std::uint32_t forks = 0;
    std::vector<LoopCount> loops;
    Value result;
    /// Facts that the state may have before it is worth looking which are still needed.
    std::size_t room = 24;
    /// It rests on a test that a callee makes to be on the safe side.
    bool doubtful = false;
    /// It is the merged state of a loop's head, and waits there.
    bool head = false;
    /// It stands for several: what one of them tested may not go with what another did.
    bool merged = false;
  };
  struct Path : Progress {
    State state;
  };
  using Paths = std::vector<Path>;

  // Explore.cpp
  bool spend(unsigned Instructions);
  Paths run(Frame &F, Path Entry);
  bool runBlock(Frame &F, Path &Now, Paths &Work);
  void meet(const Frame &F, Paths &There, Path Each, std::size_t Most);
  void step(Frame &F, Path Start, Paths &Out, Paths &Exits);
  void leaveBlock(Frame &F, Path Now, Paths &Out, Paths &Exits);
  unsigned unlikeness(const Path &A, const Path &B, unsigned Limit) const;
  void collect(const Frame &F, Path &P);

  // Join.cpp
  /// The head of a loop, in one activation of its function.
  struct Meeting {
    std::uint32_t activation;
    std::uint32_t block;
    /// What its loop compares with.
    llvm::ArrayRef<std::int64_t> bounds;
    /// Control comes from outside of the loop, and has not done so too often: it ends without
    /// widening.
    bool entered = false;
  };
  /// Memory at an offset of an object, or a slot when object is 0.
  struct Place {
    ObjectId object;
    std::int64_t offset;
  };
  Symbol phi(const Meeting *At, const Place &Where, bool Loop);
  bool isPhi(Symbol S) const;
  bool fromLoop(Symbol S, unsigned Depth = 0) const;
  void lose(const Value &V);
  bool isOwnPhi(Symbol S, const Meeting &At) const;
  ObjectId eitherBlock(const State &B, ObjectId L, ObjectId R, State &Into, const Meeting *At,
                       bool &Changed);
  bool join(Path &Into, const Path &From, const Meeting *At);
  bool joinCells(const State &A, const ObjectState &Mine, const State &B, const ObjectState &Other,
                 ObjectId Id, State &Into, ObjectState &Made, const Meeting *At);
  Value joinValues(const State &A, const Value &L, const State &B, const Value &R, State &Into,
                   const Meeting *At, const Place &Where, bool &Changed);
  bool keepNuls(ObjectId O, const ObjectState &Mine, const ObjectState &Other, ObjectState &Made);

  // Walks.cpp
  /// A pointer that moves on through its object while a counter goes down: position + scale *
  /// counter stays total.
  struct Walk {
    Symbol counter;
    std::int64_t scale;
    Value total;
    /// Where the two are, of a walk that was found at the head of a loop.
    Place pointerAt, counterAt;
  };
  Value walkTotal(const Value &Position, const Value &Counter, std::int64_t Scale) const;
  void findWalks(const State &A, const State &B, const State &Into);
  bool endWalks(const State &B, const Meeting &At);

  // Transfer.cpp
  void transfer(Frame &F, Path &P, const Instruction &I, std::uint32_t Index);
  Value get(const Frame &F, const Path &P, std::uint32_t Register) const;
  void set(const Frame &F, Path &P, std::uint32_t Index, const Value &V);
  ObjectState initialState(ObjectId O) const;
  ObjectId variable(Frame &F, State &S, std::uint32_t Index);
  ObjectId global(State &S, std::uint32_t Entity);

  // Arithmetic.cpp
  Symbol symbol(Range R, Opcode Op = Opcode::Unknown, Value L = {}, Value R2 = {},
                ValueType T = {});
  Symbol derived(Range R, Opcode Op, const Value &L, const Value &R2, ValueType T);
  Value fresh(State &S, ValueType T, StepId Taint = 0);
  Range rangeOf(const State &S, const Value &V) const;
  Range rangeOf(const State &S, Symbol Y) const;
  Value settled(const State &S, const Value &V, unsigned Depth = 0) const;
  /// The range of Left - Right.
  Range difference(const State &S, const Value &Left, const Value &Right) const;
  Value arithmetic(Frame &F, State &S, const Instruction &I, const Value &L, const Value &R);
  Value convert(Frame &F, State &S, const Instruction &I, const Value &V, Opcode From);
  static Value sum(const Value &L, const Value &R, int Sign);
  bool untrusted(const Value &V) const;
  bool isComposed(Symbol S, unsigned Depth = 0) const;
  void guard(const Value &V);

  // Conditions.cpp
  std::optional<bool> compare(const State &S, Opcode Op, const Value &L, const Value &R) const;
  std::optional<bool> truth(const State &S, const Value &V) const;
  bool asksAgain(const Value &V, unsigned Depth = 0) const;
  /// Adds what follows from the condition; false: it cannot hold.
  bool assume(State &S, const Value &V, bool Holds, unsigned Depth = 0);
  bool assumeCompare(State &S, Opcode Op, const Value &L, const Value &R);
  bool bound(State &S, const Value &V, Range R);
  bool setNull(State &S, ObjectId O, bool Null);

  // Memory.cpp
  ObjectId object(State &S, Object O, ObjectState Initial);
  Value outside(State &S, Label Name, StepId Taint = 0);
  Value readCell(State &S, ObjectId O, const Value &At, std::int64_t Size, ValueType T);
  void writeCell(State &S, ObjectId O, const Value &At, std::int64_t Size, const Value &What,
                 std::int64_t Unit = 0);
  void fill(State &S, const Value &Address, std::optional<std::int64_t> Size, StepId Taint);
  void copy(State &S, const Value &To, const Value &From, const Value &Size);
  void mayAlias(State &S, ObjectId Written, std::int64_t Size);
  void escape(State &S, const Value &V, bool HandedOver);
  void clobber(State &S);
  bool isPrivate(const State &S, ObjectId O) const;
  void noteText(State &S, const Value &Start);
  bool isText(const State &S, const Value &Start) const;
  bool isTerminated(const State &S, const Value &Start) const;
  bool isWithinText(const State &S, const Value &Start, const Value &Size) const;
  void expectWritten(const State &S, ObjectId O, Range Bytes = {});
  bool isFilled(State &S, llvm::ArrayRef<Value> Arguments, std::size_t N,
                const FunctionSummary *Known);

  // Access.cpp
  struct Access {
    bool write = false;
    /// Bytes; at least the low end is touched for certain if exact.
    Value size;
    bool exact = true;
    std::uint32_t place = 0;
    std::uint32_t index = 0;
    Label what;
  };
  /// Reports what is wrong with an access; true if nothing can be.
  bool check(Frame &F, State &S, const Value &Pointer, const Access &A, Look &Seen);
  bool checkAlive(Frame &F, State &S, const Value &Pointer, std::uint32_t Place, const Label &What);
  Value load(Frame &F, State &S, const Instruction &I, std::uint32_t Index, const Value &Address);
  void store(Frame &F, State &S, const Instruction &I, std::uint32_t Index, const Value &Address,
             const Value &What);

  // Strings.cpp
  std::optional<Value> literalValue(const Literal &L, std::int64_t At, std::int64_t Size) const;
  struct StringLength {
    Range range;
    Value value; ///< the length in units, if it has a name
    bool unterminated = false;
    bool undefined = false;
    StepId taint = 0;
  };
  StringLength stringLength(State &S, const Value &Pointer, unsigned Unit);

  // Allocation.cpp
  Value allocate(Frame &F, State &S, const Instruction &I, std::uint32_t Index, Object O,
                 const Value &Size, Content C);
  Obstacle releaseObstacle(const State &S, const Value &Pointer) const;
  void judgeReleases(const Frame &F, const State &S, std::uint32_t Index,
                     const FunctionSummary &Callee, llvm::ArrayRef<Value> Arguments);
  void release(Frame &F, State &S, const Instruction &I, std::uint32_t Index, const Value &Pointer,
               llvm::StringRef By);
  void judgeRelease(const Frame &F, std::uint32_t Index, bool Safe, const char *Why,
                    const Obstacle &Not = {});
  void judgeRelease(const Frame &F, const State &S, std::uint32_t Index, const Value &Pointer,
                    const Obstacle &Not);
  Value resize(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
               const LibraryFunction &L, llvm::StringRef Name, const Value &Old, const Value &Size);
  void checkSize(Frame &F, State &S, std::uint32_t Place, const Value &Size);
  void leaks(Frame &F, State &S, const Value &Result);
  void judgeAllocations(const Frame &F, llvm::ArrayRef<Path> Exits);

  // Extents.cpp
  bool isDeclarable(const State &S, const Value &Pointer) const;
  /// Of what comes from outside the declaration says how large it is: Unit bytes for each of Count.
  /// What is known better stays.
  void declareExtent(State &S, const Value &Pointer, const Value &Count, std::int64_t Unit);
  void declareText(State &S, const Value &Pointer, std::int64_t Unit);
  void makeText(State &S, ObjectId O, std::int64_t Unit);
  void declareEnd(State &S, const Value &Pointer, const Value &Place, const Instruction &I);
  void noteText(const State &S, const Value &At, std::int64_t Size, const Value &Read);
  bool passNul(State &S, Symbol Y);
  void keepNul(State &S, ObjectId O, const Value &At, std::int64_t Size, const Value &What);

  // Owners.cpp
  void own(const Frame &F, State &S, const Value &Pointer, const Value &Home);
  void give(State &S, const Value &Pointer);
  void takeOver(const Frame &F, State &S, std::uint32_t Index, const Entity &Callee,
                llvm::ArrayRef<Value> Arguments);
  Value whatIsAt(State &S, const Value &Address, ValueType T);
  void noteOwnedRelease(const Frame &F, State &S, std::uint32_t Index, const Value &Pointer);
  void judgeOwners(const Frame &F, llvm::ArrayRef<Path> Exits);

  // Calls.cpp
  void call(Frame &F, Path P, const Instruction &I, std::uint32_t Index, Paths &Out);
  void forgetContents(State &S, const Value &Pointer);
  void unknownCall(State &S, const LinkedEntity *E, llvm::ArrayRef<Value> Arguments,
                   const FunctionSummary *Known);
  Paths enter(Frame &F, const Path &P, const LinkedBody &B, std::uint32_t BodyIndex,
              llvm::ArrayRef<Value> Arguments, StepId At);
  bool worthFollowing(const State &S, const LinkedBody &Callee,
                      llvm::ArrayRef<Value> Arguments) const;
  void noteClass(State &S, const LinkedEntity *E, llvm::ArrayRef<Value> Arguments);

  // Library.cpp
  Value libraryCall(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
                    const LibraryFunction &L, const Entity &Callee,
                    llvm::ArrayRef<Value> Arguments);

  // CommandLine.cpp
  void passCommandLine(const Frame &F, State &S);
  Value argument(State &S, const Value &From, const Value &Read);

  // Summary.cpp
  void passArguments(Frame &F, State &S);
  FunctionSummary summarize(const Frame &F, llvm::ArrayRef<Path> Exits) const;
  std::optional<FreshMemory> freshResult(llvm::ArrayRef<Path> Exits) const;
  void suspectArguments(const Frame &F, State &S, std::uint32_t Index, const LinkedEntity &E,
                        const FunctionSummary &Known, llvm::ArrayRef<Value> Arguments);
  void mayRelease(State &S, const Value &Pointer, llvm::StringRef By);
  bool mayReturnNull(llvm::ArrayRef<Path> Exits) const;
  std::vector<PassedPointer> passedPointers(const Frame &F, llvm::ArrayRef<Path> Exits) const;
  bool releases(const State &S, const PassedPointer &Passed, llvm::ArrayRef<Value> Arguments) const;
  Value knownCall(Frame &F, State &S, const Instruction &I, std::uint32_t Index,
                  const LinkedEntity &E, const FunctionSummary &Known,
                  llvm::ArrayRef<Value> Arguments);

  // Report.cpp
  StepId step(const Frame &F, std::uint32_t Place, Label Message);
  bool isNewCause(const Frame &F, DefectKind Kind, llvm::ArrayRef<StepId> Along);
  void report(const Frame &F, DefectKind Kind, std::uint32_t Place, std::string Message,
              std::string Reason, llvm::ArrayRef<StepId> Along);
  void judge(const Frame &F, std::uint32_t Index, bool Safe, llvm::function_ref<std::string()> Why,
             Range Values = {}, const Obstacle &Not = {});
  void judge(const Frame &F, std::uint32_t Index, bool Safe, const Look &Seen);
  bool wantsReason(const Frame &F, std::uint32_t Index) const;
  std::string nameOfObject(ObjectId O) const;

  const Program &P;
  std::vector<std::vector<Verdict>> Roots;
  std::vector<std::vector<Verdict>> Contexts;
  std::vector<bool> ContextsIncomplete;
  std::vector<bool> GivenUp;
  /// By body, once it was a root and its budget sufficed.
  std::vector<std::optional<FunctionSummary>> Summaries;
  std::vector<FlowDefect> Defects;
  std::set<std::tuple<DefectKind, const LinkedBody *, std::uint32_t>> Reported, Causes;

  // Of one root.
  std::vector<Verdict> *RootVerdicts = nullptr;
  /// What it gets, by parameter; Unknown where that is no scalar.
  std::vector<Value> Passed;
  /// Its releases of what declarations say that it owns, by instruction.
  std::set<std::pair<std::uint32_t, ObjectId>> OwnedReleases;
  /// By parameter: some of what it points to may be read before this function has written it.
  std::vector<bool> ReadFirst;
  std::vector<SymbolInfo> Symbols;
  std::vector<Object> Objects;
  std::vector<Step> Steps;
  llvm::DenseMap<std::tuple<unsigned, Symbol, std::int64_t, std::int64_t, Symbol, std::int64_t,
                            std::int64_t, unsigned>,
                 Symbol>
      Derived;
  llvm::DenseMap<std::tuple<std::uint32_t, std::uint32_t, unsigned>, ObjectId> Sites;
  llvm::DenseMap<std::uint32_t, ObjectId> Globals;
  llvm::DenseMap<std::uint32_t, Value> Immutable;
  llvm::DenseMap<std::tuple<ObjectId, std::int64_t, std::uint32_t, unsigned>, Symbol> Lengths;
  llvm::DenseMap<std::tuple<std::uint32_t, std::uint32_t, ObjectId, std::int64_t>, Symbol> Phis;
  /// By activation and block of a head, the first that was made.
  llvm::DenseMap<std::pair<std::uint32_t, std::uint32_t>, Symbol> FirstPhis;
  /// Objects into which a NUL was written, and nothing since they have this version.
  llvm::DenseSet<std::pair<ObjectId, std::uint32_t>> Nuls;
  /// Where in a declared string the symbol was read.
  llvm::DenseMap<Symbol, Value> Texts;
  /// The arguments of the program that were read, by where the pointer to them is in argv.
  llvm::DenseMap<std::tuple<ObjectId, Symbol, std::int64_t, std::int64_t>, ObjectId> ReadArguments;
  /// By the symbol of the position.
  llvm::DenseMap<Symbol, Walk> Walks;
  /// Positions in objects of unknown size that a join has just given a symbol, and where they are.
  llvm::SmallVector<std::pair<Symbol, Place>, 4> NewPositions;
  static constexpr std::uint32_t FirstHeadVersion = 1u << 31;
  std::uint32_t Versions = 0;
  /// Objects to which a join gave up a pointer.
  llvm::SmallVector<ObjectId, 8> Lost;
  /// Objects to which a join kept a pointer that was null on one side.
  llvm::SmallVector<ObjectId, 8> Optional;
  /// The path at hand rests on a test that a callee makes to be on the safe side.
  bool Doubtful = false;
  /// It stands for several.
  bool Merged = false;
  /// It cannot go on.
  bool Crashed = false;
  /// The undecided branches that it has taken.
  std::uint32_t Forks = 0;
  std::uint32_t Activations = 0;
  std::uint64_t Spent = 0, Budget = 0;
  bool Frugal = false, Exhausted = false;
  llvm::DenseSet<Symbol> Guarded;
  /// By object, while collect looks at a path: what that knows of it.
  std::vector<const ObjectState *> Known;
};

} // namespace ferrule::flow
