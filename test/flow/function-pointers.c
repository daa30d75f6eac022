// RUN: %check %s ferrule-bounds-out-of-bounds-write,ferrule-null-dereference,ferrule-ownership-double-release -- -std=gnu11
// Which function is called is known where the pointer is.
#include <stddef.h>
#include <stdlib.h>

typedef void (*Writer)(int *to);

static void write_four(int *to) { to[3] = 4; }
static void write_five(int *to) { to[4] = 5; } // defect: cells
static void write_six(int *to) { to[5] = 6; }  // defect: local
static void write_many(int *to) { to[99] = 0; }

void by_variable(void) {
  int cells[4], more[5];
  Writer w = write_four;
  w(cells);
  w = write_five;
  w(more);
  w(cells);
}

// Given on as a callback.
static void apply(Writer w, int *to) { w(to); }
void by_parameter(void) {
  int local[4];
  apply(write_four, local);
  apply(write_six, local);
}

// In a structure of operations.
struct operations {
  void *(*make)(size_t n);
  void (*drop)(void *block);
};
static void drop_twice(void *block) {
  free(block);
  free(block); // defect:
}
static void drop_once(void *block) { free(block); }
void by_member(void) {
  struct operations o = {malloc, drop_once};
  void *block = o.make(16);
  o.drop(block);
  o.drop = drop_twice;
  block = o.make(16);
  o.drop(block);
}

// What a constant names.
static void write_seven(int *to) { to[6] = 7; } // not found: cells
static void (*const Constant)(int *) = write_seven;
static const struct {
  const char *name;
  Writer write;
} Commands[] = {{"four", write_four}, {"many", write_many}};
void by_constant(void) {
  int cells[4];
  Constant(cells);
}
void by_table(void) {
  int cells[4];
  Commands[0].write(cells);
}

// Chosen by somebody else: nothing is certain.
void by_unknown(Writer w, size_t which) {
  int cells[4] = {0};
  w(cells);
  Commands[which].write(cells);
}

static int *none(void) { return NULL; }
int result(void) {
  int *(*get)(void) = none;
  return *get(); // defect: null
}
