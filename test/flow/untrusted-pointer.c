// RUN: %check %s ferrule-bounds-untrusted-pointer -- -std=gnu11
// The bytes of a pointer come from a file or a connection.
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
  uint32_t kind;
  uint32_t slot;
  uint64_t *counter;
};

void serve(int fd) {
  struct request r;
  if (read(fd, &r, sizeof(r)) != sizeof(r))
    return;
  *r.counter = r.kind; // defect:
}

void serve_datagram(int s) {
  struct request r;
  if (recv(s, &r, sizeof(r), 0) != sizeof(r))
    return;
  memset(r.counter, 0, sizeof(*r.counter)); // defect:
}

struct block {
  struct block *next;
  char text[56];
};
void relink(FILE *f) {
  struct block b;
  if (fread(&b, sizeof(b), 1, f) != 1)
    return;
  b.next->text[0] = 0; // defect:
}

// The number of an address is as good as the address.
void poke(void) {
  unsigned long address;
  if (scanf("%lx", &address) != 1)
    return;
  *(volatile int *)address = 1; // defect:
}

// Numbers that choose one of the program's own objects.
static uint64_t counters[16];
void count(int fd) {
  struct request r;
  if (read(fd, &r, sizeof(r)) != sizeof(r) || r.slot >= 16)
    return;
  r.counter = &counters[r.slot];
  *r.counter = r.kind;
}

void mark(int fd, char slots[8]) {
  struct request r;
  if (read(fd, &r, sizeof(r)) == sizeof(r) && r.slot < 8)
    slots[r.slot] = 1;
}

// The pointer was there before, and only what it points to is filled.
int fill(int fd, struct request *r, uint64_t *counter) {
  char text[16];
  struct request local = {0, 0, counter};
  if (read(fd, text, sizeof(text)) < 4)
    return -1;
  memcpy(&local.kind, text, sizeof(local.kind));
  *local.counter = local.kind;
  *r->counter = 0;
  return 0;
}
