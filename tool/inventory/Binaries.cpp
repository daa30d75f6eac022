// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Of a linked file the loader's tables say how it is loaded, and the names that it wants from the C
// library say how it was compiled. An object or archive is not linked yet: the former is unknown of
// it. An archive has what all its members have.
#include "tool/inventory/Binaries.h"
#include "tool/inventory/ElfFacts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Object/Archive.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace fs = llvm::sys::fs;
namespace object = llvm::object;
using llvm::StringRef;

namespace ferrule {
namespace {

constexpr std::uint64_t MostBytes = std::uint64_t{1} << 30;

/// Those with a variant that is told the size of what they write: __NAME_chk of glibc.
constexpr llvm::StringLiteral Fortifiable[] = {
    "memcpy", "mempcpy", "memmove", "memset",  "strcpy",   "stpcpy",   "strncpy",   "stpncpy",
    "strcat", "strncat", "strlcpy", "strlcat", "sprintf",  "snprintf", "vsprintf",  "vsnprintf",
    "gets",   "fgets",   "fread",   "read",    "pread",    "recv",     "recvfrom",  "readlink",
    "getcwd", "wmemcpy", "wmemset", "wcscpy",  "wmemmove", "swprintf", "vswprintf", "realpath"};

/// What a file says, and of how many files.
struct Facts {
  ElfFacts elf;
  unsigned files = 0;
  unsigned landingPads = 0;
  unsigned protectedReturns = 0;
};

void add(Facts &To, ElfFacts From) {
  std::set<std::string> Wanted = std::move(To.elf.wanted);
  Wanted.merge(From.wanted);
  std::optional<bool> Stack = From.executableStack;
  if (To.files)
    Stack = !To.elf.executableStack || !Stack ? std::nullopt
                                              : std::optional(*To.elf.executableStack || *Stack);
  To.landingPads += From.landingPads;
  To.protectedReturns += From.protectedReturns;
  ++To.files;
  To.elf = std::move(From);
  To.elf.wanted = std::move(Wanted);
  To.elf.executableStack = Stack;
}

bool isStatic(const ElfFacts &F) { return !F.isRelocatable && F.needed.empty() && F.isExecutable; }

BinaryMeasure pie(const ElfFacts &F) {
  if (F.isRelocatable)
    return {"pie", "unknown", "not linked yet"};
  if (!F.isPositionIndependent)
    return {"pie", "no", "type EXEC"};
  return {"pie", "yes", F.isExecutable ? "type DYN" : "type DYN: a shared library"};
}

BinaryMeasure relro(const ElfFacts &F) {
  if (F.isRelocatable)
    return {"relro", "unknown", "not linked yet"};
  if (!F.hasRelro)
    return {"relro", "no", "no segment GNU_RELRO"};
  if (F.bindsNow || !F.isDynamic)
    return {"relro", "yes", "a segment GNU_RELRO, and nothing is bound later"};
  return {"relro", "partial", "a segment GNU_RELRO, but functions are bound when they are called"};
}

BinaryMeasure bindNow(const ElfFacts &F) {
  if (F.isRelocatable)
    return {"bind-now", "unknown", "not linked yet"};
  if (!F.isDynamic)
    return {"bind-now", "yes", "no dynamic section: nothing is bound"};
  return {"bind-now", F.bindsNow ? "yes" : "no",
          F.bindsNow ? "BIND_NOW in the dynamic section" : "no BIND_NOW in the dynamic section"};
}

BinaryMeasure nx(const ElfFacts &F) {
  const std::string Mark = F.isRelocatable ? "section .note.GNU-stack" : "segment GNU_STACK";
  if (!F.executableStack)
    return {"nx", "unknown", "no " + Mark + ": the system decides"};
  return {"nx", *F.executableStack ? "no" : "yes",
          Mark + (*F.executableStack ? " is executable" : " is not executable")};
}

BinaryMeasure stackProtector(const ElfFacts &F) {
  for (const char *Name : {"__stack_chk_fail", "__stack_chk_guard", "__stack_smash_handler"})
    if (F.wanted.contains(Name))
      return {"stack-protector", "yes", std::string("a function of it calls ") + Name};
  if (isStatic(F) || !F.hasSymbols)
    return {"stack-protector", "unknown",
            F.hasSymbols ? "linked statically: the C library has it in any case"
                         : "no table of symbols"};
  return {"stack-protector", "no", "nothing calls __stack_chk_fail"};
}

std::string number(std::size_t Count, StringRef What) {
  return std::to_string(Count) + " " + What.str() + (Count == 1 ? "" : "s");
}

BinaryMeasure fortifySource(const ElfFacts &F) {
  if (isStatic(F) || !F.hasSymbols)
    return {"fortify-source", "unknown",
            F.hasSymbols ? "linked statically" : "no table of symbols"};
  std::vector<StringRef> Checked, Unchecked;
  for (StringRef Name : Fortifiable) {
    if (F.wanted.contains(("__" + Name + "_chk").str()))
      Checked.push_back(Name);
    if (F.wanted.contains(Name.str()))
      Unchecked.push_back(Name);
  }
  if (Checked.empty() && Unchecked.empty())
    return {"fortify-source", "unknown", "it calls no function that could be checked"};
  std::string Evidence = number(Checked.size(), "checked function") + ", " +
                         std::to_string(Unchecked.size()) + " unchecked";
  if (!Unchecked.empty())
    Evidence += ": " + llvm::join(llvm::ArrayRef(Unchecked).take_front(5), ", ") +
                (Unchecked.size() > 5 ? ", ..." : "");
  return {"fortify-source",
          Checked.empty()     ? "no"
          : Unchecked.empty() ? "yes"
                              : "partial",
          Evidence};
}

BinaryMeasure controlFlow(const Facts &F) {
  if (!F.elf.knowsProperties)
    return {"control-flow", "unknown", "not known for this machine"};
  const bool HasBoth = F.landingPads == F.files && F.protectedReturns == F.files;
  const bool HasAny = F.landingPads || F.protectedReturns;
  auto Say = [&](unsigned Count) -> std::string {
    return F.files == 1 ? (Count ? "yes" : "no")
                        : std::to_string(Count) + " of " + number(F.files, "member");
  };
  return {"control-flow",
          HasBoth  ? "yes"
          : HasAny ? "partial"
                   : "no",
          "property note: landing pads " + Say(F.landingPads) + ", protected returns " +
              Say(F.protectedReturns)};
}

void describe(const Facts &F, BinaryFacts &To) {
  To.measures = {pie(F.elf),    relro(F.elf),          bindNow(F.elf),
                 nx(F.elf),     stackProtector(F.elf), fortifySource(F.elf),
                 controlFlow(F)};
  To.needed = F.elf.needed;
}

void describeUnknown(BinaryFacts &To) {
  for (const char *Id :
       {"pie", "relro", "bind-now", "nx", "stack-protector", "fortify-source", "control-flow"})
    To.measures.push_back({Id, "unknown", "only ELF is looked into"});
}

llvm::Error readArchive(const object::Archive &Archive, BinaryFacts &To) {
  Facts All;
  llvm::Error Problem = llvm::Error::success();
  std::string Format = "nothing";
  for (const object::Archive::Child &Child : Archive.children(Problem)) {
    auto Member = Child.getAsBinary();
    if (!Member) {
      // A member need not be an object.
      llvm::consumeError(Member.takeError());
      continue;
    }
    const auto *Object = llvm::dyn_cast<object::ObjectFile>(Member->get());
    if (!Object)
      continue;
    Format = Object->getFileFormatName().str();
    const auto *Elf = llvm::dyn_cast<object::ELFObjectFileBase>(Object);
    if (!Elf)
      continue;
    auto Read = readElf(*Elf);
    if (!Read)
      return llvm::joinErrors(Read.takeError(), std::move(Problem));
    add(All, std::move(*Read));
  }
  if (Problem)
    return Problem;
  To.format = "archive of " + Format;
  All.files ? describe(All, To) : describeUnknown(To);
  return llvm::Error::success();
}

llvm::Error readObject(llvm::MemoryBufferRef Content, BinaryFacts &To) {
  auto Binary = object::createBinary(Content);
  if (!Binary)
    return Binary.takeError();
  if (const auto *Archive = llvm::dyn_cast<object::Archive>(Binary->get()))
    return readArchive(*Archive, To);
  const auto *Object = llvm::dyn_cast<object::ObjectFile>(Binary->get());
  if (!Object)
    return llvm::createStringError("it is of another kind");
  To.format = Object->getFileFormatName().str();
  const auto *Elf = llvm::dyn_cast<object::ELFObjectFileBase>(Object);
  if (!Elf) {
    describeUnknown(To);
    return llvm::Error::success();
  }
  auto Read = readElf(*Elf);
  if (!Read)
    return Read.takeError();
  Facts One;
  add(One, std::move(*Read));
  describe(One, To);
  return llvm::Error::success();
}

} // namespace

llvm::Expected<BinaryFacts> readBinary(StringRef File, StringRef Root) {
  const auto Refuse = [&](const llvm::Twine &Why) {
    return llvm::createStringError("--binary '" + File + "': " + Why +
                                   "; name a program, library, object or archive of the build");
  };
  fs::file_status Status;
  if (std::error_code E = fs::status(File, Status))
    return Refuse(E.message());
  if (!fs::is_regular_file(Status))
    return Refuse("it is no regular file");
  if (Status.getSize() > MostBytes)
    return Refuse("it is larger than 1 GiB");
  auto Content = llvm::MemoryBuffer::getFile(File, /*IsText=*/false,
                                             /*RequiresNullTerminator=*/false,
                                             /*IsVolatile=*/true);
  if (!Content)
    return Refuse(Content.getError().message());
  BinaryFacts Result{.file = File.str()};
  llvm::SmallString<256> RealFile, RealRoot;
  if (!fs::real_path(File, RealFile) && !fs::real_path(Root, RealRoot))
    if (StringRef Name = RealFile; Name.consume_front(RealRoot) && Name.consume_front("/"))
      Result.file = Name.str();
  if (llvm::Error E = readObject(**Content, Result))
    return Refuse(llvm::toString(std::move(E)));
  return Result;
}

} // namespace ferrule
