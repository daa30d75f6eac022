// RUN: %tools/rewrite.py %ferrule %s null-after-release -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// A member or a global that outlives the release of what it points to becomes NULL. The operation
// stays open: other pointers are not seen.
#include <stdlib.h>

struct Buffer {
  char *data;
  char *name;
  struct Buffer *next;
};
struct Holder {
  struct Buffer *buffer;
};
static char *Last;
struct Buffer *next(void);

void reset(struct Buffer *b) {
  free(b->data);
}
// CHECK:safe: set 'b->data' to NULL once it is released
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:   free(b->data);
// CHECK-NEXT:+  b->data = NULL;
// CHECK-NEXT: }

void forget(void) {
  free(Last);
}
// CHECK:safe: set 'Last' to NULL once it is released
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:   free(Last);
// CHECK-NEXT:+  Last = NULL;
// CHECK-NEXT: }

void braces(struct Buffer *b) {
  if (b->data) {
    free(b->data);
  }
}
// CHECK:safe: set 'b->data' to NULL once it is released
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:     free(b->data);
// CHECK-NEXT:+    b->data = NULL;
// CHECK-NEXT:   }

#define DROP(p) free(p)
void in_macro(struct Buffer *b) {
  DROP(b->data);
}
// CHECK:safe: set 'b->data' to NULL once it is released
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:   DROP(b->data);
// CHECK-NEXT:+  b->data = NULL;
// CHECK-NEXT: }

// The holder of the pointer stays.
void keep_holder(struct Holder *h) {
  free(h->buffer->data);
  free(h->buffer);
}
// CHECK:safe: set 'h->buffer->data' to NULL once it is released
// CHECK-NEXT:refused, what holds the pointer is released, or overwritten, right behind
// CHECK:safe: set 'h->buffer' to NULL once it is released
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:   free(h->buffer);
// CHECK-NEXT:+  h->buffer = NULL;
// CHECK-NEXT: }

void set(struct Buffer *b) {
  free(b->data);
  b->data = malloc(16);
}
// CHECK:safe: set 'b->data' to NULL once it is released
// CHECK-NEXT:refused, it is set in the next statement

void destroy(struct Buffer *b) {
  free(b->data);
  free(b->name);
  free(b);
}
// CHECK:safe: set 'b->data' to NULL once it is released
// CHECK-NEXT:refused, what holds the pointer is released, or overwritten, right behind
// CHECK:safe: set 'b->name' to NULL once it is released
// CHECK-NEXT:refused, what holds the pointer is released, or overwritten, right behind

void branch(struct Buffer *b) {
  if (b->data)
    free(b->data);
}
// CHECK:safe: set 'b->data' to NULL once it is released
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT: void branch(struct Buffer *b) {
// CHECK-NEXT:-  if (b->data)
// CHECK-NEXT:+  if (b->data) {
// CHECK-NEXT:     free(b->data);
// CHECK-NEXT:+    b->data = NULL;
// CHECK-NEXT:+  }
// CHECK-NEXT: }

void stepping(void) {
  free(next()->data);
}
// CHECK:safe: set 'next()->data' to NULL once it is released
// CHECK-NEXT:refused, the pointer would be evaluated twice, and it calls a function or changes something

void constant(const struct Buffer *b) {
  free(b->data);
}
// CHECK:safe: set 'b->data' to NULL once it is released
// CHECK-NEXT:refused, the pointer is const

#define DATA b->data
void of_macro(struct Buffer *b) {
  free(DATA);
}
// CHECK:safe: set 'DATA' to NULL once it is released
// CHECK-NEXT:applied, discharges 0 of 1: V1
// CHECK-NEXT:   free(DATA);
// CHECK-NEXT:+  DATA = NULL;
// CHECK-NEXT: }

// Who ends a node may take it out of the list first, and then the member leads to the next one.
struct node {
  struct node *next;
  struct node *prev;
};
struct list {
  struct node *first;
};
static void drop(struct node *n) {
  if (n->prev)
    n->prev->next = n->next;
  free(n);
}
void pop(struct list *l) {
  drop(l->first);
}
// CHECK:review: set 'l->first' to NULL once it is released
// CHECK-NEXT:refused, 'drop' may have set it to something else

void exchange(struct Buffer *b, int own, char *fresh) {
  if (own) {
    free(b->data);
  }
  b->data = fresh;
}
// CHECK:safe: set 'b->data' to NULL once it is released
// CHECK-NEXT:refused, it is set in the next statement
