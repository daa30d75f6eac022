// RUN: %check %s ferrule-bounds-unrelated-pointers -- -std=gnu11
// The distance between two objects means nothing.
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ptrdiff_t used(void) {
  char input[64] = "", output[64] = "";
  char *end = output + 10;
  return end - input; // defect: {{input|output}}
}
ptrdiff_t used_one(void) {
  char output[64] = "";
  char *end = output + 10;
  return end - output;
}

// What is found is in the text that was searched.
ptrdiff_t key_length(FILE *f) {
  char line[80], copy[80];
  if (!fgets(line, sizeof(line), f))
    return -1;
  strcpy(copy, line);
  char *end = strchr(line, '=');
  return end ? end - copy : -1; // defect: {{line|copy}}
}
ptrdiff_t key_length_same(FILE *f) {
  char line[80];
  if (!fgets(line, sizeof(line), f))
    return -1;
  char *end = strchr(line, '=');
  return end ? end - line : -1;
}

static int queue[16], stack[16];
ptrdiff_t global_distance(void) {
  int *top = &stack[4];
  return top - queue; // defect: {{queue|stack}}
}
ptrdiff_t top(void) {
  int *top = &stack[4];
  return top - stack;
}

// The old block and the new one.
char *moved(size_t n, ptrdiff_t *at) {
  char *from = malloc(n), *to = malloc(2 * n);
  if (!from || !to)
    abort();
  char *cursor = from + n / 2;
  *at = cursor - to; // defect:
  free(from);
  return to;
}
char *moved_rebased(size_t n, ptrdiff_t *at) {
  char *from = malloc(n), *to = malloc(2 * n);
  if (!from || !to)
    abort();
  char *cursor = from + n / 2;
  *at = cursor - from;
  free(from);
  return to;
}

// In a function that gets both.
static size_t length(const char *begin, const char *end) {
  return (size_t)(end - begin); // defect: {{left|right}}
}
size_t both(void) {
  char left[8] = "a", right[8] = "b";
  return length(left, right + 8);
}
static size_t extent(const char *begin, const char *end) { return (size_t)(end - begin); }
size_t one(void) {
  char left[8] = "a";
  return extent(left, left + 8);
}

// Of the pointers of others nothing is known.
ptrdiff_t others(const int *a, const int *b) { return a - b; }

// Two members of one object.
struct frame {
  char head[8];
  char body[8];
};
ptrdiff_t members(struct frame *f) { return (char *)&f->body - (char *)f; }
