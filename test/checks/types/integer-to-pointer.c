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

// A constant is a fixed address, of which nothing is known.
struct Device { volatile unsigned status; };
struct Entry { const char *name; void *data; int *target; };
typedef void (*Handler)(int);
void take(const char *text, void *data);
static int *Global = (int *)0x400000; // defect: '0x400000' is taken for a 'int *': a fixed address: nothing says what is there
static const uintptr_t Base = 0x8000;

char fixed(int which) {
  char *text = (char *)0x400000;            // defect: '0x400000' is taken for a 'char *'
  Handler handler = (Handler)0x00401000;    // defect: '0x00401000' is taken for a 'Handler'
  text = which ? (char *)Base : text;       // defect: 'Base' is taken for a 'char *'
  take((char *)0x400000, 0);                // defect: '0x400000' is taken for a 'char *'
  struct Entry entry = {"x", 0, (int *)0x5000}; // defect: '0x5000' is taken for a 'int *'
  void *memory = (void *)0x600000;          // defect: '0x600000' is taken for a 'void *'
  memory = (void *)-8192;                   // defect: '-8192' is taken for a 'void *'
  ((Handler)0x402000)(*entry.target);       // defect: '0x402000' is taken for a 'Handler'
  handler(*(int *)0x500000);                // defect: '0x500000' is taken for a 'int *'
  return *text + (memory == Global);
}

void meant(struct Entry *entry) {
  volatile int *port = (int *)0x4000;                      // open: '0x4000' is taken for a 'int *': a fixed address
  struct Device *device = (struct Device *)0x40020000;     // open: a fixed address
  char *deleted = (char *)-1, *busy = (char *)1, *moved = (char *)4095; // open: '-1' // open: '1' // open: '4095'
  char *none = (char *)0xffffffffu, *error = (char *)-2;   // open: a fixed address // open: a fixed address
  take("", (void *)10000);                                 // open: '10000' is taken for a 'void *': a fixed address
  entry->data = (void *)8192;                              // open: '8192'
  struct Entry local = {"x", (void *)8192, entry->target}; // open: '8192'
  if (sizeof(long) == 4)
    deleted = (char *)0x1000; // open: '0x1000'
  unsigned long offset = (unsigned long)&((struct Entry *)0x1000)->target - 0x1000; // open: '0x1000'
  *entry = local;
}
