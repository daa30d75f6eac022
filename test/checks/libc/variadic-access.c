// RUN: %check %s ferrule-libc-variadic-access -- -std=c11
#include <stdarg.h>
#include <stdio.h>

int sum(int n, ...) { // open: 'sum' takes any arguments
  va_list l;
  int s = 0;
  va_start(l, n);
  while (n-- > 0)
    s += va_arg(l, int); // open: takes the next argument as 'int'
  va_end(l);
  return s;
}

__attribute__((format(printf, 1, 2)))
void report(const char *format, ...) { // discharged: 'report' takes any arguments
  va_list l;
  va_start(l, format);
  vprintf(format, l);
  va_end(l);
}

int declaredOnly(int n, ...);
int sumOf(int n, const int *values);
