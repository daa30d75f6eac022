// RUN: %check %s ferrule-lifetime-setjmp -- -std=c11
// A jump between functions.
#include <setjmp.h>

static jmp_buf place;

int run(void (*step)(void)) {
  if (setjmp(place)) // open: 'setjmp' marks a place to jump to
    return -1;
  step();
  return 0;
}

void fail(void) {
  longjmp(place, 1); // open: 'longjmp' jumps to a place marked before
}
