// RUN: %check %s ferrule-types-inline-assembly -- -std=gnu11
// The compiler does not look into assembly.
__asm__(".globl marker"); // open: inline assembly at file scope

void stop(void) {
  __asm__ volatile("nop"); // open: inline assembly
}

void barrier(void) {
  __asm__ volatile("" ::: "memory"); // discharged: inline assembly
}
