// RUN: %check %s ferrule-init-uninitialized-read -- -std=gnu11
// No write reaches the read.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int sum(const int values[3]) {
  int total;
  for (int i = 0; i < 3; ++i)
    total += values[i]; // defect: total
  return total;
}

int sign(int n) {
  int result;
  if (n < 0)
    result = -1;
  else if (n > 0)
    result = 1;
  return result; // defect: result
}
int sign_complete(int n) {
  int result;
  if (n < 0)
    result = -1;
  else if (n > 0)
    result = 1;
  else
    result = 0;
  return result;
}

enum color { Red, Green, Blue };
int hue(enum color c) {
  int degrees;
  switch (c) {
  case Red:
    degrees = 0;
    break;
  case Green:
    degrees = 120;
    break;
  case Blue:
    break;
  }
  return degrees; // defect: degrees
}
int hue_complete(enum color c) {
  int degrees;
  switch (c) {
  case Red:
    degrees = 0;
    break;
  case Green:
    degrees = 120;
    break;
  default:
    degrees = 240;
  }
  return degrees;
}

struct point {
  int x, y;
};
int half(int x) {
  struct point corner;
  corner.x = x;
  return corner.x + corner.y; // defect: corner
}
int whole(int x) {
  struct point corner;
  corner.x = x;
  corner.y = -x;
  return corner.x + corner.y;
}
int listed(int x) {
  struct point corner = {.x = x};
  return corner.x + corner.y;
}
int copied(const struct point *from) {
  struct point corner;
  memcpy(&corner, from, sizeof(corner));
  struct point other = corner;
  return other.x + other.y;
}
// The copy of a half-made structure reads no value.
struct point half_made(int x) {
  struct point corner;
  corner.x = x;
  struct point other = corner;
  return other;
}

int element(void) {
  int digits[4];
  digits[0] = 1;
  digits[1] = 2;
  digits[2] = 3;
  return digits[3]; // defect: digits
}
int elements(void) {
  int digits[4];
  for (int i = 0; i < 4; ++i)
    digits[i] = i;
  return digits[3];
}

int heap(void) {
  int *block = malloc(4 * sizeof(*block));
  if (!block)
    return 0;
  int value = block[2]; // defect:
  free(block);
  return value;
}
int cleared(void) {
  int *block = calloc(4, sizeof(*block));
  if (!block)
    return 0;
  int value = block[2];
  free(block);
  return value;
}

void text(int which) {
  char name[16];
  if (which)
    strcpy(name, "first");
  puts(name); // defect: name
}
void text_complete(int which) {
  char name[16] = "";
  if (which)
    strcpy(name, "first");
  puts(name);
}
void appended(void) {
  char name[16];
  strcat(name, "first"); // defect: name
  puts(name);
}

// Who gets the address may write.
void ask(int *answer);
int asked(void) {
  int answer;
  ask(&answer);
  return answer;
}
int scanned(FILE *f) {
  int number;
  if (fscanf(f, "%d", &number) != 1)
    return 0;
  return number;
}

int statics(void) {
  static int calls;
  return ++calls;
}

// The same condition decides twice.
int same_condition(int verbose, int n) {
  int level;
  if (verbose)
    level = n;
  if (verbose)
    return level;
  return 0;
}

// A part of what was written is written again.
unsigned without_top(unsigned v) {
  unsigned x = v;
  ((unsigned char *)&x)[3] = 0;
  return x;
}
unsigned only_top(void) {
  unsigned x;
  ((unsigned char *)&x)[3] = 0;
  return ((unsigned char *)&x)[2]; // defect:
}

// To name it is not to read it.
void unused(void) {
  int *q;
  (void)q;
}

// Written by way of what the function has no name for.
#include <stdarg.h>
static int fetch(int tag, ...) {
  va_list ap;
  va_start(ap, tag);
  if (tag)
    *va_arg(ap, unsigned *) = 7;
  va_end(ap);
  return tag;
}
unsigned fetched(void) {
  unsigned x;
  fetch(1, &x);
  return x;
}

// A goto leads into the block of a variable, past its declaration.
int shared_end(int c) {
  for (;;) {
    switch (c) {
    case 0:
      goto common;
    case 1: {
      int in;
      in = 5;
      if (in > c) {
      common:
        in = 3;
        return in;
      }
      break;
    }
    default:
      return 0;
    }
    c++;
  }
}

// Declared here, but a variable of the file.
int of_the_file(void) {
  extern int line_number;
  static int calls;
  return line_number + calls;
}
