// RUN: %tools/rewrite.py %ferrule %s copy-check -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// Before more is copied than an array holds, the function is left as it is left elsewhere. What else
// the call is given may be of unknown size: then the operation stays open.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct Frame {
  unsigned length;
  unsigned char payload[64];
  int values[4];
};

int copied(struct Frame *f, const char *from, size_t n) {
  if (!from)
    return -1;
  memcpy(f->payload, from, n);
  return 0;
}
// CHECK:review: test that 'n' is within 'f->payload'
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' is more than 'f->payload' holds, and is all that was taken before released on that way?
// CHECK-NEXT:   if (!from)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (n > sizeof(f->payload))
// CHECK-NEXT:     return -1;

int cleared(struct Frame *f, int n) {
  if (!f)
    return -1;
  memset(f->payload, 0, n);
  return 0;
}
// CHECK:review: test that 'n' is within 'f->payload'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' is more than 'f->payload' holds, and is all that was taken before released on that way?
// CHECK-NEXT:   if (!f)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (n < 0 || n > (int)sizeof(f->payload))
// CHECK-NEXT:     return -1;

// Behind the first elements.
int behind(struct Frame *f, const int *from, size_t n) {
  if (!from)
    return -1;
  memcpy(f->values + 1, from, n * sizeof(int));
  return 0;
}

int member(struct Frame *f, struct Frame *to) {
  if (!f)
    return -1;
  memcpy(to->payload, f->values, f->length * 2);
  return 0;
}
// CHECK:review: test that 'f->length * 2' is within 'f->values'
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'f->length * 2' is more than 'f->values' holds, and is all that was taken before released on that way?
// CHECK-NEXT:   if (!f)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:+  if (f->length > sizeof(f->values) / 2)
// CHECK-NEXT:     return -1;

// One end is bounded already.
int one_end(struct Frame *f, int n) {
  if (n > 64)
    return -1;
  memset(f->payload, 0, n);
  return 0;
}
// CHECK:review: test that 'n' is within 'f->payload'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' is more than 'f->payload' holds, and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (n < 0)
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   memset(f->payload, 0, n);

int line(FILE *file, int n) {
  char line[80];
  if (!file)
    return -1;
  if (fgets(line, n, file) == NULL)
    return 0;
  return line[0];
}
// CHECK:review: test that 'n' is within 'line'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'n' is more than 'line' holds, and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (n < 0 || n > (int)sizeof(line))
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   if (fgets(line, n, file) == NULL)

long filled(int file, struct Frame *f) {
  if (file < 0)
    return -1;
  return read(file, f->payload, f->length);
}
// CHECK:review: test that 'f->length' is within 'f->payload'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is 'return -1' right when 'f->length' is more than 'f->payload' holds, and is all that was taken before released on that way?
// CHECK-NEXT:     return -1;
// CHECK-NEXT:+  if (f->length > sizeof(f->payload))
// CHECK-NEXT:+    return -1;
// CHECK-NEXT:   return read(file, f->payload, f->length);

// Compared already: what is open is the other size.
int compared(struct Frame *f, const char *from, size_t n) {
  if (n > sizeof(f->payload))
    return -1;
  memcpy(f->payload, from, n);
  return 0;
}

size_t next(void);
int called(struct Frame *f, const char *from) {
  if (!from)
    return -1;
  memcpy(f->payload, from, next());
  return 0;
}
// CHECK:review: test that 'next()' is within 'f->payload'
// CHECK-NEXT:refused, the length would be evaluated twice, and it calls a function or changes something

int no_example(struct Frame *f, size_t n) {
  memset(f->payload, 0, n);
  return f->payload[0];
}
// CHECK:review: test that 'n' is within 'f->payload'
// CHECK-NEXT:refused, nothing in 'no_example' shows how it would leave early when something is wrong
