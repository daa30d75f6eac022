// RUN: %check %s ferrule-integers-overflow -- -std=gnu11
// The result has no place in its type.
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// For certain.
int ticks(void) {
  int now = INT_MAX;
  now += 1; // defect:
  return now;
}
int seconds(void) {
  int days = 30000;
  return days * 86400; // defect:
}
long long seconds_wide(void) {
  int days = 30000;
  return (long long)days * 86400;
}
int factorial(void) {
  int product = 1;
  for (int i = 1; i <= 13; ++i)
    product *= i; // defect:
  return product;
}
int factorial_fits(void) {
  int product = 1;
  for (int i = 1; i <= 12; ++i)
    product *= i;
  return product;
}

// A number from outside of the program that nobody has looked at.
int next_id(FILE *f) {
  int id;
  if (fscanf(f, "%d", &id) != 1)
    return 0;
  return id + 1; // defect:
}
int next_id_checked(FILE *f) {
  int id;
  if (fscanf(f, "%d", &id) != 1 || id == INT_MAX)
    return 0;
  return id + 1;
}
long long next_id_wide(FILE *f) {
  int id;
  if (fscanf(f, "%d", &id) != 1)
    return 0;
  return (long long)id + 1;
}

int area(void) {
  char text[32];
  if (!fgets(text, sizeof(text), stdin))
    return 0;
  int side = atoi(text);
  return side * side; // defect:
}
int area_checked(void) {
  char text[32];
  if (!fgets(text, sizeof(text), stdin))
    return 0;
  int side = atoi(text);
  if (side < 0 || side > 1000)
    return 0;
  return side * side;
}
int area_builtin(void) {
  char text[32];
  int result;
  if (!fgets(text, sizeof(text), stdin))
    return 0;
  int side = atoi(text);
  if (__builtin_mul_overflow(side, side, &result))
    return 0;
  return result;
}

// The size of a block.
struct record {
  char name[56];
  long count;
};
struct record *records(FILE *f) {
  size_t count;
  if (fread(&count, sizeof(count), 1, f) != 1)
    return NULL;
  return malloc(count * sizeof(struct record)); // defect:
}
struct record *records_checked(FILE *f) {
  size_t count;
  if (fread(&count, sizeof(count), 1, f) != 1 || count > 4096)
    return NULL;
  return malloc(count * sizeof(struct record));
}
char *text(int fd) {
  uint32_t length;
  if (read(fd, &length, sizeof(length)) != sizeof(length))
    return NULL;
  return malloc(length + 1); // defect:
}
char *short_text(int fd) {
  uint16_t length;
  if (read(fd, &length, sizeof(length)) != sizeof(length))
    return NULL;
  return malloc(length + 1);
}

// Bytes are small.
int two_bytes(FILE *f) {
  int high = fgetc(f), low = fgetc(f);
  return high * 256 + low;
}

// Of numbers from inside nothing is known, and nothing is said.
int midpoint(int a, int b) { return (a + b) / 2; }

// Unsigned numbers that are meant to wrap.
uint32_t hash(FILE *f) {
  uint32_t h = 5381;
  for (int c; (c = fgetc(f)) != EOF;)
    h = h * 33 + (uint32_t)c;
  return h;
}
unsigned checksum(int fd) {
  unsigned char block[512];
  unsigned sum = 0;
  ssize_t n = read(fd, block, sizeof(block));
  for (ssize_t i = 0; i < n; ++i)
    sum += block[i];
  return sum;
}

// Put together from bytes.
long big_endian(int fd) {
  unsigned char len[4];
  if (read(fd, len, 4) != 4)
    return -1;
  return (len[0] << 24) + (len[1] << 16) + (len[2] << 8) + len[3];
}
