// RUN: %check %s ferrule-ownership-memory-leak -- -std=gnu11
// The last pointer to a block is gone. It is reported where the block is allocated.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int early(FILE *f) {
  char *line = malloc(80); // defect:
  if (!line || !fgets(line, 80, f))
    return -1;
  int n = atoi(line);
  free(line);
  return n;
}
int not_early(FILE *f) {
  char *line = malloc(80);
  if (!line || !fgets(line, 80, f)) {
    free(line);
    return -1;
  }
  int n = atoi(line);
  free(line);
  return n;
}

int second_fails(size_t n) {
  int *from = calloc(n, sizeof(*from)); // defect:
  if (!from)
    return -1;
  int *to = calloc(n, sizeof(*to));
  if (!to)
    return -1;
  memcpy(to, from, n * sizeof(*to));
  int first = n ? to[0] : 0;
  free(from);
  free(to);
  return first;
}

void overwritten(void) {
  char *text = strdup("first"); // defect:
  if (text)
    puts(text);
  text = strdup("second");
  if (text)
    puts(text);
  free(text);
}

void only_sometimes(int keep) {
  char *text = malloc(16); // defect:
  if (!text)
    return;
  text[0] = 0;
  puts(text);
  if (!keep)
    free(text);
}

// The part goes with the whole.
struct person {
  char *name;
  int age;
};
void person(const char *name) {
  struct person *p = malloc(sizeof(*p));
  if (!p)
    return;
  p->name = strdup(name); // defect:
  p->age = 0;
  free(p);
}
void person_whole(const char *name) {
  struct person *p = malloc(sizeof(*p));
  if (!p)
    return;
  p->name = strdup(name);
  p->age = 0;
  free(p->name);
  free(p);
}

// Somebody has it.
char *returned(void) { return malloc(16); }
struct person *returned_whole(const char *name) {
  struct person *p = malloc(sizeof(*p));
  if (!p)
    return NULL;
  p->name = strdup(name);
  p->age = 1;
  return p;
}
int stored(struct person *p, const char *name) {
  p->name = strdup(name);
  return p->name ? 0 : -1;
}
int through_parameter(char **result) {
  *result = malloc(32);
  return *result != NULL;
}
static char *cached;
const char *cache(void) {
  if (!cached)
    cached = strdup("value");
  return cached;
}
const char *cache_inside(void) {
  static char *inside;
  if (!inside)
    inside = strdup("value");
  return inside;
}
void keep(char *text);
void given(void) {
  char *text = strdup("given");
  if (text)
    keep(text);
}
struct list {
  struct list *next;
};
struct list *prepend(struct list *head) {
  struct list *l = malloc(sizeof(*l));
  if (!l)
    return head;
  l->next = head;
  return l;
}
int append(struct list *head) {
  struct list *l = malloc(sizeof(*l));
  if (!l)
    return -1;
  l->next = head->next;
  head->next = l;
  return 0;
}

// The program ends with it.
void fatal(const char *text) {
  char *copy = strdup(text);
  if (copy)
    fputs(copy, stderr);
  exit(1);
}
int main(void) {
  char *settings = strdup("default");
  return settings ? 0 : 1;
}

// Only one of them is ever called.
void *sized(unsigned n, unsigned size) {
  return sizeof(unsigned) > 2 ? malloc(n * size) : calloc(n, size);
}

// What a condition of several parts chooses is what was computed.
struct copy {
  char *text;
};
static char *copy_of(const char *text) {
  char *made = malloc(strlen(text) + 1);
  if (!made)
    abort();
  strcpy(made, text);
  return made;
}
void copies(struct copy *to, char *text, int own) { to->text = own && text ? copy_of(text) : text; }
int copied(const char *text, int own) {
  char *made = own && text ? copy_of(text) : NULL;
  int n = made ? made[0] : 0;
  free(made);
  return n;
}
