// RUN: %check %s ferrule-integers-uncontrolled-allocation -- -std=gnu11
// Somebody outside of the program says how much memory it takes.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void *image(FILE *f) {
  size_t size;
  if (fscanf(f, "%zu", &size) != 1)
    return NULL;
  return malloc(size); // defect:
}
void *image_checked(FILE *f) {
  size_t size;
  if (fscanf(f, "%zu", &size) != 1 || size > 1 << 20)
    return NULL;
  return malloc(size);
}
void *image_cut(FILE *f) {
  size_t size;
  if (fscanf(f, "%zu", &size) != 1)
    return NULL;
  return malloc(size < 4096 ? size : 4096);
}

void *body(int s) {
  uint32_t length;
  if (recv(s, &length, sizeof(length), 0) != sizeof(length))
    return NULL;
  return malloc(length); // defect:
}
// As much as 64 KiB, whatever is sent.
void *short_body(int s) {
  uint16_t length;
  if (recv(s, &length, sizeof(length), 0) != sizeof(length))
    return NULL;
  return malloc(length);
}

// calloc finds out that the product does not fit, not that it is too much.
uint64_t *table(FILE *f) {
  size_t entries;
  if (fread(&entries, sizeof(entries), 1, f) != 1)
    return NULL;
  return calloc(entries, sizeof(uint64_t)); // defect:
}
uint64_t *table_checked(FILE *f, size_t most) {
  size_t entries;
  if (fread(&entries, sizeof(entries), 1, f) != 1 || entries > most)
    return NULL;
  return calloc(entries, sizeof(uint64_t));
}

void *from_environment(void) {
  const char *text = getenv("CACHE_SIZE");
  if (!text)
    return NULL;
  unsigned long size = strtoul(text, NULL, 10);
  return malloc(size); // defect:
}

struct header {
  uint32_t magic;
  uint32_t length;
};
char *payload(int fd) {
  struct header h;
  if (read(fd, &h, sizeof(h)) != sizeof(h) || h.magic != 0x46455252)
    return NULL;
  return malloc(h.length); // defect:
}
char *payload_checked(int fd) {
  struct header h;
  if (read(fd, &h, sizeof(h)) != sizeof(h) || h.magic != 0x46455252)
    return NULL;
  if (h.length > 65536)
    return NULL;
  return malloc(h.length);
}

// As long as what is there already.
char *same(FILE *f) {
  char line[256];
  if (!fgets(line, sizeof(line), f))
    return NULL;
  char *copy = malloc(strlen(line) + 1);
  return copy ? strcpy(copy, line) : NULL;
}
void *asked_by_caller(size_t size) { return malloc(size); }
