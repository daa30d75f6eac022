// RUN: %check %s ferrule-integers-sign-conversion -- -std=gnu11
// A negative number becomes a huge size.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void copy(char *to, FILE *f) {
  char text[64] = {0};
  int length;
  if (fscanf(f, "%d", &length) != 1)
    return;
  if (length > 64)
    return;
  memcpy(to, text, length); // defect:
}
void copy_checked(char *to, FILE *f) {
  char text[64] = {0};
  int length;
  if (fscanf(f, "%d", &length) != 1)
    return;
  if (length < 0 || length > 64)
    return;
  memcpy(to, text, length);
}
// The comparison is between sizes: -1 is more than 64 already there.
void copy_compared_as_size(char *to, FILE *f) {
  char text[64] = {0};
  int length;
  if (fscanf(f, "%d", &length) != 1)
    return;
  if (length > sizeof(text))
    return;
  memcpy(to, text, length);
}
void copy_unsigned(char *to, FILE *f) {
  char text[64] = {0};
  unsigned length;
  if (fscanf(f, "%u", &length) != 1 || length > 64)
    return;
  memcpy(to, text, length);
}

void pad(FILE *f) {
  char line[128], number[16];
  if (!fgets(number, sizeof(number), f))
    return;
  int width = atoi(number);
  if (width < (int)sizeof(line))
    memset(line, ' ', width); // defect:
}
void pad_clamped(FILE *f) {
  char line[128], number[16];
  if (!fgets(number, sizeof(number), f))
    return;
  int width = atoi(number);
  if (width < 0)
    width = 0;
  if (width < (int)sizeof(line))
    memset(line, ' ', width);
}

char *block(FILE *f) {
  int size;
  if (fscanf(f, "%d", &size) != 1 || size > 4096)
    return NULL;
  return malloc(size); // defect:
}
char *block_checked(FILE *f) {
  int size;
  if (fscanf(f, "%d", &size) != 1 || size <= 0 || size > 4096)
    return NULL;
  return malloc(size);
}

// For certain: -1 says that there is none.
static int separator(const char *text) {
  for (int i = 0; text[i]; ++i)
    if (text[i] == '=')
      return i;
  return -1;
}
void key(char key[32]) {
  const char *text = "verbose";
  int length = separator(text);
  memcpy(key, text, length); // not found:
}
void key_checked(char key[32]) {
  const char *text = "verbose";
  int length = separator(text);
  if (length < 0)
    length = 7;
  memcpy(key, text, length);
}

// -1 is what read() returns when it fails.
void forward(int in, int out) {
  char block[512];
  ssize_t n = read(in, block, sizeof(block));
  write(out, block, n); // not found:
}
void forward_checked(int in, int out) {
  char block[512];
  ssize_t n = read(in, block, sizeof(block));
  if (n > 0)
    write(out, block, n);
}
