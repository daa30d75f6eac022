// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/Check.h"
#include "checks/known/LibraryFunctions.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace ferrule {
namespace {

/// strtok(s, ",")
class NonReentrant final : public Check {
public:
  const CheckInfo &info() const override {
    static const CheckInfo Info{
        .id = "ferrule-concurrency-non-reentrant",
        .family = Family::Concurrency,
        .severity = Severity::Low,
        .cwes = {663},
        .summary = "library function that works on an object all threads share",
        .rationale =
            "The function returns or keeps a pointer to an object of the library: another call, "
            "in this thread or another, changes it (C11 7.1.4p5; POSIX.1 XSH 2.9.1 lists the "
            "functions that need not be thread-safe; CERT CON33-C).",
        .bad = "#include <string.h>\nchar *word(char *s) { return strtok(s, \" \"); }\n",
        .good = "#include <string.h>\n"
                "char *word(char *s, char **rest) { return strtok_r(s, \" \", rest); }\n",
    };
    return Info;
  }

  void subscribe(Dispatcher &D) override {
    D.on<CallExpr>([](const CallExpr &E, CheckContext &C) {
      const LibraryFunction *L = libraryFunction(E);
      if (!L || !L->has(LibraryFunction::NotReentrant))
        return;
      llvm::StringRef Instead = replacementFor(L->Name);
      C.open(E.getSourceRange(),
             "'" + E.getDirectCallee()->getNameAsString() +
                 "' uses an object that all threads share",
             Instead.empty()
                 ? "another call or thread can change it"
                 : "another call or thread can change it; '" + Instead.str() + "' has none");
    });
  }

private:
  static llvm::StringRef replacementFor(llvm::StringRef Name) {
    return llvm::StringSwitch<llvm::StringRef>(Name)
        .Case("strtok", "strtok_r")
        .Case("localtime", "localtime_r")
        .Case("gmtime", "gmtime_r")
        .Cases({"asctime", "ctime"}, "strftime")
        .Case("strerror", "strerror_r")
        .Case("rand", "rand_r")
        .Case("tmpnam", "mkstemp")
        .Case("ttyname", "ttyname_r")
        .Case("getlogin", "getlogin_r")
        .Case("getpwnam", "getpwnam_r")
        .Case("getpwuid", "getpwuid_r")
        .Case("getgrnam", "getgrnam_r")
        .Case("getgrgid", "getgrgid_r")
        .Cases({"gethostbyname", "gethostbyaddr", "getservbyname"}, "getaddrinfo")
        .Case("inet_ntoa", "inet_ntop")
        .Default("");
  }
};

RegisterCheck<NonReentrant> X;

} // namespace
} // namespace ferrule
