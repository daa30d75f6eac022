// RUN: %check %s ferrule-bounds-out-of-bounds-read -- -std=gnu11
// Reads behind the end of an object, or before its start.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int samples[32];
int sum(void) {
  int total = 0;
  for (int i = 0; i <= 32; i++)
    total += samples[i]; // defect: samples
  return total;
}
int sum_all(void) {
  int total = 0;
  for (int i = 0; i < 32; i++)
    total += samples[i];
  return total;
}

// The element after the last, for the difference to the next.
int steps(void) {
  int level[5] = {1, 2, 4, 8, 16}, total = 0;
  for (int i = 0; i < 5; ++i)
    total += level[i + 1] - level[i]; // defect: level
  return total;
}
int steps_within(void) {
  int level[5] = {1, 2, 4, 8, 16}, total = 0;
  for (int i = 0; i + 1 < 5; ++i)
    total += level[i + 1] - level[i];
  return total;
}

int previous(void) {
  short window[4] = {1, 2, 3, 4};
  int at = 0;
  return window[at - 1]; // defect: window
}

// No NUL.
void tag(void) {
  char tag[4];
  memcpy(tag, "RIFF", 4);
  puts(tag); // defect: tag
}
void tag_ended(void) {
  char tag[5];
  memcpy(tag, "RIFF", 4);
  tag[4] = 0;
  puts(tag);
}
void tag_with_length(void) {
  char tag[4];
  memcpy(tag, "RIFF", 4);
  fwrite(tag, 1, sizeof(tag), stdout);
}
size_t cut(void) {
  char name[4];
  strncpy(name, "north-west", sizeof(name));
  return strlen(name); // defect: name
}
size_t cut_ended(void) {
  char name[4];
  strncpy(name, "north-west", sizeof(name) - 1);
  name[sizeof(name) - 1] = 0;
  return strlen(name);
}

void magic(char to[16]) {
  memcpy(to, "fLaC", 8); // defect: literal
  memcpy(to, "fLaC", 4);
}

void save(FILE *f) {
  char record[64] = {0};
  fwrite(record, 2, sizeof(record), f); // not found: record
  fwrite(record, 1, sizeof(record), f);
}

int heap(void) {
  int *row = calloc(12, sizeof(*row));
  if (!row)
    return 0;
  int last = row[12]; // defect:
  last += row[11];
  free(row);
  return last;
}

// Too much of the reply goes back to whoever says how long it is.
void echo(int in, int out) {
  char reply[128] = {0};
  uint16_t length;
  if (read(in, &length, sizeof(length)) != sizeof(length))
    return;
  write(out, reply, length); // not found: reply
}
void echo_checked(int in, int out) {
  char reply[128] = {0};
  uint16_t length;
  if (read(in, &length, sizeof(length)) != sizeof(length))
    return;
  if (length > sizeof(reply))
    length = sizeof(reply);
  write(out, reply, length);
}

static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
int days_of(FILE *f) {
  int month;
  if (fscanf(f, "%d", &month) != 1)
    return 0;
  return days[month - 1]; // defect: days
}
int days_of_upper(FILE *f) {
  int month;
  if (fscanf(f, "%d", &month) != 1 || month > 12)
    return 0;
  return days[month - 1]; // defect: days
}
int days_of_checked(FILE *f) {
  int month;
  if (fscanf(f, "%d", &month) != 1 || month < 1 || month > 12)
    return 0;
  return days[month - 1];
}
int days_of_wrapped(FILE *f) {
  unsigned month;
  if (fscanf(f, "%u", &month) != 1)
    return 0;
  return days[month % 12];
}

// A byte has no more values than the table has elements.
static const unsigned char reversed[256] = {0, 128, 64, 192};
int reverse(FILE *f) {
  int c = fgetc(f);
  return c == EOF ? EOF : reversed[c];
}

int last_row(void) {
  int grid[3][3] = {{0}};
  int total = grid[2][2];
  return total + grid[3][0]; // defect: grid
}
