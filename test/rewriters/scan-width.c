// RUN: %tools/rewrite.py %ferrule %s scan-width -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// A string is scanned no further than its array goes.
#include <stdio.h>

struct Entry {
  char name[16];
  int number;
};

int entry(FILE *file, struct Entry *e) {
  return fscanf(file, "\t%s %d", e->name, &e->number);
}
// CHECK:safe: limit what is scanned into 'e->name' to its size
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT: int entry(FILE *file, struct Entry *e) {
// CHECK-NEXT:-  return fscanf(file, "\t%s %d", e->name, &e->number);
// CHECK-NEXT:+  return fscanf(file, "\t%15s %d", e->name, &e->number);
// CHECK-NEXT: }

int words(const char *line) {
  char first[8], rest[32];
  if (sscanf(line, "%s"
                   " = %[^\n]", first, rest + 1) != 2)
    return -1;
  return first[0] + rest[1];
}
// CHECK:safe: limit what is scanned into 'first' to its size
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:   char first[8], rest[32];
// CHECK-NEXT:-  if (sscanf(line, "%s"
// CHECK-NEXT:+  if (sscanf(line, "%7s"
// CHECK-NEXT:                    " = %[^\n]", first, rest + 1) != 2)
// CHECK:safe: limit what is scanned into 'rest + 1' to its size
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:   if (sscanf(line, "%s"
// CHECK-NEXT:-                   " = %[^\n]", first, rest + 1) != 2)
// CHECK-NEXT:+                   " = %30[^\n]", first, rest + 1) != 2)
// CHECK-NEXT:     return -1;

// What has a width that fits is no open operation.
int limited(char *line) {
  char first[8];
  return sscanf(line, "%7s", first);
}

int too_wide(char *line) {
  char first[8];
  return sscanf(line, "%8s", first);
}
// CHECK:safe: limit what is scanned into 'first' to its size
// CHECK-NEXT:refused, the format stands elsewhere, comes from a macro, or has a width that is too large

int unknown(char *to) {
  return scanf("%s", to);
}
// CHECK:safe: limit what is scanned into 'to' to its size
// CHECK-NEXT:refused, no array is seen here that says how large what 'to' points to is

#define FORMAT "%s"
int in_macro(void) {
  char first[8];
  return scanf(FORMAT, first);
}
// CHECK:safe: limit what is scanned into 'first' to its size
// CHECK-NEXT:refused, the format stands elsewhere, comes from a macro, or has a width that is too large
