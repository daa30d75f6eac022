// RUN: %check %s ferrule-libc-memory-copy -- -std=c11
#include <stdio.h>
#include <string.h>
#include <wchar.h>

struct Point {
  int x, y;
  char name[8];
};

void anyLength(char *to, const char *from, size_t n) {
  memcpy(to, from, n); // open: memcpy() accesses 'to' and 'from' for 'n'
}

// What memcpy is under _FORTIFY_SOURCE.
void fortified(char *to, const char *from, size_t n) {
  __builtin___memcpy_chk(to, from, n, 16); // open: accesses 'to' and 'from' for 'n'
}

void wide(wchar_t *to) {
  wchar_t from[4] = {0};
  __builtin_wmemcpy(from, from, 4); // discharged: accesses 'from' and 'from' for '4'
  __builtin_wmemcpy(from, to, 5);   // defect: accesses 'from' and 'to' for '5'
}

void unknownSource(const char *from) {
  char to[16];
  memcpy(to, from, sizeof(to)); // open: memcpy() accesses 'to' and 'from' for 'sizeof(to)'
}

void tooMuch(const char from[static 32]) {
  char to[16];
  memcpy(to, from, 32); // defect: memcpy() accesses 'to' and 'from' for '32'
}

void neverTooMuch(void) {
  char to[16];
  if (sizeof(to) >= 32)
    memset(to, 0, 32); // discharged: memset() accesses 'to' for '32'
}

void tooMuchSource(void) {
  char to[16];
  memcpy(to, "short", 16); // defect: memcpy() accesses 'to' and '"short"' for '16'
}

// Goes on into the rest of the record.
void member(struct Point *p) {
  memset(p->name, 0, 9); // open: memset() accesses 'p->name' for '9'
}

// It reads that much only if the file has it.
void mayBeTooMuch(FILE *f) {
  char to[16];
  fread(to, 1, 32, f); // open: fread() accesses 'to' for '1 * 32'
}

void append(void) {
  char to[16] = "";
  strncat(to, "abc", sizeof(to)); // discharged: strncat() accesses 'to' for 'sizeof(to)'
}

void rest(char *to, size_t used) {
  snprintf(to + used, 64 - used, "x"); // open: snprintf() accesses 'to + used' for '64 - used'
}

void whole(void) {
  char to[16];
  memset(to, 0, sizeof(to));         // discharged: memset() accesses 'to'
  memcpy(to, "short", 6);            // discharged: memcpy() accesses 'to'
  memset(&to[12], 0, 4);             // discharged: memset() accesses '&to[12]'
  snprintf(to, sizeof(to), "%d", 1); // discharged: snprintf() accesses 'to'
  strncpy(to, "long", sizeof(to));   // discharged: strncpy() accesses 'to'
}

void oneObject(struct Point *to, const struct Point *from) {
  memcpy(to, from, sizeof(*to));     // the same as *to = *from, which is no operation
  memcpy(to, from, 2 * sizeof(*to)); // open: the size of 'to' and 'from' is not declared
}

void conditional(const char from[static 16], size_t n) {
  char to[16];
  if (n <= sizeof(to))
    memcpy(to, from, n); // discharged: memcpy() accesses 'to' and 'from'
}

struct buffer {
  char *bytes;
  size_t size;
};

// A comparison before it bounds the length, or is at least named.
void checked(struct buffer *b, const char from[static 16], size_t n, int m) {
  char to[16];
  if (n > sizeof(to))
    return;
  memcpy(to, from, n); // discharged: length <= 16 because of the check before it
  if (m > 16)
    return;
  memcpy(to, from, m); // open: 'm' is compared with '16', which bounds it on one side only
}
void compared(struct buffer *b, const char *from, size_t n) {
  if (n > b->size)
    return;
  memcpy(b->bytes, from, n); // open: 'n' is compared with 'b->size', whose value is not known
  n += 1;
  memcpy(b->bytes, from, n * 8 + 4); // open: 'n' is compared with 'b->size'
}

void comparedProduct(struct buffer *b, size_t n, FILE *f) {
  if (n <= b->size)
    fread(b->bytes, 1, n, f); // open: 'n' is compared with 'b->size', whose value is not known
  fread(b->bytes, 1, n, f); // open: nothing bounds the length
}

int measure(int n) {
  return snprintf(NULL, 0, "%d", n);
}
