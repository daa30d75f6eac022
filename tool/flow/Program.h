// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// All bodies of a program, linked: which entity is which across units, and what holds of the whole
// program, such as that nobody ever writes a variable.
#pragma once
#include "tool/flow/Body.h"
#include "tool/flow/LibraryFunctions.h"
#include "tool/model/TUSummary.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include <memory>

namespace ferrule::flow {

/// An entity as all units together see it.
struct LinkedEntity {
  Entity entity;
  /// Index of its body, or -1.
  int body = -1;
  const LibraryFunction *library = nullptr;
  /// A variable that units define with different values or sizes: they are of several programs.
  bool conflicting = false;
  /// A variable that no unit writes and whose address no unit takes: it has its first value
  /// forever.
  bool neverWritten = true;
  /// A function that is named other than as the callee of a call.
  bool addressTaken = false;
  /// A function that writes memory, by itself or by what it calls, other than its own variables.
  bool writesMemory = true;
};

/// A body with what an interpreter wants to know of it.
struct LinkedBody {
  Body body;
  /// Where the function is defined.
  std::string file;
  /// For each of body.entities its index in Program::entities.
  std::vector<std::uint32_t> entities;
  /// The variables with static storage that it names, as indices into Program::entities.
  std::vector<std::uint32_t> globals;
  /// Where a path keeps a register that is used in another block than that which writes it; -1: it
  /// does not outlive its block.
  std::vector<std::int32_t> slots;
  std::uint32_t numSlots = 0;
  /// By block, the slots that are read before they are written from its start on.
  std::vector<llvm::BitVector> live;
  /// By block, the variables that nobody reads from its start on before they are written; only
  /// those whose addresses are not taken.
  std::vector<std::vector<std::uint32_t>> dead;
  /// By block, the last one from which control goes back to it; 0: none.
  std::vector<std::uint32_t> loopEnd;
  /// By block that is the head of a loop: see boundsOf.
  std::vector<std::vector<std::int64_t>> loopBounds;
  /// Nobody outside of the program can call it: static or hidden, and its address is not taken.
  bool internal = false;
  /// The units that have it, as indices.
  std::vector<std::uint32_t> units;
};

class Program {
public:
  /// Links what was read; bodies that are broken are left out.
  explicit Program(llvm::ArrayRef<TUSummary> Summaries);

  std::vector<std::unique_ptr<LinkedBody>> bodies;
  std::vector<LinkedEntity> entities;
  /// Indices of bodies: what a function calls comes before it, but for what calls it in turn.
  std::vector<std::uint32_t> calleesFirst;

  /// The function that a virtual call of Base reaches on an object of that class (the part of an
  /// EntityName before "@F@"); -1: not known.
  int overrider(std::uint32_t Base, llvm::StringRef Class) const;

  /// The body that a unit has of a function; -1: none. What other units have under that name may be
  /// another function, or the same text with other macros.
  int bodyOf(std::uint32_t Unit, llvm::StringRef Function) const;

private:
  void readBodies(llvm::ArrayRef<TUSummary> Summaries);
  std::uint32_t entity(const Entity &E, llvm::StringRef Key);
  std::uint32_t callee(const Entity &E, const LinkedBody &From);
  void resolve(LinkedBody &B);
  void findInternal(llvm::ArrayRef<TUSummary> Summaries);
  static void findLive(LinkedBody &B, llvm::ArrayRef<std::uint32_t> BlockOf);
  static void findDeadVariables(LinkedBody &B);
  void findWrites();
  bool comesBack(const LinkedBody &B) const;
  void findNoReturn();
  void orderByCalls();

  /// Entities by what tells them apart: the id, and of a function that is defined more than once
  /// the number of its body.
  llvm::StringMap<std::uint32_t> Ids;
  /// The bodies of each function; of most there is one.
  llvm::StringMap<llvm::SmallVector<std::uint32_t, 1>> Definitions;
  /// By unit.
  std::vector<llvm::StringMap<std::uint32_t>> Owned;
  /// EntityNames of the functions that override one.
  llvm::StringMap<std::vector<std::string>> Overriders;
};

/// The part of the EntityName of a method before "@F@": its class.
llvm::StringRef classOf(llvm::StringRef EntityName);

} // namespace ferrule::flow
