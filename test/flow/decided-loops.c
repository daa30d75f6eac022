// RUN: %check %s 'ferrule-bounds-out-of-bounds-*,ferrule-init-uninitialized-read' -- -std=gnu11
// Loops that run as often as the program says.
#include <stdio.h>
#include <string.h>

int nested(void) {
  int grid[3][5];
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 5; ++column)
      grid[row][column] = row * column;
  return grid[2][4];
}
void exchanged(void) {
  int grid[3][5];
  for (int row = 0; row < 5; ++row)
    for (int column = 0; column < 3; ++column)
      grid[row][column] = 0; // defect: grid
}

// Each value is computed from those before.
int fibonacci(void) {
  int f[10];
  f[0] = 0;
  f[1] = 1;
  for (int i = 2; i < 10; ++i)
    f[i] = f[i - 1] + f[i - 2];
  return f[9];
}
int pascal(void) {
  int row[6];
  row[0] = 1;
  for (int n = 1; n < 6; ++n) {
    row[n] = 1;
    for (int k = n - 1; k > 0; --k)
      row[k] += row[k - 1];
  }
  return row[5];
}
int every_second(void) {
  int values[8];
  for (int i = 0; i < 8; i += 2)
    values[i] = i;
  return values[6] + values[7]; // defect: values
}

// Until a NUL that is there.
size_t copied(void) {
  const char *from = "copper";
  char to[7];
  size_t n = 0;
  while ((to[n] = from[n]))
    ++n;
  return strlen(to);
}
size_t copied_short(void) {
  const char *from = "copper";
  char to[6];
  size_t n = 0;
  while ((to[n] = from[n])) // defect: to
    ++n;
  return n;
}

int left_early(void) {
  int values[4];
  for (int i = 0;; ++i) {
    if (i == 4)
      break;
    values[i] = i;
  }
  return values[3];
}
int left_late(void) {
  int values[4];
  for (int i = 0;; ++i) {
    values[i] = i; // defect: values
    if (i == 4)
      break;
  }
  return 0;
}

void at_least_once(void) {
  int values[3], i = 3;
  do
    values[i] = 0; // defect: values
  while (++i < 3);
}

void doubled(void) {
  char bits[32];
  int n = 0;
  for (unsigned mask = 1; mask; mask <<= 1)
    bits[n++] = mask & 1;
  fwrite(bits, 1, sizeof(bits), stdout);
}

// Many rounds.
static unsigned char screen[320 * 200];
void paint(void) {
  for (int i = 0; i < 320 * 200; ++i)
    screen[i] = 1;
}
void paint_two(void) {
  for (int y = 0; y < 200; ++y)
    for (int x = 0; x < 320; ++x)
      screen[y * 320 + x] = 1;
}

// The caller decides how many.
void some(int n, const int *from) {
  int values[4];
  for (int i = 0; i < n && i < 4; ++i)
    values[i] = from[i];
  for (int i = 0; i < n; ++i) {
    if (i >= 4)
      break;
    values[i] = from[i];
  }
}
