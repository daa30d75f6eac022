// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/flow/Body.h"
#include "tool/model/Archive.h"
#include "llvm/Support/Base64.h"

namespace ferrule::flow {

std::string pack(const Body &B) { return llvm::encodeBase64(ArchiveWriter::write(B)); }

/// Whether every index in it has a target, so that whoever interprets it need not look.
static bool isSound(const Body &B) {
  if (B.blocks.empty())
    return false;
  for (const Place &P : B.places)
    if (P.file >= B.files.size())
      return false;
  std::size_t Registers = B.code.size();
  for (std::uint32_t O : B.operands)
    if (O > Registers)
      return false;
  for (const Instruction &I : B.code) {
    bool IsCall = I.op == Opcode::Call || I.op == Opcode::VirtualCall;
    if (I.a > Registers || I.place >= B.places.size())
      return false;
    if (IsCall) {
      if (I.b > B.operands.size() || I.c > B.operands.size() - I.b)
        return false;
    } else if (I.b > Registers || (I.op != Opcode::Field && I.c > Registers)) {
      return false;
    }
    auto Below = [&](std::size_t Count) {
      return I.imm >= 0 && static_cast<std::uint64_t>(I.imm) < Count;
    };
    switch (I.op) {
    case Opcode::Literal:
      if (!Below(B.strings.size()))
        return false;
      break;
    case Opcode::Variable:
    case Opcode::Declare:
    case Opcode::Leave:
      if (!Below(B.variables.size()))
        return false;
      break;
    case Opcode::Load:
    case Opcode::Store:
      if (I.imm < 0 || I.imm > 64)
        return false;
      break;
    case Opcode::Difference:
      if (I.imm < 0)
        return false;
      break;
    case Opcode::Entity:
      if (!Below(B.entities.size()))
        return false;
      break;
    case Opcode::Call:
    case Opcode::VirtualCall:
      if (I.imm != -1 && !Below(B.entities.size()))
        return false;
      break;
    default:
      break;
    }
  }
  for (const Block &Each : B.blocks) {
    if (Each.begin > Each.end || Each.end > Registers || Each.condition > Registers)
      return false;
    for (std::uint32_t S : Each.successors)
      if (S != NoBlock && S >= B.blocks.size())
        return false;
    if (!Each.cases.empty() && Each.cases.size() + 2 != 2 * Each.successors.size())
      return false;
    if (Each.cases.empty() && Each.successors.size() > 2)
      return false;
  }
  for (const Literal &L : B.strings)
    if (L.unit == 0 || L.unit > 4 || L.data.size() % L.unit)
      return false;
  return true;
}

bool unpack(const std::string &Text, Body &B) {
  std::vector<char> Bytes;
  if (llvm::Error E = llvm::decodeBase64(Text, Bytes)) {
    llvm::consumeError(std::move(E));
    return false;
  }
  return ArchiveReader::read(llvm::StringRef(Bytes.data(), Bytes.size()), B) && isSound(B);
}

} // namespace ferrule::flow
