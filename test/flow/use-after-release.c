// RUN: %check %s ferrule-lifetime-use-after-release -- -std=gnu11
// What is used is gone.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  int value;
  struct node *next;
  char *name;
};
void take(struct node *n);

int value_of(struct node *n) {
  free(n);
  return n->value; // defect:
}
int value_before(struct node *n) {
  int value = n->value;
  free(n);
  return value;
}

void clear(struct node *list) {
  for (struct node *n = list; n; n = n->next) // defect:
    free(n);
}
void clear_saved(struct node *list) {
  while (list) {
    struct node *next = list->next;
    free(list);
    list = next;
  }
}

// Only where it fails.
int convert(struct node *n, int (*check)(int)) {
  int bad = check(n->value);
  if (bad)
    free(n);
  n->value = bad; // defect:
  return bad;
}
int convert_checked(struct node *n, int (*check)(int)) {
  if (check(n->value)) {
    free(n);
    return -1;
  }
  n->value = 0;
  return 0;
}

// By another name.
char first_letter(const char *text) {
  char *copy = strdup(text), *start = copy;
  if (!copy)
    return 0;
  free(copy);
  return *start; // defect:
}

void member(struct node *n) {
  free(n->name);
  puts(n->name); // defect:
}
void member_renewed(struct node *n) {
  free(n->name);
  n->name = strdup("none");
  if (n->name)
    puts(n->name);
}
void member_forgotten(struct node *n) {
  free(n->name);
  n->name = NULL;
  if (n->name)
    puts(n->name);
}

void given_on(struct node *n) {
  free(n);
  take(n); // defect:
}

// It may have moved.
int grow(int *values, size_t n) {
  int *more = realloc(values, n * sizeof(*more));
  if (!more)
    return -1;
  return values[0]; // defect:
}
int grow_renewed(int *values, size_t n) {
  int *more = realloc(values, n * sizeof(*more));
  if (!more)
    return values[0];
  values = more;
  return values[0];
}

void log_line(const char *path) {
  FILE *f = fopen(path, "a");
  if (!f)
    return;
  fputs("start\n", f);
  fclose(f);
  fputs("end\n", f); // not found:
}
void log_lines(const char *path) {
  FILE *f = fopen(path, "a");
  if (!f)
    return;
  fputs("start\n", f);
  fclose(f);
  f = fopen(path, "a");
  if (!f)
    return;
  fputs("end\n", f);
  fclose(f);
}

// A variable whose scope was left.
int scope(int n) {
  int *p = &n;
  if (n > 0) {
    int doubled = 2 * n;
    p = &doubled;
  }
  return *p; // defect: doubled
}
int scope_within(int n) {
  int *p = &n, doubled;
  if (n > 0) {
    doubled = 2 * n;
    p = &doubled;
  }
  return *p;
}

// A goto leads back into the scope.
int again(int c) {
  int sum = 0;
  goto inside;
  do {
    int in;
    in = c;
  inside:
    in = 1;
    sum += in;
  } while (sum < c);
  return sum;
}
