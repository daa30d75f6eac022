// RUN: %check %s ferrule-concurrency-non-reentrant -- -std=gnu11
// A library function that works on an object that all threads share.
#include <stdlib.h>
#include <string.h>
#include <time.h>

char *word(char *s) {
  return strtok(s, " "); // open: 'strtok' uses an object that all threads share
}

char *word_of(char *s, char **rest) { return strtok_r(s, " ", rest); }

int now(time_t t, struct tm *out) {
  struct tm *shared = localtime(&t); // open: 'localtime' uses an object
  localtime_r(&t, out);
  return shared ? rand() : 0; // open: 'rand' uses an object
}
