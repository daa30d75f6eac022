// RUN: %check %s ferrule-ownership-release-interior -- -std=gnu11
// The pointer has moved since the block was allocated.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void second(void) {
  int *values = malloc(8 * sizeof(*values));
  if (!values)
    return;
  free(&values[1]); // defect:
}
void first(void) {
  int *values = malloc(8 * sizeof(*values));
  free(&values[0]);
}

int indent(const char *line) {
  char *text = strdup(line);
  if (!text)
    return -1;
  int n = 0;
  while (*text == ' ') {
    ++text;
    ++n;
  }
  free(text); // defect:
  return n;
}
int indent_kept(const char *line) {
  char *text = strdup(line);
  if (!text)
    return -1;
  const char *at = text;
  while (*at == ' ')
    ++at;
  int n = (int)(at - text);
  free(text);
  return n;
}

void letters(void) {
  char *alphabet = malloc(27), *p = alphabet;
  if (!alphabet)
    return;
  for (char c = 'a'; c <= 'z'; ++c)
    *p++ = c;
  *p = 0;
  puts(alphabet);
  free(p); // defect:
}
void letters_kept(void) {
  char *alphabet = malloc(27), *p = alphabet;
  if (!alphabet)
    return;
  for (char c = 'a'; c <= 'z'; ++c)
    *p++ = c;
  *p = 0;
  puts(alphabet);
  free(alphabet);
}

// There and back.
void rewound(void) {
  char *text = malloc(16);
  if (!text)
    return;
  *text++ = 'x';
  *text-- = 0;
  free(text);
}

// A header in front of what others see.
struct header {
  size_t size;
};
void *hidden(size_t n) {
  struct header *h = malloc(sizeof(*h) + n);
  if (!h)
    return NULL;
  h->size = n;
  return h + 1;
}
void drop_hidden(void *block) { free((struct header *)block - 1); }

struct person {
  int age;
  char name[28];
};
void person(void) {
  struct person *p = malloc(sizeof(*p));
  if (!p)
    return;
  strcpy(p->name, "nobody");
  free(p->name); // defect:
}
void person_by_member(void) {
  struct person *p = malloc(sizeof(*p));
  if (p)
    free(&p->age);
}
