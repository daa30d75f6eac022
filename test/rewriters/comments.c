// RUN: %tools/rewrite.py %ferrule %s index-check -- -std=c11 | FileCheck %s --match-full-lines
// RUN: %tools/rewrite.py %ferrule %s null-after-release -- -std=c11 | FileCheck %s --match-full-lines --check-prefix=NULL-CHECK
// A comment stays with the statement that it is about.
#include <stdlib.h>

static int Table[16];
struct Buffer {
  char *data;
  int size;
};

void clear(unsigned i, int c) {
  if (c)
    Table[i] = 0; // it is free again
}
// CHECK:+      return;
// CHECK-NEXT:     Table[i] = 0; // it is free again
// CHECK-NEXT:+  }

void drop(struct Buffer *b) {
  free(b->data); // all of it
  b->size = 0;
}
// NULL-CHECK: free(b->data); // all of it
// NULL-CHECK-NEXT:+  b->data = 0;
