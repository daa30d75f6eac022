// RUN: %check %s ferrule-bounds-out-of-bounds-write,ferrule-null-dereference -- -std=gnu11
// A variable that nobody writes decides a branch as a constant does.
#include <stdbool.h>
#include <stddef.h>

static int verbose;
static bool strict = true;
static const int limit = 8;
int columns = 4;
static int rows = 4;
static int calls;

void set_rows(int n) { rows = n; }
void count(void) { ++calls; }
void publish(int *to, int **where) { *where = to; }

void quiet(int *p) {
  int values[8];
  if (verbose)
    values[limit] = 0;
  if (!strict) {
    p = NULL;
    *p = 0;
  }
  for (int i = 0; i < limit; ++i)
    values[i] = i;
}

void loud(void) {
  int values[8];
  if (!verbose)
    values[limit] = 0; // defect: values
}

void strictly(int *p) {
  if (strict)
    p = NULL;
  *p = 0; // defect: null
}

void table(void) {
  int cells[4];
  for (int i = 0; i < columns; ++i)
    cells[i] = 0;
}

// These have other values on the way.
void written(void) {
  int cells[4];
  if (rows > 4)
    cells[4] = 1; // defect: cells
  if (rows < 4)
    cells[5] = 1; // defect: cells
  if (calls)
    cells[6] = 1; // defect: cells
}

// A function that gives the same at each call is as good.
static int is_debug_build(void) { return 0; }
static int buffer_size(void) { return 4; }
void by_function(void) {
  int cells[4];
  if (is_debug_build())
    cells[4] = 1;
  for (int i = 0; i < buffer_size(); ++i)
    cells[i] = 0;
  for (int i = 0; i <= buffer_size(); ++i)
    cells[i] = 0; // defect: cells
}

// Its address is known to others.
static int shared = 1;
void share(int **where) { publish(&shared, where); }
void read_shared(void) {
  int cells[4];
  if (shared == 2)
    cells[4] = 1; // defect: cells
}
