// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/known/InputCalls.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace ferrule {

// Apart from the table of library functions, which says what calls do with memory: a row there for
// recvmsg without its iovecs would say that it writes nothing.
static constexpr llvm::StringLiteral Functions[] = {
    "fgetc",    "fgetc_unlocked", "fgets",    "fgets_unlocked",
    "fgetwc",   "fgetws",         "fread",    "fread_unlocked",
    "fscanf",   "fwscanf",        "getc",     "getc_unlocked",
    "getchar",  "getdelim",       "getline",  "getchar_unlocked",
    "gets",     "getwc",          "getwchar", "mmap",
    "mmap64",   "pread",          "pread64",  "preadv",
    "read",     "readv",          "recv",     "recvfrom",
    "recvmmsg", "recvmsg",        "scanf",    "vfscanf",
    "vscanf",   "wscanf"};

static constexpr llvm::StringLiteral Members[] = {"get",      "getline", "peek",  "read",
                                                  "readsome", "sbumpc",  "sgetc", "sgetn"};

bool isInputCall(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee || !Callee->getIdentifier())
    return false;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee)) {
    const CXXRecordDecl *Class = Method->getParent();
    return Class->isInStdNamespace() && Class->getIdentifier() &&
           (Class->getName() == "basic_istream" || Class->getName() == "basic_streambuf") &&
           llvm::is_contained(Members, Method->getName());
  }
  // What the project defines under such a name reads by what it calls itself.
  return Callee->isExternC() && !Callee->isDefined() &&
         llvm::is_contained(Functions, Callee->getName());
}

} // namespace ferrule
