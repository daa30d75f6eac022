// RUN: %tools/rewrite.py %ferrule %s declare-bounds -- -std=c11 \
// RUN:   | FileCheck %s --implicit-check-not='{{^(safe|review|design): }}'
// Contracts that all code keeps are written down. To a compiler nothing changes.
#include <stddef.h>

int sum(const int *p, size_t n) {
  int s = 0;
  for (size_t i = 0; i < n; i++)
    s += p[i];
  return s;
}
// CHECK: review: declare that 'p' of 'sum' is an array of 'n'
// CHECK-NEXT: applied, discharges 1 of 1: V1 V2
// CHECK-NEXT: asks: Is that what 'p' promises to all callers and writers?
// CHECK: +#ifndef FERRULE_COUNTED_BY
// CHECK: -int sum(const int *p, size_t n) {
// CHECK-NEXT: +int sum(const int *p FERRULE_COUNTED_BY(n), size_t n) {

// Nothing becomes safer when it is declared: the last element is read without a test.
int last(const int *p, size_t n) {
  int s = 0;
  for (size_t i = 0; i <= n; i++)
    s += p[i];
  return s;
}
// CHECK: review: declare that 'p' of 'last' is an array of 'n'
// CHECK-NEXT: refused, nothing more could be shown with it

// Brackets come first.
int total(int values[], int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    s += values[i];
  return s;
}
// CHECK: review: declare that 'values' of 'total' is an array of 'n'
// CHECK-NEXT: applied, discharges 1 of 1: V1 V2
// CHECK: +int total(int values[] FERRULE_COUNTED_BY(n), int n) {

// So many are in use, and there is room for more.
struct block {
  unsigned char *bytes;
  int used;
};
int block_sum(const struct block *b) {
  int s = 0;
  for (int i = 0; i < b->used; i++)
    s += b->bytes[i];
  return s;
}
void block_add(struct block *b, unsigned char c) {
  b->bytes[b->used] = c;
  b->used++;
}
// CHECK: review: declare that 'bytes' of 'block' is an array of 'used'
// CHECK-NEXT: refused, the code does not keep it: with it a defect is seen in 'before.c', writes past the end of {{.*}}
