// RUN: %check %s ferrule-integers-sizeof-pointer -- -std=c11
#include <string.h>

struct Header {
  char Magic[4];
  int Version;
};

void clear(struct Header *h) {
  memset(h, 0, sizeof(h)); // defect: 'sizeof(h)' is given for the size of what 'h' points to
}

void copy(char *to, const char from[32]) {
  memcpy(to, from, sizeof(from)); // defect: it is the size of the pointer
}

// The size of the target, of an array, of a type, of another object: nothing to report.
void good(struct Header *h, char *to) {
  char text[16] = "ferrule";
  memset(h, 0, sizeof(*h));
  memcpy(to, text, sizeof(text));
  memset(h, 0, sizeof(struct Header));
}

// A pointer's own bytes are as large as the pointer.
void bytes(char *to, struct Header *h) { memcpy(to, &h, sizeof(h)); }
