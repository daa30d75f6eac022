// RUN: %tools/rewrite.py %ferrule %s index-check -- -std=c11 \
// RUN:   | FileCheck %s --match-full-lines --implicit-check-not='{{^(safe|review|design): }}'
// Leaving early must not lose what was taken before.
#include <stdlib.h>

int table[16];

int pick(unsigned i) {
  int *copy = malloc(sizeof *copy);
  if (!copy)
    return -1;
  *copy = table[i];
  int value = *copy;
  free(copy);
  return value;
}
// CHECK: review: test the index 'i' before it is used
// CHECK-NEXT: failed, with it a defect is seen in 'before.c', what is allocated here is lost: {{.*}}

int pick_first(unsigned i) {
  if (i == 99)
    return -1;
  int value = table[i];
  int *copy = malloc(sizeof *copy);
  if (!copy)
    return -1;
  *copy = value;
  value = *copy + 1;
  free(copy);
  return value;
}
// CHECK: review: test the index 'i' before it is used
// CHECK-NEXT: applied, discharges 1 of 1: V1
