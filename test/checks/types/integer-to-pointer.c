// RUN: %check %s ferrule-types-integer-to-pointer -- -std=c11
// An integer taken for a pointer.
#include <stdint.h>

volatile int *device(void) {
  return (volatile int *)0x4000; // open: '0x4000' is taken for a 'volatile int *'
}

void *computed(long handle, char *p, void **out) {
  out[0] = (void *)handle;                            // open: 'handle' is taken for a 'void *'
  out[1] = (void *)(((uintptr_t)p + 15) & ~(uintptr_t)15); // open: is taken for a 'void *'
  out[2] = (void *)(uintptr_t)p;                      // discharged: is taken for a 'void *'
  return 0;
}

int failed(void *p) {
  return p == (void *)-1; // discharged: '-1' is taken for a 'void *'
}

void *null(void) { return (void *)0; }
