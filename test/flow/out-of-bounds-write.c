// RUN: %check %s ferrule-bounds-out-of-bounds-write -- -std=gnu11
// Writes behind the end of an object, or before its start.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// One round too many.
static int histogram[16];
void clear_histogram(void) {
  for (int i = 0; i <= 16; ++i)
    histogram[i] = 0; // defect: histogram
}
void clear_all(void) {
  for (size_t i = 0; i < sizeof(histogram) / sizeof(histogram[0]); ++i)
    histogram[i] = 0;
}

void countdown(void) {
  char digits[8];
  for (int i = 7; i >= -1; --i)
    digits[i] = '0'; // defect: digits
  for (int i = 7; i >= 0; --i)
    digits[i] = '0';
  fwrite(digits, 1, sizeof(digits), stdout);
}

void blank(void) {
  char column[24];
  for (char *p = column; p <= column + sizeof(column); ++p)
    *p = ' '; // defect: column
  fwrite(column, 1, sizeof(column), stdout);
}
void blanks(void) {
  char column[24];
  for (char *p = column; p < column + sizeof(column); ++p)
    *p = ' ';
  fwrite(column, 1, sizeof(column), stdout);
}

// The NUL of a string needs a byte, too.
void unit_label(void) {
  char unit[4];
  strcpy(unit, "volt"); // defect: unit
  puts(unit);
}
void unit_label_fits(void) {
  char unit[5];
  strcpy(unit, "volt");
  puts(unit);
}

void config_path(void) {
  char path[16] = "/etc/";
  strcat(path, "machine-info"); // defect: path
  puts(path);
}
void config_path_fits(void) {
  char path[16] = "/etc/";
  strcat(path, "machine-id");
  puts(path);
}

char *clone(const char *text) {
  char *copy = malloc(strlen(text));
  if (!copy)
    return NULL;
  strcpy(copy, text); // defect:
  return copy;
}
char *clone_whole(const char *text) {
  char *copy = malloc(strlen(text) + 1);
  if (!copy)
    return NULL;
  return strcpy(copy, text);
}
char *clone_by_length(const char *text) {
  size_t length = strlen(text);
  char *copy = malloc(length + 1);
  if (!copy)
    return NULL;
  memcpy(copy, text, length);
  copy[length] = 0;
  return copy;
}

// Bytes are no elements.
int *squares(void) {
  int *values = malloc(10);
  if (!values)
    return NULL;
  for (int i = 0; i < 10; ++i)
    values[i] = i * i; // defect:
  return values;
}
int *squares_whole(void) {
  int *values = malloc(10 * sizeof(*values));
  if (!values)
    return NULL;
  for (int i = 0; i < 10; ++i)
    values[i] = i * i;
  return values;
}

void wipe(void) {
  unsigned char key[16];
  memset(key, 0, 32); // defect: key
  memset(key, 0, sizeof(key));
}

// As much as the file has, up to what the call allows.
void sector(int fd) {
  char block[512];
  read(fd, block, 1024); // defect: block
}
void whole_sector(int fd) {
  char block[512];
  read(fd, block, sizeof(block));
}
void first_line(FILE *f) {
  char line[64];
  if (fgets(line, 128, f)) // defect: line
    puts(line);
  if (fgets(line, sizeof(line), f))
    puts(line);
}

// A length or an index that nobody has looked at.
void message(int fd, const char *from) {
  char text[256];
  uint32_t length;
  if (read(fd, &length, sizeof(length)) != sizeof(length))
    return;
  memcpy(text, from, length); // defect: text
}
void message_checked(int fd, const char *from) {
  char text[256];
  uint32_t length;
  if (read(fd, &length, sizeof(length)) != sizeof(length) || length > sizeof(text))
    return;
  memcpy(text, from, length);
}

static int votes[8];
void set_vote(void) {
  int slot;
  if (scanf("%d", &slot) != 1)
    return;
  votes[slot] = 1; // defect: votes
}
void set_vote_below(void) {
  int slot;
  if (scanf("%d", &slot) != 1)
    return;
  if (slot < 8)
    votes[slot] = 1; // defect: votes
}
void set_vote_checked(void) {
  int slot;
  if (scanf("%d", &slot) != 1)
    return;
  if (slot >= 0 && slot < 8)
    votes[slot] = 1;
}

void word(void) {
  char name[16];
  if (scanf("%s", name) == 1) // defect: name
    puts(name);
  if (scanf("%15s", name) == 1)
    puts(name);
}

// The array in a structure ends before the structure does.
struct sensor {
  char id[8];
  int level;
};
void rename_sensor(struct sensor *s) {
  strcpy(s->id, "outdoor-1"); // defect:
}
void rename_local(void) {
  struct sensor s = {"", 0};
  memset(s.id, 'x', 9); // defect:
  memset(&s, 'x', sizeof(s));
  printf("%d\n", s.level);
}

// A trailing array is as long as the block that it is in.
struct packet {
  size_t length;
  char data[1];
};
struct packet *packet(size_t length) {
  struct packet *p = malloc(sizeof(*p) + length);
  if (!p)
    return NULL;
  p->length = length;
  p->data[0] = 1;
  memset(p->data, 0, length);
  return p;
}

// What is behind a pointer of somebody else is not known.
void fill(int *values, int from, int to) {
  for (int i = from; i <= to; ++i)
    values[i] = i;
}

// What is known in parts only is the same number each time it is read.
#include <unistd.h>
long header(int fd) {
  unsigned short n = 0;
  if (read(fd, &n, 2) != 2)
    return 1;
  ((unsigned char *)&n)[1] = 0;
  char *m = malloc(n);
  if (!m)
    return 2;
  long k = read(fd, m, n);
  free(m);
  return k > 0;
}
