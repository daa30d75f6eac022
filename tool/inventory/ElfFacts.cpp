// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/inventory/ElfFacts.h"
#include "llvm/BinaryFormat/ELF.h"
#include "llvm/Object/ELF.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm::object;
namespace ELF = llvm::ELF;
using llvm::StringRef;

namespace ferrule {
namespace {

template <class ELFT> class Reader {
public:
  explicit Reader(const ELFObjectFile<ELFT> &Object) : Object(Object), File(Object.getELFFile()) {}

  llvm::Expected<ElfFacts> read() {
    const auto &Header = File.getHeader();
    Facts.isRelocatable = Header.e_type == ELF::ET_REL;
    Facts.isPositionIndependent = Header.e_type == ELF::ET_DYN;
    IsX86 = Header.e_machine == ELF::EM_X86_64 || Header.e_machine == ELF::EM_386;
    IsArm = Header.e_machine == ELF::EM_AARCH64;
    Facts.knowsProperties = IsX86 || IsArm;
    Facts.isExecutable = Header.e_type == ELF::ET_EXEC;
    if (llvm::Error E = readSegments())
      return E;
    if (llvm::Error E = readDynamic())
      return E;
    if (llvm::Error E = readSections())
      return E;
    if (llvm::Error E = readSymbols())
      return E;
    return std::move(Facts);
  }

private:
  llvm::Error readSegments() {
    auto Segments = File.program_headers();
    if (!Segments)
      return Segments.takeError();
    for (const auto &S : *Segments) {
      Facts.isExecutable |= S.p_type == ELF::PT_INTERP;
      Facts.hasRelro |= S.p_type == ELF::PT_GNU_RELRO;
      if (S.p_type == ELF::PT_GNU_STACK)
        Facts.executableStack = (S.p_flags & ELF::PF_X) != 0;
      if (S.p_type == ELF::PT_NOTE)
        readNotes(S, S.p_align);
    }
    return llvm::Error::success();
  }

  llvm::Error readDynamic() {
    auto Entries = File.dynamicEntries();
    if (!Entries)
      return Entries.takeError();
    std::vector<std::uint64_t> Needed;
    std::optional<std::uint64_t> Strings;
    std::uint64_t StringBytes = 0;
    for (const auto &E : *Entries) {
      Facts.isDynamic = true;
      const std::uint64_t Value = E.getVal();
      switch (E.getTag()) {
      case ELF::DT_NEEDED:
        Needed.push_back(Value);
        break;
      case ELF::DT_STRTAB:
        Strings = Value;
        break;
      case ELF::DT_STRSZ:
        StringBytes = Value;
        break;
      case ELF::DT_BIND_NOW:
        Facts.bindsNow = true;
        break;
      case ELF::DT_FLAGS:
        Facts.bindsNow |= (Value & ELF::DF_BIND_NOW) != 0;
        break;
      case ELF::DT_FLAGS_1:
        Facts.bindsNow |= (Value & ELF::DF_1_NOW) != 0;
        Facts.isExecutable |= (Value & ELF::DF_1_PIE) != 0;
        break;
      default:
        break;
      }
    }
    if (Needed.empty())
      return llvm::Error::success();
    if (!Strings)
      return llvm::createStringError("it needs libraries, but has no table of their names");
    auto Table = File.toMappedAddr(*Strings);
    if (!Table)
      return Table.takeError();
    const std::uint64_t Left = File.end() - *Table;
    const StringRef Names(reinterpret_cast<const char *>(*Table), std::min(StringBytes, Left));
    for (std::uint64_t At : Needed) {
      if (At >= Names.size())
        return llvm::createStringError("the name of a needed library lies outside of its table");
      Facts.needed.push_back(Names.drop_front(At).split('\0').first.str());
    }
    return llvm::Error::success();
  }

  llvm::Error readSections() {
    auto Sections = File.sections();
    if (!Sections)
      return Sections.takeError();
    for (const auto &S : *Sections) {
      auto Name = File.getSectionName(S);
      if (!Name)
        return Name.takeError();
      if (*Name == ".note.GNU-stack" && Facts.isRelocatable)
        Facts.executableStack = (S.sh_flags & ELF::SHF_EXECINSTR) != 0;
      if (S.sh_type == ELF::SHT_NOTE)
        readNotes(S, S.sh_addralign);
    }
    return llvm::Error::success();
  }

  /// Of a segment, or, in objects and where lld put notes of both alignments into one segment, of a
  /// section. Notes that cannot be read say nothing.
  template <class Container> void readNotes(const Container &In, std::size_t Align) {
    llvm::Error Problem = llvm::Error::success();
    for (const auto &Note : File.notes(In, Problem))
      readNote(Note, std::max<std::size_t>(Align, 4));
    llvm::consumeError(std::move(Problem));
  }

  /// Properties: pairs of type and size, data, padding to the size of a word.
  template <class Note> void readNote(const Note &N, std::size_t Align) {
    if (N.getName() != "GNU" || N.getType() != ELF::NT_GNU_PROPERTY_TYPE_0)
      return;
    constexpr std::size_t Word = ELFT::Is64Bits ? 8 : 4;
    auto Data = N.getDesc(Align);
    while (Data.size() >= 8) {
      const auto Read = [&](std::size_t At) {
        return llvm::support::endian::read32<ELFT::Endianness>(Data.data() + At);
      };
      const std::uint32_t Type = Read(0);
      const std::size_t Bytes = Read(4);
      if (Bytes > Data.size() - 8)
        return;
      if (Bytes >= 4 && ((IsX86 && Type == ELF::GNU_PROPERTY_X86_FEATURE_1_AND) ||
                         (IsArm && Type == ELF::GNU_PROPERTY_AARCH64_FEATURE_1_AND))) {
        const std::uint32_t Bits = Read(8);
        Facts.landingPads = Bits & (IsX86 ? unsigned{ELF::GNU_PROPERTY_X86_FEATURE_1_IBT}
                                          : unsigned{ELF::GNU_PROPERTY_AARCH64_FEATURE_1_BTI});
        Facts.protectedReturns = Bits & (IsX86 ? unsigned{ELF::GNU_PROPERTY_X86_FEATURE_1_SHSTK}
                                               : unsigned{ELF::GNU_PROPERTY_AARCH64_FEATURE_1_PAC});
      }
      Data = Data.drop_front(std::min<std::size_t>(8 + llvm::alignTo(Bytes, Word), Data.size()));
    }
  }

  llvm::Error readSymbols() {
    // A stripped program still has the dynamic symbols; an object only the others.
    for (auto Range : {Object.getDynamicSymbolIterators(),
                       llvm::iterator_range<elf_symbol_iterator>(Object.symbols())})
      for (const ELFSymbolRef &S : Range) {
        auto Flags = S.getFlags();
        if (!Flags)
          return Flags.takeError();
        Facts.hasSymbols = true;
        if (!(*Flags & SymbolRef::SF_Undefined))
          continue;
        auto Name = S.getName();
        if (!Name)
          return Name.takeError();
        // Versions: memcpy@GLIBC_2.14.
        if (!Name->empty())
          Facts.wanted.insert(Name->split('@').first.str());
      }
    return llvm::Error::success();
  }

  const ELFObjectFile<ELFT> &Object;
  const ELFFile<ELFT> &File;
  ElfFacts Facts;
  bool IsX86 = false;
  bool IsArm = false;
};

template <class ELFT> std::optional<llvm::Expected<ElfFacts>> readAs(const ELFObjectFileBase &F) {
  if (const auto *Object = llvm::dyn_cast<ELFObjectFile<ELFT>>(&F))
    return Reader<ELFT>(*Object).read();
  return std::nullopt;
}

} // namespace

llvm::Expected<ElfFacts> readElf(const ELFObjectFileBase &File) {
  if (auto Facts = readAs<ELF64LE>(File))
    return std::move(*Facts);
  if (auto Facts = readAs<ELF32LE>(File))
    return std::move(*Facts);
  if (auto Facts = readAs<ELF64BE>(File))
    return std::move(*Facts);
  return std::move(*readAs<ELF32BE>(File));
}

} // namespace ferrule
