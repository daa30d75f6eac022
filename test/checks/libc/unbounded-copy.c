// RUN: %check %s ferrule-libc-unbounded-copy -- -std=c11
#include <stdio.h>
#include <string.h>

void copy(char *to, const char *from) {
  strcpy(to, from); // open: strcpy() writes to 'to' without knowing its size
}

void copyIntoArray(const char *from) {
  char to[8];
  strcpy(to, from); // open: strcpy() writes to 'to', which has room for 8
}

void append(void) {
  char to[8] = "a";
  strcat(to, "b"); // discharged: strcat() writes to 'to', which has room for 8
}

void tooLong(void) {
  char to[4];
  strcpy(to, "four"); // defect: strcpy() writes to 'to', which has room for 4
}

void formatTooLong(void) {
  char to[4];
  sprintf(to, "four"); // defect: sprintf() writes to 'to', which has room for 4
}

void formatString(const char *s) {
  char to[64];
  sprintf(to, "%s", s); // open: sprintf() writes to 'to', which has room for 64
}

void formatNumber(long n) {
  char to[8];
  sprintf(to, "%ld", n); // open: sprintf() writes to 'to', which has room for 8
}

void scan(const char *line) {
  char word[16];
  sscanf(line, "%s", word);   // open: sscanf() scans a string into 'word'
  sscanf(line, "%16s", word); // open: sscanf() scans a string into 'word'
  sscanf(line, "%15s", word); // discharged: sscanf() scans a string into 'word'
}

void fits(void) {
  char to[8];
  strcpy(to, "seven: "); // discharged: strcpy() writes to 'to', which has room for 8
}

void noLarger(void) {
  char from[8] = "seven", to[8];
  strcpy(to, from); // discharged: strcpy() writes to 'to', which has room for 8
}

void formatFits(int n, unsigned char c, double d) {
  char to[32];
  sprintf(to, "%d of %x%%", n, c);            // discharged: sprintf() writes to 'to'
  sprintf(to, "%.3s, %1.17g", "abcdef", d);   // discharged: sprintf() writes to 'to'
}

// A condition on the length.
void measured(const char *s) {
  char to[8];
  if (strlen(s) >= sizeof(to))
    return;
  strcpy(to, s); // discharged: it writes at most 8
}
void measuredAround(const char *s) {
  char to[8];
  if (strlen(s) < 16)
    strcpy(to, s); // open: it writes up to 16
}
void changedSince(const char *s, const char *t) {
  char to[8];
  if (strlen(s) >= sizeof(to))
    return;
  s = t;
  strcpy(to, s); // open: the comparison of its length shows no limit that holds
}
void measuredInVain(const char *s, size_t n) {
  char to[8];
  if (strlen(s) < n)
    strcpy(to, s); // open: the comparison of its length shows no limit that holds
}

// The size is given.
void bounded(char *to, const char *from) { snprintf(to, 8, "%s", from); }
