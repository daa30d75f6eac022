// RUN: %check %s ferrule-libc-string-read -- -std=gnu11
// Text that the function puts together itself, and ends with a NUL.
#include <stdio.h>
#include <string.h>

void use(char *text);
char *kept;

int word(const char *from) {
  char text[20];
  int i = 0;
  while (from[i] > ' ' && i < 19) {
    text[i] = from[i];
    ++i;
  }
  text[i] = 0;
  return strcmp(text, "quit"); // discharged: the string in 'text' ends within it
}

int word_without_end(const char *from) {
  char text[20];
  int i = 0;
  while (from[i] > ' ' && i < 20) {
    text[i] = from[i];
    ++i;
  }
  return strcmp(text, "quit"); // open: nothing says that there is one
}

int word_written_again(const char *from, unsigned n) {
  char text[20];
  int i = 0;
  while (from[i] > ' ' && i < 19) {
    text[i] = from[i];
    ++i;
  }
  text[i] = 0;
  text[n % 20] = 'x';
  return strcmp(text, "quit"); // open: nothing says that there is one
}

int word_of_others(const char *from) {
  char text[20];
  int i = 0;
  kept = text;
  while (from[i] > ' ' && i < 19) {
    text[i] = from[i];
    ++i;
  }
  text[i] = 0;
  return strcmp(text, "quit"); // open: nothing says that there is one
}

int behind(unsigned n) {
  char text[20];
  memset(text, 'x', sizeof text);
  text[n % 20] = 0;
  return strcmp(text + 4, "quit"); // open: nothing says that there is one
}

unsigned long printed(int n) {
  char text[40];
  snprintf(text, sizeof text, "%d", n);
  return strlen(text); // discharged: a NUL was written into 'text'
}

unsigned long printed_to_others(int n) {
  char text[40];
  snprintf(text, sizeof text, "%d", n);
  use(text);
  return strlen(text); // open: nothing says that there is one
}

// Other loops come between, within one that starts over.
int words(const char *from, int n) {
  char text[20], rest[20];
  int found = 0;
  while (n--) {
    int i = 0;
    while (*from > ' ' && i < 19)
      text[i++] = *from++;
    text[i] = 0;
    for (i = 0; *from > ' ' && i < 19; ++i)
      rest[i] = *from++;
    found += !strcmp(text, "quit"); // discharged: the string in 'text' ends within it
    if (found)
      found += !strcmp(rest, "quit"); // open: nothing says that there is one
  }
  return found;
}

int words_written_again(const char *from, int n) {
  char text[20];
  int found = 0;
  for (int i = 0; i < n && i < 20; ++i)
    text[i] = *from++;
  text[n % 20u] = 0;
  while (n--) {
    found += !strcmp(text, "quit"); // open: nothing says that there is one
    if (*from > ' ')
      text[(unsigned)n % 20] = *from++;
  }
  return found;
}
