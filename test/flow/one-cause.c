// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: %check %s 'ferrule-null-unchecked-result,ferrule-init-uninitialized-read' -- -std=gnu11
// What is mended at one place is reported once: each of these has one call that hands on what was not tested, or
// one allocation that nobody filled, and several uses.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void escape(char *to, const char *from) {
  for (; *from; from++)
    if (*from == '/')
      *to++ = '~'; // defect: without a test
    else
      *to++ = *from;
  *to = 0;
}
char *copy(const char *from) {
  char *made = malloc(2 * strlen(from) + 1);
  escape(made, from);
  return made;
}
int print(const char *wanted) {
  char *text = malloc(20);
  if (!text)
    return 1;
  int same = strcmp(wanted, text) == 0; // defect: not initialised
  puts(text);
  free(text);
  return same;
}
// Two allocations are two causes.
int both(void) {
  int *a = malloc(sizeof *a), *b = malloc(sizeof *b);
  *a = 1; // defect: without a test
  *b = 2; // defect: without a test
  int sum = *a + *b;
  free(a);
  free(b);
  return sum;
}
