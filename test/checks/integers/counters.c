// RUN: %check %s ferrule-integers-size-arithmetic -- -std=c11
// Counters of elements of what may be as large as memory.
#include <stddef.h>
#include <string.h>

int find(const char *name) {
  int i;
  for (i = 0; name[i]; i++) // open: 'i++' counts in 'i', which becomes an index: nothing compares it with a limit, and it may overflow
    if (name[i] == ':')
      return i;
  return 0;
}
int bounded(const char *name, int length) {
  int colons = 0;
  for (int i = 0; i < length; i++) // discharged: 'i++' counts in 'i', which becomes an index: the loop's condition 'i < length'
    colons += name[i] == ':';
  return colons;
}
int sum(const int *of, size_t count) {
  int result = 0;
  for (int i = 0; i < count; ++i) // open: '++i' counts in 'i', which becomes an index: 'count' can be more than its type holds
    result ^= of[i];
  return result;
}
void copy(char *to, const char *from) {
  int length = 0;
  while (from[length++]) // open: 'length++' counts in 'length', which becomes the length given to memcpy(): nothing compares it with a limit
    ;
  memcpy(to, from, length);
}
// Twice a round.
int pairs(const char *text, int length) {
  int i = 0, count = 0;
  while (i < length) {
    count += text[i++] == ' ';
    i++;
  }
  return count;
}
// A number of 64 bits counts whatever there is, and an array ends before the number does.
int others(const char *text, const int table[], int fixed[4]) {
  static const char words[] = "one two";
  size_t n = 0;
  int i = 0;
  while (text[n])
    n++;
  while (words[i])
    i++;
  return i + (int)n;
}
// Somebody else may change it.
void next(int *);
int changed(const char *text, int length) {
  int result = 0;
  for (int i = 0; i < length; i++) {
    next(&i);
    result ^= text[i];
  }
  return result;
}
