// RUN: %check %s ferrule-null-unchecked-result -- -std=gnu11
// What a function returns when it fails is used as if it could not.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct point {
  int x, y;
};

struct point *origin(void) {
  struct point *p = malloc(sizeof(*p));
  p->x = 0; // defect: null
  p->y = 0;
  return p;
}
struct point *origin_or_null(void) {
  struct point *p = malloc(sizeof(*p));
  if (!p)
    return NULL;
  p->x = 0;
  p->y = 0;
  return p;
}
struct point *origin_or_exit(void) {
  struct point *p = malloc(sizeof(*p));
  if (p == NULL) {
    perror("malloc");
    exit(1);
  }
  *p = (struct point){0, 0};
  return p;
}

char *zeros(size_t n) {
  char *text = calloc(n, 2);
  text[0] = '0'; // defect: null
  return text;
}

char *capital(const char *name) {
  char *copy = strdup(name);
  copy[0] = toupper(name[0]); // defect: null
  return copy;
}
char *capital_checked(const char *name) {
  char *copy = strdup(name);
  if (copy)
    copy[0] = 'X';
  return copy;
}

// Tested, but the wrong one.
int *pair(void) {
  int *first = malloc(sizeof(*first)), *second = malloc(sizeof(*second));
  if (first) {
    *first = 1;
    *second = 2; // defect: null
  }
  free(second);
  return first;
}

int *longer(int *values, size_t n) {
  int *more = realloc(values, (n + 1) * sizeof(*more));
  more[n] = 0; // not found: null
  return more;
}
int *longer_checked(int *values, size_t n) {
  int *more = realloc(values, (n + 1) * sizeof(*more));
  if (!more)
    return values;
  more[n] = 0;
  return more;
}

void touch(const char *path) {
  FILE *f = fopen(path, "a");
  fclose(f); // defect: null
}
void count_down(const char *path) {
  FILE *f = fopen(path, "w");
  fputs("three\n", f); // not found: null
  fclose(f); // defect: fopen
}
void count_down_checked(const char *path) {
  FILE *f = fopen(path, "w");
  if (f) {
    fputs("three\n", f);
    fclose(f);
  }
}

// Not in the environment of everybody.
size_t home_length(void) {
  return strlen(getenv("HOME")); // not found: null
}
size_t home_length_checked(void) {
  const char *home = getenv("HOME");
  return home ? strlen(home) : 0;
}

// The last line of a file need not end in a newline.
void line(FILE *f) {
  char text[80];
  if (!fgets(text, sizeof(text), f))
    return;
  *strchr(text, '\n') = 0; // not found: null
}
void line_checked(FILE *f) {
  char text[80];
  if (!fgets(text, sizeof(text), f))
    return;
  char *end = strchr(text, '\n');
  if (end)
    *end = 0;
}

// Given on unseen, and tested where it is used.
static int size_of(const char *text) { return text ? (int)strlen(text) : 0; }
int passes_on(const char *name) {
  char *copy = strdup(name);
  int n = size_of(copy);
  free(copy);
  return n;
}
