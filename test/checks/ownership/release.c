// RUN: %check %s ferrule-ownership-release -- -std=c11
// After a release, no other pointer to the block may be used.
#include <alloca.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct hooks {
  void (*free_fn)(void *opaque, void *block);
  void *opaque;
};
struct node {
  char name[8];
  char *text;
};

void drop(char *p, FILE *f, struct hooks *h) {
  free(p);                  // open: 'free' ends the life of what 'p' points to
  fclose(f);                // open: 'fclose' ends the life of what 'f' points to
  h->free_fn(h->opaque, p); // open: 'free_fn' ends the life of what 'p' points to
}

char *grow(char *p) {
  return realloc(p, 32); // open: 'realloc' ends the life of what 'p' points to
}

void twice(char *p) {
  free(p); // open: 'free' ends the life
  free(p); // defect: 'free' ends the life
}

void again(char *p, char *q) {
  free(p); // open: 'free' ends the life
  p = q;
  free(p); // open: 'free' ends the life
}

void nothing(void) {
  free(NULL); // discharged: 'free' ends the life
}

void not_allocated(struct node *n) {
  char buffer[16];
  struct node local;
  free(buffer);     // defect: 'free' ends the life of what 'buffer' points to
  free(&local);     // defect: 'free' ends the life of what '&local' points to
  free(local.name); // defect: 'free' ends the life of what 'local.name' points to
  free("text");     // defect: 'free' ends the life
  free(n->name);    // open: 'free' ends the life of what 'n->name' points to
  free(n->text);    // open: 'free' ends the life of what 'n->text' points to
  free(n->text + 1); // open: 'free' ends the life of what 'n->text + 1' points to
}

// Descriptors and what alloca gives are no blocks of the heap.
int other(const char *path) {
  int fd = open(path, O_RDONLY);
  char *text = alloca(16);
  *text = 0;
  return close(fd);
}
