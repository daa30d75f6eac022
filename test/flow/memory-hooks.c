// RUN: %check %s ferrule-ownership-allocation,ferrule-ownership-release,ferrule-ownership-double-release,ferrule-ownership-memory-leak,ferrule-bounds-out-of-bounds-write,ferrule-null-unchecked-result,ferrule-lifetime-use-after-release -- -std=gnu11
// Pointers to functions by which a library lets its users replace malloc, realloc and free do what
// those do.
#include <stddef.h>

struct hooks {
  void *(*alloc_fn)(void *opaque, size_t size);
  void *(*realloc_fn)(void *opaque, void *block, size_t size);
  void (*free_fn)(void *opaque, void *block);
  void *opaque;
};
extern void *(*lib_malloc)(size_t size);
extern void (*lib_free)(void *block);

int made_and_released(const struct hooks *h) {
  int *cells = h->alloc_fn(h->opaque, 4 * sizeof(int)); // discharged: on every path
  if (!cells)
    return -1;
  cells[3] = 3;
  int last = cells[3];
  h->free_fn(h->opaque, cells); // discharged: it was made by what this releases
  return last;
}

int beyond(const struct hooks *h) {
  int *cells = h->alloc_fn(h->opaque, 4 * sizeof(int)); // discharged: on every path
  if (!cells)
    return -1;
  cells[4] = 3; // defect: past the end of what 'alloc_fn' returns
  h->free_fn(h->opaque, cells); // discharged: it was made
  return 0;
}

int unchecked(void) {
  int *cell = lib_malloc(sizeof(int)); // discharged: on every path
  *cell = 1; // defect: without a test whether it was made
  lib_free(cell); // discharged: it was made
  return 0;
}

int too_late(void) {
  int *cell = lib_malloc(sizeof(int)); // open: nothing in its type says who does that
  if (!cell)
    return 0;
  *cell = 1;
  lib_free(cell); // discharged: it was made
  return *cell; // defect: after its release
}

char *grown(const struct hooks *h, char *old) {
  return h->realloc_fn(h->opaque, old, 64); // open: the last pointer
}

// One for all three, as Lua has it.
typedef void *(*allocator)(void *opaque, void *block, size_t size);
int all_in_one(allocator alloc, void *opaque) {
  int *cells = alloc(opaque, NULL, 4 * sizeof(int)); // discharged: on every path
  if (!cells)
    return -1;
  cells[4] = 1; // defect: past the end of what 'alloc' returns
  alloc(opaque, cells, 0); // discharged: it was made
  return 0;
}
int all_in_one_lost(allocator alloc, void *opaque) {
  int *cells = alloc(opaque, NULL, 4 * sizeof(int)); // defect: what is allocated here is lost // open: nothing in its type
  return cells ? 0 : -1;
}

// Names that say something else.
struct other {
  void *(*lookup)(void *opaque, size_t index);
  void (*freeze)(void *opaque, int level);
};
void *others(const struct other *o) {
  o->freeze(0, 1);
  return o->lookup(0, 7);
}
