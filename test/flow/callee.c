// RUN: %check %s 'ferrule-bounds-out-of-bounds-*,ferrule-null-dereference,ferrule-init-uninitialized-read,ferrule-lifetime-use-after-release' -- -std=gnu11
// What a function does depends on who calls it, and what it leaves behind on how it returns.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The length of one object goes with the pointer to another.
static void fill(int *to, int n, int value) {
  for (int i = 0; i < n; ++i)
    to[i] = value; // defect: window
}
int window_of(void) {
  int window[4], history[8];
  fill(history, 8, 0);
  fill(window, 8, 0);
  return history[0];
}
static void fill_exactly(int *to, int n, int value) {
  for (int i = 0; i < n; ++i)
    to[i] = value;
}
int window_exactly(void) {
  int window[4], history[8];
  fill_exactly(history, 8, 0);
  fill_exactly(window, 4, 0);
  return history[0] + window[3];
}

// Three calls deep.
static char at(const char *text, int i) { return text[i]; } // defect: code
static char last(const char *text, int n) { return at(text, n); }
static char check_digit(const char *text) { return last(text, 4); }
char wrong_digit(void) {
  char code[4] = {'1', '2', '3', '4'};
  return check_digit(code);
}

// Null where nothing is found.
struct entry {
  int key;
  int value;
};
static struct entry entries[4];
static struct entry *find(int key) {
  for (int i = 0; i < 4; ++i)
    if (entries[i].key == key)
      return &entries[i];
  return NULL;
}
int value_of(int key) {
  return find(key)->value; // not found: null
}
int value_or_zero(int key) {
  struct entry *e = find(key);
  return e ? e->value : 0;
}

// A result only where it works.
static int parse(const char *text, int *result) {
  if (text[0] < '0' || text[0] > '9')
    return -1;
  *result = text[0] - '0';
  return 0;
}
int parsed(const char *text) {
  int number;
  parse(text, &number);
  return number; // not found: number
}
int parsed_checked(const char *text) {
  int number;
  if (parse(text, &number) < 0)
    return 0;
  return number;
}

// The function releases what it is given.
struct job {
  char *name;
  int id;
};
static void finish(struct job *j) {
  free(j->name);
  free(j);
}
int finished(struct job *j) {
  finish(j);
  return j->id; // defect:
}
int finished_last(struct job *j) {
  int id = j->id;
  finish(j);
  return id;
}

// Only if it takes it.
static int submit(struct job *j) {
  if (j->id < 0) {
    free(j);
    return -1;
  }
  return 0;
}
int submitted(struct job *j) {
  int result = submit(j);
  if (result < 0)
    printf("%d is no job\n", j->id); // defect:
  return result;
}
int submitted_checked(struct job *j) {
  int id = j->id;
  if (submit(j) < 0) {
    printf("%d is no job\n", id);
    return -1;
  }
  j->id = 0;
  return 0;
}

// Through the address of the pointer.
static void drop(struct job **j) {
  free(*j);
  *j = NULL;
}
void dropped(struct job *j) {
  drop(&j);
  if (j)
    j->id = 0;
  free(j);
}
void dropped_and_used(struct job *j) {
  drop(&j);
  j->id = 0; // defect: null
}

// Itself, as deep as it is told.
static int depth(const struct entry *e, int n) { return n ? depth(e + 1, n - 1) : e->key; }
int recursive(int n) { return depth(entries, n); }
