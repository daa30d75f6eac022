// RUN: %check %s ferrule-lifetime-stack-address-returned -- -std=gnu11
// The variable ends with the call that returns its address.
#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *label(int id) {
  char text[16];
  snprintf(text, sizeof(text), "#%d", id);
  return text; // defect: text
}
const char *label_kept(int id) {
  static char text[16];
  snprintf(text, sizeof(text), "#%d", id);
  return text;
}
const char *label_in(int id, char *text, size_t size) {
  snprintf(text, size, "#%d", id);
  return text;
}
char *label_owned(int id) {
  char *text = malloc(16);
  if (text)
    snprintf(text, 16, "#%d", id);
  return text;
}

struct range {
  int low, high;
};
struct range *made(int low, int high) {
  struct range r = {low, high};
  struct range *result = &r;
  return result; // defect: r
}
struct range by_value(int low, int high) {
  struct range r = {low, high};
  return r;
}
int *inside(int low) {
  struct range r = {low, low + 1};
  int *p = &r.high;
  return p; // defect: r
}

int *larger(int a, int b) {
  return a > b ? &a : &b; // defect:
}
const int *larger_of(const int *a, const int *b) { return *a > *b ? a : b; }

// Only what does not fit is allocated.
char *padded(const char *text) {
  char small[32];
  char *to = small;
  size_t length = strlen(text);
  if (length + 1 > sizeof(small)) {
    to = malloc(length + 1);
    if (!to)
      return NULL;
  }
  strcpy(to, text);
  return to; // defect: small
}

// Through a function that returns what it is given.
static char *skip_blanks(char *text) {
  while (*text == ' ')
    ++text;
  return text;
}
char *trimmed(FILE *f) {
  char line[80];
  if (!fgets(line, sizeof(line), f))
    return NULL;
  return skip_blanks(line); // defect: line
}
char *trimmed_copy(FILE *f) {
  char line[80];
  if (!fgets(line, sizeof(line), f))
    return NULL;
  return strdup(skip_blanks(line));
}
static size_t trimmed_length(char *text) { return strlen(skip_blanks(text)); }
size_t length(FILE *f) {
  char line[80];
  return fgets(line, sizeof(line), f) ? trimmed_length(line) : 0;
}

char *brief(size_t n) {
  char *text = alloca(n + 1);
  memset(text, 0, n + 1);
  return text; // defect:
}
