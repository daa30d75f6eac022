// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/flow/Defects.h"

using namespace std::string_literals;

namespace ferrule {

llvm::ArrayRef<CheckInfo> accessDefects() {
  static const CheckInfo Table[] = {
      {
          .id = "ferrule-bounds-out-of-bounds-write",
          .family = Family::Bounds,
          .severity = Severity::Critical,
          .cwes = {787, 121, 122, 124},
          .summary = "write outside of an object",
          .rationale = "What lies behind an object, or before it, is overwritten: other "
                       "variables, the bookkeeping of the heap, a return address (CERT ARR30-C, "
                       "ARR38-C, STR31-C)."s +
                       OnOnePathOrFromOutside,
          .bad = "int counts[16];\n"
                 "void reset(void) {\n"
                 "  for (int i = 0; i <= 16; ++i)\n"
                 "    counts[i] = 0;\n"
                 "}\n",
          .good = "int counts[16];\n"
                  "void reset(void) {\n"
                  "  for (int i = 0; i < 16; ++i)\n"
                  "    counts[i] = 0;\n"
                  "}\n",
      },
      {
          .id = "ferrule-bounds-out-of-bounds-read",
          .family = Family::Bounds,
          .severity = Severity::High,
          .cwes = {125, 126, 127},
          .summary = "read outside of an object",
          .rationale = "What lies behind an object, or before it, is taken for a part of it: "
                       "secrets get out, and wrong values in (CERT ARR30-C, ARR38-C, STR32-C)."s +
                       OnOnePathOrFromOutside,
          .bad = "#include <stdint.h>\n"
                 "#include <unistd.h>\n"
                 "void echo(int in, int out) {\n"
                 "  char text[64] = {0};\n"
                 "  uint32_t length;\n"
                 "  if (read(in, &length, sizeof(length)) == sizeof(length))\n"
                 "    write(out, text, length);\n"
                 "}\n",
          .good = "#include <stdint.h>\n"
                  "#include <unistd.h>\n"
                  "void echo(int in, int out) {\n"
                  "  char text[64] = {0};\n"
                  "  uint32_t length;\n"
                  "  if (read(in, &length, sizeof(length)) == sizeof(length) &&\n"
                  "      length <= sizeof(text))\n"
                  "    write(out, text, length);\n"
                  "}\n",
      },
      {
          .id = "ferrule-bounds-untrusted-pointer",
          .family = Family::Bounds,
          .severity = Severity::Critical,
          .cwes = {822, 123},
          .summary = "write through a pointer whose value comes from outside of the program",
          .rationale =
              "Who sends the bytes of a pointer decides what memory is overwritten (CWE-822; CERT "
              "INT36-C). Reported only where the pointer itself was read from a file, a "
              "connection or the like, or was made from a number that was; send an index or an "
              "offset instead, and compare it with the extent.",
          .bad = "#include <unistd.h>\n"
                 "struct request { char *target; };\n"
                 "void serve(int fd) {\n"
                 "  struct request r;\n"
                 "  if (read(fd, &r, sizeof(r)) == sizeof(r))\n"
                 "    *r.target = 0;\n"
                 "}\n",
          .good = "#include <unistd.h>\n"
                  "struct request { unsigned slot; };\n"
                  "void serve(int fd, char slots[static 8]) {\n"
                  "  struct request r;\n"
                  "  if (read(fd, &r, sizeof(r)) == sizeof(r) && r.slot < 8)\n"
                  "    slots[r.slot] = 0;\n"
                  "}\n",
      },
      {
          .id = "ferrule-bounds-unrelated-pointers",
          .family = Family::Bounds,
          .severity = Severity::Medium,
          .cwes = {469},
          .summary = "difference of pointers into two objects",
          .rationale = "Where two objects lie to each other is not defined, and so is not their "
                       "distance (C11 6.5.6p9; CERT ARR36-C). As a length it is arbitrary."s +
                       OnOnePath,
          .bad = "#include <stddef.h>\n"
                 "#include <string.h>\n"
                 "ptrdiff_t key(const char *text) {\n"
                 "  char line[64] = \"\";\n"
                 "  strncat(line, text, sizeof(line) - 1);\n"
                 "  char *end = strchr(line, '=');\n"
                 "  char word[64] = \"\";\n"
                 "  return end ? end - word : -1;\n"
                 "}\n",
          .good = "#include <stddef.h>\n"
                  "#include <string.h>\n"
                  "ptrdiff_t key(const char *text) {\n"
                  "  char line[64] = \"\";\n"
                  "  strncat(line, text, sizeof(line) - 1);\n"
                  "  char *end = strchr(line, '=');\n"
                  "  return end ? end - line : -1;\n"
                  "}\n",
      },
      {
          .id = "ferrule-null-dereference",
          .family = Family::Null,
          .severity = Severity::Medium,
          .cwes = {476},
          .summary = "access through a null pointer",
          .rationale = "The program crashes; or, as the behaviour is undefined (C11 6.5.3.2p4), "
                       "the compiler drops what would have prevented it (CERT EXP34-C)."s +
                       OnOnePath,
          .bad = "#include <stdio.h>\n"
                 "struct user { const char *name; };\n"
                 "void greet(struct user *u) {\n"
                 "  if (!u)\n"
                 "    fputs(\"nobody\\n\", stderr);\n"
                 "  puts(u->name);\n"
                 "}\n",
          .good = "#include <stdio.h>\n"
                  "struct user { const char *name; };\n"
                  "void greet(struct user *u) {\n"
                  "  if (!u)\n"
                  "    return;\n"
                  "  puts(u->name);\n"
                  "}\n",
      },
      {
          .id = "ferrule-null-unchecked-result",
          .family = Family::Null,
          .severity = Severity::Medium,
          .cwes = {690, 476, 252},
          .summary = "access through a result that is null when a call fails",
          .rationale = "malloc, fopen, strchr, getenv and their kin return a null pointer when "
                       "they fail or find nothing, and somebody else can make them fail (CERT "
                       "ERR33-C, EXP34-C)."s +
                       OnOnePath,
          .bad = "#include <stdlib.h>\n"
                 "int *make(void) {\n"
                 "  int *p = malloc(sizeof(*p));\n"
                 "  *p = 1;\n"
                 "  return p;\n"
                 "}\n",
          .good = "#include <stdlib.h>\n"
                  "int *make(void) {\n"
                  "  int *p = malloc(sizeof(*p));\n"
                  "  if (p)\n"
                  "    *p = 1;\n"
                  "  return p;\n"
                  "}\n",
      },
      {
          .id = "ferrule-init-uninitialized-read",
          .family = Family::Init,
          .severity = Severity::Medium,
          .cwes = {457, 908},
          .summary = "read of memory that nothing was written to",
          .rationale = "The value is whatever was left there, of another user as it may be, and "
                       "the compiler may take it for a different one at each read (C11 6.3.2.1p2; "
                       "CERT EXP33-C)."s +
                       OnOnePath,
          .bad = "int sign(int n) {\n"
                 "  int result;\n"
                 "  if (n < 0)\n"
                 "    result = -1;\n"
                 "  else if (n > 0)\n"
                 "    result = 1;\n"
                 "  return result;\n"
                 "}\n",
          .good = "int sign(int n) {\n"
                  "  int result = 0;\n"
                  "  if (n < 0)\n"
                  "    result = -1;\n"
                  "  else if (n > 0)\n"
                  "    result = 1;\n"
                  "  return result;\n"
                  "}\n",
      },
      {
          .id = "ferrule-types-confusion",
          .family = Family::Types,
          .severity = Severity::High,
          .cwes = {843, 588},
          .summary = "access to a variable as something larger than it is",
          .rationale = "A pointer was cast, or went through void *, and came out as one to "
                       "another type: the access takes in what lies next to the variable (C11 "
                       "6.5p7; CERT EXP39-C)."s +
                       OnOnePath,
          .bad = "static long get(const void *number) { return *(const long *)number; }\n"
                 "long answer(void) {\n"
                 "  int n = 42;\n"
                 "  return get(&n);\n"
                 "}\n",
          .good = "static long get(const void *number) { return *(const long *)number; }\n"
                  "long answer(void) {\n"
                  "  long n = 42;\n"
                  "  return get(&n);\n"
                  "}\n",
      },
      {
          .id = "ferrule-integers-overflow",
          .family = Family::Integers,
          .severity = Severity::Medium,
          .cwes = {190, 191},
          .summary = "arithmetic whose result does not fit into its type",
          .rationale = "Signed overflow is undefined (C11 6.5p5), unsigned wraps to a small "
                       "number; as a size or an index either leads out of bounds (CERT INT30-C, "
                       "INT32-C)."s +
                       OnOnePathOrFromOutside,
          .bad = "#include <stdio.h>\n"
                 "int next(void) {\n"
                 "  int n;\n"
                 "  if (scanf(\"%d\", &n) != 1)\n"
                 "    return 0;\n"
                 "  return n + 1;\n"
                 "}\n",
          .good = "#include <limits.h>\n"
                  "#include <stdio.h>\n"
                  "int next(void) {\n"
                  "  int n;\n"
                  "  if (scanf(\"%d\", &n) != 1 || n == INT_MAX)\n"
                  "    return 0;\n"
                  "  return n + 1;\n"
                  "}\n",
      },
      {
          .id = "ferrule-integers-sign-conversion",
          .family = Family::Integers,
          .severity = Severity::High,
          .cwes = {195},
          .summary = "negative number that is converted to a size",
          .rationale = "-1 becomes the largest size there is, and a comparison that lets small "
                       "numbers pass lets it pass as well (C11 6.3.1.3p2; CERT INT31-C)."s +
                       OnOnePathOrFromOutside,
          .bad = "#include <stdlib.h>\n"
                 "#include <string.h>\n"
                 "void copy(char to[static 64], const char *from, const char *digits) {\n"
                 "  int n = atoi(digits);\n"
                 "  if (n <= 64)\n"
                 "    memcpy(to, from, n);\n"
                 "}\n",
          .good = "#include <stdlib.h>\n"
                  "#include <string.h>\n"
                  "void copy(char to[static 64], const char *from, const char *digits) {\n"
                  "  int n = atoi(digits);\n"
                  "  if (n >= 0 && n <= 64)\n"
                  "    memcpy(to, from, n);\n"
                  "}\n",
      },
      {
          .id = "ferrule-integers-uncontrolled-allocation",
          .family = Family::Integers,
          .severity = Severity::Medium,
          .cwes = {789},
          .summary = "allocation whose size somebody outside of the program chooses",
          .rationale =
              "A few bytes of input take all memory there is (CWE-789; CERT INT04-C, MEM11-C). "
              "Reported only where the size comes from outside of the program and was not compared "
              "with anything; numbers whose type has no more than 16 bits are small enough.",
          .bad = "#include <stdio.h>\n"
                 "#include <stdlib.h>\n"
                 "void *load(FILE *f) {\n"
                 "  size_t size;\n"
                 "  return fscanf(f, \"%zu\", &size) == 1 ? malloc(size) : NULL;\n"
                 "}\n",
          .good = "#include <stdio.h>\n"
                  "#include <stdlib.h>\n"
                  "void *load(FILE *f) {\n"
                  "  size_t size;\n"
                  "  return fscanf(f, \"%zu\", &size) == 1 && size < 4096 ? malloc(size) : NULL;\n"
                  "}\n",
      },
      {
          .id = "ferrule-libc-untrusted-format",
          .family = Family::Libc,
          .severity = Severity::High,
          .cwes = {134},
          .summary = "format that comes from outside of the program",
          .rationale =
              "%s and %n in the input read and write memory of the sender's choice (CERT FIO30-C). "
              "Reported only where the text of the format was read from a file, a connection, the "
              "environment or the like.",
          .bad = "#include <stdio.h>\n"
                 "void echo(void) {\n"
                 "  char line[80];\n"
                 "  if (fgets(line, sizeof(line), stdin))\n"
                 "    printf(line);\n"
                 "}\n",
          .good = "#include <stdio.h>\n"
                  "void echo(void) {\n"
                  "  char line[80];\n"
                  "  if (fgets(line, sizeof(line), stdin))\n"
                  "    printf(\"%s\", line);\n"
                  "}\n",
      },
  };
  return Table;
}

} // namespace ferrule
