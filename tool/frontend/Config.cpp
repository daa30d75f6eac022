// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "tool/frontend/Config.h"
#include "tool/frontend/FenceFileSystem.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLTraits.h"

// One table of keys serves reading and the suggestion.
#define FERRULE_CONFIG_KEYS(KEY)                                                                   \
  KEY("Checks", checks)                                                                            \
  KEY("HeaderFilterRegex", headerFilter)                                                           \
  KEY("ExcludeRegex", exclude)                                                                     \
  KEY("ExtraArgs", extraArgs)                                                                      \
  KEY("ExtraArgsBefore", extraArgsBefore)                                                          \
  KEY("FailOn", failOn)                                                                            \
  KEY("EntryPoints", entryPoints)                                                                  \
  KEY("Timeout", timeout)                                                                          \
  KEY("MemoryLimit", memoryLimit)                                                                  \
  KEY("Facts", facts)
#define FERRULE_FACT_KEYS(KEY)                                                                     \
  KEY("Name", name)                                                                                \
  KEY("Version", version)                                                                          \
  KEY("Users", users)                                                                              \
  KEY("Boundary", boundary)                                                                        \
  KEY("Function", function)                                                                        \
  KEY("Owner", owner)                                                                              \
  KEY("Consent", consent)                                                                          \
  KEY("Adopters", adopters)                                                                        \
  KEY("Sample", sample)                                                                            \
  KEY("ABI", abi)                                                                                  \
  KEY("NewCode", newCode)                                                                          \
  KEY("Ask", ask)                                                                                  \
  KEY("SecurityContact", securityContact)                                                          \
  KEY("VulnerabilityData", vulnerabilityData)                                                      \
  KEY("Training", training)                                                                        \
  KEY("DayRate", dayRate)

template <> struct llvm::yaml::MappingTraits<ferrule::ProjectFacts> {
  static void mapping(IO &Io, ferrule::ProjectFacts &F) {
#define KEY(Name, Member) Io.mapOptional(Name, F.Member);
    FERRULE_FACT_KEYS(KEY)
#undef KEY
  }
};

template <> struct llvm::yaml::MappingTraits<ferrule::Config> {
  static void mapping(IO &Io, ferrule::Config &C) {
#define KEY(Name, Member) Io.mapOptional(Name, C.Member);
    FERRULE_CONFIG_KEYS(KEY)
#undef KEY
  }
};

namespace ferrule {

static constexpr llvm::StringLiteral Keys[] = {
#define KEY(Name, Member) Name,
    FERRULE_CONFIG_KEYS(KEY) FERRULE_FACT_KEYS(KEY)
#undef KEY
};

static std::string suggestion(llvm::StringRef Message) {
  if (!Message.consume_front("unknown key '"))
    return "";
  llvm::StringRef Wrong = Message.take_until([](char C) { return C == '\''; });
  llvm::StringRef Best;
  unsigned BestDistance = Wrong.size() / 2 + 2;
  for (llvm::StringRef Key : Keys)
    if (unsigned D = Wrong.lower() == Key.lower() ? 0 : Wrong.edit_distance(Key);
        D < BestDistance) {
      BestDistance = D;
      Best = Key;
    }
  if (!Best.empty())
    return "; did you mean '" + Best.str() + "'?";
  std::string All = "; the keys are";
  for (llvm::StringRef Key : Keys)
    All += " " + Key.str();
  return All;
}

static llvm::Expected<Config> readConfig(llvm::StringRef File) {
  // It comes with the project: no device, no pipe, no link into the system.
  if (llvm::StringRef Why = whyUnreadable(File); !Why.empty())
    return llvm::createStringError("'" + File + "' " + Why);
  // A sane size: the parser is recursive and the file may be anybody's.
  constexpr std::uint64_t MaxBytes = std::uint64_t{1} << 20;
  std::uint64_t Size = 0;
  if (std::error_code EC = llvm::sys::fs::file_size(File, Size))
    return llvm::createStringError("cannot read '" + File + "': " + EC.message());
  if (Size > MaxBytes)
    return llvm::createStringError("'" + File + "' is larger than 1 MiB");
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + File + "': " + Buffer.getError().message());
  constexpr unsigned MaxNesting = 64;
  if ((*Buffer)->getBuffer().count('[') + (*Buffer)->getBuffer().count('{') > MaxNesting)
    return llvm::createStringError("'" + File + "' is nested too deeply");
  Config C;
  std::string Problem;
  auto Handler = [](const llvm::SMDiagnostic &D, void *Context) {
    auto &Text = *static_cast<std::string *>(Context);
    if (Text.empty())
      Text = std::to_string(D.getLineNo()) + ":" + std::to_string(D.getColumnNo() + 1) + ": " +
             D.getMessage().str() + suggestion(D.getMessage());
  };
  llvm::yaml::Input Yaml((*Buffer)->getMemBufferRef(), nullptr, Handler, &Problem);
  Yaml >> C;
  if (Yaml.error())
    return llvm::createStringError(File + ":" + Problem);
  C.file = File.str();
  return C;
}

llvm::Expected<Config> findConfig(llvm::StringRef Directory) {
  for (llvm::StringRef Dir = Directory; !Dir.empty(); Dir = llvm::sys::path::parent_path(Dir)) {
    llvm::SmallString<256> File(Dir);
    llvm::sys::path::append(File, ConfigFileName);
    if (llvm::sys::fs::exists(File))
      return readConfig(File);
  }
  return Config{};
}

} // namespace ferrule
