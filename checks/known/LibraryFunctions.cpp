// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/known/LibraryFunctions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;

namespace ferrule {

namespace {
using enum Role;
using F = LibraryFunction;

// Sources: ISO C23 clauses 7.23, 7.24, 7.26 and 7.31; POSIX.1-2024. A row of a fortified variant
// ("_chk") stands here only when its parameters are not those of the plain one plus more at the
// end.
constexpr LibraryFunction Table[] = {
    // Copying memory
    {"memcpy", {Destination, Source, Length}, F::Exact},
    {"mempcpy", {Destination, Source, Length}, F::Exact},
    {"memmove", {Destination, Source, Length}, F::Exact},
    {"memccpy", {Destination, Source, None, Length}, F::ReturnsNull},
    {"memset", {Destination, None, Length}, F::Exact},
    {"memset_explicit", {Destination, None, Length}, F::Exact},
    {"explicit_bzero", {Destination, Length}, F::Exact},
    {"bzero", {Destination, Length}, F::Exact},
    {"bcopy", {Source, Destination, Length}, F::Exact},
    {"swab", {Source, Destination, Length}},
    {"wmemcpy", {Destination, Source, Length}, F::Wide | F::Exact},
    {"wmempcpy", {Destination, Source, Length}, F::Wide | F::Exact},
    {"wmemmove", {Destination, Source, Length}, F::Wide | F::Exact},
    {"wmemset", {Destination, None, Length}, F::Wide | F::Exact},
    // Reading memory
    {"memcmp", {Source, Source, Length}},
    {"bcmp", {Source, Source, Length}},
    {"memchr", {Source, None, Length}, F::ReturnsNull},
    {"memrchr", {Source, None, Length}, F::ReturnsNull},
    {"wmemcmp", {Source, Source, Length}, F::Wide},
    {"wmemchr", {Source, None, Length}, F::Wide | F::ReturnsNull},
    // Copying strings
    {"strcpy", {Destination, String}},
    {"stpcpy", {Destination, String}},
    {"strcat", {Appended, String}},
    {"wcscpy", {Destination, String}, F::Wide},
    {"wcpcpy", {Destination, String}, F::Wide},
    {"wcscat", {Appended, String}, F::Wide},
    {"strncpy", {Destination, BoundedString, Length}, F::Exact},
    {"stpncpy", {Destination, BoundedString, Length}, F::Exact},
    {"strncat", {Appended, BoundedString, Length}},
    {"strlcpy", {Destination, String, Length}},
    {"strlcat", {Destination, String, Length}},
    {"strxfrm", {Destination, String, Length}},
    {"wcsncpy", {Destination, BoundedString, Length}, F::Wide | F::Exact},
    {"wcpncpy", {Destination, BoundedString, Length}, F::Wide | F::Exact},
    {"wcsncat", {Appended, BoundedString, Length}, F::Wide},
    {"wcslcpy", {Destination, String, Length}, F::Wide},
    {"wcslcat", {Destination, String, Length}, F::Wide},
    // Reading strings
    {"strlen", {String}},
    {"strnlen", {BoundedString, Length}},
    {"strcmp", {String, String}},
    {"strcoll", {String, String}},
    {"strcasecmp", {String, String}},
    {"strncmp", {BoundedString, BoundedString, Length}},
    {"strncasecmp", {BoundedString, BoundedString, Length}},
    {"strchr", {String}, F::ReturnsNull},
    {"strrchr", {String}, F::ReturnsNull},
    {"strchrnul", {String}},
    {"index", {String}, F::ReturnsNull},
    {"rindex", {String}, F::ReturnsNull},
    {"strstr", {String, String}, F::ReturnsNull},
    {"strcasestr", {String, String}, F::ReturnsNull},
    {"strpbrk", {String, String}, F::ReturnsNull},
    {"strspn", {String, String}},
    {"strcspn", {String, String}},
    {"strtok", {String, String}, F::ReturnsNull | F::NotReentrant},
    {"strtok_r", {String, String}, F::ReturnsNull},
    {"strsep", {None, String}, F::ReturnsNull},
    {"strdup", {String}, F::ReturnsNull | F::Zeroed, "free"},
    {"strndup", {BoundedString, Length}, F::ReturnsNull | F::Zeroed, "free"},
    {"wcslen", {String}, F::Wide},
    {"wcsnlen", {BoundedString, Length}, F::Wide},
    {"wcscmp", {String, String}, F::Wide},
    {"wcsncmp", {BoundedString, BoundedString, Length}, F::Wide},
    {"wcschr", {String}, F::Wide | F::ReturnsNull},
    {"wcsrchr", {String}, F::Wide | F::ReturnsNull},
    {"wcsstr", {String, String}, F::Wide | F::ReturnsNull},
    {"wcspbrk", {String, String}, F::Wide | F::ReturnsNull},
    {"wcsspn", {String, String}, F::Wide},
    {"wcscspn", {String, String}, F::Wide},
    {"wcstok", {String, String}, F::Wide | F::ReturnsNull},
    {"wcsdup", {String}, F::Wide | F::ReturnsNull | F::Zeroed, "free"},
    {"atoi", {String}},
    {"atol", {String}},
    {"atoll", {String}},
    {"atof", {String}},
    {"strtol", {String}},
    {"strtoul", {String}},
    {"strtoll", {String}},
    {"strtoull", {String}},
    {"strtod", {String}},
    {"strtof", {String}},
    {"strtold", {String}},
    {"puts", {String}},
    {"fputs", {String}},
    {"perror", {String}},
    // Formatting
    {"printf", {PrintFormat}},
    {"fprintf", {None, PrintFormat}},
    {"dprintf", {None, PrintFormat}},
    {"sprintf", {Destination, PrintFormat}},
    {"snprintf", {Destination, Length, PrintFormat}},
    {"asprintf", {None, PrintFormat}},
    {"vprintf", {PrintFormat}, F::VaList},
    {"vfprintf", {None, PrintFormat}, F::VaList},
    {"vdprintf", {None, PrintFormat}, F::VaList},
    {"vsprintf", {Destination, PrintFormat}, F::VaList},
    {"vsnprintf", {Destination, Length, PrintFormat}, F::VaList},
    {"vasprintf", {None, PrintFormat}, F::VaList},
    {"syslog", {None, PrintFormat}},
    {"vsyslog", {None, PrintFormat}, F::VaList},
    {"printf_chk", {None, PrintFormat}},
    {"fprintf_chk", {None, None, PrintFormat}},
    {"sprintf_chk", {Destination, None, None, PrintFormat}},
    {"snprintf_chk", {Destination, Length, None, None, PrintFormat}},
    {"vprintf_chk", {None, PrintFormat}, F::VaList},
    {"vfprintf_chk", {None, None, PrintFormat}, F::VaList},
    {"vsprintf_chk", {Destination, None, None, PrintFormat}, F::VaList},
    {"vsnprintf_chk", {Destination, Length, None, None, PrintFormat}, F::VaList},
    {"wprintf", {PrintFormat}, F::Wide},
    {"fwprintf", {None, PrintFormat}, F::Wide},
    {"swprintf", {Destination, Length, PrintFormat}, F::Wide},
    {"vwprintf", {PrintFormat}, F::Wide | F::VaList},
    {"vfwprintf", {None, PrintFormat}, F::Wide | F::VaList},
    {"vswprintf", {Destination, Length, PrintFormat}, F::Wide | F::VaList},
    {"strftime", {Destination, Length, String}},
    {"wcsftime", {Destination, Length, String}, F::Wide},
    // Scanning
    {"scanf", {ScanFormat}},
    {"fscanf", {None, ScanFormat}},
    {"sscanf", {String, ScanFormat}},
    {"vscanf", {ScanFormat}, F::VaList},
    {"vfscanf", {None, ScanFormat}, F::VaList},
    {"vsscanf", {String, ScanFormat}, F::VaList},
    {"wscanf", {ScanFormat}, F::Wide},
    {"fwscanf", {None, ScanFormat}, F::Wide},
    {"swscanf", {String, ScanFormat}, F::Wide},
    // Input and output
    {"gets", {Destination}, F::ReturnsNull},
    {"fgets", {Destination, Length}, F::ReturnsNull},
    {"fgetws", {Destination, Length}, F::Wide | F::ReturnsNull},
    {"fread", {Destination, Length, Length}},
    {"fread_unlocked", {Destination, Length, Length}},
    {"fwrite", {Source, Length, Length}},
    {"fwrite_unlocked", {Source, Length, Length}},
    {"read", {None, Destination, Length}},
    {"pread", {None, Destination, Length}},
    {"pread64", {None, Destination, Length}},
    {"write", {None, Source, Length}},
    {"pwrite", {None, Source, Length}},
    {"pwrite64", {None, Source, Length}},
    {"recv", {None, Destination, Length}},
    {"recvfrom", {None, Destination, Length}},
    {"send", {None, Source, Length}},
    {"sendto", {None, Source, Length}},
    {"getrandom", {Destination, Length}},
    {"getentropy", {Destination, Length}, F::Exact},
    {"arc4random_buf", {Destination, Length}, F::Exact},
    {"readlink", {String, Destination, Length}},
    {"readlinkat", {None, String, Destination, Length}},
    {"gethostname", {Destination, Length}},
    {"getcwd", {Destination, Length}, F::ReturnsNull},
    {"strerror_r", {None, Destination, Length}},
    {"inet_ntop", {None, None, Destination, Length}, F::ReturnsNull},
    {"getwd", {Destination}, F::ReturnsNull},
    {"setvbuf", {None, Destination, None, Length}},
    // Allocation. realpath is not here as an allocation: it is one only with a null destination.
    {"malloc", {Size}, F::ReturnsNull, "free"},
    {"calloc", {Size, Size}, F::ReturnsNull | F::Zeroed, "free"},
    {"realloc", {Resized, Size}, F::ReturnsNull, "free"},
    {"reallocf", {Resized, Size}, F::ReturnsNull, "free"},
    {"reallocarray", {Resized, Size, Size}, F::ReturnsNull, "free"},
    {"aligned_alloc", {None, Size}, F::ReturnsNull, "free"},
    {"memalign", {None, Size}, F::ReturnsNull, "free"},
    {"valloc", {Size}, F::ReturnsNull, "free"},
    {"pvalloc", {Size}, F::ReturnsNull, "free"},
    {"alloca", {Size}},
    {"alloca_with_align", {Size}},
    {"free", {Released}},
    {"cfree", {Released}},
    {"free_sized", {Released}},
    {"free_aligned_sized", {Released}},
    {"realpath", {String}, F::ReturnsNull},
    // Other resources
    {"fopen", {String, String}, F::ReturnsNull | F::Zeroed, "fclose"},
    {"fopen64", {String, String}, F::ReturnsNull | F::Zeroed, "fclose"},
    {"fdopen", {None, String}, F::ReturnsNull | F::Zeroed, "fclose"},
    {"fmemopen", {}, F::ReturnsNull | F::Zeroed, "fclose"},
    {"open_memstream", {}, F::ReturnsNull | F::Zeroed, "fclose"},
    {"freopen", {String, String}, F::ReturnsNull},
    {"tmpfile", {}, F::ReturnsNull | F::Zeroed, "fclose"},
    {"popen", {String, String}, F::ReturnsNull | F::Zeroed, "pclose"},
    {"opendir", {String}, F::ReturnsNull | F::Zeroed, "closedir"},
    {"fdopendir", {}, F::ReturnsNull | F::Zeroed, "closedir"},
    {"dlopen", {}, F::ReturnsNull | F::Zeroed, "dlclose"},
    {"newlocale", {}, F::ReturnsNull | F::Zeroed, "freelocale"},
    {"fclose", {Released}},
    {"pclose", {Released}},
    {"closedir", {Released}},
    {"dlclose", {Released}},
    {"freelocale", {Released}},
    {"freeaddrinfo", {Released}},
    // Look-ups
    {"getenv", {String}, F::ReturnsNull | F::NotReentrant},
    {"secure_getenv", {String}, F::ReturnsNull | F::NotReentrant},
    {"setlocale", {}, F::ReturnsNull | F::NotReentrant},
    {"bsearch", {}, F::ReturnsNull},
    {"lfind", {}, F::ReturnsNull},
    {"tsearch", {}, F::ReturnsNull},
    {"tfind", {}, F::ReturnsNull},
    {"dlsym", {None, String}, F::ReturnsNull},
    {"readdir", {}, F::ReturnsNull | F::NotReentrant},
    {"readdir64", {}, F::ReturnsNull | F::NotReentrant},
    {"localtime", {}, F::ReturnsNull | F::NotReentrant},
    {"gmtime", {}, F::ReturnsNull | F::NotReentrant},
    {"localtime_r", {}, F::ReturnsNull},
    {"gmtime_r", {}, F::ReturnsNull},
    {"asctime", {}, F::ReturnsNull | F::NotReentrant},
    {"ctime", {}, F::ReturnsNull | F::NotReentrant},
    {"strerror", {}, F::NotReentrant},
    {"rand", {}, F::NotReentrant},
    {"tmpnam", {}, F::ReturnsNull | F::NotReentrant},
    {"tempnam", {}, F::ReturnsNull | F::Zeroed, "free"},
    {"ttyname", {}, F::ReturnsNull | F::NotReentrant},
    {"getlogin", {}, F::ReturnsNull | F::NotReentrant},
    {"getpwnam", {String}, F::ReturnsNull | F::NotReentrant},
    {"getpwuid", {}, F::ReturnsNull | F::NotReentrant},
    {"getgrnam", {String}, F::ReturnsNull | F::NotReentrant},
    {"getgrgid", {}, F::ReturnsNull | F::NotReentrant},
    {"gethostbyname", {String}, F::ReturnsNull | F::NotReentrant},
    {"gethostbyaddr", {}, F::ReturnsNull | F::NotReentrant},
    {"getservbyname", {String}, F::ReturnsNull | F::NotReentrant},
    {"getprotobyname", {String}, F::ReturnsNull | F::NotReentrant},
    {"inet_ntoa", {}, F::NotReentrant},
    {"basename", {String}, F::NotReentrant},
    {"dirname", {String}, F::NotReentrant},
};
} // namespace

int LibraryFunction::indexOf(Role R) const {
  const Role *Found = llvm::find(Parameters, R);
  return Found == std::end(Parameters) ? -1 : static_cast<int>(Found - Parameters);
}

const Expr *LibraryFunction::argument(const CallExpr &Call, Role R) const {
  int Index = indexOf(R);
  return Index < 0 || static_cast<unsigned>(Index) >= Call.getNumArgs() ? nullptr
                                                                        : Call.getArg(Index);
}

static unsigned parameterCount(const LibraryFunction &L) {
  unsigned Count = 0;
  for (unsigned I = 0; I != LibraryFunction::MaxParameters; ++I)
    if (L.Parameters[I] != None)
      Count = I + 1;
  return Count;
}

const LibraryFunction *libraryFunction(llvm::StringRef Name) {
  static const llvm::StringMap<const LibraryFunction *> Rows = [] {
    llvm::StringMap<const LibraryFunction *> Map;
    for (const LibraryFunction &L : Table)
      Map[L.Name] = &L;
    return Map;
  }();
  Name.consume_front("__builtin_");
  for (llvm::StringRef Prefix : {"__isoc99_", "__isoc23_", "__"})
    if (Name.consume_front(Prefix))
      break;
  if (auto It = Rows.find(Name); It != Rows.end())
    return It->second;
  return Name.consume_back("_chk") ? Rows.lookup(Name) : nullptr;
}

const LibraryFunction *libraryFunction(const FunctionDecl &Callee) {
  if (!Callee.getDeclName().isIdentifier() || !Callee.hasExternalFormalLinkage())
    return nullptr;
  bool InC = !Callee.getASTContext().getLangOpts().CPlusPlus;
  if (!InC && !Callee.isExternC() && !Callee.isInStdNamespace())
    return nullptr;
  const LibraryFunction *L = libraryFunction(Callee.getName());
  bool Fits = L && (!Callee.hasPrototype() || Callee.getNumParams() >= parameterCount(*L));
  return Fits ? L : nullptr;
}

const LibraryFunction *libraryFunction(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const LibraryFunction *L = Callee ? libraryFunction(*Callee) : nullptr;
  return L && Call.getNumArgs() >= parameterCount(*L) ? L : nullptr;
}

} // namespace ferrule
