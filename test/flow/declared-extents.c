// RUN: %check %s ferrule-bounds-pointer-subscript -- -std=c11
// How much a pointer leads to, as its declaration says.
#include <stddef.h>

#define COUNTED_BY(n) __attribute__((annotate("ferrule::counted_by(" #n ")")))
#define SIZED_BY(n) __attribute__((annotate("ferrule::sized_by(" #n ")")))

int at(const int *p COUNTED_BY(n), size_t n, size_t i) {
  if (i >= n)
    return 0;
  return p[i]; // discharged: by the conditions on the way
}

int beyond(const int *p COUNTED_BY(n), size_t n, size_t i) {
  if (i > n)
    return 0;
  return p[i]; // open: it may end up to 4 bytes behind
}

int sum(const int *p COUNTED_BY(n), int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += p[i]; // discharged: by the conditions on the way
  return s;
}

int tag(const unsigned char *p COUNTED_BY(4)) {
  return p[3]; // discharged: bytes 3 to 3 lie within the 4 bytes
}
int beyond_tag(const unsigned char *p COUNTED_BY(4)) {
  return p[4]; // open: its extent is not declared
}

int quads(const unsigned char *p COUNTED_BY(4 * n), size_t n) {
  return n ? p[3] : 0; // discharged: by the conditions on the way
}

int half(const short *p SIZED_BY(bytes), size_t bytes) {
  int s = 0;
  for (size_t i = 0; i < bytes; i++)
    s += p[i]; // open: behind
  return s;
}

// Without a count of that name nothing is said.
int unknown(const int *p COUNTED_BY(count), size_t n, size_t i) {
  if (i >= n)
    return 0;
  return p[i]; // open: its extent is not declared
}

struct Buffer {
  char *data COUNTED_BY(size);
  size_t size;
};
char field(const struct Buffer *b, size_t i) {
  if (i >= b->size)
    return 0;
  return b->data[i]; // discharged: by the conditions on the way
}

// Said by the first declaration, with other names.
int later(const int *values COUNTED_BY(count), size_t count);
int later(const int *p, size_t n) {
  int s = 0;
  for (size_t i = 0; i < n; i++)
    s += p[i]; // discharged: by the conditions on the way
  return s;
}
