// RUN: %tools/rewrite.py %ferrule %s bounded-print -- -std=c89 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// In C89 there is no snprintf.
#include <string.h>

static char Last[64];

int copied(const char *file) {
  if (!file)
    return -1;
  strcpy(Last, file);
  return 0;
}
// CHECK:review: tell the size of 'Last' to what writes to it
// CHECK-NEXT:refused, snprintf is not in this version of C, and the file does without it
