// RUN: %check %s ferrule-ownership-release-non-heap -- -std=gnu11
// What is released was not allocated.
#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void array(void) {
  char line[80];
  if (fgets(line, sizeof(line), stdin))
    puts(line);
  free(line); // defect: line
}

static int table[64];
void statics(void) {
  int *p = table;
  p[0] = 1;
  free(p); // defect: table
}

struct event {
  int kind;
};
void address(void) {
  struct event local = {1};
  struct event *e = &local;
  free(e); // defect: local
}

void literal(int named) {
  char *name = "anonymous";
  if (named)
    name = strdup("somebody");
  if (name)
    puts(name);
  free(name); // defect: literal
}

// Small ones stay on the stack.
void work(size_t n, void (*use)(char *)) {
  char small[64];
  char *block = small;
  if (n > sizeof(small))
    block = malloc(n);
  if (block)
    use(block);
  free(block); // defect: small
}
void work_checked(size_t n, void (*use)(char *)) {
  char small[64];
  char *block = small;
  if (n > sizeof(small))
    block = malloc(n);
  if (block)
    use(block);
  if (block != small)
    free(block);
}
void work_by_size(size_t n, void (*use)(char *)) {
  char small[64];
  char *block = small;
  if (n > sizeof(small))
    block = malloc(n);
  if (block)
    use(block);
  if (n > sizeof(small))
    free(block);
}

void stack(size_t n) {
  char *text = alloca(n + 1);
  text[0] = 0;
  free(text); // defect:
}

// From somewhere.
void other(char *text) { free(text); }
void nothing(void) { free(NULL); }
