// RUN: %tools/rewrite.py %ferrule %s bounded-print -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// What prints or copies a text into an array is told its size; a text that does not fit is an error
// where the function shows how it leaves for one.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct Entry {
  char name[32];
  int number;
};
static char Last[64];

int label(struct Entry *e, const char *file) {
  if (!file)
    return -1;
  sprintf(e->name, "%s.gz", file); // the suffix
  return 0;
}
// CHECK:review: tell the size of 'e->name' to what writes to it
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when the text does not fit into 'e->name', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  sprintf(e->name, "%s.gz", file); // the suffix
// CHECK-NEXT:+  if ((size_t)snprintf(e->name, sizeof(e->name), "%s.gz", file) >= sizeof(e->name))
// CHECK-NEXT:+    return -1; // the suffix
// CHECK-NEXT:   return 0;

int copied(const char *file) {
  char name[16];
  if (!file)
    return -1;
  (void)strcpy(name + 2, file);
  name[0] = name[1] = '.';
  return puts(name);
}
// CHECK:review: tell the size of 'name + 2' to what writes to it
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when the text does not fit into 'name + 2', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  (void)strcpy(name + 2, file);
// CHECK-NEXT:+  if ((size_t)snprintf(name + 2, sizeof(name) - 2, "%s", file) >= sizeof(name) - 2)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   name[0] = name[1] = '.';

int branches(const char *file, int n) {
  if (n < 0)
    return -1;
  if (n == 1)
    strcpy(Last, file);
  else
    sprintf(&Last[0], "%s.%d", file, n);
  return 0;
}
// CHECK:review: tell the size of 'Last' to what writes to it
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when the text does not fit into 'Last', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  if (n == 1)
// CHECK-NEXT:-    strcpy(Last, file);
// CHECK-NEXT:+  if (n == 1) {
// CHECK-NEXT:+    if ((size_t)snprintf(Last, sizeof(Last), "%s", file) >= sizeof(Last))
// CHECK-NEXT:+      return -1;
// CHECK-NEXT:+  }
// CHECK-NEXT:   else
// CHECK:review: tell the size of '&Last[0]' to what writes to it
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when the text does not fit into '&Last[0]', and is all that was taken before released on that way?
// CHECK-NEXT:     strcpy(Last, file);
// CHECK-NEXT:-  else
// CHECK-NEXT:-    sprintf(&Last[0], "%s.%d", file, n);
// CHECK-NEXT:+  else {
// CHECK-NEXT:+    if ((size_t)snprintf(&Last[0], sizeof(Last), "%s.%d", file, n) >= sizeof(Last))
// CHECK-NEXT:+      return -1;
// CHECK-NEXT:+  }
// CHECK-NEXT:   return 0;

// What it returns is more than what was written when the text was cut off.
int kept(const char *file) {
  char name[16];
  if (!file)
    return -1;
  int n = sprintf(name, "%s", file);
  puts(name);
  return n;
}
// CHECK:review: tell the size of 'name' to what writes to it
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when the text does not fit into 'name', and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:-  int n = sprintf(name, "%s", file);
// CHECK-NEXT:+  int n = snprintf(name, sizeof(name), "%s", file);
// CHECK-NEXT:+  if (n < 0 || n >= (int)sizeof(name))
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   puts(name);

// Nothing shows how it leaves.
int shown(va_list arguments) {
  vsprintf(Last, "%s: %s", arguments);
  return puts(Last);
}
// CHECK:review: tell the size of 'Last' to what writes to it
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is a text that is cut off right in 'Last'?
// CHECK-NEXT: int shown(va_list arguments) {
// CHECK-NEXT:-  vsprintf(Last, "%s: %s", arguments);
// CHECK-NEXT:+  vsnprintf(Last, sizeof(Last), "%s: %s", arguments);
// CHECK-NEXT:   return puts(Last);

// To leave would make no difference.
void at_the_end(const char *file) {
  strcpy(Last, file);
}
// CHECK:review: tell the size of 'Last' to what writes to it
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is a text that is cut off right in 'Last'?
// CHECK-NEXT: void at_the_end(const char *file) {
// CHECK-NEXT:-  strcpy(Last, file);
// CHECK-NEXT:+  snprintf(Last, sizeof(Last), "%s", file);
// CHECK-NEXT: }

int used(va_list arguments) {
  return vsprintf(Last, "%s: %s", arguments);
}
// CHECK:review: tell the size of 'Last' to what writes to it
// CHECK-NEXT:refused, the result is used, where it may be more than what was written

// What fits is no open operation.
int fits(int n) {
  char text[16];
  return sprintf(text, "%d", n);
}

void unknown(char *to, const char *from) {
  strcpy(to, from);
}
// CHECK:review: tell the size of 'to' to what writes to it
// CHECK-NEXT:refused, no array is seen here that says how large what 'to' points to is

void appended(const char *from) {
  strcat(Last, from);
}
// CHECK:review: tell the size of 'Last' to what writes to it
// CHECK-NEXT:refused, the room that is left depends on the text that is there: to measure it is an open operation of its own

#define COPY(to, from) strcpy(to, from)
void in_macro(const char *from) {
  COPY(Last, from);
}
// CHECK:review: tell the size of 'Last' to what writes to it
// CHECK-NEXT:refused, the call comes from a macro, or has another name

void itself(int n) {
  sprintf(Last, "%s.%d", Last, n);
}
// CHECK:review: tell the size of 'Last' to what writes to it
// CHECK-NEXT:refused, it reads what it writes: undefined, and snprintf would not do the same
