// RUN: %check %s ferrule-ownership-allocation -- -std=gnu11
// Somebody has to release what an allocator returns.
#include <alloca.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct hooks {
  void *(*allocate)(size_t size);
  void *(*find)(size_t size);
};

__attribute__((malloc)) void *pool_get(size_t size);

void *make(void) {
  return malloc(16); // open: 'malloc' returns something that has to be released by 'free'
}

void kinds(const char *name, struct hooks *h, void **out) {
  out[0] = calloc(2, 8);     // open: 'calloc' returns something
  out[1] = strdup(name);     // open: 'strdup' returns something
  out[2] = fopen(name, "r"); // open: released by 'fclose'
  out[3] = pool_get(8);      // open: 'pool_get' returns something that has to be released
  out[4] = h->allocate(8);   // open: 'allocate' returns something
  out[5] = h->find(8);
  out[6] = realloc(NULL, 8); // open: 'realloc' returns something
  out[6] = realloc(out[6], 16);
}

void lost(void) {
  malloc(16); // defect: 'malloc' returns something
}

static void release(char **p) { free(*p); }

void scoped(void) {
  __attribute__((cleanup(release))) char *p = malloc(16); // discharged: 'malloc' returns something
  if (p)
    *p = 0;
}

// Descriptors and what alloca gives are no blocks of the heap.
int other(const char *path) {
  int fd = open(path, O_RDONLY);
  char *text = alloca(16);
  *text = 0;
  return close(fd);
}
