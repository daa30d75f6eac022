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

// Wrappers: what releases its parameter, whatever it looks at before.
static void drop_node(struct node *n) {
  if (!n)
    return;
  free(n->text); // open: 'free' ends the life of what 'n->text' points to
  free(n);       // open: 'free' ends the life of what 'n' points to
}
static int closed(struct node *n) {
  drop_node(n); // open: 'drop_node' ends the life of what 'n' points to
  return 0;
}
static struct node *renamed(struct node *n, char *text) {
  if (!text) {
    free(n); // open: 'free' ends the life of what 'n' points to
    return NULL;
  }
  n->text = text;
  return n;
}
static void *sized(void *opaque, void *block, size_t n) {
  (void)opaque;
  return realloc(block, n); // open: 'realloc' ends the life of what 'block' points to
}

void wrapped(struct node *n, char *text) {
  struct node local = {"", NULL};
  drop_node(n);     // open: 'drop_node' ends the life of what 'n' points to: nobody has shown
  drop_node(n);     // open: 'drop_node' ends the life of what 'n' points to: nobody has shown
  closed(n);        // open: 'closed' ends the life of what 'n' points to
  renamed(n, text);
  drop_node(&local); // open: 'drop_node' ends the life of what '&local' points to: 'local' was not allocated
  sized(NULL, text, 16); // open: 'sized' ends the life of what 'text' points to
}

// Of other units, by name and type.
typedef struct image image;
void image_destroy(image *i);
void xFreeBuffer(void *opaque, char *buffer);
void *x_realloc(image *opaque, void *block, size_t old, size_t size);
void image_freeze(image *i);
void image_show(image *i);
int image_free_count(image *i);
void image_free_sized(image *i, size_t n);
void destroy_all(image **all);
void image_delete(image *i, const char *key);

void shaped(image *i, char *text) {
  image_destroy(i);          // open: 'image_destroy' ends the life of what 'i' points to
  xFreeBuffer(NULL, text);   // open: 'xFreeBuffer' ends the life of what
  x_realloc(i, text, 16, 0); // open: 'x_realloc' ends the life of what 'text' points to
  image_freeze(i);
  image_show(i);
  image_free_count(i);
  image_free_sized(i, 8);
  destroy_all(&i);
  image_delete(i, text);
}
