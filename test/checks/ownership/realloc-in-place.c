// RUN: %check %s ferrule-ownership-realloc-in-place -- -std=c11
// When realloc fails, the old block is still there, but its only pointer is gone.
#include <stdlib.h>

struct buffer {
  char *data;
};
void *reallocf(void *block, size_t size);

void in_place(struct buffer *b, char *p) {
  p = realloc(p, 16);                  // open: 'p' is overwritten by the result of 'realloc'
  b->data = (char *)realloc(b->data, 16); // open: 'b->data' is overwritten
  b->data = reallocf(b->data, 32);     // discharged: 'b->data' is overwritten
}

int kept(struct buffer *b, struct buffer *other) {
  char *p = realloc(b->data, 16);
  if (!p)
    return -1;
  b->data = p;
  other->data = realloc(b->data, 16);
  return 0;
}
