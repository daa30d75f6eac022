// RUN: %tools/rewrite.py %ferrule %s wrap-check -- -std=c11
// RUN: %tools/rewrite.py %ferrule %s index-check -- -std=c11
// A test that is there is not offered once more, whatever the checks make of it.
#include <stdlib.h>
#include <string.h>

struct Ring {
  int slots[8];
};

int longer(char *to, const char *from, size_t n, size_t m) {
  if (!from)
    return -1;
  memcpy(to, from, n + m);
  return 0;
}

void *table(size_t rows, size_t columns) {
  return malloc(rows * columns);
}

void put(struct Ring *r, unsigned a, unsigned b) {
  r->slots[a + b] = 1;
}
