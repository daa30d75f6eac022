// RUN: %check %s ferrule-ownership-double-release -- -std=gnu11
// What is released has been released before.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int write_all(const char *text, FILE *f);

int store(const char *text, FILE *f) {
  char *copy = strdup(text);
  if (!copy)
    return -1;
  int result = write_all(copy, f);
  if (result < 0)
    free(copy);
  free(copy); // defect:
  return result;
}
int store_once(const char *text, FILE *f) {
  char *copy = strdup(text);
  if (!copy)
    return -1;
  int result = write_all(copy, f);
  if (result < 0) {
    free(copy);
    return -1;
  }
  free(copy);
  return result;
}

// The error exit releases again.
int load(const char *path, char **result) {
  char *buffer = malloc(4096);
  FILE *f = fopen(path, "r");
  if (!buffer || !f)
    goto fail;
  if (!fgets(buffer, 4096, f)) {
    free(buffer);
    goto fail;
  }
  fclose(f);
  *result = buffer;
  return 0;
fail:
  free(buffer); // defect:
  if (f)
    fclose(f);
  return -1;
}
int load_once(const char *path, char **result) {
  char *buffer = malloc(4096);
  FILE *f = fopen(path, "r");
  if (!buffer || !f)
    goto fail;
  if (!fgets(buffer, 4096, f)) {
    free(buffer);
    buffer = NULL;
    goto fail;
  }
  fclose(f);
  *result = buffer;
  return 0;
fail:
  free(buffer);
  if (f)
    fclose(f);
  return -1;
}

void rounds(void) {
  char *line = malloc(80);
  for (int i = 0; i < 2; ++i)
    free(line); // defect:
}
void rounds_renewed(void) {
  for (int i = 0; i < 2; ++i) {
    char *line = malloc(80);
    free(line);
  }
}

void two_names(char *first) {
  char *second = first;
  free(first);
  free(second); // defect:
}
void two_blocks(char *first, char *second) {
  free(first);
  free(second);
}

void twice_closed(FILE *f) {
  if (fflush(f) != 0)
    fclose(f);
  fclose(f); // defect:
}

// In a function that releases what it is given.
static void finish(char *line) {
  puts("done");
  free(line); // defect:
}
void finished(void) {
  char *line = malloc(80);
  free(line);
  finish(line);
}
static void finish_once(char *line) {
  puts("done");
  free(line);
}
void finished_once(void) { finish_once(malloc(80)); }

struct buffer {
  char *data;
  size_t size;
};
void reset(struct buffer *b) {
  free(b->data);
  b->data = NULL;
  b->size = 0;
  free(b->data);
}
void drop(struct buffer *b) {
  free(b->data);
  free(b);
}
