// RUN: %check %s ferrule-null-dereference -- -std=gnu11
// The pointer is null on a path that the function itself has.
#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  int value;
  struct node *next;
};

int inverted(struct node *n) {
  if (!n)
    return n->value; // defect: null
  return 0;
}

int tells_and_goes_on(struct node *n) {
  if (n == NULL)
    fputs("no node\n", stderr);
  return n->value; // defect: null
}
int tells_and_returns(struct node *n) {
  if (n == NULL) {
    fputs("no node\n", stderr);
    return -1;
  }
  return n->value;
}
int tells_and_ends(struct node *n) {
  if (n == NULL) {
    fputs("no node\n", stderr);
    exit(1);
  }
  return n->value;
}

int wrong_operator(struct node *n) {
  if (n || n->value > 0) // defect: null
    return 1;
  return 0;
}
int right_operator(struct node *n) { return n && n->value > 0; }
int other_order(struct node *n) { return !n || n->value > 0; }
int chosen(struct node *n) { return n ? n->value : 0; }

// Only long texts have a buffer.
void keep(const char *text, char *large) {
  char *to = NULL;
  if (strlen(text) > 64)
    to = large;
  strcpy(to, text); // defect: null
}
void keep_any(const char *text, char *large) {
  char small[65], *to = small;
  if (strlen(text) > 64)
    to = large;
  strcpy(to, text);
  puts(to);
}

void emptied(struct node *list) {
  struct node *at = list;
  at = NULL;
  at->value = 0; // defect: null
}

// The last node is the one before the null.
int last(struct node *n) {
  while (n)
    n = n->next;
  return n->value; // defect: null
}
int last_kept(struct node *n) {
  struct node *before = NULL;
  for (; n; n = n->next)
    before = n;
  return before ? before->value : -1;
}

void cleared(char *text) {
  if (text)
    return;
  memset(text, 0, 8); // defect: null
}

// Nothing is read.
size_t sizes(struct node *n) {
  if (!n)
    return sizeof(*n) + sizeof(n->next) + offsetof(struct node, next);
  return 0;
}

int asserted(struct node *n) {
  assert(n != NULL);
  return n->value;
}

// Of the caller's pointers nothing is known.
int both(struct node *a, struct node *b) { return a->value + b->next->value; }

// A second look at what was used already says nothing of the first.
int late(struct node *n) {
  int value = n->value;
  if (!n)
    return 0;
  return value;
}

// strtok() goes on where it was.
int words(char *line) {
  int n = 0;
  for (char *word = strtok(line, " "); word; word = strtok(0, " "))
    n++;
  return n;
}
