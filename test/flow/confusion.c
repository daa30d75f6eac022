// RUN: %check %s ferrule-types-confusion -- -std=gnu11
// A variable is read as something larger than it is.
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int flag_value(void) {
  char flag = 1;
  return *(int *)&flag; // defect: flag
}
int flag_byte(void) {
  char flag = 1;
  return *(unsigned char *)&flag;
}

// The type gets lost on the way through void *.
static int compare(const void *a, const void *b) {
  long left = *(const long *)a;  // defect: first
  long right = *(const long *)b; // defect: second
  return (left > right) - (left < right);
}
int ordered(void) {
  int first = 1, second = 2;
  return compare(&first, &second) <= 0;
}
static int compare_ints(const void *a, const void *b) {
  int left = *(const int *)a, right = *(const int *)b;
  return (left > right) - (left < right);
}
int ordered_ints(void) {
  int first = 1, second = 2;
  return compare_ints(&first, &second) <= 0;
}

double ratio(void) {
  float half = 0.5f;
  void *p = &half;
  return *(double *)p; // defect: half
}

static short level;
int shared_level(void) {
  int *p = (int *)&level;
  return *p; // not found: level
}

// A structure where there is a number.
struct point {
  int32_t x, y;
};
int32_t as_point(void) {
  int32_t number = 3;
  struct point *p = (struct point *)&number;
  return p->x + p->y; // defect: number
}
int32_t as_first_member(void) {
  struct point number = {3, 4};
  return *(int32_t *)&number;
}

// The bits of a number, and arrays that are large enough.
uint32_t bits(void) {
  float value = 1.0f;
  uint32_t result;
  memcpy(&result, &value, sizeof(result));
  return result + *(uint32_t *)&value;
}
uint32_t word(void) {
  _Alignas(uint32_t) unsigned char bytes[4] = {1, 2, 3, 4};
  return *(uint32_t *)bytes;
}
int given(void *p) { return *(int *)p; }
