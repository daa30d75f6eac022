// RUN: %tools/rewrite.py %ferrule %s checked-allocation -- -std=gnu11 \
// RUN:   | FileCheck %s --match-full-lines --strict-whitespace --implicit-check-not='{{^(safe|review|design): }}'
// A product that may wrap is given to the function that checks it.
#include <stdlib.h>

int *values(size_t n) {
  return malloc(n * sizeof(int));
}
// CHECK:review: let calloc() check 'n * sizeof(int)'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May what is allocated be zeroed?
// CHECK-NEXT: int *values(size_t n) {
// CHECK-NEXT:-  return malloc(n * sizeof(int));
// CHECK-NEXT:+  return calloc(n, sizeof(int));
// CHECK-NEXT: }

long *rows(int n, unsigned columns) {
  if (n < 0)
    return NULL;
  return (long *)malloc(sizeof(long) * n * columns);
}
// CHECK:review: let calloc() check 'sizeof(long) * n * columns'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May what is allocated be zeroed?
// CHECK-NEXT:     return NULL;
// CHECK-NEXT:-  return (long *)malloc(sizeof(long) * n * columns);
// CHECK-NEXT:+  return (long *)calloc(sizeof(long) * n, columns);
// CHECK-NEXT: }

// The number first, as compilers want it.
void *swapped(unsigned n) {
  return malloc(sizeof(long) * n);
}

void *converted(int n) {
  return malloc(n * sizeof(int));
}
// CHECK:review: let calloc() check 'n * sizeof(int)'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: May what is allocated be zeroed, and is 'n' never negative?
// CHECK-NEXT: void *converted(int n) {
// CHECK-NEXT:-  return malloc(n * sizeof(int));
// CHECK-NEXT:+  return calloc(n, sizeof(int));
// CHECK-NEXT: }

void *items(int n, int size) {
  return malloc(n * size);
}
// CHECK:review: let calloc() check 'n * size'
// CHECK-NEXT:refused, the product is signed: its operands would be converted each by itself

// reallocarray is declared here, but for C alone it is not.
int *grow(int *values, size_t n) {
  return realloc(values, n * sizeof(*values));
}
// CHECK:review: let reallocarray() check 'n * sizeof(*values)'
// CHECK-NEXT:applied, discharges 1 of 1: V1
// CHECK-NEXT:asks: Is reallocarray() there on all platforms of the project?
// CHECK-NEXT: int *grow(int *values, size_t n) {
// CHECK-NEXT:-  return realloc(values, n * sizeof(*values));
// CHECK-NEXT:+  return reallocarray(values, n, sizeof(*values));
// CHECK-NEXT: }

// It is not the product alone that may wrap: that is for wrap-check.
int *one_more(size_t n) {
  return malloc((n + 1) * sizeof(int));
}

#define NEW(type, n) malloc((n) * sizeof(type))
int *in_macro(size_t n) {
  return NEW(int, n);
}

// What fits is no open operation.
int *few(unsigned char n) {
  return malloc(n * sizeof(int));
}
