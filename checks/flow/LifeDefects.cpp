// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "checks/flow/Defects.h"

using namespace std::string_literals;

namespace ferrule {

llvm::ArrayRef<CheckInfo> lifeDefects() {
  static const CheckInfo Table[] = {
      {
          .id = "ferrule-lifetime-use-after-release",
          .family = Family::Lifetime,
          .severity = Severity::Critical,
          .cwes = {416, 825},
          .summary = "use of something that has been released",
          .rationale = "The memory may belong to somebody else by now, and whoever fills it "
                       "decides what is read or overwritten (CERT MEM30-C, FIO46-C)."s +
                       OnOnePath,
          .bad = "#include <stdlib.h>\n"
                 "struct node { struct node *next; };\n"
                 "void clear(struct node *list) {\n"
                 "  for (struct node *n = list; n; n = n->next)\n"
                 "    free(n);\n"
                 "}\n",
          .good = "#include <stdlib.h>\n"
                  "struct node { struct node *next; };\n"
                  "void clear(struct node *list) {\n"
                  "  while (list) {\n"
                  "    struct node *n = list;\n"
                  "    list = n->next;\n"
                  "    free(n);\n"
                  "  }\n"
                  "}\n",
      },
      {
          .id = "ferrule-lifetime-stack-address-returned",
          .family = Family::Lifetime,
          .severity = Severity::High,
          .cwes = {562, 825},
          .summary = "function that returns the address of its own variable",
          .rationale = "The variable ends when the function returns, and the next call writes "
                       "over it (C11 6.2.4p2; CERT DCL30-C)."s +
                       OnOnePath,
          .bad = "#include <stdio.h>\n"
                 "const char *label(int id) {\n"
                 "  char text[16];\n"
                 "  snprintf(text, sizeof(text), \"#%d\", id);\n"
                 "  const char *result = text;\n"
                 "  return result;\n"
                 "}\n",
          .good = "#include <stdio.h>\n"
                  "const char *label(int id, char text[static 16]) {\n"
                  "  snprintf(text, 16, \"#%d\", id);\n"
                  "  return text;\n"
                  "}\n",
      },
      {
          .id = "ferrule-ownership-double-release",
          .family = Family::Ownership,
          .severity = Severity::High,
          .cwes = {415},
          .summary = "release of something that has been released",
          .rationale = "The second release destroys the bookkeeping of the heap, or ends what "
                       "belongs to somebody else by now (C11 7.22.3.3p2; CERT MEM30-C)."s +
                       OnOnePath,
          .bad = "#include <stdlib.h>\n"
                 "#include <string.h>\n"
                 "int store(const char *text, int (*put)(char *)) {\n"
                 "  char *copy = strdup(text);\n"
                 "  int result = put(copy);\n"
                 "  if (result < 0)\n"
                 "    free(copy);\n"
                 "  free(copy);\n"
                 "  return result;\n"
                 "}\n",
          .good = "#include <stdlib.h>\n"
                  "#include <string.h>\n"
                  "int store(const char *text, int (*put)(char *)) {\n"
                  "  char *copy = strdup(text);\n"
                  "  int result = put(copy);\n"
                  "  free(copy);\n"
                  "  return result;\n"
                  "}\n",
      },
      {
          .id = "ferrule-ownership-release-non-heap",
          .family = Family::Ownership,
          .severity = Severity::High,
          .cwes = {590},
          .summary = "release of memory that is not from the heap",
          .rationale = "free and delete take what malloc and new gave; of a variable or a literal "
                       "they make a part of the heap (C11 7.22.3.3p2; CERT MEM34-C)."s +
                       OnOnePath,
          .bad = "#include <stdlib.h>\n"
                 "void work(size_t n, void (*use)(char *)) {\n"
                 "  char small[64], *block = n > sizeof(small) ? malloc(n) : small;\n"
                 "  if (block)\n"
                 "    use(block);\n"
                 "  free(block);\n"
                 "}\n",
          .good = "#include <stdlib.h>\n"
                  "void work(size_t n, void (*use)(char *)) {\n"
                  "  char small[64], *block = n > sizeof(small) ? malloc(n) : small;\n"
                  "  if (block)\n"
                  "    use(block);\n"
                  "  if (block != small)\n"
                  "    free(block);\n"
                  "}\n",
      },
      {
          .id = "ferrule-ownership-release-interior",
          .family = Family::Ownership,
          .severity = Severity::High,
          .cwes = {761},
          .summary = "release by a pointer that does not point at the start of the block",
          .rationale = "The allocator looks for its bookkeeping where the program's own data is "
                       "(C11 7.22.3.3p2; CERT MEM34-C)."s +
                       OnOnePath,
          .bad = "#include <stdlib.h>\n"
                 "#include <string.h>\n"
                 "int indent(const char *line) {\n"
                 "  char *text = strdup(line);\n"
                 "  int n = 0;\n"
                 "  for (; text && *text == ' '; ++text)\n"
                 "    ++n;\n"
                 "  free(text);\n"
                 "  return n;\n"
                 "}\n",
          .good = "#include <stdlib.h>\n"
                  "#include <string.h>\n"
                  "int indent(const char *line) {\n"
                  "  char *text = strdup(line);\n"
                  "  int n = 0;\n"
                  "  while (text && text[n] == ' ')\n"
                  "    ++n;\n"
                  "  free(text);\n"
                  "  return n;\n"
                  "}\n",
      },
      {
          .id = "ferrule-ownership-mismatched-release",
          .family = Family::Ownership,
          .severity = Severity::Medium,
          .cwes = {762},
          .summary = "release by a function that is not the counterpart of the allocation",
          .rationale = "malloc goes with free, new with delete, new[] with delete[], popen with "
                       "pclose; any other function misreads what it is given, and destructors do "
                       "not run (C++20 [expr.delete]p2; CERT MEM51-CPP)."s +
                       OnOnePath,
          .bad = "void work(unsigned n) {\n"
                 "  int *values = new int[n];\n"
                 "  delete values;\n"
                 "}\n",
          .good = "void work(unsigned n) {\n"
                  "  int *values = new int[n];\n"
                  "  delete[] values;\n"
                  "}\n",
      },
      {
          .id = "ferrule-ownership-memory-leak",
          .family = Family::Ownership,
          .severity = Severity::Medium,
          .cwes = {401, 772},
          .summary = "memory that nobody can release any more",
          .rationale = "The last pointer to the block is gone. Who can repeat that brings a "
                       "program that keeps running down (CERT MEM31-C). Not reported where the "
                       "program ends, or where the pointer was given away."s +
                       OnOnePath,
          .bad = "#include <stdio.h>\n"
                 "#include <stdlib.h>\n"
                 "int load(FILE *f) {\n"
                 "  char *line = malloc(80);\n"
                 "  if (!line || !fgets(line, 80, f))\n"
                 "    return -1;\n"
                 "  int n = atoi(line);\n"
                 "  free(line);\n"
                 "  return n;\n"
                 "}\n",
          .good = "#include <stdio.h>\n"
                  "#include <stdlib.h>\n"
                  "int load(FILE *f) {\n"
                  "  char *line = malloc(80);\n"
                  "  int n = line && fgets(line, 80, f) ? atoi(line) : -1;\n"
                  "  free(line);\n"
                  "  return n;\n"
                  "}\n",
      },
      {
          .id = "ferrule-ownership-handle-leak",
          .family = Family::Ownership,
          .severity = Severity::Medium,
          .cwes = {775, 772},
          .summary = "file or other handle that nobody can close any more",
          .rationale = "A process has few descriptors; and what was written to a file that is not "
                       "closed may not get there (CERT FIO42-C). Not reported where the program "
                       "ends, or where the handle was given away."s +
                       OnOnePath,
          .bad = "#include <stdio.h>\n"
                 "int first(const char *path) {\n"
                 "  FILE *f = fopen(path, \"r\");\n"
                 "  return f ? fgetc(f) : EOF;\n"
                 "}\n",
          .good = "#include <stdio.h>\n"
                  "int first(const char *path) {\n"
                  "  FILE *f = fopen(path, \"r\");\n"
                  "  int c = f ? fgetc(f) : EOF;\n"
                  "  if (f)\n"
                  "    fclose(f);\n"
                  "  return c;\n"
                  "}\n",
      },
  };
  return Table;
}

} // namespace ferrule
