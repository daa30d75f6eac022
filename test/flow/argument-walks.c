// RUN: %check %s ferrule-bounds-pointer-subscript,ferrule-bounds-pointer-arithmetic,ferrule-libc-string-read -- -std=gnu11
// The arguments of the program, by a pointer that moves on while a counter goes down.
#include <stdlib.h>
#include <string.h>

extern int seen;
void adjust(int *count);
void change(char **arguments);

int main(int argc, char **argv) {
  char **at;
  int left;
  for (at = argv, left = argc; --left >= 1;) {
    ++at;                      // discharged: the result stays within what the caller passes as 'argv'
    if (strcmp(*at, "-v") == 0) // discharged: it is an argument of the program
      ++seen;
    else if (left > 1 && !strcmp(*at, "-n")) // discharged: it is an argument of the program
      --left, seen += atoi(*++at); // discharged: it is an argument of the program // discharged: stays within
    else if ((*at)[0] == '-' && (*at)[1] == 'o' && // discharged: '1' indexes the pointer '*at'
             (*at)[2] == 0)                        // discharged: '2' indexes the pointer '*at'
      seen += 2;
    else if (strncmp(*at, "--max=", 6) == 0) // discharged: reads '*at'
      seen += atoi(6 + *at); // discharged: it is an argument of the program // discharged: stays within
    else if (strncmp(*at, "-m", 6) == 0) // discharged: reads '*at'
      seen += atoi(6 + *at); // open: it may end up to 4 bytes // open: it may end up to 3 bytes
    else if (strcmp(*at, "-i") == 0) // discharged: it is an argument of the program
      seen += (*at)[2];              // discharged: what is touched ends within
    else
      seen += (*at)[1]; // open: it may end up to 1 byte behind
  }
  for (at = argv, left = argc; left > 2;) {
    left -= 2;
    at += 2;                  // discharged: the result stays within
    seen += strcmp(*at, "x"); // discharged: it is an argument of the program
  }
  for (int round = 0; round < seen; ++round) {
    char **p = argv;
    int n = argc;
    while (n-- > 0)
      seen += strcmp(*p++, "x"); // discharged: it is an argument of the program // discharged: stays within
  }

  // Not in step.
  for (at = argv, left = argc; --left >= 1;) {
    ++at;                       // open: it may end up to
    if (strcmp(*at, "-n") == 0) // open: nothing says
      seen += atoi(*++at);      // open: nothing says // open: it may end up to
  }
  for (at = argv, left = argc; left > 2; --left) {
    at += 2;                  // open: it may end up to
    seen += strcmp(*at, "x"); // open: nothing says
  }
  for (at = argv, left = argc; left > 1;) {
    ++at;                     // open: it may end up to
    seen += strcmp(*at, "x"); // open: nothing says
    if (seen & 1)
      --left;
  }
  for (at = argv, left = argc; --left >= 1;) {
    seen += strcmp(*++at, "x"); // open: nothing says // open: it may end up to
    if (seen > 9)
      left = 5;
  }
  at = argv;
  for (int round = 0; round < seen; ++round) {
    int n = argc;
    while (--n > 0)
      seen += strcmp(*++at, "x"); // open: nothing says // open: it may end
  }
  for (at = argv, left = argc; --left >= 1;) {
    seen += strcmp(*++at, "x"); // open: nothing says // open: it may end up to
    adjust(&left);
  }

  // One too far: the pointer behind the last one is null.
  for (at = argv, left = argc; --left >= 0;)
    seen += strcmp(*++at, "x"); // open: nothing says // discharged: the result stays within
  // Without arguments, not even a name.
  at = argv + 1; // discharged: the result stays within
  left = argc - 1;
  do {
    seen += strcmp(*at, "x"); // open: nothing says
    ++at;                     // open: it may end up to
  } while (--left);

  // What is written is no argument any more.
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] == 0) // discharged: 'i' indexes the pointer 'argv'
      continue;
    seen += argv[i][1]; // discharged: '1' indexes the pointer 'argv[i]' // discharged: 'i' indexes
    if (i > 1)
      seen += argv[i - 1][1]; // discharged: 'i - 1' indexes // open: '1' indexes the pointer 'argv[i - 1]'
    argv[i][0] = (char)seen;          // discharged: 'i' indexes
    seen += strcmp(argv[i], "x");     // discharged: it is an argument of the program // discharged: 'i' indexes
    argv[i][1] = (char)seen;          // discharged: '1' indexes // discharged: 'i' indexes
    seen += strcmp(argv[i], "x");     // open: nothing says // discharged: 'i' indexes
  }
  for (at = argv, left = argc; --left >= 1;) {
    ++at;                     // open: it may end up to
    seen += strcmp(*at, "x"); // open: nothing says
    change(argv);
  }
  return seen;
}
