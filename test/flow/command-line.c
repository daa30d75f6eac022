// RUN: %check %s ferrule-bounds-pointer-subscript,ferrule-libc-string-read -- -std=gnu11
// The arguments of the program are argc strings, with a null pointer behind them.
#include <stdlib.h>
#include <string.h>

extern char *other_name;
int main(int argc, char **argv) {
  int n = 0;
  for (int i = 1; i < argc; ++i) {
    char *option = argv[i];       // discharged: by the conditions on the way
    if (strcmp(option, "-q") == 0) // discharged: 'option' up to a NUL: it is an argument of the program
      ++n;
    else if (!strcmp(option, "-n") && // discharged: 'option' up to a NUL
             i + 1 < argc) {
      char *number = argv[++i]; // discharged: by the conditions on the way
      n += atoi(number);        // discharged: it is an argument of the program
    }
  }
  char *third = argv[3];   // open: it may end up to
  n += (int)strlen(third); // open: nothing says
  if (argc > 4) {
    char *last = argv[4];   // discharged: by the conditions on the way
    n += (int)strlen(last); // discharged: it is an argument of the program
  }
  argv[0] = other_name;
  char *first = argv[0];
  n += (int)strlen(first); // open: nothing says
  return n;
}
